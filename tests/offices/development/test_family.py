"""Family planning (H9): seven and ten working days, and nothing of it open to the whole office."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from tests.desk import Desk, day, running
from tests.offices.development.room import articles, not_entered, people, refused, sees, take

MONDAY = dt.datetime(2026, 3, 2, 10, tzinfo=dt.timezone(dt.timedelta(hours=8)))


def hand_to(room: SimpleNamespace, desk: Desk, case: Any) -> None:
    """The head gives it to somebody."""
    take(room.head, case, "assign", handler=desk.user.pk, note="请审核")


@pytest.mark.django_db
def test_a_further_birth_has_seven_working_days_here_and_ten_in_the_district() -> None:
    with time_machine.travel(MONDAY):
        room = people()
        clerk, head = room.clerk, room.head
        typed = {"title": "再生育申请", "name": "张某", "ground": "disabled", "children_now": 1}
        assert not_entered(clerk, "further-births", **typed, asked_on=day(1)) == ["asked_on"]
        case = clerk.enter("further-births", **typed, asked_on=day())
        take(clerk, case, "furtherbirth_accept", papers_on=day())
        assert running(case) == {"street": dt.date(2026, 3, 11)}
        assert articles(case)["street"] == (True, "《上海市人口与计划生育条例》第二十七条")
        assert (sees(room.second, case), sees(room.stranger, case)) == (404, 404)
        assert clerk.client.get(f"{clerk.base}further-births/").status_code == 200
        take(clerk, case, "furtherbirth_examine", examination="符合条例")
        assert clerk.step(case, "furtherbirth_send", sent_on=day()) == 404
        assert refused(head, case, "furtherbirth_send", sent_on=day(-1)) == ["sent_on"]
        take(head, case, "furtherbirth_send", sent_on=day())
        assert running(case) == {"district": dt.date(2026, 3, 16)}
        done = take(clerk, case, "furtherbirth_grant", decided_on=day(), decision_number="1号", done="已告知")
        assert done.state == "furtherbirth_granted" and done.closed_at


def test_a_birth_is_registered_once_the_papers_are_there(room: SimpleNamespace) -> None:
    clerk = room.clerk
    typed = {"title": "二孩登记", "name": "李某", "order": "second", "expected_on": day(60), "handed_in": "身份证"}
    assert not_entered(clerk, "birth-registrations", **typed, asked_on=day(1)) == ["asked_on"]
    case = clerk.enter("birth-registrations", **typed, asked_on=day())
    assert set(running(case)) == {"register"} and sees(room.second, case) == 404
    take(clerk, case, "birth_missing", missing="结婚证")
    assert running(case) == {}
    take(clerk, case, "birth_complete", handed_in="身份证、结婚证")
    early = {"registered_on": day(-1), "register_number": "7号"}
    assert refused(clerk, case, "birth_register", **early) == ["registered_on"]
    gone = clerk.enter("birth-registrations", **typed, asked_on=day())
    take(clerk, gone, "birth_missing", missing="结婚证")
    assert take(clerk, gone, "birth_withdraw", reason="不再办理").state == "birth_withdrawn"
    done = take(clerk, case, "birth_register", registered_on=day(), register_number="7号")
    assert done.state == "birth_registered"


def test_a_subsidy_is_sent_by_somebody_else_and_paid(room: SimpleNamespace) -> None:
    clerk, head = room.clerk, room.head
    typed = {"title": "父母奖励", "name": "王某", "kind_of": "only_child", "year": 2026, "grounds": "持证"}
    case = clerk.enter("family-subsidies", **typed)
    assert sees(room.second, case) == 404 and set(running(case)) == {"check"}
    take(clerk, case, "subsidy_check", checked="一致")
    take(head, case, "subsidy_again", reason="缺年份")
    hand_to(room, room.second, case)
    assert sees(room.clerk, case) == 404
    take(room.second, case, "subsidy_check", checked="一致，年份已补")
    take(head, case, "subsidy_send")
    assert refused(room.second, case, "subsidy_grant", granted_on=day(1), sum_granted="10") == ["granted_on"]
    take(room.second, case, "subsidy_grant", granted_on=day(), sum_granted="1000")
    assert running(case) == {"pay": day(30)}
    assert take(room.second, case, "subsidy_pay", paid_on=day()).state == "subsidy_paid"
    other = clerk.enter("family-subsidies", **typed)
    take(head, other, "subsidy_check", checked="不符")
    assert clerk.step(other, "subsidy_refuse", refused_why="不符合条件") == 404  # nobody refuses alone
    take(room.leader, other, "subsidy_again", reason="再核实")
    assert take(head, other, "subsidy_refuse", refused_why="不符合条件").state == "subsidy_refused"
    late = clerk.enter("family-subsidies", **typed)
    take(clerk, late, "subsidy_check", checked="一致")
    take(head, late, "subsidy_send")
    assert refused(clerk, late, "subsidy_grant", granted_on=day(), sum_granted="0") == ["sum_granted"]
    take(clerk, late, "subsidy_grant", granted_on=day(), sum_granted="1000")
    assert take(head, late, "subsidy_lapse", reason="账户已注销").state == "subsidy_unpaid"


def test_a_special_family_is_visited_and_helped_by_those_who_may_know_it(room: SimpleNamespace) -> None:
    clerk, head = room.clerk, room.head
    contacts = {"contact": "街道干部", "contact_nearby": "居委会干部"}
    typed = {"title": "某家庭", "name": "赵某", "kind": "lost", **contacts}
    assert clerk.client.get(f"{clerk.base}special-families/").status_code == 404
    assert not_entered(head, "special-families", **typed, since=day(1)) == ["since"]
    key = head.enter("special-families", **typed, since=day(-100), visited_on=day(-80))
    assert "赵某" not in clerk.client.get("/desk/search/", {"q": "某家庭"}).content.decode()
    about = {"title": "住院陪护", "family": f"#{key}", "need": "nursing", "situation": "无人陪护"}
    case = head.enter("special-aid", **about, told_on=day())
    assert sees(clerk, case) == 404 and set(running(case)) == {"arrange"}
    hand_to(room, clerk, case)
    take(clerk, case, "specialaid_arrange", helper="某社工")
    take(clerk, case, "specialaid_give", given="陪护三天")
    take(clerk, case, "specialaid_more", situation="仍需两天")
    take(clerk, case, "specialaid_arrange", helper="某社工")
    take(clerk, case, "specialaid_give", given="再陪护两天")
    assert running(case) == {"ask": day(15)}
    assert take(clerk, case, "specialaid_settle", result="已出院").state == "specialaid_settled"
    moved = head.enter("special-aid", **about, told_on=day())
    assert take(head, moved, "specialaid_off", reason="家庭已迁出").state == "specialaid_called_off"
