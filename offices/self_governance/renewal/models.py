"""Places in the neighbourhoods that are renewed together with residents (F3; responsibility R4)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.models import Record
from caojiadu.core.registers.rules import in_order, not_ahead, refuse
from offices.self_governance.projects.models import SelfGovernmentProject


class RenewalPlace(Record):
    """A place that residents wish to see renewed, the project that does it, and who keeps it up afterwards (微更新)."""

    class Kind(models.TextChoices):
        """What sort of place it is."""

        GREEN = "green", _("Green or community garden")
        HALL = "hall", _("Hallway or stairs")
        SQUARE = "square", _("Open place to sit and meet")
        WALL = "wall", _("Wall or entrance")
        SHED = "shed", _("Bicycle shed or charging place")
        ROOM = "room", _("Shared room")

    kind = models.CharField(_("sort of place"), max_length=6, choices=Kind)
    state_before = models.TextField(_("how it is now"))
    wished_by = models.PositiveIntegerField(_("households that wish it"), default=1)
    owner = models.CharField(_("whose the place is"), max_length=120)
    project = models.ForeignKey(
        SelfGovernmentProject,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="places",
        verbose_name=_("project"),
    )
    renewed_on = models.DateField(_("renewed on"), null=True, blank=True)
    kept_by = models.CharField(_("who keeps it up"), max_length=120, blank=True)
    looked_on = models.DateField(_("last looked after"), null=True, blank=True)

    class Meta:
        verbose_name = _("place to be renewed")
        verbose_name_plural = _("places to be renewed")
        indexes = (models.Index(fields=("kind", "-record_ptr"), name="renewal_place_kind"),)

    def clean(self) -> None:
        """What is renewed is kept up by somebody; the days have come, one after the other."""
        kept = {}
        if self.renewed_on and not self.kept_by:
            kept["kept_by"] = str(_("Say who keeps it up."))
        if self.renewed_on and not self.looked_on:
            kept["looked_on"] = str(_("Say when it was looked at; the next look is counted from then."))
        refuse(not_ahead(self, "renewed_on", "looked_on"), in_order(self, "renewed_on", "looked_on"), kept)
