"""Joint meetings, also about what no office takes; joint actions in which each body has its part (C1)."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from caojiadu.core.cases.models import Case
from caojiadu.core.notices.models import Notice
from caojiadu.core.organisation.models import Office
from offices.management.models import GridRules, HotlineRules, ManagementMeeting
from tests.desk import Desk, day, running, state
from tests.entries import signed_in
from tests.offices.management import grid, orders

pytestmark = pytest.mark.django_db
BODY = {"field": "街面秩序", "contact": "值班室", "phone": "", "strength": "", "agreement_until": ""}
NEW = "/desk/management/joint-meetings/new/"


@pytest.fixture(name="at")
def desks() -> SimpleNamespace:
    staff = (("clerk", "handler", "C"), ("other", "handler", "C"), ("chief", "head", "C"), ("f_head", "head", "F"))
    made = {name: Desk(name, role, office) for name, role, office in staff}
    return SimpleNamespace(**made, f_clerk=Desk("f_clerk", "handler", "F"))


def cast_of(at: SimpleNamespace) -> SimpleNamespace:
    """The same people under the names that orders and grid cases know."""
    return SimpleNamespace(
        head=at.chief.user, colleague=at.clerk.user, handler=at.other.user, co_handler=at.f_clerk.user
    )


def body(at: SimpleNamespace, title: str = "某中队") -> int:
    return int(at.clerk.enter("resources", title=title, kind="branch", **BODY))


def a_meeting(**more: Any) -> dict[str, Any]:
    soon = timezone.localtime() + dt.timedelta(hours=1)
    fields = {"title": "街面秩序会商", "ground": "several", "matter": "明确分工", "order": "", "grid_case": ""}
    return {**fields, "held_at": f"{soon:%Y-%m-%dT%H:%M}", "place": "三楼", "chair": "主任", **more}


def later(at: SimpleNamespace) -> Any:
    """After the meeting has begun; everybody is signed in anew."""
    travelled = time_machine.travel(timezone.now() + dt.timedelta(hours=2), tick=False)
    travelled.start()
    for one in vars(at).values():
        one.client = signed_in(one.user)
    return travelled


def test_a_meeting_calls_offices_and_bodies_and_hands_out_tasks_and_slips(at: SimpleNamespace) -> None:
    found = at.clerk.enter("joint-meetings", **a_meeting())
    office = Office.objects.get(code="F").pk
    assert at.clerk.step(found, "management_invite", bodies=[body(at)], offices=[office]) == 302
    assert Notice.objects.filter(template="management_meeting_called", user_id=at.f_head.user.pk).exists()
    page = at.f_head.client.get(f"/desk/cases/{found.number}/").content.decode()
    assert "某中队" in page
    assert at.clerk.step(found, "hold", expected=5, present=4, absent="") == 409  # it has not begun
    clock = later(at)
    try:
        assert at.clerk.step(found, "hold", expected=5, present=4, absent="") == 302
        assert at.clerk.step(found, "minute", minutes="各方同意", agreed="中队牵头") == 302
        task = {"office": office, "task": "协助劝导", "content": "发动志愿者", "wanted_on": day(5)}
        assert at.clerk.step(found, "hand_out", **task) == 302
        slip = {"title": "固定值守", "resource": f"#{body(at, '某所')}", "ground": "several", "demand": "设岗"}
        made = at.clerk.enter("supervision-slips", **slip, wanted_on=day(5), grid_case="", meeting=found.number)
        assert made.number in at.clerk.client.get(f"/desk/cases/{found.number}/").content.decode()
        assert at.chief.step(found, "settle") == 302
        assert at.clerk.step(found, "archive") == 409  # the task of the office is not done
    finally:
        clock.stop()
    assert Case.objects.get(kind="office_task").office.code == "F"


@pytest.mark.parametrize("kind", ["order", "grid_case"])
def test_what_no_office_takes_is_settled_in_a_meeting(at: SimpleNamespace, kind: str) -> None:
    HotlineRules.objects.update(returns_for_meeting=1)
    GridRules.objects.update(returns_for_meeting=1)
    cast = cast_of(at)
    if kind == "order":
        case: Any = orders.dispatched(cast)
        back = ("ask_return", "allow_return")
    else:
        case = grid.dispatched(cast, office="F", handler=at.f_clerk.user)
        back = ("return_order", "allow_return")
    page, door = f"/desk/cases/{case.number}/", f"{NEW}?{kind}={case.pk}&amp;ground=returned"
    assert door not in at.chief.client.get(page).content.decode()
    refused = at.chief.client.post(NEW, a_meeting(ground="returned", **{kind: case.pk}))
    assert refused.status_code == 422  # it was not returned yet
    assert at.f_clerk.step(case, back[0], reason="不属本科室", belongs_to="") == 302
    assert at.chief.step(case, back[1], note="") == 302
    assert door in at.chief.client.get(page).content.decode()
    assert door not in at.clerk.client.get(page).content.decode()  # the head calls it
    form = at.chief.client.get(door.replace("&amp;", "&")).content.decode()
    assert f'value="{case.pk}" selected' in form and 'value="returned" selected' in form
    assert at.chief.step(case, "call_meeting") == 409  # not without a meeting
    mine = a_meeting(ground="returned", **{kind: case.pk})
    assert at.chief.client.post(NEW, {**mine, "ground": "regular"}).status_code == 422
    assert at.chief.client.post(NEW, {**mine, **{kind: ""}}).status_code == 422
    refused = at.clerk.client.post(NEW, mine)
    assert refused.status_code == 422 and not ManagementMeeting.objects.exists()
    assert at.chief.client.post(NEW, mine).status_code == 302
    found = ManagementMeeting.objects.get()
    assert (found.parent_id, found.office.code) == (case.pk, "C")
    assert case.events.filter(move="call_meeting", actor_user_id=at.chief.user.pk).exists()
    assert door not in at.chief.client.get(page).content.decode()
    assert at.chief.client.post(NEW, mine).status_code == 422  # one at a time
    clock = later(at)
    try:
        assert at.chief.step(found, "hold", expected=3, present=3, absent="") == 302
    finally:
        clock.stop()
    case.refresh_from_db()
    assert not case.for_meeting and case.events.filter(move="meeting_held").exists()


def test_an_action_is_approved_with_two_bodies_and_summed_up_after_their_parts(at: SimpleNamespace) -> None:
    values = {"title": "夜间整治", "kind_of_action": "enforce", "meeting": "", "where": "地铁口", "aim": "整治"}
    action = at.clerk.enter("joint-actions", **values, starts_at=f"{day(3)}T19:00", led_by="中心负责人")
    assert running(action)["action_day"] == day(3)
    assert at.chief.step(action, "action_approve") == 409
    part = {"title": "值守", "action": action.number, "duty": "设岗", "people": "6", "wanted_on": day(4)}
    first = at.clerk.enter("action-parts", **part, resource=f"#{body(at)}")
    again = at.clerk.enter("action-parts", **part, resource=f"#{first.actionpart.resource_id}")
    assert again.status_code == 422 and "已有任务" in again.content.decode()
    second = at.clerk.enter("action-parts", **part, resource=f"#{body(at, '某所')}")
    assert at.clerk.step(action, "action_approve") == 404
    assert at.chief.step(action, "action_approve") == 302
    assert at.clerk.step(action, "action_done", found=3, settled=4, done="完成") == 422
    assert at.clerk.step(action, "action_done", found=4, settled=3, done="完成") == 302
    assert at.clerk.step(first, "part_agree", note="电话") == 302
    done = {"came": 6, "done": "劝离五处"}
    assert at.clerk.step(first, "part_note", **done, done_on=day(1)) == 422  # a day that has not come
    assert at.clerk.step(first, "part_note", **done, done_on=day(0)) == 302
    assert at.clerk.step(first, "part_verify", seen="自己看") == 409
    assert at.other.step(first, "part_not_done", wanted_on=day(6), reason="仍有一处") == 302
    assert running(first)["part_done"] == day(6)
    assert at.clerk.step(first, "part_note", **done, done_on=day(0)) == 302
    assert at.other.step(first, "part_verify", seen="已清") == 302
    assert at.chief.step(action, "action_close", outcome="形成值守") == 409  # the second part is open
    assert at.chief.step(second, "part_drop", reason="另有任务") == 302
    assert at.chief.step(action, "action_close", outcome="形成值守") == 302
    assert (state(action), state(first), state(second)) == ("action_closed", "part_verified", "part_dropped")
    page = at.clerk.client.get(f"/desk/cases/{action.number}/").content.decode()
    assert first.number in page and "形成值守" in page


def test_whoever_planned_an_action_does_not_approve_it(at: SimpleNamespace) -> None:
    values = {"title": "整治", "kind_of_action": "tidy", "meeting": "", "where": "余姚路", "aim": "清理"}
    action = at.chief.enter("joint-actions", **values, starts_at=f"{day(3)}T09:00", led_by="科长")
    for title in ("甲", "乙"):
        part = {"title": "清理", "action": action.number, "duty": "清理", "people": "", "wanted_on": day(4)}
        at.clerk.enter("action-parts", **part, resource=f"#{body(at, title)}")
    assert at.chief.step(action, "action_approve") == 409
