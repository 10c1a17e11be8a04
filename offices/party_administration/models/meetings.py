"""Meetings of the Party working committee and of the office (A1)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.models import Record
from caojiadu.core.registers.shapes import agenda, meeting


class MeetingBody(Record):
    """A body that meets by its own rules of procedure (议事规则): who belongs to it, how many decide, how often."""

    members = models.PositiveSmallIntegerField(_("members"))
    quorum = models.PositiveSmallIntegerField(
        _("members present to decide a major matter"), help_text=_("As its rules of procedure say.")
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
        """Who decides a major matter alone decides nothing collectively."""
        super().clean()
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


class AgendaItem(agenda.AgendaItem):
    """One item (议题). A major matter is decided by those entitled to, enough of them present, and by vote."""

    class Major(models.TextChoices):
        """The four sorts of major matters."""

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

    def clean(self) -> None:
        """A major matter is voted on; votes are as many as members present, and more than half of all carry it."""
        super().clean()
        votes = (self.votes_for, self.votes_against, self.abstained)
        if not self.outcome or not self.meeting or (not self.is_major and votes == (None, None, None)):
            return
        if sum(vote or 0 for vote in votes) != self.meeting.present:
            raise ValidationError(
                {
                    "votes_for": _("The votes must add up to the members present: %(n)d.")
                    % {"n": self.meeting.present or 0}
                }
            )
        if (
            self.is_major
            and self.outcome != self.Outcome.NOT_AGREED
            and (self.votes_for or 0) * 2 <= (self.meeting.expected or 0)
        ):
            raise ValidationError(
                {"votes_for": _("It is agreed only with the votes of more than half of those who should attend.")}
            )
