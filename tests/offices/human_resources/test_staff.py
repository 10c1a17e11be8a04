"""Civil servants and permanent staff (G1, G2): in their posts, on courses, appraised within the days of the law."""

import datetime as dt
from typing import Any

import pytest

from caojiadu.core.cases.models import Case
from caojiadu.core.registers.declaration import months_after
from caojiadu.core.registers.models import RecordDate
from offices.human_resources.models import CivilServant, CivilServantAppraisal
from tests.offices.human_resources.room import Desk, day, desks, leader, running, servant, state

pytestmark = pytest.mark.django_db
PERMANENT = {
    "title": "苏某",
    "institution": "某中心",
    "post_class": "management",
    "level": "8",
    "born": "1972-09",
    "original_age": "55",
    "joined_on": day(-500),
    "contract_from": day(-500),
    "contract_until": day(500),
}


def dates(key: Any) -> dict[str, dt.date]:
    return dict(RecordDate.objects.filter(record_id=key).values_list("key", "due_on"))


def test_a_civil_servant_is_a_year_on_trial_and_retires_by_the_month_of_birth() -> None:
    clerk, _head, _stranger = desks()
    key = clerk.enter("civil-servants", **servant(confirmed_on=""))
    assert dates(key) == {"trial": months_after(day(-400), 12), "retires": dt.date(2027, 9, 1)}
    typed = servant(rank="chief4", rank_since=day(-10))
    assert clerk.change("civil-servants", key, **typed, seen="0") == 302
    assert list(dates(key)) == ["retires"]
    assert CivilServant.objects.get(pk=key).retires_on == dt.date(2027, 9, 1)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"born": "1967-13"}, "born"),
        ({"born": "2015-01"}, "joined_on"),
        ({"agreed_shift": "37"}, "agreed_shift"),
        ({"agreed_shift": "-8"}, "agreed_shift"),
        ({"confirmed_on": day(-401)}, "confirmed_on"),
        ({"confirmed_on": "", "rank": "clerk1"}, "confirmed_on"),
        ({"posted_on": day(1)}, "posted_on"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(typed: dict[str, Any], field: str) -> None:
    refused = Desk("clerk", office="G").enter("civil-servants", **servant(**typed))
    assert refused.status_code == 422 and set(refused.context["form"].errors) == {field}


def test_permanent_staff_have_a_level_of_their_class_and_a_trial_of_a_year_at_most() -> None:
    clerk = Desk("clerk", office="G")
    for typed, field in (
        ({"level": "11"}, "level"),
        ({"contract_until": day(-600)}, "contract_until"),
        ({"trial_until": months_after(day(-500), 12) + dt.timedelta(days=1)}, "trial_until"),
    ):
        refused = clerk.enter("permanent-staff", **(PERMANENT | typed))
        assert set(refused.context["form"].errors) == {field}
    key = clerk.enter("permanent-staff", **(PERMANENT | {"trial_until": day(-200)}))
    assert dates(key) == {"trial": day(-200), "contract": day(500), "retires": dt.date(2028, 6, 1)}


def credited(clerk: Desk, head: Desk, boss: Desk, person: int) -> Any:
    course = {"provider": "区委党校", "starts_on": day(-6), "ends_on": day(-2), "hours": "24"}
    one = clerk.enter("civil-servant-training", title="进修班", person=f"#{person}", purpose="in_service", **course)
    assert clerk.step(one, "enrol", note="已报名") == 302
    assert list(running(one)) == ["attended"]
    assert clerk.step(one, "attend", attended="25", mark="良好", result="完成") == 422  # more than planned
    assert head.step(one, "attend", attended="20", mark="良好", result="完成") == 302
    assert clerk.step(one, "credit", credited="20") == 404
    assert head.step(one, "credit", credited="20") == 409  # whoever registered what was attended does not credit it
    assert boss.step(one, "credit", credited="21") == 422
    assert boss.step(one, "credit", credited="20") == 302
    assert state(one).endswith("_credited") and running(one) == {}
    return one


def test_training_counts_in_the_appraisal_and_who_was_not_competent_may_object_for_thirty_days() -> None:
    (clerk, head, stranger), boss = desks(), leader()
    person = clerk.enter("civil-servants", **servant())
    course = credited(clerk, head, boss, person)
    year = day(-2).year
    case = clerk.enter("civil-servant-appraisals", title="年度考核", person=f"#{person}", year=str(year))
    again = clerk.enter("civil-servant-appraisals", title="再考核", person=f"#{person}", year=str(year))
    assert set(again.context["form"].errors) == {"year"}
    assert clerk.step(case, "summarise", summary="全年总结") == 302
    said = {"superior": "未完成任务", "colleagues": "测评较差", "rank": "not"}
    assert clerk.step(case, "propose", **(said | {"rank": "qualified"})) == 422  # not a rank of civil servants
    assert clerk.step(case, "propose", **said) == 302
    assert CivilServantAppraisal.objects.get(pk=case.pk).hours_credited == 20
    assert clerk.step(case, "decide", rank="not") == 404
    assert head.step(case, "return", reason="请补充事实") == 302
    assert head.step(case, "propose", **said) == 302
    assert head.step(case, "decide", rank="not") == 409  # whoever proposed a rank does not decide it
    assert boss.step(case, "return", reason="请再核") == 302
    assert clerk.step(case, "propose", **said) == 302
    assert boss.step(case, "decide", rank="not") == 302
    assert clerk.step(case, "tell", told_on=day(0)) == 302
    assert clerk.step(case, "file") == 409  # the time to object has not passed
    CivilServantAppraisal.objects.filter(pk=case.pk).update(told_on=day(-40))
    assert clerk.step(case, "object", objected_on=day(-9), objection="不服") == 422  # on the 31st day
    assert clerk.step(case, "object", objected_on=day(-10), objection="不服") == 302
    assert running(case) == {"review": day(20)}
    outcome = {"review": "维持原等次", "rank": "not", "reviewed_on": day(0)}
    assert head.step(case, "review", **outcome) == 409  # nor the objection to it
    assert boss.step(case, "review", **outcome) == 302
    assert running(case) == {}
    assert clerk.step(case, "file") == 302
    assert state(case).endswith("_filed")
    for one in (course, case):
        assert stranger.client.get(f"/desk/cases/{one.number}/").status_code == 404
    colleague = Desk("colleague", office="G")
    assert colleague.client.get(f"/desk/cases/{case.number}/").status_code == 404  # handler and head only
    assert colleague.client.get(f"/desk/cases/{course.number}/").status_code == 200


def test_a_term_is_found_qualified_or_not_and_those_who_are_served_are_heard() -> None:
    clerk, head, _stranger = desks()
    person = clerk.enter("permanent-staff", **PERMANENT)
    typed = {"title": "考核", "person": f"#{person}", "year": str(day(0).year)}
    case = clerk.enter("permanent-staff-appraisals", **typed, scope="term")
    assert isinstance(clerk.enter("permanent-staff-appraisals", **typed, scope="year"), Case)
    clerk.step(case, "summarise", summary="聘期总结")
    said = {"superior": "合格", "served": "满意", "rank": "qualified"}
    assert clerk.step(case, "propose", **(said | {"rank": "excellent"})) == 422
    assert clerk.step(case, "propose", **(said | {"served": ""})) == 422
    assert clerk.step(case, "propose", **said) == 302
    assert head.step(case, "decide", rank="qualified") == 302
    assert clerk.step(case, "tell", told_on=day(-31)) == 302
    assert clerk.step(case, "file") == 302


def test_the_hours_that_everybody_owes_stand_beside_what_was_credited() -> None:
    clerk, head, stranger = desks()
    year = day(-2).year
    one = clerk.enter("civil-servants", **servant())
    clerk.enter("civil-servants", **servant(title="陶某"))
    rule = {"title": "学时要求", "group": "civil", "year": str(year), "hours": "30", "source": "通知"}
    clerk.enter("training-hours-owed", **rule)
    assert set(clerk.enter("training-hours-owed", **rule).context["form"].errors) == {"group"}
    credited(clerk, head, leader(), one)
    url = f"{clerk.base}training/civil-servants/{year}/"
    shown = {row.title: (row.done, missing) for row, missing in clerk.client.get(url).context["rows"]}
    assert shown == {"沈某": (20, 10), "陶某": (0, 30)}
    assert clerk.client.get(f"{clerk.base}training/civil-servants/{year - 1}/").context["owed"] is None
    assert clerk.client.get(f"{clerk.base}training/supporting-workers/{year}/").status_code == 404
    assert stranger.client.get(url).status_code == 404
