"""Harm to a child is reported at once to all three and cannot end without; rights cases of the other groups."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from caojiadu.core.notices.models import Notice
from tests.desk import Desk, day, running, state
from tests.offices.service.days import working

pytestmark = pytest.mark.django_db
HARM = {"title": "疑似被打", "name": "张某某", "harm": "violence", "source": "school", "age": "9", "facts": "手臂有伤"}
CASE = {"title": "家中被打", "name": "李某某", "group": "older", "source": "neighbour", "told": "邻居听到打骂"}


@pytest.fixture
def clerk() -> Desk:
    return Desk("clerk", office="D")


@pytest.fixture
def head() -> Desk:
    return Desk("head", "head", "D")


def at(minutes: int) -> str:
    """So many minutes from now, as it is typed."""
    return f"{timezone.localtime() + dt.timedelta(minutes=minutes):%Y-%m-%dT%H:%M}"


def test_harm_to_a_child_is_reported_at_once_to_all_three(clerk: Desk, head: Desk) -> None:
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"found_at": at(60)}, "found_at"),
        ({"found_at": at(-9), "age": "18"}, "age"),
    ]
    for typed, field in wrong:
        assert set(clerk.enter("harm-to-children", **HARM | typed).context["form"].errors) == {field}
    leader = Desk("leader", "leader", "", keeps="D")
    case = clerk.enter("harm-to-children", **HARM, found_at=at(-2), danger="on")
    found_on = timezone.localdate(timezone.localtime() - dt.timedelta(minutes=2))
    assert running(case) == dict.fromkeys(("police", "civil", "school"), found_on) | {"protect": day(1)}
    told = Notice.objects.filter(template="child_harm").values_list("user_id", flat=True)
    assert {head.user.pk, leader.user.pk} <= set(told)
    assert clerk.step(case, "harm_police", police_at=at(-3), police_to="值班民警") == 422  # before it was found
    assert clerk.step(case, "harm_police", police_at=at(-1), police_to="") == 422
    assert clerk.step(case, "harm_police", police_at=at(-1), police_to="值班民警") == 302
    assert clerk.step(case, "harm_police", police_at=at(-1), police_to="值班民警") == 409  # once
    safe = {"safe_with": "祖母", "measures": "临时照料"}
    assert clerk.step(case, "harm_civil", civil_at=at(-1), civil_to="区民政局值班员") == 302
    assert clerk.step(case, "harm_protect", **safe) == 409  # education has not been told
    assert head.step(case, "harm_end", outcome="结束") in (404, 409)
    assert set(running(case)) == {"school", "protect"}
    assert clerk.step(case, "harm_school", school_at=at(-1), school_to="区教育局值班员") == 302
    assert clerk.step(case, "harm_protect", **safe) == 302
    assert running(case) == {"see": day(7)}
    assert clerk.step(case, "harm_see", seen_on=day(), seen="情绪平稳") == 302
    assert clerk.step(case, "harm_end", outcome="已安置") == 404  # the head ends it
    assert head.step(case, "harm_end", outcome="公安已处理，随祖母生活") == 302
    assert (state(case), running(case)) == ("harm_ended", {})
    assert Desk("stranger", office="E").client.get(f"/desk/cases/{case.number}/").status_code == 404


def test_violence_against_who_can_hardly_act_is_reported_to_the_police(clerk: Desk, head: Desk) -> None:
    assert set(clerk.enter("rights-cases", **CASE, wrong="violence", heard_on=day(1)).context["form"].errors) == {
        "heard_on"
    }
    case = clerk.enter("rights-cases", **CASE, wrong="violence", heard_on=day(), incapable="on")
    assert running(case) == {"report": day(), "check": working(3)}
    assert clerk.step(case, "rights_check", checked="身上有伤", wrong="violence", incapable="on") == 302
    assert case.clocks.filter(key="report").count() == 1  # it runs on
    assert clerk.step(case, "rights_help", helped="送医") == 409
    assert head.step(case, "rights_unfounded", reason="误会") == 409
    assert clerk.step(case, "rights_police", police_on=day()) == 302
    assert running(case) == {"help": working(10)}
    assert clerk.step(case, "rights_help", helped="送医并联系法律援助") == 302
    assert running(case) == {"follow": day(30)}
    assert clerk.step(case, "rights_visit", visited_on=day(), result="平安") == 302
    assert clerk.step(case, "rights_again", reason="需继续照护", wrong="support", incapable="on") == 302
    assert running(case) == {"help": working(10)}  # no new violence, no new report
    clerk.step(case, "rights_help", helped="联系居家照护")
    assert clerk.step(case, "rights_again", reason="再次发生", wrong="violence", incapable="on") == 302
    assert running(case) == {"report": day(), "help": working(10)}
    assert clerk.step(case, "rights_help", helped="协助申请人身安全保护令") == 409  # the new violence is not reported
    assert clerk.step(case, "rights_police", police_on=day()) == 302
    clerk.step(case, "rights_help", helped="协助申请人身安全保护令")
    assert running(case) == {"follow": day(30)}
    assert clerk.step(case, "rights_close", outcome="已平息") == 404
    assert head.step(case, "rights_close", outcome="保护令已作出，随女儿居住") == 302
    assert (state(case), running(case)) == ("rights_closed", {})


def test_a_visit_counts_from_its_day_and_not_from_when_it_was_entered(clerk: Desk, head: Desk) -> None:
    child = clerk.enter("harm-to-children", **HARM, found_at=at(-60 * 24 * 40))
    for key in ("police", "civil", "school"):
        clerk.step(child, f"harm_{key}", **{f"{key}_at": at(-1), f"{key}_to": "值班员"})
    clerk.step(child, "harm_protect", safe_with="祖母", measures="临时照料")
    assert clerk.step(child, "harm_see", seen_on=day(-21), seen="情绪平稳") == 302
    assert running(child) == {"see": day(-14)}
    assert head.step(child, "harm_end", outcome="随祖母生活") == 302
    assert child.clocks.latest("pk").state == "late"  # the day from which it ran does not keep it

    case = clerk.enter("rights-cases", **CASE, wrong="support", heard_on=day(-60))
    clerk.step(case, "rights_check", checked="属实", wrong="support")
    clerk.step(case, "rights_help", helped="协助调解")
    assert clerk.step(case, "rights_visit", visited_on=day(-21), result="平安") == 302
    assert running(case) == {"follow": day(9)}
    assert clerk.step(case, "rights_again", reason="又被拒绝", wrong="support") == 302
    clerk.step(case, "rights_help", helped="再次调解")
    assert running(case) == {"follow": day(30)}  # from the new help


def test_the_check_says_whether_the_police_has_to_know(clerk: Desk) -> None:
    found = clerk.enter("rights-cases", **CASE, wrong="support", heard_on=day(-2))
    assert clerk.step(found, "rights_check", checked="长期挨打，无法自理", wrong="violence", incapable="on") == 302
    assert running(found) == {"report": day(), "help": working(10)}
    assert clerk.step(found, "rights_help", helped="送医") == 409
    assert clerk.step(found, "rights_police", police_on=day()) == 302
    mistyped = clerk.enter("rights-cases", **CASE, wrong="support", heard_on=day())
    clerk.step(mistyped, "rights_check", checked="属实", wrong="violence", incapable="on")
    assert clerk.step(mistyped, "rights_check", checked="属实，能自理", wrong="violence") == 302
    assert running(mistyped) == {"help": working(10)}
    assert clerk.step(mistyped, "rights_help", helped="调解") == 302
    unfounded = clerk.enter("rights-cases", **CASE, wrong="violence", heard_on=day(), incapable="on")
    assert clerk.step(unfounded, "rights_check", checked="系口角", wrong="respect") == 302
    assert running(unfounded) == {"help": working(10)}
    before = clerk.enter("rights-cases", **CASE, wrong="violence", heard_on=day(), incapable="on")
    clerk.step(before, "rights_police", police_on=day())
    assert clerk.step(before, "rights_check", checked="属实", wrong="violence", incapable="on") == 302
    assert running(before) == {"help": working(10)}  # reported once


def test_any_other_case_is_checked_and_helped_without_the_police(clerk: Desk, head: Desk) -> None:
    case = clerk.enter("rights-cases", **CASE | {"group": "military", "wrong": "service"}, heard_on=day())
    assert running(case) == {"check": working(3)}
    clerk.step(case, "rights_check", checked="优待未落实", wrong="service")
    assert head.step(case, "rights_unfounded", reason="经核实已落实") == 302
    assert (state(case), running(case)) == ("rights_unfounded", {})
