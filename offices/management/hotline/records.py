"""What is written down on the way of a 12345 order: contacts, replies, call-backs, extensions."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from offices.management.hotline.models import HotlineOrder


def _by(label: Any, *, null: bool = False) -> models.ForeignKey:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=null, related_name="+", verbose_name=label)


class FirstContact(models.Model):
    """Ringing the caller before anything else: reached or not, whom, when, and if not, why."""

    order = models.ForeignKey(HotlineOrder, models.CASCADE, related_name="contacts")
    reached = models.BooleanField(_("contacted"))
    at = models.DateTimeField(_("when"))
    person = models.CharField(_("contact person"), max_length=40, blank=True)
    reason = models.CharField(_("why not"), max_length=300, blank=True)
    by = _by(_("noted by"))
    noted_at = models.DateTimeField(_("noted"))

    class Meta:
        verbose_name = _("first contact")
        verbose_name_plural = _("first contacts")
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.order_id} {self.at}"


class HandlerReply(models.Model):
    """The handler's form of one round, as the 12345 system asks for it."""

    class Fact(models.TextChoices):
        TRUE = "true", _("Found true")
        OTHER = "other", _("Other")

    class Claim(models.TextChoices):
        REASONABLE = "reasonable", _("Reasonable")
        OTHER = "other", _("Other")

    class Result(models.TextChoices):
        SOLVED = "solved", _("Actually solved")
        OTHER = "other", _("Other")

    class Way(models.TextChoices):
        PHONE = "phone", _("Phone")
        VISIT = "visit", _("In person")
        SMS = "sms", _("Text message")
        PAPER = "paper", _("Letter")
        NONE = "none", _("Could not be told")

    order = models.ForeignKey(HotlineOrder, models.CASCADE, related_name="replies")
    round = models.PositiveSmallIntegerField(_("round"))
    fact = models.CharField(_("fact finding"), max_length=6, choices=Fact)
    fact_note = models.TextField(_("note on the facts"), blank=True)
    claim = models.CharField(_("claim finding"), max_length=12, choices=Claim)
    claim_note = models.TextField(_("note on the claim"), blank=True)
    site_visit = models.BooleanField(_("site visit"))
    result = models.CharField(_("result"), max_length=8, choices=Result)
    result_note = models.TextField(_("note on the result"), blank=True)
    responsibility = models.CharField(_("responsibility"), max_length=120)
    way = models.CharField(_("way of reply"), max_length=8, choices=Way)
    told_at = models.DateTimeField(_("caller told"), null=True)
    text = models.TextField(_("reply"))
    written_by = _by(_("written by"))
    written_at = models.DateTimeField(_("written"))
    released_by = _by(_("reply checked by"), null=True)
    released_at = models.DateTimeField(_("checked"), null=True)
    due_at = models.DateTimeField(_("limit"), null=True)

    class Meta:
        verbose_name = _("handler's reply")
        verbose_name_plural = _("handlers' replies")
        ordering = ("round",)
        constraints = (models.UniqueConstraint(fields=("order", "round"), name="order_reply_once"),)

    def __str__(self) -> str:
        return f"{self.order_id} {self.round}"


class CallBack(models.Model):
    """Ringing the caller after the reply: satisfied, solved, contacted first, in the caller's own words."""

    order = models.ForeignKey(HotlineOrder, models.CASCADE, related_name="call_backs")
    round = models.PositiveSmallIntegerField(_("round"))
    at = models.DateTimeField(_("when"))
    reached = models.BooleanField(_("reached"))
    satisfied = models.BooleanField(_("satisfied"), null=True)
    solved = models.BooleanField(_("solved"), null=True)
    contacted = models.BooleanField(_("contacted first"), null=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    by = _by(_("noted by"))

    class Meta:
        verbose_name = _("call-back")
        verbose_name_plural = _("call-backs")
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(reached=False) | models.Q(satisfied__isnull=False, solved__isnull=False),
                name="call_back_says",
            ),
        )

    def __str__(self) -> str:
        return f"{self.order_id} {self.at}"


class OrderExtension(models.Model):
    """More working days, asked for with a reason and decided by the head of the centre."""

    order = models.ForeignKey(HotlineOrder, models.CASCADE, related_name="extensions")
    days = models.PositiveSmallIntegerField(_("working days"))
    reason = models.TextField(_("reason"))
    asked_by = _by(_("asked by"))
    asked_at = models.DateTimeField(_("asked"))
    granted = models.BooleanField(_("granted"), null=True)
    decided_by = _by(_("decided by"), null=True)
    decided_at = models.DateTimeField(_("decided"), null=True)

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("order",), condition=models.Q(decided_at=None), name="order_extension_open_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.order_id} {self.days}"
