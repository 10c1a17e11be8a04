"""The reception centre (D7): windows and roster, day figures, items for other centres, bad reviews in 1 working day."""

import datetime as dt
from typing import Any

import pytest

from caojiadu.core.registers.models import RecordDate
from offices.service.models import HallFigures
from tests.desk import Desk, day, running, state
from tests.offices.service.days import working

pytestmark = pytest.mark.django_db
WINDOW = {"title": "1号", "scope": "all", "floor": "一楼", "opens": "09:00", "closes": "17:00"}
REVIEW = {"title": "等候太久", "name": "张某某", "grade": "bad", "way": "device", "said": "等了一小时"}
DAY = {
    "title": "平日",
    "tickets": "200",
    "called": "190",
    "accepted": "150",
    "on_behalf": "30",
    "told_missing": "9",
    "wait": "15",
    "longest": "40",
    "bad": "1",
}


@pytest.fixture
def clerk() -> Desk:
    return Desk("clerk", office="D")


def errors(answer: Any) -> set[str]:
    return set(answer.context["form"].errors)


def test_nobody_sits_at_two_windows_at_once(clerk: Desk) -> None:
    assert errors(clerk.enter("service-windows", **WINDOW | {"closes": "08:00"})) == {"closes"}
    first, second = (
        clerk.enter("service-windows", **WINDOW),
        clerk.enter("service-windows", **WINDOW | {"title": "2号"}),
    )
    duty = {"title": "当班甲", "begins_on": day(), "until": day(6)}
    assert errors(clerk.enter("window-duties", **duty, window=f"#{first}", shift="whole", stand_in="当班甲")) == {
        "stand_in"
    }
    assert isinstance(clerk.enter("window-duties", **duty, window=f"#{first}", shift="morning"), int)
    assert errors(clerk.enter("window-duties", **duty, window=f"#{second}", shift="morning")) == {"begins_on"}
    assert errors(clerk.enter("window-duties", **duty, window=f"#{second}", shift="whole")) == {"begins_on"}
    roster = clerk.enter("window-duties", **duty, window=f"#{second}", shift="afternoon")
    dates = dict(RecordDate.objects.filter(record_id=roster).values_list("key", "due_on"))
    assert dates["next"] == day(3)
    end = {"on": day(), "reason": "换窗口"}
    assert clerk.client.post(f"{clerk.base}window-duties/{roster}/end/", end).status_code == 302
    third = clerk.enter("window-duties", **duty, window=f"#{first}", shift="afternoon")
    assert isinstance(third, int)
    assert clerk.change("window-duties", roster, **duty, window=f"#{second}", shift="afternoon", seen="1") == 302


def test_a_day_is_counted_once_and_names_nobody(clerk: Desk) -> None:
    assert isinstance(clerk.enter("hall-figures", **DAY, counted_on=day(-1)), int)
    assert errors(clerk.enter("hall-figures", **DAY, counted_on=day(-1))) == {"counted_on"}
    assert errors(clerk.enter("hall-figures", **DAY, counted_on=day(1))) == {"counted_on"}
    wrong = {"called": "201", "on_behalf": "151", "wait": "41"}
    assert errors(clerk.enter("hall-figures", **DAY | wrong, counted_on=day())) == set(wrong)
    assert errors(clerk.enter("hall-figures", **DAY | {"title": "王先生投诉"}, counted_on=day())) == {"title"}
    assert HallFigures.objects.count() == 1


def test_papers_go_home_the_next_day_and_the_result_comes_as_promised(clerk: Desk) -> None:
    item = {"title": "代收参保", "name": "张某某", "item": "居民医保参保", "mode": "home", "home": "某区某街道"}
    assert errors(clerk.enter("items-on-behalf", **item, accepted_on=day())) == {"promised_on"}
    key = clerk.enter("items-on-behalf", **item, accepted_on=day(), promised_on=day(10))
    due = RecordDate.objects.filter(record_id=key).order_by("due_on").values_list("key", "due_on")
    assert list(due) == [("send", day(1)), ("result", day(10))]
    change = {**{k: v for k, v in item.items() if k != "name"}, "accepted_on": day(), "promised_on": day(10)}
    assert clerk.change("items-on-behalf", key, **change, sent_on=day(), seen="0") == 302
    assert list(due.all()) == [("result", day(10))]
    here = clerk.enter("items-on-behalf", **item | {"mode": "here"}, accepted_on=day())
    assert not RecordDate.objects.filter(record_id=here)  # settled here: nothing goes home


def test_a_bad_review_is_contacted_put_right_and_called_back(clerk: Desk) -> None:
    case = clerk.enter("bad-reviews", **REVIEW, reviewed_on=day(-1))
    assert running(case) == {"contact": working(1, -1)}
    found = {"verified": "窗口减少", "cause": "wait"}
    assert clerk.step(case, "badreview_confirm", contacted_on=day(-2), fix_by=day(3), **found) == 422
    assert clerk.step(case, "badreview_confirm", contacted_on=day(), fix_by="2199-01-01", **found) == 422
    assert clerk.step(case, "badreview_confirm", contacted_on=day(), fix_by=day(3), **found) == 302
    assert running(case) == {"fix": day(3)}
    assert clerk.step(case, "badreview_fix", fixed_on=day(), fixed="增开窗口") == 302
    assert running(case) == {"call": working(3)}
    assert clerk.step(case, "badreview_again", fix_by="2100-12-31", result="仍要等候") == 302
    assert running(case) == {"fix": dt.date(2100, 12, 31)}  # the last day that is taken
    clerk.step(case, "badreview_fix", fixed_on=day(), fixed="加派人手")
    assert clerk.step(case, "badreview_again", fix_by=day(5), result="仍要等候") == 302
    assert running(case) == {"fix": day(5)}
    clerk.step(case, "badreview_fix", fixed_on=day(), fixed="再增一个窗口")
    assert clerk.step(case, "badreview_call", called_on=day(), content="on", result="满意") == 302
    assert (state(case), running(case)) == ("badreview_called", {})
    typed_later = clerk.enter("bad-reviews", **REVIEW, reviewed_on=day(-20))
    clerk.step(typed_later, "badreview_confirm", contacted_on=day(-19), fix_by=day(-15), **found)
    clerk.step(typed_later, "badreview_fix", fixed_on=day(-16), fixed="增开窗口")
    assert clerk.step(typed_later, "badreview_call", called_on=day(-16), content="on", result="满意") == 302
    assert set(typed_later.clocks.values_list("state", flat=True)) == {"met"}
    other, head = clerk.enter("bad-reviews", **REVIEW, reviewed_on=day()), Desk("head", "head", "D")
    dismiss = {"contacted_on": day(), "verified": "误点", "reason": "本人称误点"}
    assert clerk.step(other, "badreview_dismiss", **dismiss) == 404
    assert head.step(other, "badreview_dismiss", **dismiss) == 302
    assert (state(other), running(other)) == ("badreview_dismissed", {})
    assert Desk("stranger", office="E").client.get(f"/desk/cases/{case.number}/").status_code == 404
