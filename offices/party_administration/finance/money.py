"""What happens to a budget line: money is promised, given free again, or paid. Each is noted in the line's history."""

from decimal import Decimal

from django.db.models import Sum
from django.utils.translation import gettext as _

from caojiadu.core.accounts.models import Visitor
from caojiadu.core.cases.errors import Refused
from caojiadu.core.registers.declaration import find
from caojiadu.core.registers.verbs import change
from offices.party_administration.models import BudgetLine, ExpenseClaim, Purchase

NOTHING = Decimal(0)


def book(line_id: int, *, promised: Decimal = NOTHING, paid: Decimal = NOTHING, user: Visitor) -> None:
    """Change what is promised and paid, under the lock of the line. Raises Refused where so much is not left."""
    line = BudgetLine.objects.select_for_update(of=("self",)).get(pk=line_id)
    if promised + paid > line.left:
        raise Refused(_("“%(line)s” has only ¥%(left)s left.") % {"line": line.title, "left": line.left})
    values = {"committed": line.committed + promised, "spent": line.spent + paid}
    register = find("budget-lines")
    assert register is not None
    change(register, line, values, user=user)


def hold(purchase: Purchase, amount: Decimal, user: Visitor) -> None:
    """Let a purchase hold this much on its line from now on, under the locks of the line and then of the purchase.

    Raises Refused where so much is not left, or where approved claims wait to be paid from more than that.
    """
    BudgetLine.objects.select_for_update(of=("self",)).get(pk=purchase.line_id)
    held = Purchase.objects.select_for_update(of=("self",)).get(pk=purchase.pk).held
    if amount < (waiting := approved_of(purchase)):
        raise Refused(_("Claims of ¥%(sum)s for this purchase are approved and not paid yet.") % {"sum": waiting})
    book(purchase.line_id, promised=amount - held, user=user)
    purchase.held = amount
    Purchase.objects.filter(pk=purchase.pk).update(held=amount)


def approved_of(purchase: Purchase, *, but: ExpenseClaim | None = None) -> Decimal:
    """What claims for a purchase are approved for and not paid yet, in yuan; all of them, or all but one."""
    running = ExpenseClaim.objects.filter(for_purchase=purchase, state="claim_approved")
    if but is not None:
        running = running.exclude(pk=but.pk)
    return running.aggregate(sum=Sum("allowed"))["sum"] or NOTHING


def promise(claim: ExpenseClaim, user: Visitor) -> None:
    """An approved claim has its money: from what its purchase holds, else from what is left of the line.

    Raises Refused where the purchase does not hold so much any more.
    """
    amount = claim.allowed or claim.amount
    if claim.for_purchase_id is None:
        return book(claim.line_id, promised=amount, user=user)
    purchase = Purchase.objects.select_for_update(of=("self",)).get(pk=claim.for_purchase_id)
    free = purchase.held - approved_of(purchase, but=claim)
    if amount > free:
        raise Refused(_("The purchase has only ¥%(left)s left.") % {"left": free})
    return None


def give_free(claim: ExpenseClaim, user: Visitor) -> None:
    """An approved claim is not paid after all."""
    if claim.for_purchase_id is None:
        book(claim.line_id, promised=-(claim.allowed or claim.amount), user=user)


def pay(claim: ExpenseClaim, user: Visitor) -> None:
    """What was promised is paid."""
    amount = claim.allowed or claim.amount
    book(claim.line_id, promised=-amount, paid=amount, user=user)
    if claim.for_purchase_id:
        purchase = Purchase.objects.select_for_update(of=("self",)).get(pk=claim.for_purchase_id)
        Purchase.objects.filter(pk=purchase.pk).update(held=purchase.held - amount)
