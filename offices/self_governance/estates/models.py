"""Estates, the owners' committees in office there, and their members (F2)."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.declaration import months_after
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.rules import Problems, not_ahead, refuse

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
