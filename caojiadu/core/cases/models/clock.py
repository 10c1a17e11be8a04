"""Limits of a case: one row per clock, each able to say why its date is what it is."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models.case import Case
from caojiadu.core.workdays.packed import PackedJSONField


def default_rungs() -> list[int]:
    """Days after the limit on which handler, head, leader and district are told."""
    return [0, 2, 5, 10]


class LimitRule(models.Model):
    """The length of one limit of one kind. Legal ones are fixed by law; norms are the administrator's to set."""

    kind = models.CharField(_("kind"), max_length=40)
    key = models.CharField(_("limit"), max_length=40)
    label = models.CharField(_("name"), max_length=120)
    days = models.PositiveSmallIntegerField(_("days"))
    working = models.BooleanField(_("working days"), default=False)
    roll = models.CharField(
        _("when it ends on a day off"),
        max_length=8,
        blank=True,
        choices=(
            ("back", _("the working day before")),
            ("forward", _("the working day after")),
        ),
    )
    legal = models.BooleanField(_("set by law"), default=True)
    article = models.CharField(_("source"), max_length=120)
    warn = ArrayField(
        models.PositiveSmallIntegerField(),
        verbose_name=_("warn, days before"),
        default=list,
        blank=True,
    )
    rungs = ArrayField(
        models.PositiveSmallIntegerField(),
        verbose_name=_("climb, days after: handler, head, leader, district"),
        default=default_rungs,
        size=4,
    )

    class Meta:
        verbose_name = _("limit")
        verbose_name_plural = _("limits")
        ordering = ("kind", "id")
        constraints = (
            models.UniqueConstraint(fields=("kind", "key"), name="limit_rule_once"),
            models.CheckConstraint(condition=models.Q(days__gte=1), name="limit_rule_days"),
        )

    def __str__(self) -> str:
        return self.label


class Clock(models.Model):
    """One limit running on one case. It stands still only on a ground that its declaration names (see `ClockStop`)."""

    class State(models.TextChoices):
        """How a clock stands."""

        RUNNING = "running", _("running")
        STOPPED = "stopped", _("standing still")
        MET = "met", _("met in time")
        LATE = "late", _("met late")
        ENDED = "ended", _("ended with the case")

    case = models.ForeignKey(Case, models.CASCADE, related_name="clocks")
    key = models.CharField(max_length=40)
    legal = models.BooleanField()
    article = models.CharField(max_length=120)
    days = models.PositiveSmallIntegerField()
    working = models.BooleanField()
    roll = models.CharField(max_length=8, blank=True)
    started_at = models.DateTimeField()
    due_on = models.DateField()
    due_at = models.DateTimeField()
    why = PackedJSONField()
    provisional = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State, default=State.RUNNING)
    ended_at = models.DateTimeField(null=True)
    warned = models.PositiveSmallIntegerField(default=0)
    rung = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()

    class Meta:
        verbose_name = _("clock")
        verbose_name_plural = _("clocks")
        ordering = ("due_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("case", "key"),
                condition=models.Q(state__in=("running", "stopped")),
                name="clock_runs_once",
            ),
        )
        indexes = (
            models.Index(
                fields=("next_at", "id"),
                condition=models.Q(state="running"),
                name="clock_sweep",
            ),
            models.Index(
                fields=("due_on",),
                condition=models.Q(state="running", provisional=True),
                name="clock_provisional",
            ),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.key} {self.due_on}"


# A clock that has not come to its end.
UNENDED = (Clock.State.RUNNING, Clock.State.STOPPED)


class ClockStop(models.Model):
    """Days on which a clock stood still: on which ground, and by which two moves, whose events say who and why.

    First and last day are both not counted; the last one is unknown while the clock stands still.
    """

    clock = models.ForeignKey(Clock, models.CASCADE, related_name="stops")
    ground = models.CharField(max_length=40)
    first_day = models.DateField()
    last_day = models.DateField(null=True)
    stopped_by = models.ForeignKey("cases.CaseEvent", models.PROTECT, related_name="+")
    continued_by = models.ForeignKey("cases.CaseEvent", models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("standstill of a limit")
        verbose_name_plural = _("standstills of limits")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("clock",), condition=models.Q(last_day=None), name="clock_stands_still_once"
            ),
            models.CheckConstraint(
                condition=models.Q(last_day=None) | models.Q(last_day__gte=models.F("first_day")),
                name="clock_stop_in_order",
            ),
        )

    def __str__(self) -> str:
        return f"{self.clock_id} {self.ground} {self.first_day}"
