"""Neighbourhood committees: members, elections, meetings, charters, what they publish, prove and take on (F1)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.patterns import meeting
from caojiadu.core.registers.rules import Problems, at_most, in_order, no_personal, not_ahead, refuse

FEWEST, MOST = 5, 9  # members of a committee (Law on Urban Residents' Committees, art. 7)
TERM_MONTHS = 60  # of a term (art. 8)
SEATS = (MinValueValidator(FEWEST), MaxValueValidator(MOST))


class NeighbourhoodCommittee(Record):
    """A neighbourhood committee in office: its term, its members, when residents last met, its charter."""

    term = models.PositiveSmallIntegerField(_("which term"), default=1)
    elected_on = models.DateField(_("day of election"))
    seats = models.PositiveSmallIntegerField(_("members"), validators=SEATS)
    groups = models.PositiveSmallIntegerField(_("residents' groups"), null=True, blank=True)
    met_on = models.DateField(_("last residents' meeting"), null=True, blank=True)
    charter_on = models.DateField(_("charter filed on"), null=True, blank=True)

    class Meta:
        verbose_name = _("neighbourhood committee")
        verbose_name_plural = _("neighbourhood committees")

    def clean(self) -> None:
        """It belongs to a neighbourhood, which has one committee at a time; the days have come."""
        refuse(not_ahead(self, "elected_on", "met_on", "charter_on"), self._place())

    def _place(self) -> Problems:
        if not self.neighbourhood_id:
            return {"neighbourhood": gettext("Name the neighbourhood.")}
        there = self.in_office(self.neighbourhood_id) if self.is_current else None
        if there is None or there.pk == self.pk:
            return {}
        return {"neighbourhood": gettext("This neighbourhood has a committee in office. End that entry first.")}

    @classmethod
    def in_office(cls, neighbourhood_id: int) -> "NeighbourhoodCommittee | None":
        """The committee that a neighbourhood has."""
        return cls.objects.filter(neighbourhood=neighbourhood_id, ended_on=None).first()


class NeighbourhoodCommitteeMember(Record):
    """A member of a neighbourhood committee: the post, the sub-committee, the part of the neighbourhood."""

    class Post(models.TextChoices):
        """What somebody is in the committee."""

        DIRECTOR = "director", _("Director")
        DEPUTY = "deputy", _("Deputy director")
        MEMBER = "member", _("Member")

    class Duty(models.TextChoices):
        """What somebody sees to, in a sub-committee or alone."""

        GENERAL = "general", _("General affairs")
        MEDIATION = "mediation", _("People's mediation")
        SECURITY = "security", _("Public security")
        HEALTH = "health", _("Public health")
        WELFARE = "welfare", _("Welfare and the elderly")
        CHILDREN = "children", _("Protection of juveniles")

    committee = models.ForeignKey(
        NeighbourhoodCommittee, models.PROTECT, related_name="members", verbose_name=_("neighbourhood committee")
    )
    post = models.CharField(_("post held"), max_length=10, choices=Post, default=Post.MEMBER)
    duty = models.CharField(_("sees to"), max_length=10, choices=Duty, default=Duty.GENERAL)
    since = models.DateField(_("member since"))
    in_branch = models.BooleanField(_("also in the Party branch's committee"), default=False)

    class Meta:
        verbose_name = _("member of a neighbourhood committee")
        verbose_name_plural = _("members of neighbourhood committees")
        indexes = (models.Index(fields=("duty", "-record_ptr"), name="committee_member_duty"),)

    def clean(self) -> None:
        """One director, and no more members than seats."""
        refuse(not_ahead(self, "since"), self._too_many())

    def _too_many(self) -> Problems:
        if not self.committee_id or not self.is_current:
            return {}
        others = NeighbourhoodCommitteeMember.objects.filter(committee=self.committee_id, ended_on=None)
        others = others.exclude(pk=self.pk)
        if self.post == self.Post.DIRECTOR and others.filter(post=self.post).exists():
            return {"post": gettext("This committee has a director already. End or correct that entry first.")}
        if others.count() >= self.committee.seats:
            return {"committee": gettext("All seats of this committee are taken. End an entry first.")}
        return {}


class CommitteeElection(Case):
    """The election of a neighbourhood committee (方案→选民登记→提名→投票→结果→交接)."""

    class Way(models.TextChoices):
        """Who votes (Law on Urban Residents' Committees, art. 8)."""

        RESIDENTS = "residents", _("All residents entitled to vote")
        HOUSEHOLDS = "households", _("One from each household")
        GROUPS = "groups", _("Representatives of the residents' groups")

    committee = models.ForeignKey(
        NeighbourhoodCommittee, models.PROTECT, related_name="elections", verbose_name=_("committee in office")
    )
    way = models.CharField(_("who votes"), max_length=10, choices=Way)
    seats = models.PositiveSmallIntegerField(_("members to be elected"), validators=SEATS)
    vote_on = models.DateField(_("day of the vote"))
    plan = models.TextField(_("plan of the election"))
    term_until = models.DateField(_("term in office ends on"), null=True, blank=True)
    listed_on = models.DateField(_("list of voters posted on"), null=True, blank=True)
    voters = models.PositiveIntegerField(_("voters"), null=True, blank=True)
    nominated_on = models.DateField(_("candidates posted on"), null=True, blank=True)
    candidates = models.PositiveSmallIntegerField(_("candidates"), null=True, blank=True)
    ballots = models.PositiveIntegerField(_("ballots returned"), null=True, blank=True)
    valid = models.PositiveIntegerField(_("valid ballots"), null=True, blank=True)
    elected = models.PositiveSmallIntegerField(_("members elected"), null=True, blank=True)
    result_on = models.DateField(_("result posted on"), null=True, blank=True)
    handed_over = models.TextField(_("what was handed over to the new committee"), blank=True)

    class Meta:
        verbose_name = _("election of a neighbourhood committee")
        verbose_name_plural = _("elections of neighbourhood committees")
        permissions = (
            ("handle_committeeelection", _("Guide elections of neighbourhood committees")),
            ("close_committeeelection", _("Approve election plans of neighbourhood committees")),
        )

    def clean(self) -> None:
        """Days one after another, numbers that fit into each other, and as many elected as a committee may have.

        Once votes are counted, the day of the vote is the one on which it was held.
        """
        refuse(
            not_ahead(self, "listed_on", "nominated_on", "result_on"),
            in_order(self, "listed_on", "nominated_on", "vote_on", "result_on"),
            at_most(self, "ballots", "voters"),
            at_most(self, "valid", "ballots"),
            at_most(self, "elected", "seats"),
            at_most(self, "elected", "candidates"),
            self._too_few(),
            not_ahead(self, "vote_on") if self.elected is not None else {},
        )

    def _too_few(self) -> Problems:
        if self.elected is None or self.elected >= FEWEST:
            return {}
        return {
            "elected": gettext("A committee has five to nine members (Law on Urban Residents' Committees, art. 7).")
        }


class ResidentsMeeting(meeting.Meeting):
    """A meeting of the residents, or of those who represent them, called by their committee (居民会议)."""

    class Kind(models.TextChoices):
        RESIDENTS = "residents", _("Residents' meeting")
        REPRESENTATIVES = "representatives", _("Meeting of residents' representatives")

    committee = models.ForeignKey(
        NeighbourhoodCommittee, models.PROTECT, related_name="meetings", verbose_name=_("neighbourhood committee")
    )
    who = models.CharField(_("who meets"), max_length=16, choices=Kind, default=Kind.RESIDENTS)
    topics = models.TextField(_("what is put to the residents"))
    decided = models.TextField(_("what was decided"), blank=True)

    class Meta:
        verbose_name = _("residents' meeting")
        verbose_name_plural = _("residents' meetings")
        permissions = (
            ("handle_residentsmeeting", _("Keep residents' meetings")),
            ("close_residentsmeeting", _("Settle minutes of residents' meetings")),
        )

    def clean(self) -> None:
        """A residents' meeting is held only with more than half of those entitled to attend (art. 9).

        Asked when it is held: the minutes of one that was held with fewer are still written.
        """
        super().clean()
        if self.state != "residents_called" or self.who != self.Kind.RESIDENTS or self.present is None:
            return
        if self.present * 2 <= (self.expected or 0):
            words = gettext(
                "More than half of those entitled must attend (Law on Urban Residents' Committees, art. 9)."
            )
            raise ValidationError({"present": words})


class CommitteeCharter(Case):
    """A charter or convention that residents adopted, handed in to the street for filing (自治章程、居民公约备案)."""

    class Kind(models.TextChoices):
        CHARTER = "charter", _("Charter of self-government")
        CONVENTION = "convention", _("Residents' convention")
        RULES = "rules", _("Rules of the residents' meeting")

    committee = models.ForeignKey(
        NeighbourhoodCommittee, models.PROTECT, related_name="charters", verbose_name=_("neighbourhood committee")
    )
    sort = models.CharField(_("what is filed"), max_length=10, choices=Kind)
    adopted_on = models.DateField(_("adopted by the residents' meeting on"))
    received_on = models.DateField(_("received on"))
    content = models.TextField(_("main points"))
    advice = models.TextField(_("what is to be revised"), blank=True)
    revised = models.TextField(_("what was revised"), blank=True)

    class Meta:
        verbose_name = _("charter for filing")
        verbose_name_plural = _("charters for filing")
        permissions = (
            ("handle_committeecharter", _("Read charters of neighbourhood committees")),
            ("close_committeecharter", _("File charters of neighbourhood committees")),
        )

    def clean(self) -> None:
        """Residents adopt it first; then it is handed in."""
        refuse(not_ahead(self, "adopted_on", "received_on"), in_order(self, "adopted_on", "received_on"))


class PublishedAffair(Record):
    """Something that a neighbourhood committee lays open to its residents (居务公开)."""

    class Topic(models.TextChoices):
        MONEY = "money", _("Income and spending")
        AID = "aid", _("Assistance and benefits")
        ELECTION = "election", _("Elections and members")
        DECISION = "decision", _("Decisions of residents' meetings")
        PROJECT = "project", _("Self-government projects")
        SERVICE = "service", _("Services and donations")
        OTHER = "other", _("Other affairs")

    topic = models.CharField(_("topic"), max_length=10, choices=Topic)
    since = models.DateField(_("first day told of"))
    until = models.DateField(_("last day told of"))
    text = models.TextField(_("what residents read"))

    class Meta:
        verbose_name = _("published affair")
        verbose_name_plural = _("published affairs")
        indexes = (models.Index(fields=("topic", "-record_ptr"), name="published_affair_topic"),)

    def clean(self) -> None:
        """It belongs to a neighbourhood, tells of days that have passed, and holds nobody's numbers."""
        where: Problems = {} if self.neighbourhood_id else {"neighbourhood": gettext("Name the neighbourhood.")}
        days = (not_ahead(self, "until"), in_order(self, "since", "until"))
        refuse(where, *days, no_personal(self, "title", "text"))


class ApprovedItem(Record):
    """A task that committees may be given, or a proof that they may issue: nothing else is (JW 27–28)."""

    class Kind(models.TextChoices):
        TASK = "task", _("Task of committees")
        PROOF = "proof", _("Proof by committees")

    kind = models.CharField(_("kind of item"), max_length=6, choices=Kind)
    asked_by = models.CharField(_("department that asks for it"), max_length=120)
    basis = models.CharField(_("basis"), max_length=200)
    how = models.TextField(_("how it is done, and what it takes"), blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    class Meta:
        verbose_name = _("approved item")
        verbose_name_plural = _("approved items")
        indexes = (models.Index(fields=("kind", "-record_ptr"), name="approved_item_kind"),)


def off_the_list(item: Any, kind: str) -> Problems:
    """Why an item is not one of that kind which holds today, beside the field in which it was named."""
    if item is None:
        return {}
    if item.kind != kind:
        words = {
            ApprovedItem.Kind.TASK: gettext("This is a proof, not a task that committees may be given."),
            ApprovedItem.Kind.PROOF: gettext("This is a task, not a proof that committees may issue."),
        }
        return {"item": words[ApprovedItem.Kind(kind)]}
    if item.ended_on or (item.valid_until and item.valid_until < timezone.localdate()):
        return {"item": gettext("This item is no longer on the approved list.")}
    return {}


class ProofRequest(Case):
    """A proof that a resident asks a committee for: checked, issued by somebody else, or refused with the reason."""

    item = models.ForeignKey(
        ApprovedItem,
        models.PROTECT,
        related_name="proofs",
        verbose_name=_("proof asked for"),
        help_text=_("Only what stands on the approved list (Regulations on Neighbourhood Committees, art. 28)."),
    )
    used_at = models.CharField(_("where it is to be used"), max_length=120)
    stated = models.TextField(_("what is to be proved"))
    checked = models.TextField(_("how it was checked"), blank=True)
    copies = models.PositiveSmallIntegerField(_("copies issued"), null=True, blank=True)

    class Meta:
        verbose_name = _("request for a proof")
        verbose_name_plural = _("requests for proofs")
        permissions = (
            ("handle_proofrequest", _("Check requests for proofs")),
            ("close_proofrequest", _("Issue proofs")),
        )

    def clean(self) -> None:
        """Only a proof from the list (art. 28)."""
        refuse(off_the_list(self.item if self.item_id else None, ApprovedItem.Kind.PROOF))


class CommitteeTask(Case):
    """A task that a department wants committees to take on: let in from the list, passed on, done, verified."""

    item = models.ForeignKey(
        ApprovedItem,
        models.PROTECT,
        related_name="tasks",
        verbose_name=_("item of the list"),
        help_text=_("Only what stands on the approved list (Regulations on Neighbourhood Committees, art. 27)."),
    )
    asked_by = models.CharField(_("department that asks"), max_length=120)
    content = models.TextField(_("what is to be done"))
    means = models.CharField(_("money and people that come with it"), max_length=200, blank=True)
    wanted_on = models.DateField(_("to be done by"))
    outcome = models.TextField(_("what came of it"), blank=True)

    class Meta:
        verbose_name = _("task for a neighbourhood committee")
        verbose_name_plural = _("tasks for neighbourhood committees")
        permissions = (
            ("handle_committeetask", _("Pass tasks to neighbourhood committees")),
            ("close_committeetask", _("Let in tasks for neighbourhood committees")),
        )

    def clean(self) -> None:
        """Only a task from the list (art. 27)."""
        refuse(off_the_list(self.item if self.item_id else None, ApprovedItem.Kind.TASK))
