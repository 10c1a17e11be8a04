"""The grid case through its pages: found to closed, limits of classes, returns, more time, verification by another."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from caojiadu.core.cases.models import Clock
from caojiadu.core.files.models import File
from caojiadu.core.notices.models import Notice
from caojiadu.core.organisation.models import Office
from offices.management.gridcases.duplicates import alike
from offices.management.models import GridCase, GridClass, GridRules, Resource
from tests.entries import signed_in
from tests.offices.management.grid import act, class_of, dispatched, filed, found, handled, photo, said, sent

pytestmark = pytest.mark.django_db
MONDAY = dt.datetime(2026, 11, 23, 14, 30, tzinfo=timezone.get_default_timezone())


def running(case: GridCase) -> dict[str, dt.datetime]:
    """The limits that run, with the local moment at which each ends."""
    rows = Clock.objects.filter(case_id=case.pk, state="running")
    return {row.key: timezone.localtime(row.due_at).replace(microsecond=0, tzinfo=None) for row in rows}


@pytest.fixture(autouse=True)
def on_monday() -> Any:
    with time_machine.travel(MONDAY, tick=False):
        yield


def test_from_being_found_to_being_closed(cast: SimpleNamespace) -> None:
    case = found(cast.colleague)
    assert (case.state, case.thing, running(case)) == (
        *("found", "event"),
        {"grid_desk": dt.datetime(2026, 11, 24, 23, 59, 59)},
    )
    case = act(cast.colleague, "grid_accept", case)
    fields = {"grid_class": case.grid_class_id, "place": "长宁路88弄1号门口"}
    refused = sent(cast.colleague, "file", case, **fields)
    assert refused.status_code == 422 and "before_photos" in said(refused)[0]
    case = act(cast.colleague, "file", case, **fields, before_photos=photo())
    case = act(cast.head, "dispatch", case, office=case.office_id, handler=cast.handler.pk, resource="", to="", note="")
    # Rubbish has four working hours: two and a half of today, the rest tomorrow from nine.
    assert running(case) == {"grid": dt.datetime(2026, 11, 24, 10, 30)}
    assert sent(cast.handler, "handle", case, done="已清运").status_code == 422
    case = act(cast.handler, "handle", case, done="已清运", after_photos=photo("后.jpg"))
    assert running(case) == {"grid_verify": dt.datetime(2026, 11, 24, 23, 59, 59)}
    assert sent(cast.handler, "verify", case, seen_on_site="我自己看过").status_code == 409
    case = act(cast.colleague, "verify", case, seen_on_site="现场已清", check_photos=photo("查.jpg"))
    case = act(cast.head, "close", case)
    assert (case.state, case.verified_by, case.closed_at is not None) == ("grid_closed", cast.colleague, True)
    assert [one.stage for one in case.photos.all()] == ["before", "after", "check"]
    assert {file.audience for file in File.objects.filter(case=case)} == {"staff"}
    page = signed_in(cast.leader).get(f"/desk/cases/{case.number}/").content.decode()
    assert page.count("<img") == 3 and "现场已清" in page


@pytest.mark.parametrize(
    ("amount", "unit", "ends"),
    [
        (None, "days", dt.datetime(2026, 11, 30, 23, 59, 59)),  # the general limit: five working days
        (2, "hours", dt.datetime(2026, 11, 23, 16, 30)),
        (12, "hours", dt.datetime(2026, 11, 25, 10, 30)),  # eight hours make a day, from nine to five
        (7, "days", dt.datetime(2026, 12, 2, 23, 59, 59)),
    ],
)
def test_the_class_sets_the_limit(cast: SimpleNamespace, amount: int | None, unit: str, ends: dt.datetime) -> None:
    GridClass.objects.filter(name_zh="占道堆物").update(amount=amount, unit=unit, source="待确认")
    case = dispatched(cast, name="占道堆物")
    assert running(case) == {"grid": ends}
    page = signed_in(cast.handler).get(f"/desk/cases/{case.number}/").content.decode()
    assert "待确认" in page or amount is None


def test_administrators_set_classes_and_figures(cast: SimpleNamespace) -> None:
    admin = signed_in(cast.system_admin)
    base, row = "/admin/office_management/gridclass/", class_of("暴露垃圾")
    assert "暴露垃圾" in admin.get(f"{base}?q=暴露").content.decode()
    values = {"group": row.group, "name_zh": "暴露垃圾", "name_en": "", "amount": 3, "unit": "days", "order": 13}
    unsaid = admin.post(f"{base}{row.pk}/change/", {**values, "source": "", "active": "on"})
    assert unsaid.status_code == 200 and "时限依据" in unsaid.content.decode()
    assert admin.post(f"{base}{row.pk}/change/", {**values, "source": "某文件", "active": "on"}).status_code == 302
    assert class_of("暴露垃圾").limit_text == "3 个工作日"
    figures = {"opens": "17:00", "closes": "09:00", "returns_for_meeting": 2, "extension_days": 5, "suspended_days": 9}
    answer = admin.post("/admin/office_management/gridrules/1/change/", figures)
    assert answer.status_code == 200 and "工作时间止须晚于工作时间起" in answer.content.decode()
    assert signed_in(cast.head).get(base).status_code in (302, 403, 404)


def test_it_goes_to_another_office_and_comes_back(cast: SimpleNamespace) -> None:
    case = dispatched(cast, office="F", handler=cast.co_handler)
    assert signed_in(cast.stranger).get(f"/desk/cases/{case.number}/").status_code == 404
    assert sent(cast.co_handler, "allow_return", case).status_code == 404
    for count in (1, 2):
        case = act(cast.co_handler, "return_order", case, reason="不属本科室", belongs_to="市容所")
        assert (case.state, "grid" in running(case)) == ("grid_return_asked", True)
        case = act(cast.colleague, "allow_return", case, note="")
        assert (case.state, case.office.code, case.sent_back, case.for_meeting) == ("grid_filed", "C", count, count > 1)
        assert "grid" not in running(case)
        given = {"office": Office.objects.get(code="F").pk, "handler": cast.co_handler.pk}
        case = act(cast.colleague, "dispatch", case, **given, resource="", to="", note="")
    assert Notice.objects.filter(template="grid_for_meeting").exists()
    case = act(cast.co_handler, "return_order", case, reason="不属本科室", belongs_to="")
    case = act(cast.head, "grid_rule", case, reason="由自治办牵头")
    refused = sent(cast.co_handler, "return_order", case, reason="仍不属", belongs_to="")
    assert refused.status_code == 409 and "仍不属" in refused.content.decode()
    case = act(cast.co_handler, "handle", case, done="已处置", after_photos=photo())
    assert (case.state, case.office.code) == ("handled", "F")
    case = act(cast.colleague, "verify", case, seen_on_site="已好")
    assert act(cast.head, "close", case).closed_at


def test_more_time_is_asked_for_and_granted_once(cast: SimpleNamespace) -> None:
    GridRules.objects.update(extension_days=3)
    case = dispatched(cast, name="道路破损", place="武定西路")
    assert "days" in said(sent(cast.handler, "grid_ask_time", case, days=4, reason="须开挖"))[0]
    case = act(cast.handler, "grid_ask_time", case, days=3, reason="须开挖")
    assert sent(cast.handler, "grid_grant", case).status_code == 404
    assert sent(cast.colleague, "grid_grant", case).status_code == 404
    case = act(cast.head, "grid_grant", case)
    assert (case.state, running(case)) == ("dispatched", {"grid": dt.datetime(2026, 12, 3, 23, 59, 59)})
    assert sent(cast.handler, "grid_ask_time", case, days=1, reason="再延").status_code == 409
    assert case.asks.get().granted


def test_a_standstill_stops_the_limit_until_it_is_taken_up_again(cast: SimpleNamespace) -> None:
    case = dispatched(cast, name="井盖缺失或破损", place="万航渡路")
    late = timezone.localdate() + dt.timedelta(days=91)
    assert "until" in said(sent(cast.handler, "grid_ask_standstill", case, until=late, reason="配件制作"))[0]
    until = timezone.localdate() + dt.timedelta(days=20)
    case = act(cast.handler, "grid_ask_standstill", case, until=until, reason="配件制作")
    case = act(cast.head, "grid_refuse", case, reason="先设围挡")
    assert (case.state, case.asks.get().granted) == ("dispatched", False)
    case = act(cast.handler, "grid_ask_standstill", case, until=until, reason="已设围挡，配件制作")
    case = act(cast.head, "grid_grant", case)
    assert (case.state, case.suspended_until) == ("grid_suspended", until)
    assert running(case) == {"grid_review": dt.datetime(2026, 12, 13, 23, 59, 59)}
    with time_machine.travel(MONDAY + dt.timedelta(days=8), tick=False):
        case = act(cast.handler, "grid_resume", case)
        # From Monday to Tuesday of the next week seven working days stood still: five working days end that much later.
        assert running(case) == {"grid": dt.datetime(2026, 12, 9, 23, 59, 59)}


def test_a_verification_that_fails_gives_one_more_day(cast: SimpleNamespace) -> None:
    case = act(cast.colleague, "not_put_right", handled(cast), reason="仍有残留", check_photos=photo())
    assert (case.state, case.returns) == ("dispatched", 1)
    assert running(case) == {"grid_again": dt.datetime(2026, 11, 24, 23, 59, 59)}
    case = act(cast.colleague, "grid_urge", case, note="请今天完成")
    assert case.urges == 1 and Notice.objects.filter(template="grid_urged").exists()
    case = act(cast.handler, "handle", case, done="已重新清运", after_photos=photo("再.jpg"))
    assert "grid_verify" in running(case)


def test_small_things_are_put_right_on_the_spot_and_looked_at_by_another(cast: SimpleNamespace) -> None:
    case = found(cast.handler)
    big = {"grid_class": class_of("违法搭建").pk, "place": case.place, "done": "已清"}
    refused = sent(cast.handler, "spot", case, **big, before_photos=photo(), after_photos=photo("后.jpg"))
    assert "grid_class" in said(refused)[0]
    small = big | {"grid_class": case.grid_class_id}
    case = act(cast.handler, "spot", case, **small, before_photos=photo("一.jpg"), after_photos=photo("二.jpg"))
    assert (case.state, case.handled_by) == ("grid_on_spot", cast.handler)
    assert sent(cast.handler, "spot_seen", case).status_code == 409
    case = act(cast.colleague, "spot_seen", case)
    assert (case.state, case.verified_by) == ("grid_closed", cast.colleague)


def test_what_is_likely_the_same_is_shown_and_put_together(cast: SimpleNamespace) -> None:
    first, _other = found(cast.colleague, place="长宁路88弄门口"), found(cast.colleague, place="武定西路500号")
    second = found(cast.colleague, place="长宁路88弄小区门口")
    page = signed_in(cast.colleague).get(f"/desk/cases/{second.number}/").content.decode()
    assert first.number in page and _other.number not in page
    refused = sent(cast.colleague, "same", second, other="WG-2026-999999")
    assert refused.status_code == 422 and "WG-2026-999999" in refused.content.decode()
    second = act(cast.colleague, "same", second, other=first.number)
    assert (second.state, second.same_as_id) == ("cancelled", first.pk)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("长宁路88弄", "长宁路 88 弄门口", True),
        ("武定西路近江苏路", "武定西路江苏路口", True),
        ("长宁路88弄", "武定西路500号", False),
        ("长宁路", "长寿路", False),
        ("", "长宁路", False),
    ],
)
def test_places_that_read_alike(one: str, other: str, same: bool) -> None:
    assert (alike(one, other) >= 0.5) is same


def test_a_branch_puts_it_right_through_the_handler(cast: SimpleNamespace) -> None:
    values = {"title": "某市容作业公司", "kind": "company", "field": "道路清扫", "contact": "调度室", "phone": ""}
    made = signed_in(cast.handler).post(
        "/desk/management/resources/new/", {**values, "strength": "12", "agreement_until": "2027-06-30"}
    )
    assert made.status_code == 302
    company = Resource.objects.get()
    given = {"office": Office.objects.get(code="C").pk, "handler": cast.handler.pk, "resource": company.pk}
    case = act(cast.colleague, "dispatch", filed(cast), **given, to="", note="")
    assert case.resource == company
    page = signed_in(cast.handler).get(f"/desk/cases/{case.number}/").content.decode()
    assert "某市容作业公司" in page
    listed = (
        signed_in(cast.handler).get("/desk/management/grid-cases/", {"resource": f"#{company.pk}"}).content.decode()
    )
    assert case.number in listed
    assert "/timetable/" not in listed  # the thing of a case is a sort, not something that is lent


def test_the_old_address_leads_to_the_register(cast: SimpleNamespace) -> None:
    answer = signed_in(cast.handler).get("/desk/management/grid/new/")
    assert (answer.status_code, answer["Location"]) == (302, "/desk/management/grid-cases/new/")
    assert signed_in(cast.stranger).get(answer["Location"]).status_code == 404
