"""Urgent reports: whom they call and when, what the district gets, what must not go round with them."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from caojiadu.core.cases.errors import NotAllowed, Refused
from caojiadu.core.cases.models import Bar, Case
from caojiadu.core.cases.moves import move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.district import sending
from caojiadu.core.district.models import Report
from caojiadu.core.notices import worker
from caojiadu.core.notices.models import Notice
from caojiadu.core.organisation.models import DistrictBody
from petitions.models import DutyOrder, FlashReport
from petitions.urgent.workflow import call_on, report_flash
from tests.cast import again
from tests.petitions.letters import go, in_hand, make_resident, write
from tests.world import client_of

pytestmark = pytest.mark.django_db
NIGHT = dt.datetime(2027, 3, 6, 23, 40, tzinfo=dt.timezone(dt.timedelta(hours=8)))
WHAT = {
    "title": "弄堂燃气泄漏",
    "place": "万航渡路",
    "what": "二楼有强烈燃气味，正在疏散。",
    "people": "约30人",
    "harm": "可能爆炸",
}


def flash(cast: Any, who: str = "handler", **more: Any) -> FlashReport:
    data = {**WHAT, "doing": "已报119", "learned_at": timezone.now() - dt.timedelta(minutes=7), **more}
    return report_flash(actor=Actor.staff(again(getattr(cast, who))), data=data)


def step(report: Case, key: str, user: Any, **data: Any) -> None:
    move(case=report, key=key, actor=Actor.staff(again(user)), data=data)


def called(report: FlashReport) -> dict[str, bool]:
    """Who was called so far, and whether they acknowledged."""
    rows = report.calls.exclude(called_at=None).select_related("user")
    return {call.user.username: call.acknowledged_at is not None for call in rows}


def rung(report: FlashReport, template: str = "flash_called") -> list[str]:
    rows = Notice.objects.filter(case_number=report.number, template=template, channel="portal")
    return sorted(rows.values_list("user__username", flat=True))


def duty(cast: Any, *rows: tuple[str, int, int]) -> None:
    DutyOrder.objects.bulk_create(
        DutyOrder(user=getattr(cast, name), place=place, minutes=minutes) for name, place, minutes in rows
    )


# the duty order; then minutes after the report and who has been called by then
LINES: dict[str, tuple[tuple[tuple[str, int, int], ...], tuple[tuple[int, set[str]], ...]]] = {
    "nobody ordered: leaders, then the head of the desk's office": (
        (),
        ((0, {"leader"}), (9, {"leader"}), (10, {"leader", "security_head"}), (60, {"leader", "security_head"})),
    ),
    "one after another, of any office": (
        (("co_head", 1, 10), ("leader", 2, 3), ("stranger", 3, 10)),
        ((0, {"co_head"}), (10, {"co_head", "leader"}), (12, {"co_head", "leader"})),
    ),
    "two together": (
        (("leader", 1, 4), ("head", 1, 2), ("clerk", 2, 10)),
        ((0, {"leader", "head"}), (3, {"leader", "head"}), (4, {"leader", "head", "clerk"})),
    ),
}


@pytest.mark.parametrize("line", LINES)
def test_the_line_is_called_one_place_after_another_each_once(cast: Any, line: str) -> None:
    order, steps = LINES[line]
    duty(cast, *order)
    with time_machine.travel(NIGHT, tick=False) as clock:
        report = flash(cast)
        for minutes, expected in steps:
            clock.move_to(NIGHT + dt.timedelta(minutes=minutes))
            for _sweep in range(3):
                call_on()
            assert set(called(report)) == expected, minutes
            assert rung(report) == sorted(expected)


def test_it_rings_at_night_and_stops_with_the_first_who_acknowledges(cast: Any, settings: Any, tmp_path: Any) -> None:
    settings.SMS_FILE = tmp_path / "sms.log"
    cast.leader.phone_sealed = "+8613800001111"
    cast.leader.save()
    with time_machine.travel(NIGHT, tick=False) as clock:
        report = flash(cast)
        worker.send_due(seconds=5)
        text = settings.SMS_FILE.read_text()
        assert report.number in text and WHAT["title"] not in text and WHAT["place"] not in text
        clock.move_to(NIGHT + dt.timedelta(minutes=4))
        address = reverse("desk:move", args=[report.number, "acknowledge"])
        browser = client_of(cast.leader)
        assert "urgent-banner" in browser.get(reverse("desk:cases")).content.decode()
        assert browser.post(address).status_code == 302
        assert "urgent-banner" not in browser.get(reverse("desk:cases")).content.decode()
        clock.move_to(NIGHT + dt.timedelta(hours=2))
        assert call_on() == 0
    report.refresh_from_db()
    assert called(report) == {"leader": True}
    assert (report.delay, report.wait, report.state) == (
        dt.timedelta(minutes=7),
        dt.timedelta(minutes=4),
        "flash_heard",
    )
    with pytest.raises(Refused):
        step(report, "acknowledge", cast.leader)
    with pytest.raises(Refused):
        step(report, "acknowledge", cast.clerk)


def test_nobody_left_to_call_is_said_to_the_reporter_and_the_desk(cast: Any) -> None:
    duty(cast, ("leader", 1, 1))
    with time_machine.travel(NIGHT, tick=False) as clock:
        report = flash(cast)
        clock.move_to(NIGHT + dt.timedelta(minutes=5))
        assert (call_on(), call_on()) == (1, 0)
    assert rung(report, "flash_unheard") == ["clerk", "handler"]


def test_the_district_has_it_at_once_and_every_follow_up_with_its_time(cast: Any) -> None:
    fire = DistrictBody.objects.get(key="fire")
    with time_machine.travel(NIGHT, tick=False) as clock:
        report = flash(cast, bodies=[fire])
        sending.send_due(seconds=5)
        keys = {"general-office", "letters-calls", "fire"}
        assert set(Report.objects.filter(case=report).values_list("body__key", "state")) == {(k, "sent") for k in keys}
        urgent = Notice.objects.get(template="report_urgent", user=cast.district, channel="portal")
        assert urgent.urgent and urgent.case_number == report.number
        clock.move_to(NIGHT + dt.timedelta(minutes=30))
        step(report, "follow", cast.handler, text="泄漏点已找到", doing="燃气公司抢修")
        clock.move_to(NIGHT + dt.timedelta(minutes=90))
        step(report, "conclude", cast.handler, text="已修复，无人受伤。")
    for key in keys:
        sent = Report.objects.filter(case=report, body__key=key, kind="flash").order_by("id")
        assert [(one.created_at - report.opened_at).seconds // 60 for one in sent] == [0, 30, 90]
        assert "强烈燃气味" in sent[0].reason and sent[2].reason == "已修复，无人受伤。"
    assert [one.last for one in report.updates.all()] == [False, True]
    assert Case.objects.get(pk=report.pk).closed_at is not None


def test_from_a_letter_without_coordination_and_nobody_kept_out_is_called(cast: Any) -> None:
    case = in_hand(cast, resident=make_resident())
    Bar.objects.create(case=case, user=cast.leader, reason="accused", since=timezone.now())
    data = {**WHAT, "learned_at": timezone.now().isoformat()}
    go(case, "flash_report", again(cast.handler), **data)
    report = FlashReport.objects.get(parent=case)
    assert set(report.calls.values_list("user__username", flat=True)) == {"security_head"}
    assert not Case.objects.visible_to(again(cast.leader)).filter(pk=report.pk).exists()
    assert Case.objects.visible_to(again(cast.colleague)).filter(pk=report.pk).exists()
    assert client_of(cast.handler).get(reverse("desk:case", args=[case.number])).status_code == 200


def test_of_a_confidential_report_nothing_goes_round(cast: Any) -> None:
    """No such step on it; a number typed into the form is refused, in the same words as one that does not exist."""
    secret = write("petition_accusation", fields={"against": "某物业经理"})
    ordinary = in_hand(cast)
    with pytest.raises(NotAllowed):
        go(secret, "flash_report", again(cast.keeper), **WHAT)
    typed = {**WHAT, "learned_at": "2026-11-14T23:30"}
    refused = {}
    for number in (secret.number, "XF-2026-999999"):
        for who in ("keeper", "clerk", "stranger"):
            browser = client_of(getattr(cast, who))
            page = browser.post(reverse("letters_desk:new_urgent"), {**typed, "what": f"见 {number}"})
            refused[number, who] = str(page.context["form"].errors["what"]).replace(number, "")
    assert len(set(refused.values())) == 1
    page = client_of(cast.clerk).post(reverse("letters_desk:new_urgent"), {**typed, "what": f"见 {ordinary.number}"})
    assert page.status_code == 302
    assert FlashReport.objects.count() == 1


FORMS: dict[str, tuple[dict[str, Any], str]] = {
    "nothing typed": ({"title": "", "place": "", "what": ""}, "title"),
    "not yet": ({"learned_at": "2099-01-01T00:00"}, "learned_at"),
    "no time": ({"learned_at": "昨晚"}, "learned_at"),
    "a body that receives nothing urgent": ({"bodies": "0"}, "bodies"),
}


@pytest.mark.parametrize("case", FORMS)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(cast: Any, case: str) -> None:
    change, field = FORMS[case]
    data = {**WHAT, "learned_at": "2026-11-14T23:30", **change}
    page = client_of(cast.window).post(reverse("letters_desk:new_urgent"), data)
    assert (page.status_code, field in page.context["form"].errors) == (422, True)
    assert WHAT["harm"] in page.content.decode()


def test_a_form_sent_twice_is_one_report(cast: Any) -> None:
    browser = client_of(cast.window)
    key = browser.get(reverse("letters_desk:new_urgent")).context["form"]["key"].value()
    data = {**WHAT, "learned_at": "2026-11-14T23:30", "key": key}
    places = {browser.post(reverse("letters_desk:new_urgent"), data)["Location"] for _twice in range(2)}
    assert (len(places), FlashReport.objects.count()) == (1, 1)


def test_the_list_shows_each_what_they_may_open(cast: Any) -> None:
    report = flash(cast)
    seen = {
        name: report.number in client_of(getattr(cast, name)).get(reverse("letters_desk:urgent")).content.decode()
        for name in ("leader", "clerk", "handler", "colleague", "stranger", "keeper")
    }
    assert seen == {
        "leader": True,
        "clerk": True,
        "handler": True,
        "colleague": True,
        "stranger": False,
        "keeper": False,
    }


def test_administrators_set_the_order(cast: Any) -> None:
    browser = client_of(cast.system_admin)
    data = {"user": cast.head.pk, "place": 1, "minutes": 5, "since": "", "until": ""}
    page = browser.post(reverse("admin:petitions_dutyorder_add"), data)
    assert page.status_code == 302, page.context["adminform"].form.errors
    assert set(called(flash(cast))) == {"head"}
    assert SimpleNamespace(**DutyOrder.objects.values("minutes").get()).minutes == 5
