"""Meetings of the Party working committee and of the office (A1)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.models import Record
from caojiadu.core.registers.patterns import agenda, meeting
from caojiadu.core.registers.rules import Problems, at_most, refuse


class MeetingBody(Record):
    """A body that meets by its own rules of procedure (议事规则): who belongs to it, how many decide, how often."""

    members = models.PositiveSmallIntegerField(_("members"))
    quorum = models.PositiveSmallIntegerField(
        _("members present to decide a major matter"), help_text=_("As its rules of procedure say.")
    )
    personnel_quorum = models.PositiveSmallIntegerField(
        _("members present to decide an appointment"),
        null=True,
        blank=True,
        help_text=_("Where its rules ask for more than for another major matter."),
    )
    aside_counts = models.BooleanField(
        _("whoever steps aside counts as present"), default=False, help_text=_("As its rules of procedure say.")
    )
    collective = models.BooleanField(
        _("decides major matters"), help_text=_("Major decisions, appointments, projects and sums.")
    )
    rules = models.TextField(_("rules of procedure"), blank=True)
    last_met = models.DateField(_("last met"), null=True, blank=True)

    class Meta:
        verbose_name = _("body that meets")
        verbose_name_plural = _("bodies that meet")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(quorum__gte=1) & models.Q(quorum__lte=models.F("members")),
                name="meeting_body_quorum",
                violation_error_message=_("It takes at least one member to decide, and no more than there are."),
            ),
        )

    def clean(self) -> None:
        """Who decides a major matter alone decides nothing collectively; an appointment takes no fewer than others."""
        super().clean()
        refuse(at_most(self, "personnel_quorum", "members"), at_most(self, "quorum", "personnel_quorum"))
        if self.collective and self.quorum is not None and self.quorum * 2 <= (self.members or 0):
            raise ValidationError(
                {"quorum": _("A body that decides major matters does so with more than half of its members.")}
            )


class CommitteeMeeting(meeting.Meeting):
    """One meeting of such a body (党工委会议、主任办公会、专题会)."""

    body = models.ForeignKey(MeetingBody, models.PROTECT, related_name="meetings", verbose_name=_("body"))
    observers = models.TextField(_("who sits in"), blank=True)

    class Meta:
        verbose_name = _("committee meeting")
        verbose_name_plural = _("committee meetings")
        permissions = (
            ("handle_committeemeeting", _("Keep meetings of the committee")),
            ("close_committeemeeting", _("Settle minutes of the committee")),
        )

    def clean(self) -> None:
        """All members of the body should attend: by their number it is seen whether enough are for something."""
        super().clean()
        if self.state == "committee_called" and self.expected not in (None, self.body.members):
            words = gettext("This body has %(n)d members. If that has changed, correct its entry first.")
            raise ValidationError({"expected": words % {"n": self.body.members}})


class AgendaItem(agenda.AgendaItem):
    """One item (议题). A major matter is decided by those entitled to, enough of them present, and by vote."""

    class Major(models.TextChoices):
        NONE = "ordinary", _("Ordinary matter")
        DECISION = "decision", _("Major decision")
        PERSONNEL = "personnel", _("Important appointment or dismissal")
        PROJECT = "project", _("Major project")
        MONEY = "money", _("Use of a large sum")

    major = models.CharField(_("sort of matter"), max_length=10, choices=Major, default=Major.NONE)
    meeting = models.ForeignKey(
        CommitteeMeeting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="items",
        limit_choices_to={"state": "committee_called"},
        verbose_name=_("meeting"),
    )
    votes_for = models.PositiveSmallIntegerField(_("votes for"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("votes against"), null=True, blank=True)
    abstained = models.PositiveSmallIntegerField(_("abstained"), null=True, blank=True)
    aside = models.PositiveSmallIntegerField(_("stepped aside"), null=True, blank=True)
    aside_why = models.TextField(_("who stepped aside, and why"), blank=True)

    class Meta:
        verbose_name = _("agenda item of the committee")
        verbose_name_plural = _("agenda items of the committee")
        permissions = (
            ("handle_agendaitem", _("Keep agenda items of the committee")),
            ("close_agendaitem", _("Review agenda items of the committee")),
        )
        indexes = (models.Index(fields=("major", "-case_ptr"), name="agenda_item_major"),)

    @property
    def is_major(self) -> bool:
        """Whether it may only be decided collectively."""
        return self.major != self.Major.NONE

    @property
    def quorum(self) -> int:
        """How many members it takes to decide it, by the rules of the body."""
        body = self._meeting.body
        return (body.personnel_quorum if self.major == self.Major.PERSONNEL else None) or body.quorum

    def clean(self) -> None:
        """Whoever steps aside does so for a reason; each member present votes, abstains or steps aside.

        A major matter is voted on, and agreed with the votes of more than half of those who should attend. An ordinary
        one may be agreed without counting, whoever stepped aside.
        """
        super().clean()
        refuse(self._without_reason())
        votes = (self.votes_for, self.votes_against, self.abstained)
        if not self.outcome or not self.meeting or (not self.is_major and votes == (None, None, None)):
            return
        refuse(self._uncounted(sum(vote or 0 for vote in (*votes, self.aside))), self._carried_by_too_few())

    @property
    def _meeting(self) -> CommitteeMeeting:
        """The meeting at which it is decided: there is one by then."""
        assert self.meeting is not None
        return self.meeting

    def _without_reason(self) -> Problems:
        if self.aside and not self.aside_why:
            return {"aside_why": gettext("Say who stepped aside, and why.")}
        if self.aside_why and not self.aside:
            return {"aside": gettext("Say how many stepped aside.")}
        return {}

    def _uncounted(self, counted: int) -> Problems:
        present = self._meeting.present or 0
        if counted == present:
            return {}
        words = gettext("Votes, abstentions and those who stepped aside must add up to the members present: %(n)d.")
        return {"votes_for": words % {"n": present}}

    def _carried_by_too_few(self) -> Problems:
        agreed = self.is_major and self.outcome != self.Outcome.NOT_AGREED
        if not agreed or (self.votes_for or 0) * 2 > (self._meeting.expected or 0):
            return {}
        return {"votes_for": gettext("It is agreed only with the votes of more than half of those who should attend.")}
