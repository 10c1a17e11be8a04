"""Events of science, culture, sports, tourism and health, and what belongs to them (H3, H5 to H8, H15)."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from caojiadu.core.registers.models import RecordDate
from offices.development.models import SportsFacility
from tests.desk import day, running, state
from tests.offices.development.room import not_entered, refused, sees, take

# Register, stem of its states, what is its own, what is wrong with the record, the record, the public words.
EVENTS = [
    (
        "science-activities",
        "science",
        {"form": "lecture", "audience": "older", "topic": "识破谣言"},
        {"understood": 101},
        {"understood": 80},
        {"topic": "识破谣言"},
    ),
    (
        "culture-events",
        "culture",
        {"form": "performance", "programme": "合唱", "performers": 20, "planned_cost": "5000"},
        {"cost": "5000.01"},
        {"cost": "5000"},
        {"programme": "合唱"},
    ),
    (
        "sports-events",
        "sports",
        {"form": "match", "sport": "乒乓球", "age_from": 16, "age_to": 60, "first_aid": "医疗点"},
        {"injured": -1},
        {"injured": 0},
        {"sport": "乒乓球"},
    ),
    (
        "tourism-events",
        "tourism",
        {"guide": "讲解员", "language": "chinese", "if_it_rains": "改期"},
        {"visitors_from_outside": 13},
        {"visitors_from_outside": 12},
        {"if_it_rains": "改期"},
    ),
    (
        "health-campaigns",
        "health",
        {"theme": "vectors", "goal": "灭蚊"},
        {"handed_out": "", "households": 3},
        {"handed_out": 30, "households": 20},
        {"goal": "灭蚊"},
    ),
    (
        "joint-health-activities",
        "jointhealth",
        {"form": "consultation", "doctors": 3, "services": "义诊"},
        {"people_seen": 5, "referred": 6},
        {"people_seen": 12, "referred": 1},
        {"services": "义诊"},
    ),
]


@pytest.mark.parametrize(("register", "stem", "own", "wrong", "record", "words"), EVENTS, ids=[e[0] for e in EVENTS])
def test_an_event_from_the_plan_to_the_record(
    room: SimpleNamespace,
    register: str,
    stem: str,
    own: dict[str, Any],
    wrong: dict[str, Any],
    record: dict[str, Any],
    words: dict[str, str],
) -> None:
    clerk, head = room.clerk, room.head
    began = timezone.localtime() - dt.timedelta(hours=2)
    times = {"starts_at": f"{began:%Y-%m-%dT%H:%M}", "ends_at": f"{began + dt.timedelta(hours=1):%Y-%m-%dT%H:%M}"}
    named = {"title": "迎新活动", "place": "活动室"}
    late = f"{began + dt.timedelta(minutes=1):%Y-%m-%dT%H:%M}"
    assert not_entered(clerk, register, **named, **own, **times, sign_up_until=late) == ["sign_up_until"]
    assert not_entered(clerk, register, **{**named, "title": "报名13800138000"}, **own, **times) == ["title"]
    word = next(iter(words))
    assert not_entered(clerk, register, **named, **own | {word: "报名13800138000"}, **times) == [word]
    case = clerk.enter(register, **named, **own, **times)
    assert running(case)["day"] == began.date() and sees(room.stranger, case) == 404
    take(clerk, case, "announce")
    page = reverse("public_register", args=[register])
    assert "迎新活动" not in Client().get(page).content.decode()
    assert clerk.step(case, "publish", **named, **words) == 404
    take(head, case, "publish", **named, **words)
    assert "迎新活动" in Client().get(page).content.decode()
    take(clerk, case, "hold", others=12)
    assert set(running(case)) == {"record"}
    assert set(refused(clerk, case, "record", summary="顺利", **wrong)) <= set(wrong)
    assert take(clerk, case, "record", summary="顺利", **record).state == f"{stem}_recorded"
    take(head, case, "take_off", reason="过期")
    assert "迎新活动" not in Client().get(page).content.decode()


def test_rules_of_single_kinds(room: SimpleNamespace) -> None:
    clerk = room.clerk
    times = {"starts_at": "2027-10-01T14:00", "ends_at": "2027-10-01T16:00", "place": "活动室"}
    science = {"title": "科普月", "form": "lecture", "audience": "all", "topic": "节能", "of_the_month": "on"}
    assert not_entered(clerk, "science-activities", **science, **times) == ["of_the_month"]
    ages = {"title": "比赛", "form": "match", "sport": "球", "age_from": 60, "age_to": 16, "first_aid": "医疗点"}
    assert not_entered(clerk, "sports-events", **ages, **times) == ["age_from"]
    new = {"since": day(1), "times": 0}
    for register, typed, field in (
        ("walks", {"title": "线路", "stops": "甲—乙", "length": "-1", "duration": 90}, "length"),
        (
            "sports-teams",
            {"title": "队", "sport": "球", "members": 9, "trains": "晨", "instructor": "x"},
            "instructor",
        ),
        (
            "science-volunteers",
            {"title": "讲解", "name": "张三", "subject": "nature", **new},
            "since",
        ),
    ):
        assert field in not_entered(clerk, register, **typed)
    team = {"title": "拳社", "sport": "太极拳", "members": 9, "trains": "晨"}
    assert not_entered(clerk, "sports-teams", **team | {"trains": "找13800138000"}, instructor="none") == ["trains"]
    choir = {"title": "合唱队", "art": "choir", "members": 30, "entered_on": day(), "rehearses": "找13800138000"}
    assert not_entered(clerk, "culture-teams", **choir) == ["rehearses"]
    owed = {grade: clerk.enter("sports-teams", **team, instructor=grade) for grade in ("none", "third")}
    assert [key for key in owed.values() if RecordDate.objects.filter(record_id=key)] == [owed["third"]]
    money = {"title": "灯会", "form": "festival", "programme": "灯谜", "performers": 3, "planned_cost": "100"}
    case = clerk.enter("culture-events", **money, **times)
    assert clerk.step(case, "culture_money", planned_cost="200", reason="增加灯组") == 404
    assert take(room.head, case, "culture_money", planned_cost="200", reason="增加灯组").planned_cost == 200
    own = room.head.enter("culture-events", **money, **times)
    assert room.head.step(own, "culture_money", planned_cost="900", reason="增加灯组") == 409
    assert take(room.leader, own, "culture_money", planned_cost="900", reason="增加灯组").planned_cost == 900
    night = {"starts_at": "2027-09-01T07:00", "ends_at": "2027-09-01T09:00", "place": "活动室"}
    month = clerk.enter("science-activities", **science, **night)  # still August in Greenwich
    assert take(clerk, month, "set_places", places=30).places == 30


def test_a_dangerous_facility_is_out_of_use_until_somebody_else_saw_it_mended(room: SimpleNamespace) -> None:
    clerk, second = room.clerk, room.second
    typed = {"title": "健身苑点", "kind": "point", "address": "某路", "pieces": 8, "kept_by": "某公司"}
    key = clerk.enter("sports-facilities", **typed, usable_until=day(900), checked_on=day(-100))
    case = clerk.enter("facility-checks", title="季度检查", facility=f"#{key}", wanted_on=day(3))
    assert running(case) == {"check": day(3)} and sees(room.stranger, case) == 404
    seen = {"checked_on": day(), "seen": "逐件检查"}
    assert refused(clerk, case, "facility_check_enter", **seen, finding="danger", faults=9) == ["faults"]
    assert refused(clerk, case, "facility_check_enter", **seen, finding="good", faults=1) == ["faults"]
    take(clerk, case, "facility_check_enter", **seen, finding="danger", faults=1)
    assert state(case) == "facility_check_closed_off" and running(case) == {"repair": day(15)}
    assert SportsFacility.objects.values_list("checked_on", "closed_since").get() == (day(), day())
    match = {"title": "比赛", "form": "match", "sport": "球", "first_aid": "有", "facility": f"#{key}", "place": "苑点"}
    times = {"starts_at": f"{day(9)}T09:00", "ends_at": f"{day(9)}T10:00"}
    assert not_entered(clerk, "sports-events", **match, **times) == ["facility"]
    other = clerk.enter("facility-checks", title="抽查", facility=f"#{key}", wanted_on=day(3))
    take(clerk, other, "facility_check_enter", **seen | {"checked_on": day(-9)}, finding="danger", faults=8)
    assert SportsFacility.objects.values_list("checked_on", flat=True).get() == day()  # the newest check
    fewer = {**typed, "pieces": 7, "usable_until": day(900), "checked_on": day(), "closed_since": day()}
    assert clerk.change("sports-facilities", key, seen=1, **fewer) == 302
    take(clerk, other, "facility_check_mend", repair="拆除一件")  # as many were there when it was checked
    take(clerk, case, "facility_check_mend", repair="换轴")
    assert clerk.step(case, "facility_check_verify", seen="好") == 409
    take(second, case, "facility_check_back", reason="仍松动")
    take(clerk, case, "facility_check_mend", repair="再换")
    assert take(second, case, "facility_check_verify", seen="牢固").state == "facility_check_done"
    assert SportsFacility.objects.values_list("closed_since", flat=True).get() == day()  # other danger remains
    given_up = clerk.enter("facility-checks", title="再查", facility=f"#{key}", wanted_on=day(3))
    take(clerk, given_up, "facility_check_enter", **seen, finding="danger", faults=1)
    assert clerk.step(given_up, "facility_check_off", reason="设施将拆除") == 404
    assert take(room.leader, given_up, "facility_check_off", reason="设施将拆除").closed_at
    take(second, other, "facility_check_verify", seen="牢固")
    assert SportsFacility.objects.values_list("closed_since", flat=True).get() == day()  # as dangerous as before
    easy = clerk.enter("facility-checks", title="复查", facility=f"#{key}", wanted_on=day(3))
    assert take(clerk, easy, "facility_check_enter", **seen, finding="good").closed_at
    shut = clerk.enter("sports-facilities", **typed, usable_until=day(900), closed_since=day(-9))  # it is rebuilt
    worn = clerk.enter("facility-checks", title="巡查", facility=f"#{shut}", wanted_on=day(3))
    take(clerk, worn, "facility_check_enter", **seen, finding="worn", faults=1)
    take(clerk, worn, "facility_check_mend", repair="紧固")
    take(second, worn, "facility_check_verify", seen="牢固")
    assert SportsFacility.objects.get(pk=shut).closed_since == day(-9)


def test_counts_and_notices_name_nobody(room: SimpleNamespace) -> None:
    clerk, head = room.clerk, room.head
    drive = {"title": "流感疫苗", "vaccine": "流感疫苗", "group": "older", "site": "卫生中心", "wanted": 100}
    assert not_entered(clerk, "vaccination-drives", **drive, since=day(2), until=day(1)) == ["until"]
    named = {**drive, "site": "找13800138000"}
    assert not_entered(clerk, "vaccination-drives", **named, since=day(1), until=day(9)) == ["site"]
    case = clerk.enter("vaccination-drives", **drive, since=day(2), until=day(10))
    take(clerk, case, "vaccination_move", since=day(1), until=day(9), reason="提前一天")
    assert running(case) == {"begin": day(1)} and sees(room.stranger, case) == 404
    take(clerk, case, "vaccination_invite", invited=90)
    assert running(case) == {"end": day(9)}
    assert clerk.step(case, "vaccination_move", since=day(1), until=day(12), reason="延长") == 409  # it has begun
    take(clerk, case, "vaccination_move_end", until=day(12), reason="延长")
    assert running(case) == {"end": day(12)}
    take(clerk, case, "vaccination_end", done="完成")
    counts = {"reactions": 0, "outcome": "完成"}
    assert refused(clerk, case, "vaccination_count", vaccinated=91, **counts) == ["vaccinated"]
    assert take(clerk, case, "vaccination_count", vaccinated=80, **counts).state == "vaccination_recorded"

    notice = {"title": "防蚊提示", "origin": "health", "level": "prevent", "disease": "登革热", "ordered": "清积水"}
    now = f"{timezone.localtime():%Y-%m-%dT%H:%M}"
    assert not_entered(clerk, "epidemic-notices", **notice, received_at=f"{day(2)}T10:00") == ["received_at"]
    case = clerk.enter("epidemic-notices", **notice, received_at=now)
    assert running(case) == {"pass": day(1)} and sees(room.stranger, case) == 404
    told = "患者电话13800138000"
    assert refused(clerk, case, "epidemic_pass", passed_to="居委会", told=told) == ["told"]
    take(clerk, case, "epidemic_pass", passed_to="居委会")
    assert running(case) == {"carry_out": day(3)}
    assert refused(head, case, "publish", title="防蚊提示", told="") == ["told"]
    take(head, case, "publish", title="防蚊提示", told="请清积水")
    assert clerk.step(case, "epidemic_raise", level="respond", ordered="消杀") == 404
    take(head, case, "epidemic_raise", level="respond", ordered="消杀")
    page = reverse("public_register", args=["epidemic-notices"])
    assert "请清积水" in Client().get(page).content.decode()
    take(clerk, case, "epidemic_carry_out", measures="已清")
    assert clerk.step(case, "epidemic_lift", reason="解除") == 404
    assert take(head, case, "epidemic_lift", reason="疫情解除").state == "epidemic_lifted"
    assert "请清积水" not in Client().get(page).content.decode()
    own = head.enter("epidemic-notices", **notice, received_at=now)
    take(clerk, own, "epidemic_pass", passed_to="居委会", told="请清积水")
    assert head.step(own, "publish", title="防蚊提示", told="请清积水") == 409  # whoever entered it
    assert take(room.leader, own, "epidemic_lift", reason="重复登记").closed_at


def test_a_wish_to_the_health_service_centre_comes_back_with_its_answer(room: SimpleNamespace) -> None:
    clerk = room.clerk
    typed = {"title": "增开门诊", "topic": "opening", "raiser": "residents", "wish": "周末门诊"}
    assert not_entered(clerk, "health-liaison", **typed, raised_on=day(1)) == ["raised_on"]
    case = clerk.enter("health-liaison", **typed, raised_on=day(-2))
    assert set(running(case)) == {"pass"} and sees(room.stranger, case) == 404
    assert clerk.step(case, "liaison_pass", passed_to="卫生中心", passed_on=day()) == 404
    early = refused(room.head, case, "liaison_pass", passed_to="卫生中心", passed_on=day(-3))
    assert early == ["passed_on"]
    take(room.head, case, "liaison_pass", passed_to="卫生中心", passed_on=day())
    take(clerk, case, "liaison_urge", note="再问")
    assert refused(clerk, case, "liaison_answer", answered_on=day(-1), answer="好") == ["answered_on"]
    take(clerk, case, "liaison_answer", answered_on=day(), answer="研究中")
    take(clerk, case, "liaison_again", reason="未明确")
    take(clerk, case, "liaison_answer", answered_on=day(), answer="下月增开")
    assert take(clerk, case, "liaison_tell", done="已告知").state == "liaison_told"
    own = room.head.enter("health-liaison", **typed, raised_on=day(-2))
    assert room.head.step(own, "liaison_pass", passed_to="卫生中心", passed_on=day()) == 409
    take(room.leader, own, "liaison_pass", passed_to="卫生中心", passed_on=day())
    assert take(room.leader, own, "liaison_off", reason="已由中心自行解决").state == "liaison_called_off"
