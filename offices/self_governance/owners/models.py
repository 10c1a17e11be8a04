"""How owners' committees come about, are elected anew, and are filed; what owners' assemblies decide (F2)."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers.rules import Problems, at_most, in_order, not_ahead, refuse
from offices.self_governance.estates.models import OwnersCommittee, ResidentialEstate, in_office, term_problems

FILE_WITHIN = 30  # days from the election (Shanghai Provisions on Residential Property Management, art. 23)


class OwnersFounding(Case):
    """How an estate comes to its first owners' committee (报告→筹备组→公告→草案→首次业主大会→备案)."""

    class Reporter(models.TextChoices):
        """Who reports that the owners' assembly can be set up."""

        DEVELOPER = "developer", _("Developer")
        OWNERS = "owners", _("Owners")
        NEIGHBOURHOOD = "neighbourhood", _("Neighbourhood committee")

    estate = models.ForeignKey(ResidentialEstate, models.PROTECT, related_name="foundings", verbose_name=_("estate"))
    reporter = models.CharField(_("reported by"), max_length=14, choices=Reporter)
    reported_on = models.DateField(_("report received on"))
    group_on = models.DateField(_("preparation group set up on"), null=True, blank=True)
    group_size = models.PositiveSmallIntegerField(_("members of the group"), null=True, blank=True)
    group_owners = models.PositiveSmallIntegerField(_("owners among them"), null=True, blank=True)
    posted_on = models.DateField(_("members posted on"), null=True, blank=True)
    drafts_on = models.DateField(_("rules and candidates posted on"), null=True, blank=True)
    assembly_on = models.DateField(_("first assembly held on"), null=True, blank=True)
    elected = models.PositiveSmallIntegerField(_("members elected"), null=True, blank=True)
    handed_in_on = models.DateField(_("papers for filing received on"), null=True, blank=True)
    assemblies_failed = models.PositiveSmallIntegerField(_("assemblies without a result"), default=0)

    class Meta:
        verbose_name = _("founding of an owners' committee")
        verbose_name_plural = _("foundings of owners' committees")
        permissions = (
            ("handle_ownersfounding", _("Guide the founding of owners' committees")),
            ("close_ownersfounding", _("Decide that no owners' committee is founded yet")),
        )

    def clean(self) -> None:
        """Days that have come, one after another; the owners in the group are part of it."""
        days = ("reported_on", "group_on", "posted_on", "drafts_on", "assembly_on")
        refuse(not_ahead(self, *days), in_order(self, *days), at_most(self, "group_owners", "group_size"))


class OwnersReelection(Case):
    """A new election before an owners' committee's term ends (届满前报告→改选小组→候选人→选举→备案→移交)."""

    class Ground(models.TextChoices):
        """How the street came to know."""

        REPORT = "report", _("Report of the committee")
        STREET = "street", _("Found by the street: the committee did not report")

    committee = models.ForeignKey(
        OwnersCommittee, models.PROTECT, related_name="reelections", verbose_name=_("owners' committee in office")
    )
    ground = models.CharField(_("on what ground"), max_length=8, choices=Ground)
    noticed_on = models.DateField(_("reported or found on"))
    group_on = models.DateField(_("re-election group set up on"), null=True, blank=True)
    group_size = models.PositiveSmallIntegerField(_("members of the group"), null=True, blank=True)
    candidates_on = models.DateField(_("candidates posted on"), null=True, blank=True)
    voted_on = models.DateField(_("new committee elected on"), null=True, blank=True)
    elected = models.PositiveSmallIntegerField(_("members elected"), null=True, blank=True)
    handed_in_on = models.DateField(_("papers for filing received on"), null=True, blank=True)
    handed_over = models.TextField(_("what was handed over to the new committee"), blank=True)
    term_until = models.DateField(_("term ends on"), null=True, blank=True)

    class Meta:
        verbose_name = _("re-election of an owners' committee")
        verbose_name_plural = _("re-elections of owners' committees")
        permissions = (
            ("handle_ownersreelection", _("Guide re-elections of owners' committees")),
            ("close_ownersreelection", _("End re-elections of owners' committees without a result")),
        )

    def clean(self) -> None:
        """Days that have come, one after another."""
        days = ("noticed_on", "group_on", "candidates_on", "voted_on")
        refuse(not_ahead(self, *days), in_order(self, *days))


class OwnersFiling(Case):
    """An elected or changed owners' committee handed in to the street for filing (备案: 收件→补正→核对→备案)."""

    class Occasion(models.TextChoices):
        """Why it is filed."""

        FIRST = "first", _("First election")
        AGAIN = "again", _("Re-election")
        CHANGE = "change", _("By-election or change of members")

    estate = models.ForeignKey(ResidentialEstate, models.PROTECT, related_name="filings", verbose_name=_("estate"))
    occasion = models.CharField(_("occasion"), max_length=6, choices=Occasion)
    elected_on = models.DateField(_("day of election"))
    received_on = models.DateField(_("papers received on"))
    handed_in = models.TextField(_("papers handed in"))
    seats = models.PositiveSmallIntegerField(_("members"))
    term_until = models.DateField(_("term ends on"))
    missing = models.TextField(_("papers that are missing"), blank=True)
    completed_on = models.DateField(_("papers complete on"), null=True, blank=True)
    findings = models.TextField(_("what the check found"), blank=True)
    late_by = models.PositiveSmallIntegerField(_("handed in late by, days"), default=0)

    class Meta:
        verbose_name = _("filing of an owners' committee")
        verbose_name_plural = _("filings of owners' committees")
        permissions = (
            ("handle_ownersfiling", _("Check filings of owners' committees")),
            ("close_ownersfiling", _("Decide on filings of owners' committees")),
        )

    def clean(self) -> None:
        """Days that have come, one after another; a term as long as the law says (art. 20)."""
        days = ("elected_on", "received_on", "completed_on")
        term = {} if self.occasion == self.Occasion.CHANGE else term_problems(self.elected_on, self.term_until)
        refuse(not_ahead(self, *days), in_order(self, *days), term, self._out_of_place())

    def _out_of_place(self) -> Problems:
        """A first election where a committee is in office, or a new one where none is."""
        if self.estate_id is None:
            return {}
        first, there = self.occasion == self.Occasion.FIRST, in_office(self.estate_id) is not None
        if first and there:
            return {"occasion": str(_("This estate has an owners' committee in office: it is no first election."))}
        if not first and not there:
            return {"occasion": str(_("No owners' committee in office is entered for this estate."))}
        return {}


def carried(*, voting: Sequence[Decimal], favour: Sequence[Decimal], grave: bool) -> bool:
    """Whether enough owners took part and agreed; shares in per cent, by number and by area (Civil Code, art. 278).

    Two thirds must vote. Of those who vote more than half must agree, and three quarters in `grave` matters.
    """
    enough = all(3 * share >= 200 for share in voting)
    return enough and all(share >= 75 if grave else share > 50 for share in favour)


def _percent(label: Any) -> "models.DecimalField[Decimal | None, Decimal | None]":
    whole = (MaxValueValidator(Decimal(100)),)
    return models.DecimalField(label, max_digits=5, decimal_places=2, null=True, blank=True, validators=whole)


class OwnersAssembly(Case):
    """A meeting of an estate's owners that votes on something, with the shares that decide (Civil Code, art. 278)."""

    class Form(models.TextChoices):
        """How the owners are asked."""

        MEETING = "meeting", _("Meeting in one place")
        WRITING = "writing", _("Asked in writing")
        ONLINE = "online", _("Vote online")

    estate = models.ForeignKey(ResidentialEstate, models.PROTECT, related_name="assemblies", verbose_name=_("estate"))
    question = models.TextField(_("what is voted on"))
    grave = models.BooleanField(
        _("raising repair funds, rebuilding, or another use of common parts"),
        default=False,
        help_text=_("Items 6 to 8 of Civil Code, art. 278: three quarters of those who vote must agree."),
    )
    form = models.CharField(_("how owners are asked"), max_length=8, choices=Form)
    noticed_on = models.DateField(_("announced to the owners on"))
    voting_until = models.DateField(_("last day of the vote"))
    people_voting = _percent(_("owners who voted, % of all"))
    area_voting = _percent(_("their area, % of all"))
    people_for = _percent(_("owners in favour, % of those who voted"))
    area_for = _percent(_("area in favour, % of the area that voted"))
    posted_on = models.DateField(_("result posted on"), null=True, blank=True)

    class Meta:
        verbose_name = _("owners' assembly")
        verbose_name_plural = _("owners' assemblies")
        permissions = (
            ("handle_ownersassembly", _("Guide owners' assemblies")),
            ("close_ownersassembly", _("Order owners' assemblies to correct decisions")),
        )

    def clean(self) -> None:
        """It is announced before the vote ends, and what is posted was voted on."""
        refuse(not_ahead(self, "noticed_on", "posted_on"), in_order(self, "noticed_on", "voting_until", "posted_on"))
