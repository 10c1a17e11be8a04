"""Residence registration and residence permits (E7): taken in here, decided by the police."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.declaration import months_after
from caojiadu.core.registers.patterns.intake import Application
from caojiadu.core.registers.rules import Problems, in_order, not_ahead, refuse, wanted

HALF_A_YEAR = 6  # months somebody has lived here before a permit (art. 2)
RENEWED_WITHIN = 1  # month before a year of residence is complete (art. 10)


class ResidencePermit(Application):
    """A registration, a first permit or its renewal (Interim Regulations on Residence Permits, arts. 2, 9, 10)."""

    class Wish(models.TextChoices):
        REGISTER = "register", _("Registration of residence")
        PERMIT = "permit", _("First residence permit")
        RENEW = "renew", _("Yearly renewal of the permit")

    class Ground(models.TextChoices):
        """What the permit rests on (art. 2)."""

        WORK = "work", _("Steady lawful work")
        HOME = "home", _("Steady lawful home")
        SCHOOL = "school", _("Unbroken schooling")

    reads = ("permit_until",)

    wish = models.CharField(_("what one applies for"), max_length=8, choices=Wish, db_index=True)
    ground = models.CharField(
        _("ground of the permit"),
        max_length=6,
        choices=Ground,
        blank=True,
        default="",
        help_text=_("For a permit or its renewal."),
    )
    lives_since = models.DateField(_("living in Shanghai since"))
    year_ends_on = models.DateField(
        _("year of residence complete on"),
        null=True,
        blank=True,
        help_text=_("For a renewal: the day on the permit."),
    )
    permit_until = models.DateField(
        _("residence permit until"),
        null=True,
        blank=True,
        help_text=_("The end of the year of residence for which the police granted or renewed it."),
    )
    permit_on = models.DateField(_("permit handed over on"), null=True, blank=True)

    class Meta:
        verbose_name = _("application for a residence permit")
        verbose_name_plural = _("applications for residence permits")
        permissions = (("handle_residencepermit", _("Take in applications for residence permits")),)

    @property
    def has_limit_of_law(self) -> bool:
        """Whether it is issued within 15 days by art. 9: a permit is, a registration or renewal is not."""
        return self.wish == self.Wish.PERMIT

    def clean(self) -> None:
        """Half a year before a permit (art. 2); a renewal from the last month of a year of residence on (art. 10)."""
        super().clean()
        refuse(
            not_ahead(self, "lives_since", "permit_on"),
            in_order(self, "lives_since", "received_on"),
            in_order(self, "decided_on", "permit_on"),
            {} if self.wish == self.Wish.REGISTER else wanted(self, "ground"),
            wanted(self, "year_ends_on") if self.wish == self.Wish.RENEW else {},
            self._too_early() if not self.is_being_granted else self._next_year(),
        )

    def _too_early(self) -> Problems:
        if self.received_on is None or self.lives_since is None:
            return {}
        if self.wish == self.Wish.PERMIT and months_after(self.lives_since, HALF_A_YEAR) > self.received_on:
            return {"lives_since": gettext("A permit takes half a year of residence: register the residence first.")}
        if self.wish == self.Wish.RENEW and self.year_ends_on and not self.accepted_on:
            opens = months_after(self.year_ends_on, -RENEWED_WITHIN)
            if self.received_on < opens:
                return {"year_ends_on": gettext("Renewal is possible from %(day)s on.") % {"day": opens}}
        return {}

    def _next_year(self) -> Problems:
        if self.wish == self.Wish.REGISTER:
            return {}
        past = [self.decided_on, self.year_ends_on if self.wish == self.Wish.RENEW else None]
        if self.permit_until and self.permit_until <= max(filter(None, past)):
            return {"permit_until": gettext("The new year of residence ends later than this.")}
        return wanted(self, "permit_until")
