"""Mediation of civil disputes by people's mediation committees (E6; People's Mediation Law)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.patterns.online_application import Told
from caojiadu.core.registers.rules import Problems, at_most, in_order, not_ahead, refuse

COURT_DAYS = 30  # in which both parties may ask the court together (art. 33)
FEWEST, MOST = 3, 9  # members of a committee (art. 8)


class MediationCommittee(Record):
    """A people's mediation committee: three to nine members, women among them (People's Mediation Law, art. 8)."""

    class Level(models.TextChoices):
        """Whose committee it is."""

        RESIDENTS = "residents", _("Of a neighbourhood committee")
        STREET = "street", _("Of the sub-district")
        UNIT = "unit", _("Of an enterprise or institution")
        FIELD = "field", _("Of a trade or field")

    level = models.CharField(_("whose committee"), max_length=10, choices=Level, default=Level.RESIDENTS, db_index=True)
    chair = models.CharField(_("chair of the committee"), max_length=40)
    members = models.PositiveSmallIntegerField(
        _("members of the committee"),
        help_text=_("Three to nine, the chair among them (People's Mediation Law, art. 8)."),
    )
    women = models.PositiveSmallIntegerField(_("women among them"))
    elected_on = models.DateField(_("elected on"))

    class Meta:
        verbose_name = _("mediation committee")
        verbose_name_plural = _("mediation committees")

    def clean(self) -> None:
        """Three to nine members, at least one of them a woman (People's Mediation Law, art. 8)."""
        size = (
            {} if FEWEST <= self.members <= MOST else {"members": _("A mediation committee has three to nine members.")}
        )
        women = {} if self.women else {"women": _("At least one member is a woman.")}
        refuse(size, women, at_most(self, "women", "members"))


class Mediator(Record):
    """Somebody who mediates for a committee; the entry's name is theirs."""

    class Standing(models.TextChoices):
        FULL = "full", _("Full-time")
        PART = "part", _("Part-time")
        EXPERT = "expert", _("Adviser from a profession")

    committee = models.ForeignKey(
        MediationCommittee, models.PROTECT, related_name="mediators", verbose_name=_("mediation committee")
    )
    standing = models.CharField(_("how they work"), max_length=6, choices=Standing, default=Standing.PART)
    strengths = models.CharField(_("disputes they know best"), max_length=120, blank=True)
    trained_on = models.DateField(_("last trained"), null=True, blank=True)
    engaged_until = models.DateField(_("engaged until"), null=True, blank=True)

    class Meta:
        verbose_name = _("mediator")
        verbose_name_plural = _("mediators")


class Mediation(Told, Case):
    """One dispute (申请→受理→调解→协议或终止→履行回访→司法确认→归档).

    The resident is who asked for it. Nobody pays for it (People's Mediation Law, art. 4).
    """

    class Kind(models.TextChoices):
        NEIGHBOURS = "neighbours", _("Between neighbours")
        FAMILY = "family", _("Marriage and family")
        HOUSE = "house", _("House and land")
        PROPERTY = "property", _("Property management")
        DAMAGE = "damage", _("Harm and compensation")
        CONSUMER = "consumer", _("Consumption")
        CONTRACT = "contract", _("Loan and contract")
        OTHER = "other", _("Another dispute")

    class Source(models.TextChoices):
        ASKED = "asked", _("A party asked for it")
        OFFERED = "offered", _("The committee offered it")
        POLICE = "police", _("Passed on by the police station")
        COURT = "court", _("Passed on by the court")
        LETTERS = "letters", _("Out of letters and calls")

    class Form(models.TextChoices):
        """How the agreement was made (art. 28)."""

        WRITTEN = "written", _("In writing, signed and sealed")
        ORAL = "oral", _("Orally, kept in the record")

    class Performance(models.TextChoices):
        """What a visit found still open of what was agreed."""

        PARTLY = "partly", _("Done in part")
        NOT = "not", _("Not done")

    reads = ("mediator", "met_on", "agreement", "perform_by")
    decided_by = ""  # both sides agree, nobody decides

    committee = models.ForeignKey(
        MediationCommittee,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="mediations",
        verbose_name=_("mediation committee"),
    )
    dispute = models.CharField(_("kind of dispute"), max_length=10, choices=Kind, db_index=True)
    source = models.CharField(_("how the dispute came"), max_length=8, choices=Source, default=Source.ASKED)
    wish = models.TextField(
        _("what is asked for"), help_text=_("With whom the dispute is, what happened, and what is wanted.")
    )
    refused_why = models.TextField(_("grounds of the refusal"), blank=True)
    mediator = models.ForeignKey(
        Mediator,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="mediations",
        verbose_name=_("mediator in charge"),
        limit_choices_to={"ended_on": None},
    )
    met_on = models.DateField(_("day of the meeting"), null=True, blank=True)
    meetings = models.PositiveSmallIntegerField(_("meetings held"), default=0, editable=False)
    form = models.CharField(_("form of the agreement"), max_length=8, choices=Form, blank=True, default="")
    agreement = models.TextField(_("what was agreed"), blank=True)
    effective_on = models.DateField(
        _("in effect since"),
        null=True,
        blank=True,
        help_text=_(
            "In writing: the day on which the parties had signed and the committee's seal was put on it. Orally: the "
            "day on which they agreed."
        ),
    )
    perform_by = models.DateField(_("to be performed by"), null=True, blank=True)
    visited_on = models.DateField(_("visited on"), null=True, blank=True)
    performance = models.CharField(_("what the visit found"), max_length=6, choices=Performance, blank=True, default="")
    court_asked_on = models.DateField(_("joint request to the court on"), null=True, blank=True)
    ruling = models.CharField(_("number of the court's ruling"), max_length=60, blank=True)
    shelf = models.CharField(_("number in the archive"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("mediation")
        verbose_name_plural = _("mediations")
        permissions = (("handle_mediation", _("Mediate disputes")), ("close_mediation", _("Close mediations")))

    def clean(self) -> None:
        """What happened lies in the past and in its order; the court is asked within 30 days of effect (art. 33)."""
        after = [in_order(self, "effective_on", name) for name in ("perform_by", "visited_on", "court_asked_on")]
        refuse(not_ahead(self, "met_on", "effective_on", "visited_on", "court_asked_on"), *after, self._too_late())

    def _too_late(self) -> Problems:
        if not self.court_asked_on or not self.effective_on:
            return {}
        if (self.court_asked_on - self.effective_on).days <= COURT_DAYS:
            return {}
        passed = _(
            "The 30 days in which both parties may ask the court together have passed (People's Mediation Law, "
            "art. 33)."
        )
        return {"court_asked_on": passed}


class MediationParty(Record):
    """Another party of a dispute: a resident, with what they are in it."""

    class Side(models.TextChoices):
        """On which side somebody stands."""

        OTHER = "other", _("The other party")
        SAME = "same", _("Asks together with the applicant")
        THIRD = "third", _("Somebody whose interest is touched")

    class Willing(models.TextChoices):
        """Whether they let it be mediated: who refuses is not mediated with (art. 17)."""

        ASKED = "asked", _("Still to be asked")
        YES = "yes", _("Agrees to mediation")
        NO = "no", _("Refuses mediation")

    mediation = models.ForeignKey(Mediation, models.PROTECT, related_name="parties", verbose_name=_("mediation"))
    side = models.CharField(_("side"), max_length=6, choices=Side, default=Side.OTHER)
    willing = models.CharField(_("lets it be mediated"), max_length=6, choices=Willing, default=Willing.ASKED)
    acts_for = models.CharField(_("who acts for them"), max_length=60, blank=True)
    signed_on = models.DateField(_("signed the agreement on"), null=True, blank=True)

    class Meta:
        verbose_name = _("party of a dispute")
        verbose_name_plural = _("parties of disputes")
