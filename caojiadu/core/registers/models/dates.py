"""The dates of entries, and how long before each somebody is told."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.models.entries import Record


class RecordDate(models.Model):
    """One date of an entry that holds, as its register's reminder gives it, and the day on which to tell of it."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="dates")
    office = models.ForeignKey("organisation.Office", models.PROTECT, related_name="+")
    key = models.CharField(max_length=40)
    due_on = models.DateField()
    remind_on = models.DateField(null=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("date of an entry")
        verbose_name_plural = _("dates of entries")
        constraints = (models.UniqueConstraint(fields=("record", "key"), name="record_date_once"),)
        indexes = (
            models.Index(fields=("office", "due_on"), name="record_date_calendar"),
            models.Index(
                fields=("remind_on", "id"), name="record_date_remind", condition=models.Q(remind_on__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return f"{self.record_id} {self.key} {self.due_on}"


class ReminderRule(models.Model):
    """How a reminder is counted. What law fixes stays; the office's own norms, and how early to tell, are settings."""

    register = models.CharField(_("register"), max_length=40)
    key = models.CharField(_("date"), max_length=40)
    label = models.CharField(_("name"), max_length=120)
    months = models.SmallIntegerField(_("months after"), default=0)
    days = models.SmallIntegerField(_("days after"), default=0)
    lead = models.PositiveSmallIntegerField(_("told, days before"), default=30)
    legal = models.BooleanField(_("set by law"), default=False)
    article = models.CharField(_("source"), max_length=200, blank=True)
    # Whether the dates of entries that are there follow the rule as it stands.
    recounted = models.BooleanField(default=True, editable=False)

    class Meta:
        verbose_name = _("date in registers")
        verbose_name_plural = _("dates in registers")
        ordering = ("register", "id")
        constraints = (models.UniqueConstraint(fields=("register", "key"), name="reminder_rule_once"),)

    def __str__(self) -> str:
        return self.label
