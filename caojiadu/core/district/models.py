"""What goes up to the district, its number there, and its reply."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

# More than half a day of tries, ever further apart.
TRIES = 20


class Report(models.Model):
    """One report to one district body. It carries what that body needs and nothing more; nobody else's inbox has it."""

    class Kind(models.TextChoices):
        """Why it goes up."""

        UNSETTLED = "unsettled", _("What the office cannot settle")
        OPINION = "opinion", _("Opinion or suggestion")
        OVERDUE = "overdue", _("A limit that passed")
        ACCUSATION = "accusation", _("Report against somebody")
        OBJECTION = "objection", _("Objection to a transfer")
        TRANSFER = "transfer", _("Matter passed to you")
        REVIEW = "review", _("Request for review")
        RE_REVIEW = "re_review", _("Request for re-review, for the municipality")
        FLASH = "flash", _("Urgent or major matter")
        MEETING = "meeting", _("Request for a joint meeting")
        DIGEST = "digest", _("Digest of suggestions")
        SLIP = "slip", _("Answer to a supervision slip")
        TASK = "task", _("Report on a task that you gave")
        FINDINGS = "findings", _("Findings on an application, for your decision")

    class Decision(models.TextChoices):
        """What a body decides where it is asked to decide: on an objection, or on a request for review."""

        AGREED = "agreed", _("Agreed: the material goes back")
        REFUSED = "refused", _("Not agreed: the matter stays with the sub-district")
        UPHELD = "upheld", _("The opinion is upheld")
        CHANGED = "changed", _("The opinion is changed")
        REVOKED = "revoked", _("The opinion is revoked, and the matter handled again")
        NOT_ACCEPTED = "not_accepted", _("The request is not accepted")

    class State(models.TextChoices):
        """How far it has come."""

        QUEUED = "queued", _("On its way")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent, not yet acknowledged")
        ACKNOWLEDGED = "acknowledged", _("Acknowledged")
        ANSWERED = "answered", _("Answered")
        RETURNED = "returned", _("Returned")
        FAILED = "failed", _("Could not be sent")

    key = models.UUIDField(_("key"), unique=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="reports", verbose_name=_("case"))
    event_key = models.UUIDField(unique=True, editable=False)
    body = models.ForeignKey(
        "organisation.DistrictBody", models.PROTECT, related_name="reports", verbose_name=_("district body")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    title = models.CharField(_("title"), max_length=120, blank=True)
    reason = models.TextField(_("why it goes up"), blank=True)
    tried = models.TextField(_("what was tried"), blank=True)
    against = models.CharField(_("against"), max_length=200, blank=True)
    proposed_lead = models.ForeignKey(
        "organisation.DistrictBody", models.PROTECT, null=True, related_name="+", verbose_name=_("proposed lead")
    )
    files = models.ManyToManyField("files.File", related_name="+", verbose_name=_("papers"))
    resident_limit = models.DateField(_("the resident's limit"), null=True)
    days_late = models.PositiveSmallIntegerField(_("days late"), null=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(_("reported"), default=timezone.now)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    attempts_allowed = models.PositiveSmallIntegerField(_("tries allowed"), default=TRIES)
    next_try_at = models.DateTimeField(_("next try"), default=timezone.now)
    claimed_at = models.DateTimeField(null=True)
    error = models.CharField(_("last trouble"), max_length=200, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True)
    number = models.CharField(_("number at the district"), max_length=60, blank=True)
    acknowledged_at = models.DateTimeField(_("acknowledged"), null=True)
    replied_at = models.DateTimeField(_("replied"), null=True)
    reply = models.TextField(_("reply"), blank=True)
    reply_files = models.ManyToManyField("files.File", related_name="+", verbose_name=_("papers with the reply"))
    decision = models.CharField(_("decision"), max_length=12, choices=Decision, blank=True)
    decided_on = models.DateField(_("date of the decision"), null=True)

    class Meta:
        verbose_name = _("report to the district")
        verbose_name_plural = _("reports to the district")
        ordering = ("-created_at", "-id")
        permissions = (
            ("receive_report", _("Receive what is reported to one's body")),
            ("send_report_again", _("Send again what could not be sent")),
        )
        indexes = (
            models.Index(fields=("next_try_at", "id"), condition=models.Q(state="queued"), name="report_due"),
            models.Index(fields=("body", "state", "-created_at", "-id"), name="report_inbox"),
            models.Index(fields=("claimed_at",), condition=models.Q(state="sending"), name="report_claimed"),
            models.Index(
                fields=("created_at", "id"),
                condition=~models.Q(state__in=("answered", "returned")) & ~models.Q(kind="overdue"),
                name="report_outgoing",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.case_id}"

    @property
    def is_open(self) -> bool:
        """Say whether the district still owes a reply."""
        return self.state in (self.State.SENT, self.State.ACKNOWLEDGED)

    @property
    def can_be_returned(self) -> bool:
        """Say whether the body may send it back: only what it is asked to take on, or to find done.

        A report against those who keep such reports has no desk here: nobody would ever see it again.
        """
        keeperless = self.kind == self.Kind.ACCUSATION and self.case.registrar_id is None
        asked = (self.Kind.UNSETTLED, self.Kind.ACCUSATION, self.Kind.MEETING, self.Kind.TASK, self.Kind.FINDINGS)
        return self.kind in asked and not keeperless

    @property
    def asks_for_review(self) -> bool:
        """Say whether it is a petitioner's request, to be decided by an opinion in writing."""
        return self.kind in (self.Kind.REVIEW, self.Kind.RE_REVIEW)

    @property
    def asks_to_decide(self) -> bool:
        """Say whether a plain answer is not enough."""
        return self.asks_for_review or self.kind == self.Kind.OBJECTION

    @property
    def standing(self) -> tuple[str, str]:
        """Where it stands as its receiver sees it, and the tone of the chip."""
        if self.state == self.State.SENT:
            return gettext("Not yet acknowledged"), "soon"
        return self.get_state_display(), "wait" if self.is_open else "done"

    @property
    def tone(self) -> str:
        """The tone of the chip that names its state to the office."""
        done, late = (self.State.ANSWERED, self.State.RETURNED), self.state == self.State.FAILED
        return "late" if late else "done" if self.state in done else "wait"

    @property
    def lateness(self) -> str:
        """By how much a limit was missed, in words."""
        days = self.days_late or 0
        return ngettext("%(days)d day late", "%(days)d days late", days) % {"days": days}

    @property
    def trouble(self) -> str:
        """The last trouble in the reader's language."""
        reason, colon, detail = self.error.partition(": ")
        return f"{gettext(reason)}{colon}{detail}" if reason else ""


class Received(models.Model):
    """One message from another system, by its own key: a repeat is answered as the first was and does nothing."""

    key_id = models.CharField(max_length=40)
    message_key = models.CharField(max_length=200)
    content_digest = models.CharField(max_length=64)
    report = models.ForeignKey(Report, models.PROTECT, null=True, related_name="received")
    at = models.DateTimeField(default=timezone.now)
    answer = models.JSONField(default=dict)

    class Meta:
        default_permissions = ()
        verbose_name = _("message from the district")
        verbose_name_plural = _("messages from the district")
        constraints = (models.UniqueConstraint(fields=("key_id", "message_key"), name="received_once"),)

    def __str__(self) -> str:
        return f"{self.key_id} {self.message_key}"
