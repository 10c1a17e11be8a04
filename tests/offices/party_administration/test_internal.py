"""Internal management (A6): duty without a gap, seals set by two people, assets in one pair of hands."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from caojiadu.core.notices.models import Notice
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.tasks import look_every_day
from offices.party_administration.internal.watch import uncovered
from offices.party_administration.models import Asset, DutyShift, SealUse
from tests.desk import Desk, day, running, state

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def desks() -> dict[str, Desk]:
    return {"clerk": Desk("clerk", "handler", "A"), "head": Desk("head", "head", "A")}


def shift(desk: Desk, begins: dt.datetime, hours: int = 24) -> Any:
    times = {"starts_at": f"{begins:%Y-%m-%dT%H:%M}", "ends_at": f"{begins + hours * HOUR:%Y-%m-%dT%H:%M}"}
    return desk.enter("duty-roster", title="全天值班", leader="甲", people="乙、丙", **times)


def now() -> dt.datetime:
    return timezone.localtime().replace(second=0, microsecond=0)


def test_a_shift_is_taken_over_and_handed_over(desks: dict[str, Desk]) -> None:
    clerk, head = desks["clerk"], desks["head"]
    case, later = shift(clerk, now()), shift(clerk, now() + 24 * HOUR)
    assert running(case) == {"take_over": timezone.localdate()}
    assert "该班次" in clerk.client.get(f"/desk/cases/{later.number}/take_over/", follow=True).content.decode()
    assert clerk.step(later, "swap", leader="丁", people="戊", reason="出差") == 302
    assert clerk.step(case, "take_over") == 302
    assert running(case) == {"hand_over": timezone.localdate(now() + 24 * HOUR)}
    assert "接听电话数" in clerk.says(case, "hand_over", happened="无异常", calls="")
    assert clerk.step(case, "hand_over", happened="接来电两起", calls=2, left_over="关注抢修") == 302
    assert state(case) == "duty_handed"
    assert clerk.step(later, "strike", reason="重排") == 404 and head.step(later, "strike", reason="重排") == 302
    assert shift(clerk, now() + 24 * HOUR).number  # what was struck off covers nothing


@pytest.mark.parametrize(("begins", "hours"), [(0, 0), (0, -2), (0, 25), (23, 12), (-3, 4)])
def test_a_shift_lasts_no_day_longer_and_covers_no_other(desks: dict[str, Desk], begins: int, hours: int) -> None:
    shift(desks["clerk"], now())
    refused = shift(desks["clerk"], now() + begins * HOUR, hours)
    assert refused.status_code == 422 and "全天值班" in refused.content.decode()
    assert DutyShift.objects.count() == 1


def test_times_that_nobody_covers_are_told_once_for_each_day(desks: dict[str, Desk]) -> None:
    assert uncovered(timezone.now()) == [] and look_every_day() == 0
    begun = now() - HOUR
    made = [shift(desks["clerk"], begun + number * 24 * HOUR) for number in range(8) if number not in (3, 4)]
    gap = uncovered(timezone.now())
    assert [(one.start, one.end) for one in gap] == [(begun + 72 * HOUR, begun + 120 * HOUR)]
    assert look_every_day() == 1
    told = Notice.objects.filter(template="duty_gap", channel="portal")
    assert told.count() == 2 and told.first().context["day"] == str(timezone.localdate(gap[0].start))
    assert look_every_day() == 1 and told.count() == 2
    page = desks["clerk"].client.get(f"/desk/cases/{made[0].number}/").content.decode()
    assert "以下时段无人值班" in page


def seal(desk: Desk, **values: Any) -> Any:
    typed = {"title": "采购合同", "seal": "contract", "copies": 3, "addressee": "某公司", "purpose": ""}
    return desk.enter("seal-uses", **{**typed, **values})


def test_a_seal_is_asked_for_approved_by_another_and_set_before_a_witness(desks: dict[str, Desk]) -> None:
    clerk, head = desks["clerk"], desks["head"]
    asker, other = Desk("asker", "handler", "D", keeps="A"), Desk("other", "handler", "C", keeps="A")
    case = seal(asker)
    assert SealUse.objects.get().asked_by.code == "D"
    assert other.client.get(f"/desk/cases/{case.number}/").status_code == 404
    assert clerk.step(case, "approve", allowed_by="主任") == 404
    assert head.step(case, "approve", allowed_by="") == 422
    assert head.step(case, "approve", allowed_by="主任") == 302
    assert "未经批准不得外带" in clerk.says(case, "take_along", taken_by="乙", witness="丙", return_by=day(1))
    assert "不应超过申请的3份" in clerk.says(case, "set_seal", sealed_copies=4, witness="丙")
    assert clerk.step(case, "set_seal", sealed_copies=3, witness="丙") == 302
    assert state(case) == "seal_set"
    own = seal(head)
    assert "须由他人办理" in head.says(own, "approve", allowed_by="主任")


def test_a_seal_that_is_taken_along_comes_back_by_its_day(desks: dict[str, Desk]) -> None:
    clerk, head = desks["clerk"], desks["head"]
    case = seal(clerk, outside="on")
    assert head.step(case, "approve", allowed_by="主任") == 302
    assert "批准的是印章外带" in clerk.says(case, "set_seal", sealed_copies=1, witness="丙")
    assert clerk.step(case, "take_along", taken_by="乙", witness="丙", return_by=day(2)) == 302
    assert running(case) == {"back": day(2)}
    assert clerk.step(case, "bring_back", sealed_copies=2) == 302
    assert state(case) == "seal_set" and running(case) == {}


def asset(desk: Desk, **values: Any) -> Any:
    typed = {"title": "电脑", "number": "A-1", "kind": "computer", "bought_on": day(-400), "price": "5200"}
    where = {"whereabouts": "库房", "keeper": "管理员", "warranty_until": day(100), "counted_on": day(-30)}
    return desk.enter("assets", **{**typed, **where, **values})


def test_an_asset_has_one_number_and_is_counted_every_year(desks: dict[str, Desk]) -> None:
    key = asset(desks["clerk"])
    dates = {row.key: row.due_on for row in Record.objects.get(pk=key).dates.all()}
    assert dates["warranty"] == day(100) and (dates["count"] - day(-30)).days in (365, 366)
    assert "已被使用" in asset(desks["clerk"]).content.decode()
    assert "早于购置日期" in str(asset(desks["clerk"], number="A-2", counted_on=day(-500)).context["form"].errors)
    assert "不能为负" in str(asset(desks["clerk"], number="A-2", price="-1").context["form"].errors["price"])
    assert Asset.objects.count() == 1


def test_an_asset_is_in_one_pair_of_hands(desks: dict[str, Desk]) -> None:
    clerk, head, asker = desks["clerk"], desks["head"], Desk("asker", "handler", "F", keeps="A")
    key = asset(clerk)
    typed = {"title": "外出宣讲", "asset": f"#{key}", "user_name": "小吴", "need": "宣讲", "back_by": str(day(9))}
    case = asker.enter("asset-loans", **typed)
    assert "已有人申请" in clerk.enter("asset-loans", **typed).content.decode()
    assert head.step(case, "approve") == 302 and clerk.step(case, "hand_out") == 302
    assert Asset.objects.get().keeper == "小吴" and running(case) == {"back": day(9)}
    assert asker.step(case, "withdraw", reason="不需要了") != 302
    assert clerk.step(case, "longer", back_by=day(20), reason="延长使用") == 302
    assert running(case) == {"back": day(20)}
    assert clerk.step(case, "give_back", condition="完好") == 302
    again = clerk.enter("asset-loans", **typed)
    assert head.step(again, "approve") == 302 and clerk.step(again, "hand_out") == 302
    assert clerk.step(again, "lose", loss="外出遗失") == 404 and head.step(again, "lose", loss="外出遗失") == 302
    assert state(again) == "asset_lost"
