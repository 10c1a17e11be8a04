"""Households in assistance and who pays them: clerk, checker and head of the office, and the steps they share."""

from typing import Any

import pytest

from caojiadu.core.registers.declaration import months_after
from offices.service.models import AidRollLine
from tests.desk import Desk, day

HOME = {"members": "2", "reasons": "患病", "since": day(-100), "consent_on": day(-120), "rechecked_on": day(-10)}
NEXT = months_after(day().replace(day=1), 1)
MONTH = f"{NEXT:%Y-%m}"
ROLL = {"title": "低保金发放", "month": MONTH, "aid": "minimum"}
KEPT = "/desk/service/assisted-households/keepers/"


@pytest.fixture
def desks() -> dict[str, Desk]:
    found = {name: Desk(name, office="D") for name in ("clerk", "checker")} | {"head": Desk("head", "head", "D")}
    assert found["head"].client.post(KEPT, {"person": found["checker"].user.pk}).status_code == 302
    return found


def home(head: Desk, name: str, monthly: str = "1500", category: str = "minimum", **more: Any) -> int:
    typed = {**HOME, "title": name, "name": f"{name}某", "monthly": monthly, "category": category, **more}
    made = head.enter("assisted-households", **typed)
    assert isinstance(made, int), made.context["form"].errors
    return made


def lines(roll: Any) -> dict[int, int]:
    return dict(AidRollLine.objects.filter(roll_id=roll.pk).values_list("household", "amount"))


def pay(desks: dict[str, Desk], roll: Any, leader: Desk) -> None:
    assert desks["checker"].step(roll, "aidroll_check") == 302
    assert leader.step(roll, "aidroll_approve") == 302
    assert desks["clerk"].step(roll, "aidroll_pay", paid_on=day(), voucher="第1号") == 302


def looked_at(clerk: Desk, key: int) -> Any:
    """A re-check of a household, as far as the proposal."""
    review = clerk.enter("assistance-reviews", title="复核", household=f"#{key}", cause="due", begun_on=day())
    clerk.step(review, "aidreview_means", means_on=day(), means="已就业")
    clerk.step(review, "aidreview_visit", home_on=day(), seen="属实")
    return review


def recheck(clerk: Desk, head: Desk, key: int, **decided: Any) -> Any:
    review = looked_at(clerk, key)
    assert clerk.step(review, "aidreview_propose", grounds="收入变化", **decided) == 302
    assert head.step(review, "aidreview_decide") == 302
    return review
