"""Deputies to the people's congress (A7): stations, roster, contacts with the community, station days, suggestions."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers import rules
from caojiadu.core.registers.declaration import months_after
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.patterns.reception_day import ReceptionDay
from caojiadu.core.registers.patterns.replies import Appraisal

REPLY_MONTHS, WIDE_MONTHS = 3, 6  # from assignment until the reply (Deputies Law, art. 51)


class DeputyStation(Record):
    """A place where deputies meet the community (代表之家、代表联络站、代表联系点)."""

    class Kind(models.TextChoices):
        HOME = "home", _("Deputies' home (代表之家)")
        STATION = "station", _("Liaison station (代表联络站)")
        POINT = "point", _("Contact point (代表联系点)")

    kind = models.CharField(_("kind of station"), max_length=8, choices=Kind)
    place = models.CharField(_("place"), max_length=120)
    opens = models.CharField(_("when it is open"), max_length=120)
    serves = models.CharField(_("whom it serves"), max_length=200, blank=True)
    looked_over_on = models.DateField(_("last looked over"), null=True, blank=True)

    class Meta:
        verbose_name = _("deputies' station")
        verbose_name_plural = _("deputies' stations")


class CongressDeputy(Record):
    """A deputy whom the office serves. Names of deputies are public; what else is known of them stays inside."""

    class Level(models.TextChoices):
        DISTRICT = "district", _("District congress")
        CITY = "city", _("Municipal congress")
        NATION = "nation", _("National congress")

    level = models.CharField(_("level of the congress"), max_length=8, choices=Level, db_index=True)
    constituency = models.CharField(_("constituency"), max_length=120)
    congress_term = models.CharField(_("term of the congress"), max_length=60)
    term_until = models.DateField(_("term until"))
    station = models.ForeignKey(
        DeputyStation, models.PROTECT, null=True, blank=True, related_name="deputies", verbose_name=_("their station")
    )
    contacted_on = models.DateField(_("last contact with the community"), null=True, blank=True)

    class Meta:
        verbose_name = _("people's deputy")
        verbose_name_plural = _("people's deputies")


class DeputyContact(Record):
    """One occasion on which a deputy was with the community."""

    class Way(models.TextChoices):
        STATION = "station", _("Day at the station")
        VISIT = "visit", _("Visit to residents")
        INSPECTION = "inspection", _("Inspection by deputies")
        SURVEY = "survey", _("Survey on a subject")
        ACCOUNT = "account", _("Account to the voters")

    deputy = models.ForeignKey(
        CongressDeputy, models.PROTECT, related_name="contacts", verbose_name=_("people's deputy")
    )
    way = models.CharField(_("sort of contact"), max_length=10, choices=Way, db_index=True)
    met_on = models.DateField(_("day of the contact"))
    people_met = models.PositiveSmallIntegerField(_("people met"))
    gist = models.TextField(_("gist of the contact"), blank=True)

    class Meta:
        verbose_name = _("contact of a deputy")
        verbose_name_plural = _("contacts of deputies")

    def clean(self) -> None:
        rules.refuse(rules.not_ahead(self, "met_on"))


class StationDay(ReceptionDay):
    """A day on which deputies receive residents (公告→接待→记录意见→交办→反馈)."""

    station = models.ForeignKey(DeputyStation, models.PROTECT, related_name="days", verbose_name=_("deputies' station"))
    deputy = models.ForeignKey(
        CongressDeputy, models.PROTECT, related_name="station_days", verbose_name=_("deputy who leads")
    )
    subject = models.CharField(_("subject of the day"), max_length=120, blank=True)
    came = models.ManyToManyField(CongressDeputy, related_name="+", verbose_name=_("deputies who came"))
    residents_met = models.PositiveSmallIntegerField(_("residents received"), null=True, blank=True)
    opinions = models.TextField(_("opinions that residents gave"), blank=True)
    feedback = models.TextField(_("what residents were told of the outcome"), blank=True)

    class Meta:
        verbose_name = _("station day")
        verbose_name_plural = _("station days")
        permissions = (("handle_stationday", _("Arrange station days")),)


class DeputySuggestion(Case):
    """A written suggestion of a deputy (书面意见: 登记→交办→办理→答复→代表评价)."""

    class When(models.TextChoices):
        SESSION = "session", _("During a session")
        BETWEEN = "between", _("Between sessions")

    class Result(models.TextChoices):
        """What comes of it, as replies are classed."""

        DONE = "done", _("Solved or adopted")
        PLANNED = "planned", _("Planned to be solved")
        KEPT = "kept", _("Explained, kept for reference")

    deputy = models.ForeignKey(
        CongressDeputy, models.PROTECT, related_name="suggestions", verbose_name=_("people's deputy")
    )
    day = models.ForeignKey(
        StationDay,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="suggestions",
        verbose_name=_("from the station day"),
    )
    made = models.CharField(_("when it was made"), max_length=8, choices=When, db_index=True)
    content = models.TextField(_("what the deputy suggests"))
    received_on = models.DateField(_("suggestion received on"))
    assigned_on = models.DateField(_("assigned to us on"), null=True, blank=True)
    wide = models.BooleanField(_("wide or difficult"), default=False, editable=False)
    talked = models.TextField(_("how the deputy was consulted"), blank=True)
    result = models.CharField(_("class of the reply"), max_length=8, choices=Result, blank=True, default="")
    reply = models.TextField(_("reply to the deputy"), blank=True)
    appraisal = models.CharField(_("the deputy's appraisal"), max_length=8, choices=Appraisal, blank=True, default="")
    remark = models.TextField(_("what the deputy remarked"), blank=True)
    handled_again = models.PositiveSmallIntegerField(_("handled again, times"), default=0, editable=False)

    class Meta:
        verbose_name = _("suggestion of a deputy")
        verbose_name_plural = _("suggestions of deputies")
        permissions = (
            ("handle_deputysuggestion", _("Work on suggestions of deputies")),
            ("sign_deputysuggestion", _("Sign replies to deputies")),
        )

    def clean(self) -> None:
        days = ("received_on", "assigned_on")
        rules.refuse(rules.not_ahead(self, *days), rules.in_order(self, *days))

    @property
    def reply_by(self) -> dt.date | None:
        """The last day for the reply: three months from assignment, six where it is wide or difficult (art. 51)."""
        if self.assigned_on is None:
            return None
        return months_after(self.assigned_on, WIDE_MONTHS if self.wide else REPLY_MONTHS)
