"""Spiritual civilisation (B4): bids for civilised estates and units, volunteers and what they do."""

import datetime as dt
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers import rules
from caojiadu.core.registers.declaration import months_after
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.patterns.event import PublicEvent

SHORTEST, LONGEST = 24, 36  # months of an award cycle: custom, the office's own norm
RECHECK_BEFORE = 90  # days before an award lapses that it is rechecked: the office's own norm


class CivilisedBid(Case):
    """A bid to be a civilised estate, unit, campus or family (申报→考察→命名→复查)."""

    class Sort(models.TextChoices):
        ESTATE = "estate", _("Civilised estate (文明小区)")
        UNIT = "unit", _("Civilised unit (文明单位)")
        CAMPUS = "campus", _("Civilised campus (文明校园)")
        BUILDING = "building", _("Civilised building (文明楼组)")

    class Level(models.TextChoices):
        CITY = "city", _("Municipal")
        DISTRICT = "district", _("District level")
        STREET = "street", _("Sub-district")

    sort = models.CharField(_("sort of bid"), max_length=8, choices=Sort, db_index=True)
    level = models.CharField(_("level of the award"), max_length=8, choices=Level, db_index=True)
    cycle = models.CharField(_("award cycle"), max_length=20)
    received_on = models.DateField(_("application received on"))
    hand_in_by = models.DateField(_("to be handed in to the district by"))
    own_score = models.PositiveSmallIntegerField(_("score they give themselves"))
    inspected_on = models.DateField(_("inspected on"), null=True, blank=True)
    score = models.PositiveSmallIntegerField(_("score of the inspection"), null=True, blank=True)
    faults = models.TextField(_("what has to be put right"), blank=True)
    mended = models.TextField(_("what was put right"), blank=True)
    sent_on = models.DateField(_("handed in to the district on"), null=True, blank=True)
    awarded_on = models.DateField(_("awarded on"), null=True, blank=True)
    valid_until = models.DateField(_("award valid until"), null=True, blank=True)
    rechecked_on = models.DateField(_("rechecked on"), null=True, blank=True)
    recheck = models.TextField(_("result of the recheck"), blank=True)

    class Meta:
        verbose_name = _("bid for a civilised title")
        verbose_name_plural = _("bids for civilised titles")
        permissions = (
            ("handle_civilisedbid", _("Inspect bids for civilised titles")),
            ("close_civilisedbid", _("Hand in bids for civilised titles and note awards")),
        )

    def clean(self) -> None:
        """Days one after another, scores up to a hundred, a cycle of two to three years."""
        days = ("received_on", "inspected_on", "sent_on", "awarded_on", "rechecked_on")
        too_high = {
            name: gettext("No score is above one hundred.")
            for name in ("own_score", "score")
            if (getattr(self, name) or 0) > 100
        }
        rules.refuse(
            rules.not_ahead(self, *days),
            rules.in_order(self, *days),
            too_high,
            self._cycle(),
            rules.no_personal(self, "title"),
        )

    def _cycle(self) -> rules.Problems:
        if self.awarded_on is None or self.valid_until is None:
            return {}
        first, last = (months_after(self.awarded_on, months) for months in (SHORTEST, LONGEST))
        if first <= self.valid_until <= last:
            return {}
        return {"valid_until": gettext("An award holds two to three years.")}

    @property
    def recheck_by(self) -> dt.date | None:
        """The day by which an award is rechecked."""
        return self.valid_until - dt.timedelta(days=RECHECK_BEFORE) if self.valid_until else None


class Volunteer(Record):
    """A volunteer: what he or she can do, and the hours served so far."""

    class Skill(models.TextChoices):
        CARE = "care", _("Care and company")
        LAW = "law", _("Law and mediation")
        HEALTH = "health", _("Health and first aid")
        ORDER = "order", _("Order and traffic")
        TEACHING = "teaching", _("Teaching and culture")
        HANDS = "hands", _("Repairs and handiwork")
        ANY = "any", _("Whatever is needed")

    skill = models.CharField(_("what he or she can do"), max_length=8, choices=Skill, db_index=True)
    since = models.DateField(_("volunteer since"))
    trained_on = models.DateField(_("last trained"), null=True, blank=True)
    hours = models.DecimalField(_("hours served"), max_digits=7, decimal_places=1, default=Decimal(0), editable=False)
    served_on = models.DateField(_("last served"), null=True, editable=False)

    class Meta:
        verbose_name = _("volunteer")
        verbose_name_plural = _("volunteers")

    def clean(self) -> None:
        rules.refuse(rules.not_ahead(self, "since", "trained_on"))


class VolunteerEvent(PublicEvent):
    """A service event of volunteers: who signed up, who came, and how many hours each served."""

    class Theme(models.TextChoices):
        CLEAN = "clean", _("Tidying and greening")
        CARE = "care", _("Visits to people in need")
        GUIDE = "guide", _("Order and guidance")
        SKILL = "skill", _("Free services by skill")
        FESTIVAL = "festival", _("Festivals and traditions")

    theme = models.CharField(_("theme"), max_length=8, choices=Theme, db_index=True)
    serves = models.CharField(_("whom it serves"), max_length=120)
    bring = models.CharField(_("what to bring"), max_length=120, blank=True)
    hours_each = models.DecimalField(
        _("hours each served"),
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
    )
    people_served = models.PositiveIntegerField(_("people served"), null=True, blank=True)

    class Meta:
        verbose_name = _("volunteer event")
        verbose_name_plural = _("volunteer events")
        permissions = (
            ("handle_volunteerevent", _("Hold volunteer events")),
            ("close_volunteerevent", _("Publish volunteer events")),
        )

    def clean(self) -> None:
        """Half an hour to twelve hours each; everybody reads whom it serves and what to bring, too."""
        super().clean()
        odd = self.hours_each is not None and not Decimal("0.5") <= self.hours_each <= 12
        rules.refuse(
            {"hours_each": gettext("Between half an hour and twelve hours.")} if odd else {},
            rules.no_personal(self, "serves", "bring"),
        )
