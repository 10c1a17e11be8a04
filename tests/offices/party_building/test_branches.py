"""B2 and B3: a company comes to three members and to its branch; sessions, re-election, dual registration."""

from types import SimpleNamespace
from typing import Any

import pytest

from caojiadu.core.organisation.models import Neighbourhood
from caojiadu.core.registers.models import RecordDate
from offices.party_building.models import NewOrganisation, PartyOrganisation
from tests.offices.party_building.room import day, errors, hidden, make_room, record, running, state, walk
from tests.offices.party_building.wanted import a_code

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(db: None) -> SimpleNamespace:
    return make_room()


def company(**more: Any) -> dict[str, Any]:
    typed = {"title": "甲公司", "kind": "company", "credit_code": a_code(), "address": "某路", "staff": 40}
    return {**typed, "full_members": 2, "probationary": 0, "coverage": "none", "branch": "", **more}


def general(**more: Any) -> dict[str, Any]:
    area = Neighbourhood.objects.values_list("pk", flat=True).first()
    typed = {"title": "某某党总支", "level": "general", "sphere": "residential", "neighbourhood": area, "under": ""}
    numbers = {"members": 60, "seats": 5, "elected_on": day(-1700), "term_until": day(100)}
    return {**typed, **numbers, **more}


def due(key: int) -> dict[str, Any]:
    return dict(RecordDate.objects.filter(record=key).values_list("key", "due_on"))


def test_three_full_members_owe_a_branch_until_it_is_set_up(room: SimpleNamespace) -> None:
    typed = company()
    key = room.clerk.enter("new-organisations", **typed)
    assert "branch" not in due(key) and due(key)["contact"]
    assert room.clerk.change("new-organisations", key, **{**typed, "full_members": 3, "seen": 0}) == 302
    assert due(key)["branch"] == day(90)
    case = room.clerk.enter("branch-foundings", title="筹建", organisation=f"#{key}", form="own", origin="street")
    assert running(case)["due"] == day(90) and "prepare" in running(case)
    prepared = {"prepared_on": day(-10), "guide": "党建指导员", "done": "核对组织关系"}
    assert room.clerk.step(case, "prepare", **{**prepared, "prepared_on": day(1)}) == 422
    walk(case, (room.clerk, "prepare", prepared))
    assert room.clerk.step(case, "apply", applied_on=day(-5), full_members=2) == 422
    assert room.clerk.step(case, "apply", applied_on=day(-11), full_members=3) == 422
    walk(case, (room.clerk, "apply", {"applied_on": day(-5), "full_members": 3}))
    assert running(case)["approval"] == day(25)
    assert room.clerk.step(case, "approve", approved_on=day(), paper="一号") == 404
    walk(case, (room.head, "send_back", {"reason": "材料不全"}))
    walk(case, (room.head, "apply", {"applied_on": day(-4), "full_members": 3}))
    assert room.head.step(case, "approve", approved_on=day(-3), paper="一号") == 409  # not by whoever handed it in
    walk(case, (room.second, "note", {"note": "请其他领导审批"}), (room.head, "send_back", {"reason": "换人提交"}))
    walk(case, (room.second, "apply", {"applied_on": day(-4), "full_members": 3}))
    assert room.head.step(case, "approve", approved_on=day(-3), paper="一号") == 409  # nor whoever did before
    walk(case, (room.leader, "approve", {"approved_on": day(-3), "paper": "一号"}))
    assert running(case)["election"] == day(27)
    vote = {"elected_on": day(-1), "entitled": 3, "voted": 3, "seats": 0, "term_until": day(1000)}
    assert room.clerk.step(case, "elect", **{**vote, "voted": 2}) == 422  # fewer than four fifths
    assert room.clerk.step(case, "elect", **{**vote, "entitled": 0, "voted": 0}) == 422
    assert room.clerk.step(case, "elect", **{**vote, "term_until": day(1100)}) == 422  # three years
    walk(case, (room.clerk, "elect", vote))
    twin = room.clerk.enter("branch-foundings", title="重复筹建", organisation=f"#{key}", form="own", origin="street")
    walk(twin, (room.clerk, "prepare", prepared), (room.clerk, "apply", {"applied_on": day(-5), "full_members": 3}))
    walk(twin, (room.head, "approve", {"approved_on": day(-3), "paper": "二号"}), (room.clerk, "elect", vote))
    walk(case, (room.head, "set_up", {}))
    assert room.head.step(twin, "set_up") == 409  # it has got its branch
    walk(twin, (room.head, "drop", {"reason": "已建党支部"}))
    branch = PartyOrganisation.objects.get()
    assert (branch.title, branch.members, branch.term_until) == ("甲公司党支部", 3, day(1000))
    one = NewOrganisation.objects.get()
    assert one.coverage == "own" and one.branch == branch and one.branch_due_on is None
    assert "branch" not in due(key) and due(branch.pk)["term"] == day(1000)
    assert state(case) == "branchfounding_set_up" and running(case) == {}
    hidden(room, case, "new-organisations")
    assert "branch-foundings" in room.clerk.client.get(f"{room.clerk.base}new-organisations/{key}/").content.decode()
    again = room.clerk.enter("branch-foundings", title="再建", organisation=f"#{key}", form="own", origin="street")
    assert errors(again) == {"organisation"}


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"credit_code": "91350100M000100Y44"}, "credit_code"),
        ({"credit_code": "91350100m000100y43"}, "credit_code"),
        ({"full_members": 41}, "full_members"),
        ({"full_members": 39, "probationary": 2}, "probationary"),
        ({"coverage": "own"}, "branch"),
    ],
)
def test_a_company_that_cannot_be_is_refused(room: SimpleNamespace, more: dict[str, Any], field: str) -> None:
    assert errors(room.clerk.enter("new-organisations", **company(**more))) == {field}
    assert not NewOrganisation.objects.exists()


def test_a_company_is_listed_once(room: SimpleNamespace) -> None:
    typed = company()
    room.clerk.enter("new-organisations", **typed)
    assert errors(room.clerk.enter("new-organisations", **{**typed, "title": "同一公司"})) == {"credit_code"}


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"neighbourhood": ""}, "neighbourhood"),
        ({"members": 2, "seats": 0}, "members"),
        ({"term_until": day(200)}, "term_until"),
        ({"sphere": "two_new"}, "term_until"),
        ({"seats": 61}, "seats"),
        ({"elected_on": day(1)}, "elected_on"),
    ],
)
def test_an_organisation_that_cannot_be_is_refused(room: SimpleNamespace, more: dict[str, Any], field: str) -> None:
    assert field in errors(room.clerk.enter("party-organisations", **general(**more)))


def test_sessions_keep_the_days_of_their_branch(room: SimpleNamespace) -> None:
    top = room.clerk.enter("party-organisations", **general())
    low = general(title="第一支部", level="branch", under=f"#{top}")
    key = room.clerk.enter("party-organisations", **low)
    assert errors(room.clerk.enter("party-organisations", **{**low, "under": f"#{key}"})) == {"under"}
    at = {"held_at": f"{day(-1)}T07:00", "place": "活动室", "chair": "书记", "lecturer": "", "subject": "年度计划"}
    session = {"title": "党员大会", "branch": f"#{key}", "sort": "members", **at}
    assert errors(room.clerk.enter("party-sessions", **{**session, "sort": "lesson"})) == {"lecturer"}
    case = room.clerk.enter("party-sessions", **session)
    walk(case, (room.clerk, "hold", {"expected": 40, "present": 19}))
    assert room.clerk.step(case, "minute", minutes="讨论", resolved="通过") == 422  # fewer than half
    walk(case, (room.clerk, "minute", {"minutes": "讨论", "resolved": ""}))
    assert room.clerk.step(case, "settle") == 404
    walk(case, (room.head, "settle", {}), (room.clerk, "archive", {}))
    assert record(key).met_on == day(-1)
    older = room.clerk.enter("party-sessions", **{**session, "held_at": f"{day(-30)}T14:00"})
    walk(older, (room.clerk, "hold", {"expected": 40, "present": 20}))
    walk(older, (room.clerk, "minute", {"minutes": "讨论", "resolved": "通过"}), (room.head, "settle", {}))
    assert record(key).met_on == day(-1)  # an older session that is minuted later changes nothing
    hidden(room, case, "party-sessions")


def test_a_re_election_is_approved_postponed_held_and_confirmed(room: SimpleNamespace) -> None:
    key = room.clerk.enter("party-organisations", **general())
    typed = {"title": "换届", "branch": f"#{key}", "requested_on": day(-9), "seats": 5, "plan": "差额选举"}
    case = room.clerk.enter("party-elections", **typed)
    assert running(case) == {"approval": day(21), "term": day(100)}
    walk(case, (room.head, "approve", {"approved_on": day(-2)}))
    assert room.clerk.step(case, "settle", candidates=5, checked_with="") == 422  # no choice
    walk(case, (room.clerk, "settle", {"candidates": 6, "checked_with": "派出所等"}))
    walk(case, (room.head, "postpone", {"postponed_to": day(130), "reason": "上级批复某号"}))
    assert running(case) == {"term": day(130)}
    vote = {"held_on": day(-1), "entitled": 60, "voted": 48, "elected": 5, "new_term_until": day(1800)}
    for wrong in ({"voted": 47}, {"entitled": 0, "voted": 0}, {"new_term_until": day(1830)}):
        assert room.clerk.step(case, "vote", **{**vote, **wrong}) == 422
    walk(case, (room.head, "vote", vote))
    assert room.head.step(case, "confirm") == 409  # not by whoever entered the vote
    walk(case, (room.head, "again", {"reason": "票数有误"}))
    assert running(case) == {"term": day(130)}
    walk(case, (room.clerk, "vote", vote))
    assert room.head.step(case, "confirm") == 409  # wrote down the vote before
    older = room.clerk.enter("party-elections", **typed)
    walk(older, (room.head, "approve", {"approved_on": day(-3)}))
    walk(older, (room.clerk, "settle", {"candidates": 6, "checked_with": "派出所等"}))
    walk(older, (room.clerk, "vote", {**vote, "held_on": day(-2)}))
    walk(case, (room.leader, "confirm", {}))
    assert room.leader.step(older, "confirm") == 409  # the newer one has begun its term
    walk(older, (room.head, "again", {"reason": "已换届"}), (room.head, "drop", {"reason": "已换届"}))
    one = record(key)
    assert (one.elected_on, one.term_until, one.seats) == (day(-1), day(1800), 5)
    assert due(key)["term"] == day(1800)
    hidden(room, case, "party-elections")


def test_dual_registration_counts_and_names_nobody(room: SimpleNamespace) -> None:
    host = room.clerk.enter("party-organisations", **general())
    firm = general(title="甲公司党支部", level="branch", sphere="two_new", term_until=day(-1700 + 1000))
    other = room.clerk.enter("party-organisations", **firm)
    five_years = general(title="某大厦党委", level="committee", sphere="two_new")
    assert isinstance(room.clerk.enter("party-organisations", **five_years), int)
    typed = {"title": "某单位党支部", "kind": "unit", "host": f"#{host}", "registered_on": day(-100), "people": 12}
    typed |= {"offers": "法律咨询", "served_on": day(-10), "services": 3}
    assert errors(room.clerk.enter("dual-registrations", **{**typed, "host": f"#{other}"})) == {"host"}
    assert errors(room.clerk.enter("dual-registrations", **{**typed, "title": "王先生"})) == {"title"}
    assert errors(room.clerk.enter("dual-registrations", **{**typed, "served_on": day(-101)})) == {"served_on"}
    key = room.clerk.enter("dual-registrations", **typed)
    assert "service" in due(key)
