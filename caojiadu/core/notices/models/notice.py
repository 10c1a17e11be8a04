"""One row of the outbox: one message, to one person, through one channel."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

STATES_UNDER_WAY = ("queued", "sending")


class Notice(models.Model):
    """A message by key: whom, which text, about which case; the address and the words are found when it is sent."""

    class Channel(models.TextChoices):
        """The way a message takes."""

        PORTAL = "portal", _("in the portal")
        EMAIL = "email", _("e-mail")
        SMS = "sms", _("text message")
        WEBHOOK = "webhook", _("another system")

    class State(models.TextChoices):
        """How far a message has come."""

        QUEUED = "queued", _("waiting to be sent")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        DELIVERED = "delivered", _("delivered")
        FAILED = "failed", _("could not be sent")
        UNCERTAIN = "uncertain", _("not known whether sent")
        CANCELLED = "cancelled", _("cancelled")

    dedup_key = models.CharField(_("message key"), max_length=200, unique=True)
    channel = models.CharField(_("way of sending"), max_length=10, choices=Channel.choices)
    template = models.CharField(_("message text"), max_length=80)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False, verbose_name=_("user")
    )
    resident_key = models.UUIDField(_("resident"), null=True)
    endpoint = models.CharField(_("other system"), max_length=80, blank=True, default="")
    case_number = models.CharField(_("case number"), max_length=40, blank=True, default="")
    context = models.JSONField(_("values filled in"), default=dict, blank=True)
    sealed = models.TextField(_("sealed content"), blank=True, default="")
    language = models.CharField(_("language"), max_length=10)
    urgent = models.BooleanField(_("urgent"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    attempts_allowed = models.PositiveSmallIntegerField(_("tries allowed"), default=12)
    created_at = models.DateTimeField(_("written at"), default=timezone.now)
    next_try_at = models.DateTimeField(_("next try"), default=timezone.now)
    expires_at = models.DateTimeField(_("of no use after"), null=True)
    claimed_at = models.DateTimeField(_("being sent since"), null=True)
    sent_at = models.DateTimeField(_("sent at"), null=True)
    delivered_at = models.DateTimeField(_("delivered at"), null=True)
    read_at = models.DateTimeField(_("read at"), null=True)
    foreign_id = models.CharField(_("number at the provider"), max_length=200, blank=True, default="")
    error = models.CharField(_("last trouble"), max_length=200, blank=True, default="")

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        permissions = [("handle_trouble", _("Can see undelivered notices and send them again"))]
        indexes = [
            models.Index(F("urgent").desc(), "next_try_at", "id", name="notice_due", condition=Q(state="queued")),
            models.Index(fields=["claimed_at"], name="notice_claimed", condition=Q(state="sending")),
            models.Index(fields=["user", "-id"], name="notice_user_inbox", condition=Q(channel="portal")),
            models.Index(
                fields=["user", "-id"], name="notice_user_unread", condition=Q(channel="portal", read_at=None)
            ),
            models.Index(fields=["resident_key", "-id"], name="notice_resident_inbox", condition=Q(channel="portal")),
            models.Index(fields=["-id"], name="notice_trouble", condition=Q(state__in=("failed", "uncertain"))),
            models.Index(fields=["channel", "foreign_id"], name="notice_foreign", condition=~Q(foreign_id="")),
            models.Index(fields=["case_number"], name="notice_case", condition=~Q(case_number="")),
        ]
        constraints = [
            models.CheckConstraint(
                # Nobody at all is a one-off message whose sealed address was erased.
                condition=Q(user=None, resident_key=None)
                | Q(user=None, endpoint="")
                | Q(resident_key=None, endpoint=""),
                name="notice_one_recipient",
            ),
            models.CheckConstraint(
                condition=Q(sealed="") | Q(state__in=STATES_UNDER_WAY), name="notice_sealed_is_erased_after_use"
            ),
            models.CheckConstraint(
                condition=~Q(state="sending") | Q(claimed_at__isnull=False), name="notice_claim_has_its_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.case_number or self.template}"

    @property
    def message_key(self) -> str:
        """The key shared by the rows of one message over all its channels."""
        return self.dedup_key.rpartition(":")[0]

    @property
    def trouble(self) -> str:
        """The last trouble in the reader's language, with its technical detail."""
        reason, colon, detail = self.error.partition(": ")
        return gettext(reason) + colon + detail if reason else ""

    @property
    def is_to_a_person(self) -> bool:
        """Whether the recipient is still known; a one-off code forgets its phone."""
        return self.user_id is not None or self.resident_key is not None
