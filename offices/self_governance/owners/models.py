"""Estates; owners' committees in office there, founded and elected again, filed; owners' assemblies (F2)."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers.declaration import months_after
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.rules import Problems, at_most, in_order, not_ahead, refuse

SHORTEST, LONGEST = 3, 5  # years of a term (Shanghai Provisions on Residential Property Management, art. 20)


class ResidentialEstate(Record):
    """A residential estate: what stands there, and who manages the property by which contract."""

    class Kind(models.TextChoices):
        """How the dwellings came to their owners."""

        COMMODITY = "commodity", _("Commodity housing")
        SOLD = "sold", _("Public housing sold to its tenants")
        RENTED = "rented", _("Public rental housing")
        MIXED = "mixed", _("Mixed")

    class Managed(models.TextChoices):
        """Who has the property managed."""

        EARLY = "early", _("Firm chosen by the developer")
        CHOSEN = "chosen", _("Firm chosen by the owners")
        SELF = "self", _("The owners themselves")
        NOBODY = "nobody", _("Nobody at present")

    kind = models.CharField(_("kind of housing"), max_length=10, choices=Kind)
    buildings = models.PositiveSmallIntegerField(_("buildings"))
    households = models.PositiveIntegerField(_("households"))
    developer = models.CharField(_("developer"), max_length=120, blank=True)
    managed = models.CharField(_("property managed by"), max_length=8, choices=Managed)
    firm = models.CharField(_("property firm"), max_length=120, blank=True)
    contract_until = models.DateField(_("property contract until"), null=True, blank=True)

    class Meta:
        verbose_name = _("estate")
        verbose_name_plural = _("estates")
        indexes = (
            models.Index(fields=("kind", "-record_ptr"), name="estate_kind"),
            models.Index(fields=("managed", "-record_ptr"), name="estate_managed"),
        )

    def clean(self) -> None:
        """A firm that manages the property has a name; where none does, there is none and no contract."""
        by_firm = self.managed in (self.Managed.EARLY, self.Managed.CHOSEN)
        if by_firm and not self.firm:
            raise ValidationError({"firm": _("Name the firm that manages the property.")})
        if not by_firm and (self.firm or self.contract_until):
            raise ValidationError({"managed": _("A firm or its contract is named below, but no firm is chosen here.")})


def term_problems(elected_on: dt.date | None, term_until: dt.date | None) -> Problems:
    """A term of three to five years from the election (art. 20); else what is wrong, beside its last day."""
    if elected_on is None or term_until is None:
        return {}
    if months_after(elected_on, 12 * SHORTEST) <= term_until <= months_after(elected_on, 12 * LONGEST):
        return {}
    return {"term_until": str(_("The term of an owners' committee is three to five years (art. 20)."))}


class OwnersCommittee(Record):
    """An owners' committee in office, from its election to the end of its term."""

    estate = models.ForeignKey(ResidentialEstate, models.PROTECT, related_name="committees", verbose_name=_("estate"))
    term = models.PositiveSmallIntegerField(_("which term"), default=1)
    elected_on = models.DateField(_("day of election"))
    term_until = models.DateField(_("term ends on"))
    seats = models.PositiveSmallIntegerField(_("members"))
    reported_on = models.DateField(_("end of the term reported on"), null=True, blank=True)
    filing_number = models.CharField(_("number of the filing"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("owners' committee")
        verbose_name_plural = _("owners' committees")

    def clean(self) -> None:
        """Its term is as long as the law says, and an estate has one committee at a time."""
        refuse(
            not_ahead(self, "elected_on", "reported_on"),
            term_problems(self.elected_on, self.term_until),
            self._another(),
        )

    def _another(self) -> Problems:
        there = in_office(self.estate_id) if self.is_current and self.estate_id else None
        if there is None or there.pk == self.pk:
            return {}
        return {"estate": str(_("This estate has an owners' committee in office. End that entry first."))}


def in_office(estate_id: int) -> OwnersCommittee | None:
    """The owners' committee that an estate has."""
    return OwnersCommittee.objects.filter(estate=estate_id, ended_on=None).first()


class OwnersCommitteeMember(Record):
    """A member of an owners' committee: an owner, with the post held and the training had."""

    class Post(models.TextChoices):
        """What somebody is in the committee."""

        CHAIR = "chair", _("Chair of the committee")
        DEPUTY = "deputy", _("Deputy chair")
        MEMBER = "member", _("Member")
        ALTERNATE = "alternate", _("Alternate member")

    committee = models.ForeignKey(
        OwnersCommittee, models.PROTECT, related_name="members", verbose_name=_("owners' committee")
    )
    post = models.CharField(_("post held"), max_length=10, choices=Post, default=Post.MEMBER)
    since = models.DateField(_("member since"))
    trained_on = models.DateField(_("last trained"), null=True, blank=True)

    class Meta:
        verbose_name = _("member of an owners' committee")
        verbose_name_plural = _("members of owners' committees")

    def clean(self) -> None:
        """Both days have come, and one chair is in office at a time."""
        refuse(not_ahead(self, "since", "trained_on"), self._second_chair())

    def _second_chair(self) -> Problems:
        if self.post != self.Post.CHAIR or not self.committee_id or not self.is_current:
            return {}
        chairs = OwnersCommitteeMember.objects.filter(committee=self.committee_id, post=self.post, ended_on=None)
        if not chairs.exclude(pk=self.pk).exists():
            return {}
        return {"post": str(_("This committee has a chair already. End or correct that entry first."))}


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
