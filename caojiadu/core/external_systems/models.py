"""Matters and their counterparts in other systems."""

import uuid
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from caojiadu.core import memory
from caojiadu.core.cases.models import Case


class SystemRule(models.Model):
    """Whether the office enters matters in another system; without a row it does."""

    system = models.CharField(_("system"), max_length=40, unique=True)
    in_use = models.BooleanField(
        _("matters are entered there"),
        default=True,
        help_text=_("Switched off, nothing is noted as still to be entered there; what was noted before stays."),
    )

    class Meta:
        verbose_name = _("other system of record")
        verbose_name_plural = _("other systems of record")
        ordering = ("id",)

    def __str__(self) -> str:
        return self.system

    @classmethod
    def is_used(cls, system: str) -> bool:
        """Say whether matters are entered in a system."""
        unused = cls.objects.filter(in_use=False).values_list("system", flat=True)
        return system not in memory.kept("systems not in use", lambda: frozenset(unused))


class CounterpartQuerySet(models.QuerySet[Any]):
    """Counterparts, narrowed by what is still to be done."""

    def to_enter(self) -> Self:
        """Those of which something has still to be entered."""
        return self.filter(changed_at__isnull=False, entered_at=None)


class Counterpart(models.Model):
    """How a matter stands in its system of record.

    `number` is its number there. `changes` are the moves made here since both agreed, `changed_at` the last of them;
    they have to be entered there until `entered_at` says that they were. `agreed_before` is what `agreed_at` was then,
    so that the word can be taken back.
    """

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="counterpart")
    system = models.CharField(_("system"), max_length=40)
    number = models.CharField(_("number there"), max_length=60, blank=True, default="")
    changes = ArrayField(models.CharField(max_length=40), default=list)
    changed_at = models.DateTimeField(_("changed here"), null=True)
    exported_at = models.DateTimeField(_("exported"), null=True)
    entered_at = models.DateTimeField(_("entered there"), null=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(_("last agreed"), null=True)
    agreed_before = models.DateTimeField(null=True)

    objects = CounterpartQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        verbose_name = _("counterpart")
        verbose_name_plural = _("counterparts")
        constraints = (
            models.UniqueConstraint(fields=("system", "number"), condition=~Q(number=""), name="counterpart_once"),
            models.CheckConstraint(
                condition=Q(changed_at__isnull=False) | Q(entered_at=None), name="counterpart_entered_changes"
            ),
        )
        indexes = (
            models.Index(
                fields=("system", "changed_at", "case"),
                name="counterpart_to_enter",
                condition=Q(changed_at__isnull=False, entered_at=None),
            ),
            models.Index(
                fields=("entered_by", "-entered_at"), name="counterpart_entered", condition=Q(entered_by__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return self.number or str(self.case_id)

    @property
    def to_enter(self) -> bool:
        """Say whether something has still to be entered there."""
        return self.changed_at is not None and self.entered_at is None

    @property
    def said_changes(self) -> list[Any]:
        """What was done here since both agreed, in words, each once."""
        moves = (self.case.workflow.transition(key) for key in dict.fromkeys(self.changes))
        return [move.label for move in moves if move] or [_("Received")]


class NumberSheet(models.Model):
    """A sheet of numbers from another system: read, looked at, then taken. It holds numbers, nobody's name.

    `rows` are lines of the file with our number and the number there; `outcome` what became of each.
    """

    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    system = models.CharField(_("system"), max_length=40)
    name = models.CharField(_("file"), max_length=120)
    all_entered = models.BooleanField(default=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(_("sent"))
    taken_at = models.DateTimeField(_("taken"), null=True)
    rows = models.JSONField(default=list)
    outcome = models.JSONField(default=list)

    class Meta:
        default_permissions = ()
        verbose_name = _("sheet of numbers")
        verbose_name_plural = _("sheets of numbers")

    def __str__(self) -> str:
        return self.name
