"""The public-security centre (E8): patrols handed on, joint cases assigned, done and reviewed by somebody else."""

from typing import Any

import pytest
from django.utils import timezone

from caojiadu.core.accounts.posts import appoint
from caojiadu.core.cases.models import Case
from caojiadu.core.organisation.models import Office
from caojiadu.core.registers.models import OfficeTask, RecordDate
from offices.security.models import JointCase
from tests.offices.security.desk import Desk, day, running, state

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> Desk:
    return Desk("clerk")


@pytest.fixture
def head() -> Desk:
    return Desk("head", "head")


def patrol(clerk: Desk) -> Any:
    values = {"title": "志愿者队", "kind": "volunteers", "leader": "吴某", "size": "9", "trained_on": "2026-01-31"}
    team = clerk.enter("guard-teams", **values, insured_until=day(90))
    assert {one.key: str(one.due_on) for one in RecordDate.objects.filter(record=team)} == {
        "training": "2027-01-31",
        "insured": str(day(90)),
    }
    given = {"title": "晚间巡防", "team": f"#{team}", "planned_on": day(0), "shift": "evening", "route": "某路"}
    return clerk.enter("patrols", **given)


def test_what_a_patrol_saw_is_handed_on_within_a_day_and_reviewed(clerk: Desk, head: Desk) -> None:
    case = patrol(clerk)
    assert running(case) == {"planned": day(0)}
    assert clerk.step(case, "patrol_report", walked_on=day(1), walkers="3", seen="门禁损坏") == 422
    assert clerk.step(case, "patrol_report", walked_on=day(0), walkers="3", seen="门禁损坏") == 302
    assert running(case) == {"hand_on": day(1)}
    assert clerk.step(case, "patrol_hand_on", handed_to="") == 422
    assert clerk.step(case, "patrol_hand_on", handed_to="joint") == 302
    assert running(case) == {"review": day(7)}
    assert clerk.step(case, "patrol_review", note="已阅") == 404
    assert head.step(case, "patrol_review", note="已阅") == 302
    assert state(case) == "patrol_reviewed"


def joint(clerk: Desk, **more: Any) -> Any:
    values = {"title": "车库失管", "theme": "order", "source": "patrol", "neighbourhood": "1", "facts": "门禁损坏"}
    return clerk.enter("joint-cases", **values, **more)


def test_a_joint_case_waits_for_its_tasks_and_is_reviewed_by_somebody_else(clerk: Desk, head: Desk) -> None:
    case = joint(clerk, seen_on=patrol(clerk).number)
    assert list(running(case)) == ["assign"]
    given = {"leads": "派出所", "bodies": "居委会", "wanted_on": day(9)}
    assert clerk.step(case, "jointcase_assign", **given) == 404
    assert head.step(case, "jointcase_assign", **given) == 302
    assert running(case) == {"settle": day(9)}
    grid = Office.objects.get(code="C")
    task = {"office": grid.pk, "task": "修门禁", "content": "督促物业修复", "wanted_on": day(5)}
    assert clerk.step(case, "hand_out", **task) == 302
    done = {"measures": "已修复", "result": "eased"}
    assert clerk.step(case, "jointcase_settle", **done) == 409
    assert OfficeTask.objects.get(parent_id=case.pk).office == grid
    Case.objects.filter(parent_id=case.pk).update(closed_at=timezone.now())
    assert head.step(case, "jointcase_settle", **done) == 302
    assert head.step(case, "jointcase_review", note="属实") == 409  # whoever reported it done
    other = Desk("second", "head")
    assert other.step(case, "jointcase_send_back", wanted_on=day(12), reason="夜间仍有人进出") == 302
    assert running(case) == {"settle": day(12)}
    both, again = Desk("both"), day(14)
    appoint(user=both.user, role="leader")
    assert both.step(case, "jointcase_settle", **done) == 302
    for one in (both, head):  # whoever reported it done, in whichever post, the last time or before
        assert one.step(case, "jointcase_review", note="属实") == 409
    assert other.step(case, "jointcase_send_back", wanted_on=again, reason="仍有人进出") == 302
    assert clerk.step(case, "jointcase_settle", **{**done, "result": "settled"}) == 302
    assert list(running(case)) == ["review"]
    assert both.step(case, "jointcase_review", note="属实") == 409
    assert Desk("boss", "leader", "", keeps="E").step(case, "jointcase_review", note="属实") == 302
    assert (state(case), JointCase.objects.get(pk=case.pk).returns) == ("jointcase_reviewed", 2)
    visit = {"title": "门禁", "joint": case.number, "visited_on": day(0), "found": "正常", "again_on": day(-1)}
    refused = clerk.enter("joint-case-visits", **visit)
    assert refused.status_code == 422 and set(refused.context["form"].errors) == {"again_on"}
    seen = clerk.enter("joint-case-visits", **{**visit, "again_on": day(30)})
    assert RecordDate.objects.get(record=seen).due_on == day(30)


def test_what_the_street_cannot_settle_goes_to_the_district(clerk: Desk, head: Desk) -> None:
    case = joint(clerk)
    assert clerk.step(case, "jointcase_pass", passed_to="区综治中心", reason="跨街道") == 404
    assert head.step(case, "jointcase_pass", passed_to="区综治中心", reason="") == 422
    assert head.step(case, "jointcase_pass", passed_to="区综治中心", reason="跨街道") == 302
    assert state(case) == "jointcase_passed"
    assert Desk("stranger", office="D").client.get(f"/desk/cases/{case.number}/").status_code == 404
