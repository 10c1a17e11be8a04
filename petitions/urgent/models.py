"""The urgent report, whom it called, what followed, and who is called in which order."""

import datetime as dt
import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case


class FlashReport(Case):
    """What happened, where, to whom, what is being done; told to leaders and the district at once, at any hour."""

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    place = models.CharField(_("where"), max_length=120)
    what = models.TextField(_("what happened"))
    people = models.CharField(_("how many people are concerned"), max_length=120, blank=True)
    harm = models.CharField(_("harm done or threatening"), max_length=200, blank=True)
    doing = models.TextField(_("what is being done"), blank=True)
    learned_at = models.DateTimeField(_("when the office learned of it"))
    acknowledged_at = models.DateTimeField(_("first acknowledged"), null=True)
    # When the next person in line is called; nothing once somebody acknowledged, or nobody is left to call.
    next_call_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("urgent report")
        verbose_name_plural = _("urgent reports")
        permissions = (("handle_flash", _("Report and follow urgent or major matters")),)
        indexes = (
            models.Index(
                fields=("next_call_at",), condition=models.Q(next_call_at__isnull=False), name="flash_to_call"
            ),
        )

    @property
    def delay(self) -> dt.timedelta:
        """From learning of it to reporting it: hiding or delaying is punishable (art. 46(4))."""
        return max(self.opened_at - self.learned_at, dt.timedelta())

    @property
    def wait(self) -> dt.timedelta | None:
        """From the report to the first acknowledgement."""
        return self.acknowledged_at - self.opened_at if self.acknowledged_at else None


class FlashCall(models.Model):
    """One person in the line of one report; those with the same place are called together."""

    report = models.ForeignKey(FlashReport, models.CASCADE, related_name="calls")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    called_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("call of an urgent report")
        verbose_name_plural = _("calls of urgent reports")
        ordering = ("place", "id")
        constraints = (models.UniqueConstraint(fields=("report", "user"), name="called_once"),)
        indexes = (
            models.Index(
                fields=("user",),
                condition=models.Q(called_at__isnull=False, acknowledged_at=None),
                name="flash_call_open",
            ),
        )

    def __str__(self) -> str:
        return f"{self.report_id} {self.user_id}"


class FlashUpdate(models.Model):
    """What was reported afterwards, each with its time; the last one concludes."""

    report = models.ForeignKey(FlashReport, models.CASCADE, related_name="updates")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField()
    doing = models.TextField(blank=True)
    last = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()
        verbose_name = _("update of an urgent report")
        verbose_name_plural = _("updates of urgent reports")
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.report_id} {self.at}"


class DutyOrder(models.Model):
    """Who is called for an urgent report, in which order. Empty: all leaders, then the head of the desk's office."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("person"),
        limit_choices_to={"kind": "staff", "is_active": True},
    )
    place = models.PositiveSmallIntegerField(
        _("place in line"), default=1, help_text=_("Those with the same place are called together.")
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutes until the next is called"),
        default=10,
        help_text=_("When nobody has acknowledged by then, the next place is called."),
    )
    since = models.DateField(_("first day"), null=True, blank=True)
    until = models.DateField(_("last day"), null=True, blank=True)

    class Meta:
        verbose_name = _("duty order for urgent reports")
        verbose_name_plural = _("duty order for urgent reports")
        ordering = ("place", "id")
        constraints = (
            models.CheckConstraint(condition=models.Q(place__gte=1), name="duty_place"),
            models.CheckConstraint(condition=models.Q(minutes__gte=1), name="duty_minutes"),
            models.CheckConstraint(
                condition=models.Q(since=None) | models.Q(until=None) | models.Q(until__gte=models.F("since")),
                name="duty_ends_after_it_begins",
                violation_error_message=_("The last day comes before the first."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.place} {self.user}"
