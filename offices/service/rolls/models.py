"""Payment rolls of assistance (D4): who is paid what for a month, frozen as it was drawn up."""

import datetime as dt
import re
from decimal import Decimal

from django.db import models
from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case
from caojiadu.core.registers.declaration import months_after
from caojiadu.core.registers.models import RecordEvent
from caojiadu.core.registers.rules import Problems, not_ahead, refuse
from offices.service.assistance.due import due_in
from offices.service.assistance.models import AssistanceReview, AssistedHousehold, Overpaid
from offices.service.assistance.overpaid_months import OverpaidMonth

Category = AssistedHousehold.Category
WRITTEN = "[0-9]{4}-[0-9]{2}"  # one way only: rolls of the same month are found by its text
EARLIEST = dt.date(2000, 1, 1)
BEGINS_OR_ENDS = ("entered", "imported", "ended", "reopened")  # what, done to an entry, begins its aid or ends it
PAID_BY = ("category", "monthly", "monthly_since", "since", "until")  # the fields by which a roll lists an entry


class AidRoll(Case):
    """The roll of one month and one kind of assistance (造册→复核→审批→发放).

    The first of a month lists what is due; each further one, once the one before it was paid, only what has to be
    added or set off. `turn` counts them; a roll that was dropped has none.
    """

    month = models.CharField(_("month"), max_length=7, help_text=_("Year and month, such as 2026-12."))
    aid = models.CharField(_("kind of assistance"), max_length=8, choices=Category, db_index=True)
    why = models.TextField(
        _("what is corrected, and why"),
        blank=True,
        help_text=_("Only where this month was paid already: the roll then lists differences only."),
    )
    turn = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    households = models.PositiveIntegerField(_("number of households"), default=0, editable=False)
    total = models.DecimalField(_("sum (yuan)"), max_digits=12, decimal_places=2, default=Decimal(0), editable=False)
    paid_on = models.DateField(_("paid on"), null=True, blank=True)
    voucher = models.CharField(_("number of the voucher"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("payment roll")
        verbose_name_plural = _("payment rolls")
        permissions = (
            ("handle_aidroll", _("Draw up and check payment rolls")),
            ("close_aidroll", _("Approve payment rolls")),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("month", "aid", "turn"),
                name="aid_roll_once",
                violation_error_message=_("Somebody has just drawn up the roll of this month."),
            ),
            models.CheckConstraint(
                condition=Q(turn=None) | Q(month__regex=f"^{WRITTEN}$"),
                name="aid_roll_month_written",
                violation_error_message=_("Write year and month, such as 2026-12."),
            ),
        )

    @property
    def said(self) -> str:
        return f"{self.total:,}"

    @property
    def first_day(self) -> dt.date:
        """The first day of its month. Raises ValueError for what is no month."""
        if not re.fullmatch(WRITTEN, self.month):
            raise ValueError(self.month)
        return dt.date.fromisoformat(f"{self.month}-01")

    def set_by(self, person: int | None) -> int | None:
        """The first household in it whose aid somebody set: in its entry, or by what a re-check of it decided."""
        listed = self.lines.values("household")
        done = RecordEvent.objects.filter(record_id__in=listed, actor_user_id=person)
        done = done.filter(Q(action__in=BEGINS_OR_ENDS) | Q(data__has_any_keys=PAID_BY))
        decided = AssistanceReview.objects.filter(
            household__in=listed, events__move="aidreview_decide", events__actor_user_id=person
        ).exclude(proposal=AssistanceReview.Proposal.GO_ON)
        keys = done.order_by().values_list("record_id").union(decided.order_by().values_list("household"))
        return min((key for (key,) in keys), default=None)

    def clean(self) -> None:
        """One roll of a month and kind at a time; a further one says what it corrects. Somebody stands in it."""
        super().clean()
        refuse(not_ahead(self, "paid_on"), self._drawn() if self._state.adding else {})

    def _drawn(self) -> Problems:
        try:
            first = self.first_day
        except ValueError:
            return {"month": gettext("Write year and month, such as 2026-12.")}
        if not EARLIEST <= first <= months_after(timezone.localdate().replace(day=1), 1):
            return {"month": gettext("A roll is drawn up for the next month at the latest.")}
        before = AidRoll.objects.filter(month=self.month, aid=self.aid, turn__isnull=False)
        if open_one := before.filter(closed_at=None).first():
            return {"month": gettext("The roll %(number)s of this month is in hand.") % {"number": open_one.number}}
        if before.exists() and not self.why:
            return {"why": gettext("This month was paid. Say what the further roll corrects.")}
        return {} if differences(first, self.month, self.aid) else {"month": gettext("Nothing is to be paid for it.")}


class AidRollLine(models.Model):
    """What one household is paid by a roll, as it stood when the roll was drawn up; below nothing is set off."""

    roll = models.ForeignKey(AidRoll, models.PROTECT, related_name="lines")
    household = models.ForeignKey(AssistedHousehold, models.PROTECT, related_name="payments")
    aid = models.CharField(max_length=8, choices=Category)
    amount = models.DecimalField(max_digits=10, decimal_places=2)

    class Meta:
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=("roll", "household"), name="aid_roll_line_once"),)

    def __str__(self) -> str:
        return f"{self.roll_id} {self.household_id}"

    @property
    def said(self) -> str:
        return f"{self.amount:,}"


def differences(first: dt.date, month: str, aid: str) -> dict[int, Decimal]:
    """What is still to be paid for a month, or set off: what is due less what earlier rolls of it listed.

    What was paid too much and is to stand is not set off.
    """
    due = due_in(first, aid)
    listed = AidRollLine.objects.filter(roll__month=month, roll__aid=aid, roll__turn__isnull=False)
    paid: dict[int, Decimal] = dict(listed.values_list("household").annotate(paid=Sum("amount")).order_by())
    left = {key: due.get(key, Decimal(0)) - paid.get(key, Decimal(0)) for key in due | paid}
    if any(amount < 0 for amount in left.values()):
        stands = OverpaidMonth.objects.filter(month=month, aid=aid, choice=Overpaid.STANDS)
        left |= {key: max(left.get(key, Decimal(0)), Decimal(0)) for key in stands.values_list("household", flat=True)}
    return {key: amount for key, amount in left.items() if amount}
