"""Tasks from the district (A0, R8): several hands each report, one report goes back, and the district finds it done."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse

from caojiadu.core.district import replies, sending
from caojiadu.core.district.models import Report
from caojiadu.core.district.payload import payload_of
from caojiadu.core.notices.models import Notice
from caojiadu.core.organisation.models import DistrictBody
from caojiadu.core.registers.models import OfficeTask
from tests.cast import make_officer
from tests.entries import signed_in
from tests.offices.party_administration.house import enter, errors_of, make_people, office, running, step, today, tried


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    return make_people()


def came(user: Any, **values: Any) -> Any:
    body = DistrictBody.objects.get(key="general-office")
    typed = {"title": "开展老旧电梯排查", "body": body.pk, "ground": "paper", "district_number": "某政办〔2026〕5号"}
    typed |= {"task": "排查并报送情况。", "came_on": today(), "wanted_on": today(30)}
    return enter(user, "district-tasks", **{**typed, **values})


def reported(people: SimpleNamespace) -> Any:
    task = came(people.clerk)
    hands = {"offices": [office("C").pk, office("E").pk], "task": "排查电梯", "content": "排查"}
    late = tried(people.clerk, task, "hand_out", **hands, wanted_on=today(31))
    assert "wanted_on" in errors_of(late)
    task = step(people.clerk, task, "hand_out", **hands, wanted_on=today(20))
    assert tried(people.clerk, task, "district_task_draft", report="共12台").status_code == 409
    for one, doer in zip(OfficeTask.objects.order_by("office__code"), (people.manager, people.safety), strict=True):
        assert running(one)["wanted"] == today(20)
        step(doer, one, "task_sign")
        step(doer, one, "task_done", outcome="已排查")
        step(people.head, one, "task_verify")
    task = step(people.clerk, task, "district_task_draft", report="共12台，已排查。")
    assert tried(people.clerk, task, "district_task_report").status_code == 404
    return step(people.leader, task, "district_task_report")


def test_several_hands_report_and_the_district_finds_it_done(people: SimpleNamespace) -> None:
    task = reported(people)
    assert task.reported_on == today() and running(task) == {}
    report = Report.objects.get(case_id=task.pk)
    assert (report.kind, report.body.key, report.reason) == ("task", "general-office", "共12台，已排查。")
    assert payload_of(report)["your_number"] == "某政办〔2026〕5号"
    assert sending.send_due() == 1
    officer = signed_in(make_officer("g", "区府办小钱", "general-office"))
    page = officer.get(reverse("district:report", args=[report.key]))
    assert page.status_code == 200 and "共12台，已排查。" in page.content.decode()
    replies.answer(report=report, text="同意办结。")
    task.refresh_from_db()
    assert task.state == "district_task_done" and task.closed_at


def test_what_the_district_returns_goes_out_again(people: SimpleNamespace) -> None:
    task = reported(people)
    replies.send_back(report=Report.objects.get(case_id=task.pk), reason="缺整改情况。")
    task.refresh_from_db()
    assert (task.state, task.returned) == ("district_task_out", 1)
    assert Notice.objects.filter(template="district_task_back", user=people.head).exists()
    step(people.clerk, task, "district_task_move", wanted_on=today(40), reason="区里同意延期")
    assert running(task) == {"wanted": today(40)}
    step(people.clerk, task, "district_task_draft", report="已补充整改情况。")
    task = step(people.head, task, "district_task_report")
    assert Report.objects.filter(case_id=task.pk).count() == 2
    assert step(people.clerk, task, "district_task_found_done", note="电话确认").closed_at


@pytest.mark.parametrize(
    ("field", "values"), [("wanted_on", {"wanted_on": today(-1)}), ("task", {"task": ""}), ("body", {"body": "0"})]
)
def test_a_task_that_makes_no_sense_is_refused(people: SimpleNamespace, field: str, values: dict[str, Any]) -> None:
    refused = came(people.clerk, **values)
    assert refused.status_code == 422 and field in errors_of(refused)


def test_it_can_be_given_back_and_discipline_gives_none(people: SimpleNamespace) -> None:
    body = DistrictBody.objects.get(key="discipline").pk
    assert "body" in errors_of(came(people.clerk, body=body))
    task = came(people.clerk)
    assert tried(people.clerk, task, "district_task_decline", reason="非本街道").status_code == 404
    assert step(people.head, task, "district_task_decline", reason="非本街道").closed_at
