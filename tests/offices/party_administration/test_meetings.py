"""Committee affairs (A1): an item from being put forward to the archive, a meeting from its call to the archive."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from caojiadu.core.cases.models import Clock
from caojiadu.core.organisation.models import Office
from caojiadu.core.registers.models import OfficeTask
from offices.party_administration.models import AgendaItem, CommitteeMeeting, MeetingBody
from tests.cast import make_staff
from tests.entries import signed_in

pytestmark = pytest.mark.django_db
BASE = "/desk/party-administration/"


@pytest.fixture
def cast() -> SimpleNamespace:
    people = {
        "clerk": ("handler", "A"),
        "other": ("handler", "A"),
        "head": ("head", "A"),
        "leader": ("leader", ""),
        "proposer": ("handler", "C"),
        "doer": ("handler", "E"),
        "stranger": ("handler", "D"),
    }
    return SimpleNamespace(
        **{name: signed_in(make_staff(name, name, role, office)) for name, (role, office) in people.items()},
        offices={office.code: office for office in Office.objects.all()},
    )


def body(cast: SimpleNamespace, **values: Any) -> MeetingBody:
    typed = {"title": "党工委会议", "members": "7", "quorum": "5", "collective": "on", "rules": "", "last_met": ""}
    made = cast.clerk.post(f"{BASE}meeting-bodies/new/", {**typed, **values})
    assert made.status_code == 302, made.context["form"].errors
    return MeetingBody.objects.latest("pk")


def meeting(cast: SimpleNamespace, of: MeetingBody, *, ago: int = 1) -> CommitteeMeeting:
    at = timezone.localtime() - dt.timedelta(hours=ago)
    typed = {
        "title": "第十次会议",
        "body": f"#{of.pk}",
        "held_at": f"{at:%Y-%m-%dT%H:%M}",
        "place": "会议室",
        "chair": "书记",
    }
    made = cast.clerk.post(f"{BASE}committee-meetings/new/", {**typed, "observers": ""})
    assert made.status_code == 302, made.context["form"].errors
    return CommitteeMeeting.objects.latest("pk")


def item(cast: SimpleNamespace, major: str = "ordinary") -> AgendaItem:
    typed = {"title": "修缮项目", "proposed_by": str(cast.offices["C"].pk), "major": major, "proposal": "拟实施修缮。"}
    made = cast.clerk.post(f"{BASE}agenda-items/new/", typed)
    assert made.status_code == 302, made.context["form"].errors
    return AgendaItem.objects.latest("pk")


def step(browser: Any, case: Any, key: str, expect: int = 302, **data: Any) -> str:
    """Make a move on its page; whatever it shows comes back."""
    answer = browser.post(f"/desk/cases/{case.number}/{key}/", {name: str(value) for name, value in data.items()})
    page = answer.content.decode()
    assert answer.status_code == expect, (key, answer.status_code, page[-3000:] if expect == 302 else "")
    return page


def on_agenda(cast: SimpleNamespace, at: CommitteeMeeting, major: str = "ordinary") -> AgendaItem:
    made = item(cast, major)
    step(cast.head, made, "review")
    step(cast.clerk, made, "schedule", meeting=at.pk)
    return made


def state(case: Any) -> str:
    case.refresh_from_db()
    return case.state


def test_an_item_becomes_a_task_and_its_meeting_waits_for_it(cast: SimpleNamespace) -> None:
    of = body(cast)
    at = meeting(cast, of)
    assert at.expected == 7
    one = item(cast)
    step(cast.clerk, one, "review", 404)
    step(cast.head, one, "review")
    assert Clock.objects.filter(case_id=one.pk, key="agenda", state="running").exists()
    step(cast.clerk, one, "schedule", meeting=at.pk)
    assert "会议召开后" in step(cast.clerk, one, "decide", 409, outcome="agreed", decision="同意")
    assert state(one) == "topic_scheduled"

    refused = step(cast.clerk, at, "hold", 422, expected="7", present="8", absent="某某：出差")
    assert "实到人数应不少于一人" in refused and "某某：出差" in refused
    step(cast.clerk, at, "hold", expected=7, present=6, absent="某某：出差")
    of.refresh_from_db()
    assert of.last_met == timezone.localdate(at.held_at) and of.due_on == of.last_met + dt.timedelta(days=14)
    assert Clock.objects.get(case_id=at.pk, key="minutes").working
    step(cast.clerk, at, "minute", minutes="会议听取汇报。")
    assert "还有1项议题未作决定" in step(cast.head, at, "settle", 409)
    step(cast.clerk, one, "decide", outcome="agreed", decision="同意实施。")
    step(cast.head, at, "settle")
    assert "还有1项议题未办结" in step(cast.clerk, at, "archive", 409)

    wanted = timezone.localdate() + dt.timedelta(days=20)
    told = {"office": cast.offices["E"].pk, "task": "制定方案", "content": "制定修缮安全方案"}
    late = step(cast.clerk, one, "hand_out", 422, **told, wanted_on=timezone.localdate() - dt.timedelta(days=1))
    assert "该日期已过" in late and "制定修缮安全方案" in late
    step(cast.clerk, one, "hand_out", **told, wanted_on=wanted)
    task = OfficeTask.objects.get()
    assert (task.office.code, task.given_by.code, task.wanted_on) == ("E", "A", wanted)
    assert one.number in task.source and task.title in cast.clerk.get(f"/desk/cases/{one.number}/").content.decode()
    step(cast.clerk, one, "finish", 409)
    step(cast.doer, task, "task_sign")
    step(cast.doer, task, "task_done", outcome="方案已报")
    step(cast.clerk, task, "task_verify")
    step(cast.clerk, one, "finish")
    step(cast.clerk, at, "archive")
    assert (state(one), state(at)) == ("topic_done", "committee_archived")
    assert "一项督办任务已核实办结" in cast.clerk.get(f"/desk/cases/{one.number}/").content.decode()


def test_the_office_that_put_it_forward_sees_its_item_and_nobody_elses(cast: SimpleNamespace) -> None:
    one = item(cast)
    assert cast.proposer.get(f"/desk/cases/{one.number}/").status_code == 200
    assert cast.stranger.get(f"/desk/cases/{one.number}/").status_code == 404
    step(cast.proposer, one, "review", 404)
    at = meeting(cast, body(cast))
    assert cast.proposer.get(f"/desk/cases/{at.number}/").status_code == 404


@pytest.mark.parametrize(
    ("present", "votes", "outcome", "said"),
    [
        (4, (4, 0, 0), "agreed", "须有5人到会方可决定，实到4人"),
        (6, (5, 0, 0), "agreed", "合计应等于实到人数6"),
        (6, (3, 2, 1), "agreed", "赞成票超过应到人数的一半"),
        (6, ("", "", ""), "agreed", "合计应等于实到人数6"),
        (6, (4, 1, 0, 2, "某某：本人亲属"), "agreed", "合计应等于实到人数6"),
        (6, (4, 1, 0, 1, " "), "agreed", "请写明回避人员及理由"),
        (6, (4, 2, 0, "", "某某：本人亲属"), "agreed", "请填写回避人数"),
        (6, (4, 0, 0, 2, "某某等二人：本人亲属"), "agreed", "扣除回避人员后实有4人"),
        (6, (3, 2, 1), "not_agreed", ""),
        (6, (4, 2, 0), "changed", ""),
        (6, (4, 1, 0, 1, "某某：本人亲属"), "agreed", ""),
        (6, ("", "", "", 1, "某某：本人亲属"), "agreed", "合计应等于实到人数6"),
    ],
)
def test_a_major_matter_is_decided_by_enough_present_and_by_vote(
    cast: SimpleNamespace, present: int, votes: tuple[Any, ...], outcome: str, said: str
) -> None:
    decided(cast, "money", present, votes, outcome, said)


@pytest.mark.parametrize(
    ("votes", "said"),
    [
        (("", "", "", 1, "某某：本人亲属"), ""),  # agreed without counting
        (("", "", "", "", ""), ""),
        ((3, 2, 0, 1, "某某：本人亲属"), ""),
        ((3, "", "", 1, "某某：本人亲属"), "合计应等于实到人数6"),
    ],
)
def test_an_ordinary_matter_is_counted_or_not_whoever_steps_aside(
    cast: SimpleNamespace, votes: tuple[Any, ...], said: str
) -> None:
    decided(cast, "ordinary", 6, votes, "agreed", said)


def decided(cast: SimpleNamespace, major: str, present: int, votes: tuple[Any, ...], outcome: str, said: str) -> None:
    at = meeting(cast, body(cast))
    one = on_agenda(cast, at, major)
    step(cast.clerk, at, "hold", expected=7, present=present)
    typed = dict(zip(("votes_for", "votes_against", "abstained", "aside", "aside_why"), votes, strict=False))
    answer = cast.clerk.post(f"/desk/cases/{one.number}/decide/", {"outcome": outcome, "decision": "决定如下", **typed})
    page = answer.content.decode()
    assert (answer.status_code == 302) == (not said)
    assert said in page and (not said or "决定如下" in page)
    assert state(one) == ("topic_scheduled" if said else "topic_decided")


def test_an_appointment_takes_as_many_as_the_rules_of_the_body_say(cast: SimpleNamespace) -> None:
    of = body(cast, personnel_quorum="6", aside_counts="on")
    at = meeting(cast, of)
    appointment, money = on_agenda(cast, at, "personnel"), on_agenda(cast, at, "money")
    page = step(cast.clerk, at, "hold", 422, expected="4", present="4")  # fewer than there are
    assert "该议事机构共有成员7人" in page
    step(cast.clerk, at, "hold", expected=7, present=5)
    votes = {"outcome": "agreed", "decision": "同意", "votes_for": 4, "votes_against": 0, "abstained": 0}
    aside = {"aside": 1, "aside_why": "某某：本人"}
    assert "须有6人到会" in step(cast.clerk, appointment, "decide", 409, **votes, **aside)
    step(cast.clerk, money, "decide", **votes, **aside)  # here whoever steps aside counts as present
    money.refresh_from_db()
    assert (money.aside, money.aside_why, money.state) == (1, "某某：本人", "topic_decided")
    of.members = 9
    of.save()
    step(cast.clerk, at, "minute", minutes="会议决定。")  # the meeting stays as it was held


def test_a_body_that_is_not_collective_decides_no_major_matter(cast: SimpleNamespace) -> None:
    at = meeting(cast, body(cast, title="专题会", collective="", members="4", quorum="1"))
    one = on_agenda(cast, at, "project")
    step(cast.clerk, at, "hold", expected=4, present=4)
    votes = {"votes_for": 4, "votes_against": 0, "abstained": 0}
    assert "须集体决定" in step(cast.clerk, one, "decide", 409, outcome="agreed", decision="同意", **votes)
    step(cast.clerk, one, "defer", reason="提请党工委会议决定")
    assert (state(one), one.deferrals) == ("topic_deferred", 1)
    other = meeting(cast, body(cast))
    assert at.pk not in offered(cast, one)
    step(cast.clerk, one, "schedule", meeting=other.pk)


def offered(cast: SimpleNamespace, one: AgendaItem) -> list[int]:
    """The meetings that may be chosen for an item: only those that have not been held."""
    form = cast.clerk.get(f"/desk/cases/{one.number}/schedule/").context["form"]
    return [row.pk for row in form.fields["meeting"].queryset]


def test_a_meeting_is_held_on_its_day_and_its_writer_does_not_settle_the_minutes(cast: SimpleNamespace) -> None:
    at = meeting(cast, body(cast), ago=-48)
    assert "会议尚未开始" in step(cast.clerk, at, "hold", 409, expected="7", present="6")
    now = timezone.localtime() - dt.timedelta(minutes=5)
    step(cast.clerk, at, "arrange", held_at=f"{now:%Y-%m-%dT%H:%M}", place="二楼", chair="副书记", reason="提前")
    step(cast.clerk, at, "hold", expected=7, present=6)
    assert "还没有会议纪要" in step(cast.head, at, "settle", 409)
    step(cast.head, at, "minute", minutes="科长记录")
    assert "须由他人办理" in step(cast.head, at, "settle", 409)
    step(cast.other, at, "minute", minutes="经办补充")
    assert "须由他人办理" in step(cast.head, at, "settle", 409)  # some of it is still the head's
    step(cast.leader, at, "settle")
    assert state(at) == "committee_settled"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"quorum": "8"}, "最低到会人数"),
        ({"quorum": "0"}, "最低到会人数"),
        ({"members": "8", "quorum": "4"}, "半数以上"),
        ({"personnel_quorum": "8"}, "该数大于“成员人数”"),
        ({"personnel_quorum": "4"}, "该数大于“决定人事任免"),
    ],
)
def test_a_body_decides_with_enough_of_its_members(cast: SimpleNamespace, values: dict[str, str], field: str) -> None:
    typed = {"title": "党工委会议", "members": "7", "quorum": "5", "collective": "on"}
    answer = cast.clerk.post(f"{BASE}meeting-bodies/new/", {**typed, **values})
    assert answer.status_code == 422 and field in answer.content.decode()
    assert not MeetingBody.objects.exists()


def test_an_item_that_is_not_fit_is_not_taken_up(cast: SimpleNamespace) -> None:
    one = item(cast)
    step(cast.head, one, "refuse", reason="不属于会议议事范围")
    assert state(one) == "topic_refused"
