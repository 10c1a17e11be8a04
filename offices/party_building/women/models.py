"""The Women's Federation (B11): Women's Homes, rights cases, activities."""

import datetime as dt

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caojiadu.core.cases.models import Case
from caojiadu.core.registers import rules
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.patterns.event import PublicEvent

# Calendar days for a court to decide on a protection order: 72 hours after it accepted the request, 24 in urgent cases
# (Anti-Domestic Violence Law, art. 28).
ORDER_DAYS, URGENT_DAYS = 3, 1


class WomensHome(Record):
    """A Women's Home (妇女之家): where women find somebody to talk to."""

    class Kind(models.TextChoices):
        RESIDENTIAL = "residential", _("In a residential area")
        BUILDING = "building", _("In an office building")
        CENTRE = "centre", _("In a centre of the sub-district")

    kind = models.CharField(pgettext_lazy("womens homes", "where it is"), max_length=12, choices=Kind, db_index=True)
    place = models.CharField(_("place"), max_length=120)
    hours = models.CharField(_("when it is open"), max_length=120)
    offers = models.CharField(pgettext_lazy("womens homes", "what it offers"), max_length=200, blank=True)
    helpers = models.PositiveSmallIntegerField(_("helpers"), default=0)
    looked_over_on = models.DateField(_("last looked over"), null=True, blank=True)

    class Meta:
        verbose_name = _("Women's Home")
        verbose_name_plural = _("Women's Homes")

    def clean(self) -> None:
        rules.refuse(rules.not_ahead(self, "looked_over_on"), rules.no_personal(self, "title", "place", "offers"))


class WomensCase(Case):
    """A woman's rights case (受理→办理或转介→回访), open to its handler, the head and the leaders."""

    class Sort(models.TextChoices):
        VIOLENCE = "violence", _("Violence in the family")
        MARRIAGE = "marriage", _("Marriage and children")
        PROPERTY = "property", _("Property and inheritance")
        WORK = "work", _("Rights at work")
        HARASSMENT = "harassment", _("Harassment")
        OTHER = "other", _("Other rights")

    class Source(models.TextChoices):
        HERSELF = "herself", _("She came or called herself")
        COMMITTEE = "committee", _("From a neighbourhood committee")
        POLICE = "police", _("From the police")
        FEDERATION = "federation", _("From the district's Women's Federation")
        FOUND = "found", _("Found by somebody in service")

    class Haste(models.TextChoices):
        USUAL = "usual", _("Within 72 hours")
        URGENT = "urgent", _("Urgent: within 24 hours")

    sort = models.CharField(_("sort of case"), max_length=10, choices=Sort, db_index=True)
    source = models.CharField(_("how it came"), max_length=10, choices=Source)
    received_on = models.DateField(_("received on"))
    stated = models.TextField(_("what she says"))
    wishes = models.TextField(_("what she wants"), blank=True)
    home = models.ForeignKey(
        WomensHome, models.PROTECT, null=True, blank=True, related_name="cases", verbose_name=_("Women's Home")
    )
    safety = models.TextField(_("how she is safe, and who was called"), blank=True)
    plan = models.TextField(_("how it is handled"), blank=True)
    order_asked_at = models.DateTimeField(_("protection order asked for at"), null=True, blank=True)
    haste = models.CharField(_("urgency of the order"), max_length=8, choices=Haste, blank=True, default="")
    order_result = models.TextField(_("what the court decided"), blank=True)
    letter_on = models.DateField(_("warning letter of the police received on"), null=True, blank=True)
    visited = models.TextField(_("what the visit found"), blank=True)
    referred_to = models.CharField(_("referred to whom"), max_length=120, blank=True)
    outcome = models.TextField(_("what came of it"), blank=True)
    asked_again_on = models.DateField(_("asked again on"), null=True, blank=True)
    now = models.TextField(_("how she is now"), blank=True)

    class Meta:
        verbose_name = _("rights case of a woman")
        verbose_name_plural = _("rights cases of women")
        permissions = (
            ("handle_womenscase", _("Work on rights cases of women")),
            ("close_womenscase", _("Refer rights cases of women")),
        )

    def clean(self) -> None:
        """Days one after another; nobody asked for an order in the future."""
        rules.refuse(
            rules.not_ahead(self, "received_on", "letter_on", "asked_again_on", "order_asked_at"),
            rules.in_order(self, "received_on", "asked_again_on"),
        )

    @property
    def at_once_by(self) -> dt.date | None:
        """The same day, where there is violence."""
        return self.received_on if self.sort == self.Sort.VIOLENCE else None

    @property
    def order_by(self) -> dt.date | None:
        """The day by which the court decides on the protection order, if it accepts the request at once (art. 28)."""
        if self.order_asked_at is None:
            return None
        days = URGENT_DAYS if self.haste == self.Haste.URGENT else ORDER_DAYS
        return timezone.localdate(self.order_asked_at) + dt.timedelta(days=days)


class WomensActivity(PublicEvent):
    """An activity for women and families."""

    class Theme(models.TextChoices):
        RIGHTS = "rights", _("Rights and law")
        FAMILY = "family", _("Family education and good homes")
        HEALTH = "health", _("Health")
        WORK = "work", _("Work and skills")
        CULTURE = "culture", _("Culture and handicraft")

    theme = models.CharField(_("theme"), max_length=8, choices=Theme, db_index=True)
    home = models.ForeignKey(
        WomensHome, models.PROTECT, null=True, blank=True, related_name="activities", verbose_name=_("Women's Home")
    )
    teacher = models.CharField(_("who leads it"), max_length=120, blank=True)
    families = models.PositiveSmallIntegerField(_("families that came"), null=True, blank=True)

    class Meta:
        verbose_name = _("activity for women")
        verbose_name_plural = _("activities for women")
        permissions = (
            ("handle_womensactivity", _("Hold activities for women")),
            ("close_womensactivity", _("Publish activities for women")),
        )
