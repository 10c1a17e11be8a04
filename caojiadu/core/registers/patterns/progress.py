"""What happens in a project while it runs: milestones set and reached, money spent within what was granted."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Min, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from caojiadu.core.cases import clocks
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.forms import DayField, MoveForm, Words, long_text, pick_from
from caojiadu.core.cases.models import Case, Clock
from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers import steps
from caojiadu.core.registers.models import Milestone, Spending

NEXT = "milestone"  # the limit that ends with the next milestone


class MilestoneForm(MoveForm):
    """A step of the project, and by when."""

    milestone = Words(label=gettext_lazy("Milestone"), max_length=120)
    due_on = DayField(label=gettext_lazy("To be reached by"))

    def clean_due_on(self) -> dt.date:
        """Nobody reaches something by a day that has passed."""
        return _to_come(self.cleaned_data["due_on"])


class OpenMilestoneForm(MoveForm):
    """One of the milestones that were not reached yet."""

    milestone = forms.ModelChoiceField(Milestone.objects.none(), label=gettext_lazy("Milestone"), empty_label="—")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pick_from(self, "milestone", open_milestones(self.case))


class ReachedForm(OpenMilestoneForm):
    """Which milestone was reached, and what was done."""

    what = long_text(gettext_lazy("What was done"), rows=3)


class MoveMilestoneForm(OpenMilestoneForm):
    """Which milestone is to be reached on another day, and why."""

    due_on = DayField(label=gettext_lazy("To be reached by"))
    reason = long_text(gettext_lazy("Why"), rows=2)

    def clean_due_on(self) -> dt.date:
        """Nobody reaches something by a day that has passed."""
        return _to_come(self.cleaned_data["due_on"])


class DropMilestoneForm(OpenMilestoneForm):
    """Which milestone the plan does without, and why."""

    reason = long_text(gettext_lazy("Why"), rows=2)


class SpendForm(MoveForm):
    """Money that was paid for the project."""

    amount = forms.DecimalField(
        label=gettext_lazy("Amount (yuan)"), min_value=Decimal("0.01"), max_digits=12, decimal_places=2
    )
    purpose = Words(label=gettext_lazy("What it was for"), max_length=120)
    voucher = Words(label=gettext_lazy("Number of the voucher"), max_length=60)
    paid_on = DayField(label=gettext_lazy("Paid on"))

    def clean_amount(self) -> Decimal:
        amount: Decimal = self.cleaned_data["amount"]
        if amount > self.case.unspent:
            raise ValidationError(_("Only %(left)s yuan are left.") % {"left": self.case.unspent})
        return amount

    def clean_paid_on(self) -> dt.date:
        """What is paid later is written down later."""
        day: dt.date = self.cleaned_data["paid_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day has not come yet."))
        return day


def open_milestones(project: Case) -> QuerySet[Milestone]:
    """What has not been reached yet."""
    return Milestone.objects.filter(project_id=project.pk, done_on=None)


def add(moving: Moving) -> None:
    """Set a milestone."""
    data = moving.data
    Milestone.objects.create(project_id=moving.case.pk, title=data["milestone"], due_on=data["due_on"])
    watch_next(moving)


def move_day(moving: Moving) -> None:
    """Give a milestone another day, and watch the next."""
    Milestone.objects.filter(pk=moving.data["milestone"].pk).update(due_on=moving.data["due_on"])
    watch_next(moving)


def drop(moving: Moving) -> None:
    """Take a milestone out of the plan; the history of the project keeps which and why."""
    Milestone.objects.filter(pk=moving.data["milestone"].pk, done_on=None).delete()
    watch_next(moving)


def reach(moving: Moving) -> None:
    """Note that one was reached, and watch the next."""
    row = moving.data["milestone"]
    day = timezone.localdate(moving.now)
    Milestone.objects.filter(pk=row.pk).update(done_on=day, done=moving.data["what"])
    clocks.meet(moving.case, [NEXT], moving.now)
    watch_next(moving)


def spend(moving: Moving) -> None:
    """Write down what was paid, and add it up on the project."""
    data, case = moving.data, moving.case
    values = {name: data[name] for name in ("amount", "purpose", "voucher", "paid_on")}
    Spending.objects.create(project_id=case.pk, by=moving.actor.user, **values)
    total = Spending.objects.filter(project_id=case.pk).aggregate(sum=Sum("amount"))["sum"]
    moving.change(spent=total)


def watch_next(moving: Moving) -> None:
    """Note the next milestone; once the project runs, its limit ends with it."""
    case, before = moving.case, moving.case.next_due
    day = open_milestones(case).aggregate(day=Min("due_on"))["day"]
    moving.change(next_due=day)
    if day != before and Clock.objects.filter(case_id=case.pk, key=NEXT).exists():
        steps.restart_limits(NEXT)(moving)


def has_milestones(moving: Moving) -> None:
    """A guard: nobody begins without a plan."""
    if not open_milestones(moving.case).exists():
        raise Refused(_("Set at least one milestone first."))


def all_reached(moving: Moving) -> None:
    """A guard: nothing is open any more."""
    left = open_milestones(moving.case).count()
    if left:
        raise Refused(ngettext("%(n)d milestone is open.", "%(n)d milestones are open.", left) % {"n": left})


def _to_come(day: dt.date) -> dt.date:
    """Return the day, and raise ValidationError if it has passed."""
    if day < timezone.localdate():
        raise ValidationError(_("This day has passed."))
    return day
