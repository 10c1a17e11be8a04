"""Self-government projects and the three meetings (F3): from the topic to a result that everybody may read."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from caojiadu.core.cases.models import Case
from caojiadu.core.organisation.models import Neighbourhood
from caojiadu.core.registers.models import Spending
from offices.self_governance.models import SelfGovernmentProject
from tests.cast import make_staff
from tests.entries import signed_in
from tests.offices.self_governance.room import due, ended, enter, matter, state, step

DAY = dt.timedelta(days=1)
PROJECT = {
    "title": "楼前小花园",
    "field": "renewal",
    "group": "某楼组",
    "partner": "",
    "households": "120",
    "aim": "改善环境",
    "budget": "30000",
}

PUBLIC = {"matter": "方案", "outcome": "多数同意"}
WORDS = {"title": "楼前小花园", "group": "某楼组", "aim": "改善环境", "result": "花园建成", "review": "居民满意"}


@pytest.fixture
def people(room: SimpleNamespace) -> SimpleNamespace:
    room.second = signed_in(make_staff("zz-second", "自治小郑", "handler", "F"))
    room.area = str(Neighbourhood.objects.get(key="wunan").pk)
    return room


def project(people: SimpleNamespace, **typed: str) -> Case:
    return matter(people.clerk, "self-government-projects", **{**PROJECT, "neighbourhood": people.area, **typed})


def met(
    people: SimpleNamespace, case: Case, kind: str, *, settled: bool = True, shown: bool = True, by: Any = None
) -> Case:
    """One of the three meetings about a project, held an hour ago, and called `by` the clerk or somebody else."""
    at = timezone.localtime() - dt.timedelta(hours=1)
    typed = {"title": f"{kind}会", "kind_of": kind, "neighbourhood": people.area, "project": case.number}
    held = {"held_at": f"{at:%Y-%m-%dT%H:%M}", "place": "活动室", "chair": "居委会主任"}
    one = matter(by or people.clerk, "three-meetings", **typed, **held, matter="方案", sides="居民代表")
    taken(people.clerk, one, "hold", expected=20, present=15, absent="")
    if settled:
        taken(people.clerk, one, "minute", minutes="逐一发言", outcome="多数同意")
        taken(people.head, one, "settle")
        if shown:
            taken(people.head, one, "publish", title=f"{kind}会", **PUBLIC)
    return one


def taken(client: Any, case: Case, key: str, **typed: Any) -> None:
    answer = step(client, case, key, **typed)
    assert answer.status_code == 302, (key, answer.status_code, getattr(answer, "context", None))


def refused(client: Any, case: Case, key: str, said: str, **typed: Any) -> None:
    answer = step(client, case, key, **typed)
    assert answer.status_code in (409, 422) and said in answer.content.decode(), (key, answer.status_code)


def funded(people: SimpleNamespace, today: dt.date) -> Case:
    case = project(people)
    taken(people.clerk, case, "discuss", discussion="居民商议")
    met(people, case, "hearing")
    taken(people.head, case, "approve", granted=28000)
    taken(people.clerk, case, "fund", funded_on=today)
    return case


def test_from_the_topic_to_the_page_that_everybody_reads(people: SimpleNamespace) -> None:
    today, case = people.today, funded(people, people.today)
    refused(people.clerk, case, "begin", "至少一个节点", ends_on=today + 60 * DAY)
    refused(people.clerk, case, "set_milestone", "该日期已过", milestone="方案", due_on=today - DAY)
    for title, day in (("施工", today + 40 * DAY), ("方案", today + 10 * DAY)):
        taken(people.clerk, case, "set_milestone", milestone=title, due_on=day)
    taken(people.clerk, case, "begin", ends_on=today + 60 * DAY)
    assert (due(case, "milestone"), due(case, "end")) == (today + 10 * DAY, today + 60 * DAY)
    refused(people.clerk, case, "finish", "还有2个节点未完成", result="完成")
    plan, work = case.milestones.all()
    taken(people.clerk, case, "reach", milestone=plan.pk, what="已公示")
    assert due(case, "milestone") == today + 40 * DAY
    taken(people.clerk, case, "reach", milestone=work.pk, what="已竣工")
    pay = {"purpose": "绿化", "voucher": "记-1"}
    refused(people.clerk, case, "spend", "仅余28000.00元", amount=28001, paid_on=today, **pay)
    refused(people.clerk, case, "spend", "还没有到", amount=100, paid_on=today + DAY, **pay)
    refused(people.clerk, case, "spend", "0.01", amount=-5, paid_on=today, **pay)
    taken(people.clerk, case, "spend", amount="25000.50", paid_on=today, **pay)
    taken(people.clerk, case, "finish", result="花园建成")
    assert ended(case, "end") == "met"

    verdict = {"verdict": "good", "review": "居民满意"}
    refused(people.clerk, case, "review", "须由他人办理", **verdict)
    refused(people.second, case, "review", "须先由居民评议", **verdict)
    met(people, case, "review", settled=False)
    refused(people.second, case, "review", "须先由居民评议", **verdict)
    met(people, case, "review")
    taken(people.second, case, "review", **verdict)
    visitor = Client()
    assert "楼前小花园" not in visitor.get("/about/self-government-projects/").content.decode()
    assert step(people.clerk, case, "publish", **WORDS).status_code == 404
    taken(people.head, case, "publish", **WORDS)
    page = visitor.get("/about/self-government-projects/").content.decode()
    assert all(word in page for word in ("楼前小花园", "25,000.50", "28,000.00", "花园建成", "居民满意"))
    assert state(case) == "selfgov_published"


@pytest.mark.parametrize("field", ["title", "group", "aim"])
def test_nobody_is_found_by_what_residents_read_of_a_project(people: SimpleNamespace, field: str) -> None:
    typed = {**PROJECT, "neighbourhood": people.area, field: "联系张三13800138000"}
    answer = people.clerk.post("/desk/self-governance/self-government-projects/new/", typed)
    assert answer.status_code == 422 and set(answer.context["form"].errors) == {field}
    assert not SelfGovernmentProject.objects.exists()


def test_nor_by_what_came_of_it_and_what_the_review_said(people: SimpleNamespace) -> None:
    case = funded(people, people.today)
    SelfGovernmentProject.objects.filter(pk=case.pk).update(state="selfgov_running")
    refused(people.clerk, case, "finish", "13800138000", result="联系张三13800138000")
    taken(people.clerk, case, "finish", result="花园建成")
    met(people, case, "review")
    refused(people.second, case, "review", "13800138000", verdict="good", review="张三13800138000满意")
    taken(people.second, case, "review", verdict="good", review="居民满意")


def test_a_project_with_a_number_in_old_words_goes_on_and_is_put_right_as_it_is_published(
    people: SimpleNamespace,
) -> None:
    case = project(people)
    SelfGovernmentProject.objects.filter(pk=case.pk).update(title="花园13800138000", group="联系13800138000")
    taken(people.clerk, case, "discuss", discussion="居民商议")
    SelfGovernmentProject.objects.filter(pk=case.pk).update(state="selfgov_running")
    taken(people.clerk, case, "move_end", ends_on=people.today + 90 * DAY, reason="雨季顺延")
    taken(people.clerk, case, "finish", result="花园建成")
    SelfGovernmentProject.objects.filter(pk=case.pk).update(result="建成，联系13800138000")
    met(people, case, "review")
    taken(people.second, case, "review", verdict="good", review="居民满意")
    refused(people.head, case, "publish", "13800138000", **WORDS | {"title": "花园13800138000"})
    refused(people.head, case, "publish", "13800138000", **WORDS | {"result": "建成，联系13800138000"})
    taken(people.head, case, "publish", **WORDS)
    assert "13800138000" not in Client().get("/about/self-government-projects/").content.decode()


def test_residents_are_heard_before_a_project_is_approved_by_somebody_else(people: SimpleNamespace) -> None:
    case = project(people)
    taken(people.clerk, case, "discuss", discussion="居民商议")
    met(people, case, "review")
    met(people, case, "hearing", settled=False)
    refused(people.head, case, "approve", "须先听取居民意见", granted=20000)
    met(people, case, "hearing")
    refused(people.head, case, "approve", "应在零与申请的30000.00元之间", granted=30001)
    assert step(people.clerk, case, "approve", granted=100).status_code == 404
    taken(people.head, case, "approve", granted=30000)
    own = matter(people.head, "self-government-projects", **PROJECT, neighbourhood=people.area)
    taken(people.clerk, own, "discuss", discussion="商议")
    met(people, own, "hearing")
    refused(people.head, own, "approve", "须由他人办理", granted=100)


def test_what_the_three_meetings_settle_is_public_and_their_minutes_are_not(people: SimpleNamespace) -> None:
    case = project(people)
    met(people, case, "coordination", settled=False)
    page = Client().get("/about/three-meetings/").content.decode()
    assert "还没有" in page and "coordination会" not in page
    met(people, case, "hearing")
    page = Client().get("/about/three-meetings/").content.decode()
    assert "hearing会" in page and "多数同意" in page and "逐一发言" not in page
    shown = people.clerk.get(f"/desk/cases/{case.number}/").content.decode()
    assert "hearing会" in shown and "coordination会" in shown  # the project lists its meetings
    assert people.stranger.get(f"/desk/cases/{case.number}/").status_code == 404


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"neighbourhood": ""}, "neighbourhood"), ({"budget": "-1"}, "budget"), ({"households": "-3"}, "households")],
)
def test_what_cannot_be_is_refused_beside_its_field(people: SimpleNamespace, typed: dict[str, str], field: str) -> None:
    answer = enter(people.clerk, "self-government-projects", **{**PROJECT, "neighbourhood": people.area, **typed})
    assert answer.status_code == 422 and list(answer.context["form"].errors) == [field]
    assert not SelfGovernmentProject.objects.exists()


def test_a_project_goes_back_to_work_or_is_dropped(people: SimpleNamespace) -> None:
    today, case = people.today, funded(people, people.today)
    taken(people.clerk, case, "set_milestone", milestone="方案", due_on=today + 10 * DAY)
    taken(people.clerk, case, "spend", amount=100, purpose="材料", voucher="记-2", paid_on=today)
    taken(people.clerk, case, "begin", ends_on=today + 60 * DAY)
    taken(people.clerk, case, "reach", milestone=case.milestones.get().pk, what="完成")
    taken(people.clerk, case, "finish", result="完成")
    taken(people.second, case, "rework", reason="现场仍有堆物", ends_on=today + 60 * DAY)
    assert state(case) == "selfgov_running"
    taken(people.head, case, "drop", reason="居民意见分歧较大")
    assert (state(case), Spending.objects.count()) == ("selfgov_dropped", 1)


def test_an_outcome_is_published_by_a_review_of_its_own_and_can_be_taken_back(people: SimpleNamespace) -> None:
    one = met(people, project(people), "hearing", shown=False)

    def page() -> str:
        return Client().get("/about/three-meetings/").content.decode()

    words = {"title": "hearing会", **PUBLIC}
    assert "hearing会" not in page()  # settled minutes are not yet public
    assert step(people.clerk, one, "publish", **words).status_code == 404
    refused(people.head, one, "publish", "13800138000", **words | {"outcome": "详询13800138000"})
    taken(people.head, one, "publish", **words | {"outcome": "多数同意，已采纳"})
    assert "已采纳" in page()
    refused(people.head, one, "publish", "已在公开页", **words)
    taken(people.clerk, one, "archive")
    assert "已采纳" in page()
    assert step(people.head, one, "take_off", reason="").status_code == 422
    taken(people.head, one, "take_off", reason="内容须更正")
    assert "hearing会" not in page()
    refused(people.head, one, "take_off", "不在公开页", reason="再撤")
    taken(people.head, one, "publish", **words)
    assert "hearing会" in page()


def test_whoever_called_the_meeting_or_wrote_its_minutes_does_not_publish_them(people: SimpleNamespace) -> None:
    one = met(people, project(people), "hearing", settled=False)
    taken(people.head, one, "minute", minutes="逐一发言", outcome="多数同意")
    refused(people.head, one, "settle", "须由他人办理")
    other = signed_in(make_staff("zz-other-head", "自治小吴", "head", "F"))
    taken(other, one, "settle")
    refused(people.head, one, "publish", "须由他人办理", title="会", **PUBLIC)
    taken(other, one, "publish", title="会", **PUBLIC)
    called = met(people, project(people), "hearing", shown=False, by=people.head)
    refused(people.head, called, "publish", "须由他人办理", title="会", **PUBLIC)  # title and matter are the head's
    taken(other, called, "publish", title="会", **PUBLIC)


def running(people: SimpleNamespace, today: dt.date) -> Case:
    case = funded(people, today)
    for title, days in (("方案", 10), ("施工", 20)):
        taken(people.clerk, case, "set_milestone", milestone=title, due_on=today + days * DAY)
    taken(people.clerk, case, "begin", ends_on=today + 60 * DAY)
    return case


def test_a_milestone_and_the_last_day_are_moved_or_dropped_with_the_reason(people: SimpleNamespace) -> None:
    today, case = people.today, running(people, people.today)
    plan, work = case.milestones.all()
    later = {"milestone": plan.pk, "due_on": today + 30 * DAY}
    assert step(people.clerk, case, "move_milestone", **later, reason="").status_code == 422
    refused(people.clerk, case, "move_milestone", "该日期已过", milestone=plan.pk, due_on=today - DAY, reason="雨季")
    taken(people.clerk, case, "move_milestone", **later, reason="雨季顺延")
    assert due(case, "milestone") == today + 20 * DAY
    taken(people.clerk, case, "drop_milestone", milestone=work.pk, reason="方案已含施工")
    assert due(case, "milestone") == today + 30 * DAY
    page = people.clerk.get(f"/desk/cases/{case.number}/").content.decode()
    assert "施工" in page and "方案已含施工" in page  # the history keeps what was dropped, and why
    taken(people.clerk, case, "move_end", ends_on=today + 90 * DAY, reason="雨季顺延")
    assert due(case, "end") == today + 90 * DAY
    taken(people.clerk, case, "reach", milestone=plan.pk, what="完成")
    taken(people.clerk, case, "finish", result="完成")


def test_what_is_not_fit_to_be_published_goes_back_to_work_and_its_limit_runs_anew(people: SimpleNamespace) -> None:
    today, case = people.today, running(people, people.today)
    for one in case.milestones.all():
        taken(people.clerk, case, "reach", milestone=one.pk, what="完成")
    taken(people.clerk, case, "finish", result="完成")
    taken(people.second, case, "rework", reason="现场仍有堆物", ends_on=today + 60 * DAY)
    assert (ended(case, "end"), due(case, "end")) == ("running", today + 60 * DAY)
    taken(people.clerk, case, "finish", result="完成")
    met(people, case, "review")
    verdict = {"verdict": "good", "review": "居民满意"}
    taken(people.second, case, "review", **verdict)
    assert step(people.head, case, "send_back", reason="").status_code == 422
    taken(people.head, case, "send_back", reason="账目不全", ends_on=today + 70 * DAY)
    assert (state(case), due(case, "end")) == ("selfgov_running", today + 70 * DAY)
    taken(people.clerk, case, "finish", result="账目补齐")
    taken(people.second, case, "review", **verdict)
    taken(people.head, case, "publish", **WORDS | {"result": "账目补齐"})

    def page() -> str:
        return Client().get("/about/self-government-projects/").content.decode()

    assert "账目补齐" in page()
    taken(people.head, case, "take_off", reason="内容须更正")
    assert "账目补齐" not in page()
    SelfGovernmentProject.objects.filter(pk=case.pk).update(group="联系13800138000")
    words = WORDS | {"result": "已更正"}
    refused(people.head, case, "publish_again", "13800138000", **words | {"group": "联系13800138000"})
    taken(people.head, case, "publish_again", **words)
    assert "已更正" in page()
