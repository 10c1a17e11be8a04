"""Neighbourhood committees (F1): terms, elections, residents' meetings, charters, open affairs, proofs and tasks."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from caojiadu.core.cases.models import Case, Clock
from caojiadu.core.organisation.models import Neighbourhood
from caojiadu.core.registers.declaration import months_after
from caojiadu.core.registers.models import RecordDate
from offices.self_governance.models import (
    ApprovedItem,
    CommitteeElection,
    NeighbourhoodCommittee,
    NeighbourhoodCommitteeMember,
    ResidentsMeeting,
)
from tests.offices.self_governance.room import DAY, due, ended, enter, matter, state, step

pytestmark = pytest.mark.django_db
ELECTED = dt.date(2023, 3, 1)
COUNT = {"ballots": 900, "valid": 890, "elected": 7}


def record_of(answer: Any) -> int:
    assert answer.status_code == 302, answer.context["form"].errors
    return int(answer["Location"].rstrip("/").rpartition("/")[2])


def committee(room: SimpleNamespace, key: str = "wunan", **typed: Any) -> NeighbourhoodCommittee:
    place = Neighbourhood.objects.get(key=key)
    given = {"title": "武南居委会", "neighbourhood": place.pk, "term": 4, "elected_on": ELECTED, "seats": 7}
    return NeighbourhoodCommittee.objects.get(
        pk=record_of(enter(room.clerk, "neighbourhood-committees", **{**given, **typed}))
    )


@pytest.mark.parametrize(("seats", "refused"), [(4, True), (5, False), (9, False), (10, True)])
def test_a_committee_has_five_to_nine_members_for_five_years(room: SimpleNamespace, seats: int, refused: bool) -> None:
    place = Neighbourhood.objects.get(key="wunan")
    typed = {"title": "武南居委会", "neighbourhood": place.pk, "term": 1, "elected_on": ELECTED, "seats": seats}
    answer = enter(room.clerk, "neighbourhood-committees", **typed)
    if refused:
        assert answer.context["form"].errors.keys() == {"seats"}
        return
    dates = dict(RecordDate.objects.filter(record=record_of(answer)).values_list("key", "due_on"))
    # A committee whose residents never met yet owes the meeting a year after it was entered.
    assert dates == {"term": dt.date(2028, 3, 1), "meeting": months_after(room.today, 12)}
    again = enter(room.clerk, "neighbourhood-committees", **typed)
    assert again.context["form"].errors.keys() == {"neighbourhood"}
    nowhere = enter(room.clerk, "neighbourhood-committees", **{**typed, "neighbourhood": ""})
    assert nowhere.context["form"].errors.keys() == {"neighbourhood"}


def test_members_are_no_more_than_seats_and_have_one_director(room: SimpleNamespace) -> None:
    row = committee(room, seats=5)
    typed = {"committee": f"#{row.pk}", "duty": "general", "since": "2023-03-01", "title": "第一小组"}
    posts = ["director", "deputy", "member", "member", "member"]
    for number, post in enumerate(posts):
        record_of(enter(room.clerk, "neighbourhood-committee-members", **typed, post=post, name=f"张某{number}"))
    sixth = enter(room.clerk, "neighbourhood-committee-members", **typed, post="member", name="李某")
    assert sixth.context["form"].errors.keys() == {"committee"}
    second = enter(room.clerk, "neighbourhood-committee-members", **typed, post="director", name="李某")
    assert second.context["form"].errors.keys() == {"post"}


def election(room: SimpleNamespace, row: NeighbourhoodCommittee, **typed: Any) -> Any:
    given = {"title": "换届选举", "committee": f"#{row.pk}", "way": "households", "seats": 7, "plan": "五步"}
    return matter(room.clerk, "committee-elections", **{**given, "vote_on": room.today, **typed})


def test_an_election_step_by_step_puts_the_new_committee_in_office(room: SimpleNamespace) -> None:
    row, today = committee(room, elected_on=months_after(room.today, -58)), room.today
    member = {"committee": f"#{row.pk}", "duty": "general", "since": "2023-03-01", "title": "第一小组", "name": "张某"}
    record_of(enter(room.clerk, "neighbourhood-committee-members", **member, post="director"))
    case = election(room, row)
    assert CommitteeElection.objects.get(pk=case.pk).term_until == months_after(row.elected_on, 60)
    assert step(room.clerk, case, "election_approve").status_code in (403, 404)
    assert step(room.head, case, "election_approve").status_code == 302
    assert due(case, "term") == months_after(row.elected_on, 60) and due(case, "vote") == today
    assert step(room.clerk, case, "election_list", listed_on=today - 20 * DAY, voters=1000).status_code == 302
    early = step(room.clerk, case, "election_nominate", nominated_on=today - 21 * DAY, candidates=9)
    assert early.context["form"].errors.keys() == {"nominated_on"}
    assert step(room.clerk, case, "election_nominate", nominated_on=today - 5 * DAY, candidates=9).status_code == 302
    for wrong, field in (
        ({"ballots": 1001}, "ballots"),
        ({"valid": 901}, "valid"),
        ({"elected": 4}, "elected"),
        ({"vote_on": today + DAY}, "vote_on"),
    ):
        refused = step(room.clerk, case, "election_vote", **{**COUNT, "vote_on": today, **wrong})
        assert refused.context["form"].errors.keys() == {field}
    asked = room.clerk.get(f"/desk/cases/{case.number}/election_vote/").context["form"]
    assert asked["vote_on"].value() == today
    assert step(room.clerk, case, "election_vote", **COUNT, vote_on=today).status_code == 302
    assert step(room.clerk, case, "election_post", result_on=today).status_code == 302
    assert due(case, "hand_over") == today + 10 * DAY
    assert step(room.clerk, case, "election_hand_over", handed_over="印章、账册、档案").status_code == 302
    new = NeighbourhoodCommittee.in_office(row.neighbourhood_id)
    row.refresh_from_db()
    assert new is not None and (new.term, new.elected_on, new.seats) == (5, today, 7)
    assert row.ended_on == today and state(case) == "election_in_office"
    assert not NeighbourhoodCommitteeMember.objects.filter(committee=row, ended_on=None).exists()


def test_a_vote_is_not_counted_before_its_day_and_may_be_held_again(room: SimpleNamespace) -> None:
    case = election(room, committee(room), vote_on=room.today + 9 * DAY)
    step(room.head, case, "election_approve")
    step(room.clerk, case, "election_list", listed_on=room.today, voters=1000)
    step(room.clerk, case, "election_nominate", nominated_on=room.today, candidates=9)
    assert step(room.clerk, case, "election_vote", **COUNT, vote_on=room.today).status_code == 409
    assert step(room.head, case, "election_move", vote_on=room.today, reason="场地").status_code == 302
    assert due(case, "vote") == room.today
    again = room.today + 12 * DAY
    assert step(room.clerk, case, "election_failed", vote_on=again, reason="票数不足").status_code == 302
    assert state(case) == "election_listed" and due(case, "vote") == again


def test_a_count_entered_the_day_after_keeps_its_day_and_an_election_not_held_keeps_none(room: SimpleNamespace) -> None:
    row = committee(room, elected_on=months_after(room.today, -60) + DAY)
    held, late, dropped = (election(room, row, vote_on=room.today - DAY) for _ in range(3))
    for case in (held, late, dropped):
        assert step(room.head, case, "election_approve").status_code == 302
    for case, day in ((held, room.today - DAY), (late, room.today)):
        step(room.clerk, case, "election_list", listed_on=room.today - 9 * DAY, voters=1000)
        step(room.clerk, case, "election_nominate", nominated_on=room.today - 5 * DAY, candidates=9)
        assert step(room.clerk, case, "election_vote", **COUNT, vote_on=day).status_code == 302
    assert (ended(held, "vote"), ended(held, "term")) == (Clock.State.MET, Clock.State.MET)
    assert (ended(late, "vote"), due(late, "vote")) == (Clock.State.LATE, room.today - DAY)
    step(room.clerk, late, "election_post", result_on=room.today)
    assert step(room.clerk, late, "election_hand_over", handed_over="印章").status_code == 302
    there = NeighbourhoodCommittee.in_office(row.neighbourhood_id)
    assert there is not None and there.elected_on == room.today  # the day on which the vote was really held
    assert step(room.head, dropped, "election_drop", reason="与街道方案合并").status_code == 302
    assert (ended(dropped, "vote"), ended(dropped, "term")) == (Clock.State.ENDED, Clock.State.ENDED)


def test_residents_meet_once_a_year(room: SimpleNamespace) -> None:
    row = committee(room)
    held_at = timezone.localtime() - dt.timedelta(hours=2)
    typed = {
        "committee": f"#{row.pk}",
        "place": "活动室",
        "chair": "张某",
        "topics": "年度报告",
        "title": "年度居民会议",
    }
    for who, met in (("representatives", None), ("residents", held_at.date())):
        case = matter(room.clerk, "residents-meetings", **typed, who=who, held_at=f"{held_at:%Y-%m-%dT%H:%M}")
        few = step(room.clerk, case, "hold", expected=100, present=50)
        assert few.status_code == (302 if who == "representatives" else 422)
        assert step(room.clerk, case, "hold", expected=100, present=51).status_code == (409 if met is None else 302)
        row.refresh_from_db()
        assert row.met_on == met
    ResidentsMeeting.objects.filter(pk=case.pk).update(present=50)  # as it was written down before the rule
    assert step(room.clerk, case, "minute", minutes="通过公约", decided="通过").status_code == 302
    assert step(room.clerk, case, "settle").status_code in (403, 404)
    assert step(room.head, case, "settle").status_code == 302
    owed = RecordDate.objects.get(record=row, key="meeting")
    assert owed.due_on == months_after(held_at.date(), 12)


def test_a_charter_is_read_revised_and_filed(room: SimpleNamespace) -> None:
    row = committee(room)
    typed = {"title": "自治章程", "committee": f"#{row.pk}", "sort": "charter", "content": "组织和议事"}
    before = enter(room.clerk, "committee-charters", **typed, adopted_on=room.today, received_on=room.today - DAY)
    assert before.context["form"].errors.keys() == {"received_on"}
    case = matter(
        room.clerk, "committee-charters", **typed, adopted_on=room.today - 9 * DAY, received_on=room.today - DAY
    )
    step(room.clerk, case, "charter_return", advice="删除罚款条款")
    step(room.clerk, case, "charter_again", revised="已删除", received_on=room.today)
    step(room.clerk, case, "charter_read", note="无异议")
    assert step(room.head, case, "charter_file").status_code == 302
    row.refresh_from_db()
    assert row.charter_on == room.today


def item(room: SimpleNamespace, title: str, kind: str, **typed: Any) -> int:
    given = {"title": title, "kind": kind, "asked_by": "公安部门", "basis": "区级清单"}
    return record_of(enter(room.clerk, "approved-items", **given, **typed))


def proof(room: SimpleNamespace, **typed: Any) -> Any:
    place = Neighbourhood.objects.get(key="wunan").pk
    given = {"title": "办理登记", "neighbourhood": place, "used_at": "派出所", "stated": "居住情况", "name": "周某"}
    return enter(room.clerk, "proofs", **given, **typed)


def test_a_proof_comes_from_the_approved_list_only(room: SimpleNamespace) -> None:
    listed, task = item(room, "居住情况证明", "proof"), item(room, "人口核对", "task")
    lapsed = item(room, "无业证明", "proof", valid_until=room.today - DAY)
    for wrong in ("亲属关系证明", f"#{task}", f"#{lapsed}"):
        refused = proof(room, item=wrong)
        assert refused.context["form"].errors.keys() == {"item"} and wrong in refused.content.decode()
    made = proof(room, item="居住情况证明")
    case = Case.objects.get(number=made["Location"].rstrip("/").rpartition("/")[2])
    assert step(room.clerk, case, "proof_check", checked="走访属实").status_code == 302
    ApprovedItem.objects.filter(pk=listed).update(valid_until=room.today - DAY)
    assert step(room.head, case, "proof_issue", copies=1).status_code == 409  # it left the list meanwhile
    ApprovedItem.objects.filter(pk=listed).update(valid_until=None)
    assert step(room.head, case, "proof_recheck", reason="补充走访").status_code == 302
    assert step(room.head, case, "proof_check", checked="科长走访").status_code == 302
    assert step(room.head, case, "proof_issue", copies=1).status_code == 409  # four eyes
    assert step(room.head, case, "proof_refuse", reason="应由派出所出具").status_code == 302
    assert state(case) == "proof_refused"
    assert room.stranger.get(f"/desk/cases/{case.number}/").status_code == 404


def test_a_task_from_a_department_is_let_in_from_the_list_only(room: SimpleNamespace) -> None:
    listed, other = item(room, "人口核对", "task"), item(room, "居住情况证明", "proof")
    typed = {"title": "核对", "asked_by": "派出所", "content": "核对", "wanted_on": room.today + 9 * DAY}
    typed["neighbourhood"] = Neighbourhood.objects.get(key="wunan").pk
    refused = enter(room.clerk, "committee-tasks", **typed, item=f"#{other}")
    assert refused.context["form"].errors.keys() == {"item"}
    case = matter(room.clerk, "committee-tasks", **typed, item=f"#{listed}")
    assert step(room.clerk, case, "committee_task_let_in").status_code in (403, 404)
    assert step(room.head, case, "committee_task_let_in", means="经费2000元").status_code == 302
    assert due(case, "wanted") == room.today + 9 * DAY
    step(room.clerk, case, "committee_task_report", outcome="已核对")
    later = room.today + 20 * DAY
    assert step(room.clerk, case, "committee_task_again", wanted_on=later, reason="漏户").status_code == 302
    assert state(case) == "committee_task_passed" and due(case, "wanted") == later
    step(room.clerk, case, "committee_task_report", outcome="补齐")
    assert step(room.clerk, case, "committee_task_end").status_code == 302


def test_open_affairs_hold_nobodys_numbers(room: SimpleNamespace) -> None:
    place = Neighbourhood.objects.get(key="wunan").pk
    typed = {
        "title": "收支公开",
        "neighbourhood": place,
        "topic": "money",
        "since": "2026-07-01",
        "until": "2026-09-30",
    }
    for text in ("联系电话13800138000", "身份证11010519491231002X"):
        refused = enter(room.clerk, "published-affairs", **typed, text=text)
        assert refused.context["form"].errors.keys() == {"text"}
    row = record_of(enter(room.clerk, "published-affairs", **typed, text="收入12000元，支出8600元。"))
    assert RecordDate.objects.get(record=row).due_on == dt.date(2027, 3, 30)
