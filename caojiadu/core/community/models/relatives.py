"""Whose matters somebody may see and act in beside their own: those of a parent or a child, by consent, for a time."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caojiadu.core.community.models.masked import Masked
from caojiadu.core.personal import IdType, SealedTextField

# The versions of templates/front/_consent.html, the newest last. The first named appointments and applications only.
TEXTS = ("2026-11", "2026-11-27")


class Relative(Masked, models.Model):
    """An account acts for a relative: the relative agreed on their own phone, or a clerk saw the papers.

    Consent is informed, of its own, and can be taken back at any time (PIPL, arts. 14, 15, 29); for a child under 14 a
    parent or guardian consents (art. 31). It ends by itself on the last day, and counts no more when the account that
    acts has not been used for as long as a phone number means the same person.
    """

    class Relation(models.TextChoices):
        """Who it is, seen from the account that acts."""

        PARENT = "parent", _("my father or mother")
        CHILD = "child", _("my child")

    class Paper(models.TextChoices):
        """What the clerk saw. Empty: the relative agreed on their own phone."""

        HOUSEHOLD = "household", _("Household register")
        BIRTH = "birth", _("Birth certificate")
        GUARDIAN = "guardian", _("Guardianship paper")
        MANDATE = "mandate", _("Signed authorisation, with both identity papers")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="relatives", verbose_name=_("account that acts")
    )
    relation = models.CharField(_("who it is"), max_length=6, choices=Relation)
    name_sealed = SealedTextField(_("full name"))
    name_digest = models.CharField(max_length=64, editable=False)
    phone_sealed = SealedTextField(_("phone"), blank=True, default="")
    phone_digest = models.CharField(max_length=64, blank=True, default="", editable=False)
    id_type = models.CharField(_("kind of paper"), max_length=20, choices=IdType.choices, blank=True, default="")
    id_sealed = SealedTextField(_("number of the paper"), blank=True, default="")
    id_digest = models.CharField(max_length=64, blank=True, default="", editable=False)
    paper = models.CharField(_("paper seen"), max_length=9, choices=Paper, blank=True, default="")
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    agreed_at = models.DateTimeField(_("agreed"), null=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("the relative's account, or the clerk who saw the papers"),
    )
    agreed_text = models.CharField(_("version of the text agreed to"), max_length=40, blank=True, default="")
    until = models.DateField(_("until"), null=True)
    used_at = models.DateTimeField(_("account last used"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended"), null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("ended by")
    )

    class Meta:
        verbose_name = _("relative for whom an account acts")
        verbose_name_plural = _("relatives for whom accounts act")
        default_permissions = ()
        indexes = (
            models.Index(fields=("phone_digest",), name="relative_by_phone", condition=~Q(phone_digest="")),
            models.Index(fields=("-id",), name="relative_at_window", condition=~Q(paper="")),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(agreed_at=None, agreed_by=None, until=None)
                | Q(agreed_at__isnull=False, agreed_by__isnull=False, until__isnull=False),
                name="relative_agreed_by_somebody_until",
            ),
            models.CheckConstraint(
                condition=(Q(paper="") & ~Q(phone_digest="")) | (~Q(paper="") & ~Q(id_digest="")),
                name="relative_by_phone_or_by_paper",
            ),
            models.UniqueConstraint(
                fields=("user", "name_digest", "phone_digest", "id_digest"),
                condition=Q(ended_at=None),
                name="relative_once",
            ),
        )

    def __str__(self) -> str:
        return str(self.key)

    @property
    def names_all(self) -> bool:
        """Whether the text agreed to names rooms, sign-ups and orders, too. An earlier consent covers what it named."""
        return self.agreed_text in TEXTS[1:]

    @property
    def over(self) -> bool:
        """Whether it ended, by somebody or by itself."""
        return self.ended_at is not None or (self.until is not None and self.until < timezone.localdate())
