"""Veteran cadres are visited and their needs met (G6); headcount plans stand beside who is in post (G7)."""

import datetime as dt
import re
from typing import Any

import pytest

from caojiadu.core.organisation.models import Neighbourhood
from caojiadu.core.registers.declaration import months_after
from caojiadu.core.registers.models import RecordDate
from offices.human_resources.cadres.models import next_birthday
from offices.human_resources.headcount.forecast import gaps
from offices.human_resources.models import HeadcountPlan, HeadcountSeats, VeteranCadre
from tests.offices.human_resources.room import Desk, day, desks, leader, running, servant, state

pytestmark = pytest.mark.django_db


def dates(key: Any) -> dict[str, dt.date]:
    return dict(RecordDate.objects.filter(record_id=key).values_list("key", "due_on"))


def cadre(head: Desk, **changed: Any) -> Any:
    there = Neighbourhood.objects.get(key="wunan").pk
    born = day(10).replace(year=1940)
    typed = {"title": "原副主任", "name": "顾某某", "neighbourhood": there, "retired_as": "retired", "living": "alone"}
    return head.enter("veteran-cadres", **{**typed, "born_on": born, "retired_on": "2000-06-01", **changed})


def test_a_cadre_is_visited_and_what_is_needed_is_met_by_its_day() -> None:
    clerk, head, stranger = desks()
    assert clerk.client.get(f"{clerk.base}veteran-cadres/").status_code == 404  # only keepers whom the head names
    assert set(cadre(head, retired_on="1930-01-01").context["form"].errors) == {"retired_on"}
    key = cadre(head)
    assert dates(key) == {"visit": months_after(day(0), 6), "birthday": day(10)}
    plan = {"cadre": f"#{key}", "occasion": "birthday", "planned_on": day(1), "visitors": "科长"}
    case = clerk.enter("cadre-visits", title="生日走访", **plan)
    assert running(case) == {"visit": day(1)}
    assert clerk.step(case, "cadrevisit_visit", visited_on=day(1), found="良好") == 422
    assert clerk.step(case, "cadrevisit_visit", visited_on=day(0), found="良好") == 302
    assert dates(key)["visit"] == months_after(day(0), 6) and dates(key)["birthday"] > day(300)
    assert VeteranCadre.objects.get(pk=key).greeted_on == day(0)
    assert clerk.step(case, "cadrevisit_need", need="扶手", need_by=day(-1)) == 422
    assert clerk.step(case, "cadrevisit_need", need="扶手", need_by=day(7)) == 302
    assert running(case) == {"need": day(7)}
    assert clerk.step(case, "cadrevisit_meet", met="已装") == 302
    assert clerk.step(case, "cadrevisit_confirm") == 404
    assert head.step(case, "cadrevisit_again", reason="未固定") == 302
    assert running(case) == {"need": day(7)}
    assert head.step(case, "cadrevisit_meet", met="已加固") == 302
    assert head.step(case, "cadrevisit_confirm") == 409  # whoever met the need does not confirm it
    assert leader().step(case, "cadrevisit_confirm") == 302
    assert (state(case), running(case)) == ("cadrevisit_closed", {})
    for other in (stranger, Desk("colleague", office="G")):
        assert other.client.get(f"/desk/cases/{case.number}/").status_code == 404
    late = clerk.enter("cadre-visits", title="去年生日", **plan)
    assert clerk.step(late, "cadrevisit_visit", visited_on=day(-365), found="良好") == 302
    assert VeteranCadre.objects.get(pk=key).greeted_on == day(0)  # the newest, not what was typed last
    second = clerk.enter("cadre-visits", title="日常走访", **(plan | {"occasion": "round"}))
    assert clerk.step(second, "cadrevisit_drop", reason="外出探亲") == 302


def test_a_birthday_comes_each_year_also_on_the_leap_day() -> None:
    leap = dt.date(1940, 2, 29)
    assert next_birthday(leap, dt.date(2026, 2, 28)) == dt.date(2026, 2, 28)
    assert next_birthday(leap, dt.date(2027, 3, 1)) == dt.date(2028, 2, 29)


def act(desk: Desk, row: int, key: str, **typed: Any) -> int:
    """End a row of seats, or take it up again, through its page: the status."""
    return desk.client.post(f"{desk.base}headcount-seats/{row}/{key}/", typed).status_code


def test_a_headcount_plan_is_approved_with_its_seats_and_followed() -> None:
    clerk, head, stranger = desks()
    about = {"title": "五年规划", "span": "5", "first_year": str(day(0).year), "grounds": "任务"}
    plan = clerk.enter("headcount-plans", **about)
    assert clerk.step(plan, "headcount_submit") == 409  # no seats
    seats = {"title": "科员", "plan": plan.number, "group": "civil", "seats": "4", "recruit": "2"}
    assert set(clerk.enter("headcount-seats", **(seats | {"recruit": "5"})).context["form"].errors) == {"recruit"}
    kept, dropped = clerk.enter("headcount-seats", **seats), clerk.enter("headcount-seats", **seats)
    assert act(clerk, dropped, "end", on=day(0), reason="重复") == 302
    clerk.enter("civil-servants", **servant(title="将退休", born=f"{day(0).year - 60}-01"))
    clerk.enter("civil-servants", **servant(title="年轻", born="1995-01"))
    (gap,) = gaps(HeadcountPlan.objects.get(pk=plan.pk), clerk.user)
    assert (gap.seats, gap.in_post, gap.retiring, gap.missing, gap.recruit) == (4, 2, 1, 3, 2)
    page = clerk.client.get(f"/desk/cases/{plan.number}/").content.decode()
    panel = re.sub(r"<[^>]+>|\s", "", page[page.index("<h2>岗位与人员</h2>") :].partition("</section>")[0])
    assert panel.endswith(f"公务员岗位4个，在岗2人至{day(0).year + 4}年退休1人·届时缺口3人·拟招录2人")
    assert clerk.step(plan, "headcount_submit") == 302
    assert set(clerk.enter("headcount-seats", **seats).context["form"].errors) == {"plan"}
    assert head.step(plan, "headcount_return", reason="请细化") == 302
    assert head.step(plan, "headcount_submit") == 302
    assert clerk.step(plan, "headcount_approve", approval="1号", look_on=day(90)) == 404
    assert head.step(plan, "headcount_approve", approval="1号", look_on=day(90)) == 409  # the head submitted it
    assert leader().step(plan, "headcount_approve", approval="1号", look_on=day(90)) == 302
    assert running(plan) == {"look": day(90)}
    draft = clerk.enter("headcount-plans", **(about | {"title": "另一规划"}))
    for other in (plan, draft):  # an approved plan stays as it was approved
        assert clerk.change("headcount-seats", kept, **(seats | {"plan": other.number, "seats": "5"}), seen="0") == 422
    assert act(clerk, kept, "end", on=day(0), reason="不再需要") == 409
    assert act(clerk, dropped, "reopen", reason="仍需要") == 409
    assert list(HeadcountSeats.objects.filter(plan=plan.pk, ended_on=None).values_list("pk", "seats")) == [(kept, 4)]
    assert clerk.step(plan, "headcount_look", progress="补一人", look_on=day(180)) == 302
    assert running(plan) == {"look": day(180)}
    assert head.step(plan, "headcount_close", outcome="完成") == 302
    assert (state(plan), running(plan)) == ("headcount_closed", {})
    assert stranger.client.get(f"/desk/cases/{plan.number}/").status_code == 404
