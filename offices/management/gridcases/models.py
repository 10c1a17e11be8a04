"""Grid cases, what their handlers ask the centre for, and their photos."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caojiadu.core.cases.models import Case
from offices.management.gridcases.rules import GridClass, Thing


def _by(label: Any) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=label
    )


class GridCase(Case):
    """A grid case: something in the street, seen by a supervisor or told by a resident, that is to be put right.

    Found, accepted, filed, dispatched, handled, verified on site by somebody else, closed (发现→受理→立案→派遣→处置→
    核查→结案; Shanghai measures on city grid management, 2013).
    """

    class Source(models.TextChoices):
        PATROL = "patrol", _("Found on patrol")
        RESIDENT = "resident", _("Told by a resident")
        COMMITTEE = "committee", _("Reported by a neighbourhood committee")
        CAMERA = "camera", _("Seen by a camera")
        HOTLINE = "hotline", _("From a 12345 order")
        LETTER = "letter", _("From a letter or call")
        DISTRICT = "district", _("Passed on by the district")

    grid_class = models.ForeignKey(
        GridClass,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"active": True},
        verbose_name=pgettext_lazy("grid cases", "class"),
        help_text=_("At the latest when the case is filed; it says how long putting it right may take."),
    )
    thing = models.CharField(_("part or event"), max_length=6, choices=Thing, default=Thing.EVENT, editable=False)
    place = models.CharField(_("where exactly"), max_length=120)
    source = models.CharField(_("how it was found"), max_length=10, choices=Source, default=Source.PATROL)
    what = models.TextField(_("what was seen"), blank=True)
    resource = models.ForeignKey(
        "office_management.Resource",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("branch or company"),
    )
    to = models.CharField(_("dispatched to"), max_length=120, blank=True)
    handled_by = _by(_("handled by"))
    verified_by = _by(_("verified by"))
    same_as = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="same", verbose_name=_("the same as")
    )
    returns = models.PositiveSmallIntegerField(_("times not passed"), default=0, editable=False)
    sent_back = models.PositiveSmallIntegerField(_("times returned"), default=0, editable=False)
    ruled = models.BooleanField(_("the centre ruled whose it is"), default=False, editable=False)
    for_meeting = models.BooleanField(_("for the joint meeting"), default=False, editable=False)
    urges = models.PositiveSmallIntegerField(_("times urged"), default=0, editable=False)
    suspended_until = models.DateField(_("suspended until"), null=True, editable=False)

    class Meta:
        verbose_name = _("grid case")
        verbose_name_plural = _("grid cases")
        permissions = (
            ("handle_gridcase", _("Work on grid cases")),
            ("close_gridcase", _("Close grid cases")),
            ("answer_gridcase", _("Put right the grid cases of one's office")),
        )
        indexes = (
            models.Index(fields=("thing", "-case_ptr"), name="grid_thing"),
            models.Index(fields=("source", "-case_ptr"), name="grid_source"),
            models.Index(fields=("for_meeting",), name="grid_for_meeting", condition=models.Q(for_meeting=True)),
        )


class GridAsk(models.Model):
    """What a handler asks the centre for: to take the case back, more time, or a standstill; and the decision."""

    class Kind(models.TextChoices):
        RETURN = "return", _("Return of the case")
        EXTENSION = "extension", _("Extension")
        SUSPENSION = "suspension", _("Suspension")

    case = models.ForeignKey(GridCase, models.CASCADE, related_name="asks")
    kind = models.CharField(_("what is asked for"), max_length=10, choices=Kind)
    days = models.PositiveSmallIntegerField(_("working days"), null=True)
    until = models.DateField(_("until"), null=True)
    reason = models.TextField(_("reason"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked"))
    granted = models.BooleanField(_("granted"), null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("decided"), null=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("request about a grid case")
        verbose_name_plural = _("requests about grid cases")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("case",), condition=models.Q(decided_at=None), name="grid_ask_open_once"),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"


class GridPhoto(models.Model):
    """A photo of a grid case: before anything was done, after it, or as it looked when it was verified."""

    class Stage(models.TextChoices):
        BEFORE = "before", _("Before it was put right")
        AFTER = "after", _("After it was put right")
        CHECK = "check", _("On verification")

    case = models.ForeignKey(GridCase, models.CASCADE, related_name="photos")
    file = models.OneToOneField("files.File", models.CASCADE, related_name="+")
    stage = models.CharField(_("when"), max_length=6, choices=Stage)

    class Meta:
        default_permissions = ()
        verbose_name = _("photo of a grid case")
        verbose_name_plural = _("photos of grid cases")
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.case_id} {self.stage}"
