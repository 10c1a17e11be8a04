"""What a register does beside its pages: dates told once, sheets, the calendar, rights that move with a function."""

import csv
import datetime as dt
import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from caojiadu.core.accounts.models import User
from caojiadu.core.notices.models import Notice
from caojiadu.core.organisation.models import Function, Office
from caojiadu.core.organisation.moves import move_function
from caojiadu.core.personal import SealedTextField
from caojiadu.core.registers.dates import recount_waiting, remind_due
from caojiadu.core.registers.declaration import find, months_after
from caojiadu.core.registers.lists import shown_value
from caojiadu.core.registers.models import Record, RecordDate, ReminderRule
from caojiadu.core.registers.verbs import change, end, enter
from caojiadu.core.sheets.writing import workbook
from offices.security.models import Site
from offices.security.safety.register import SITES
from tests.cast import again, make_staff
from tests.entries import people, signed_in
from tests.many_rows import copies

pytestmark = pytest.mark.django_db
BACKEND = "caojiadu.core.accounts.backends.PostBackend"
BASE = "/desk/security/sites/"
TODAY = timezone.localdate


@pytest.fixture
def cast() -> dict[str, Any]:
    return people(SITES)


def site(user: Any, **values: Any) -> Site:
    given = {"title": "东库", "kind": "workplace", "address": "某路", "operator": "某公司", "risk": "low"}
    return enter(SITES, {**given, **values}, user=user)


def test_a_long_history_shows_its_newest_part_and_leads_to_what_lies_before(cast: dict[str, Any]) -> None:
    row = site(cast["clerk"])
    for number in range(51):
        row = change(SITES, row, {"operator": f"公司{number}"}, user=cast["clerk"])
    clerk, at = signed_in(cast["clerk"]), f"{BASE}{row.pk}/"
    newest = clerk.get(at)
    life = newest.context["life"]
    assert (len(life.lines), life.newest, life.lines[-1].words[0][1]) == (50, True, "公司49")
    assert f'href="?before={life.older}#life"' in newest.content.decode()
    before = clerk.get(at, {"before": life.older}).context["life"]
    assert ([line.move for line in before.lines], before.older, before.newest) == (["entered", "changed"], "", False)


def told() -> int:
    return Notice.objects.filter(template="register_due", channel="portal").count()


@pytest.mark.parametrize(
    ("start", "months", "day"),
    [
        (dt.date(2026, 1, 31), 1, dt.date(2026, 2, 28)),
        (dt.date(2027, 12, 31), 2, dt.date(2028, 2, 29)),
        (dt.date(2026, 11, 30), 60, dt.date(2031, 11, 30)),
        (dt.date(2026, 3, 31), -1, dt.date(2026, 2, 28)),
        (dt.date(2026, 1, 15), 0, dt.date(2026, 1, 15)),
    ],
)
def test_months_end_on_the_same_day_or_the_last_one(start: dt.date, months: int, day: dt.date) -> None:
    assert months_after(start, months) == day


def test_each_date_is_told_ahead_and_on_the_day_once_each(cast: dict[str, Any]) -> None:
    far = TODAY() + dt.timedelta(days=40)
    row = site(cast["clerk"], permit_until=far, inspected_on=TODAY())
    assert {d.key: d.due_on for d in RecordDate.objects.filter(record=row)} == {
        "permit": far,
        "visit": months_after(TODAY(), 12),
    }
    assert remind_due() == 0
    ahead = timezone.now() + dt.timedelta(days=10)
    assert remind_due(ahead) == 1 and told() == 2  # whoever entered it, and the head
    assert remind_due(ahead) == 0 and told() == 2
    assert remind_due(timezone.now() + dt.timedelta(days=40)) == 1 and told() == 4
    assert remind_due(timezone.now() + dt.timedelta(days=50)) == 0


def test_a_date_that_moves_is_told_anew_and_one_that_ends_no_more(cast: dict[str, Any]) -> None:
    row = site(cast["clerk"], permit_until=TODAY() + dt.timedelta(days=5))
    assert remind_due() == 1 and told() == 2
    change(SITES, row, {"permit_until": TODAY() + dt.timedelta(days=20)}, user=cast["clerk"])
    assert remind_due() == 1 and told() == 4
    end(SITES, row, on=TODAY(), reason="已拆除", user=cast["clerk"])
    assert not RecordDate.objects.filter(record=row).exists()
    assert remind_due(timezone.now() + dt.timedelta(days=30)) == 0


def test_what_was_never_done_is_owed_from_the_day_of_the_entry(cast: dict[str, Any]) -> None:
    row = site(cast["clerk"])
    assert row.inspected_on is None
    assert RecordDate.objects.get(record=row, key="visit").due_on == months_after(TODAY(), 12)
    assert not RecordDate.objects.filter(record=row, key="permit").exists()


def test_a_day_in_a_year_that_cannot_be_is_refused_beside_its_field(cast: dict[str, Any]) -> None:
    clerk = signed_in(cast["clerk"])
    typed = {"title": "东库", "kind": "workplace", "address": "某路", "operator": "某公司", "risk": "low"}
    for year in ("9999", "0001"):
        page = clerk.post(f"{BASE}new/", {**typed, "inspected_on": f"{year}-12-31"})
        assert page.status_code == 422 and "1900" in str(page.context["form"].errors["inspected_on"])


def test_the_dates_of_entries_follow_a_norm_that_an_administrator_changes(cast: dict[str, Any]) -> None:
    row = site(cast["clerk"], inspected_on=dt.date(2026, 11, 20))
    rule = ReminderRule.objects.get(register="sites", key="visit")
    admin = Client()
    admin.force_login(User.objects.create_superuser("root", password="x" * 20), backend=BACKEND)
    page = admin.post(
        reverse("admin:registers_reminderrule_change", args=[rule.pk]), {"months": 6, "days": 0, "lead": 10}
    )
    assert page.status_code == 302
    assert RecordDate.objects.get(record=row, key="visit").due_on == dt.date(2027, 11, 20)
    assert recount_waiting() == 1
    assert RecordDate.objects.get(record=row, key="visit").due_on == dt.date(2027, 5, 20)
    assert recount_waiting() == 0


def test_the_calendar_shows_dates_and_limits_and_the_feed_carries_no_words(cast: dict[str, Any]) -> None:
    row = site(cast["clerk"], title="某某仓库", permit_until=TODAY() + dt.timedelta(days=3))
    clerk = signed_in(cast["clerk"])
    month = row.permit_until.strftime("%Y-%m")
    assert "某某仓库" in clerk.get("/desk/security/calendar/", {"month": month}).content.decode()
    assert clerk.get("/desk/security/calendar/", {"month": "9999-99"}).status_code == 200
    clerk.post("/desk/security/calendar/feed/")
    page = clerk.get("/desk/security/calendar/").content.decode()
    address = re.search(r"http://testserver(/desk/security/calendar/\w+\.ics)", page)
    assert address is not None
    stranger = type(clerk)()
    body = stranger.get(address[1]).content
    events = Calendar.from_ical(body).walk("VEVENT")
    assert [event["dtstart"].dt for event in events] == [row.permit_until, months_after(TODAY(), 12)]
    assert "某某仓库" not in body.decode() and f"#{row.pk}" in body.decode()
    clerk.post("/desk/security/calendar/feed/", {"end": "1"})
    assert stranger.get(address[1]).status_code == 404
    assert signed_in(cast["stranger"]).get("/desk/security/calendar/").status_code == 404


def test_a_sheet_is_looked_at_before_its_good_rows_are_entered_once(cast: dict[str, Any]) -> None:
    clerk = signed_in(cast["clerk"])
    heads = ["场所名称", "场所类别", "责任单位", "地址", "居民区", "风险等级", "许可或证书有效期至", "上次检查日期"]
    rows = [
        ["甲店", "沿街小店", "某公司", "某路1号", "", "低", "2027-01-31", ""],
        ["乙店", "没有这一类", "某公司", "某路2号", "", "低", "", ""],
        ["", "沿街小店", "某公司", "某路3号", "", "低", "", ""],
        ["丙店", "沿街小店", "某公司", "某路4号", "武南居民区", "高", dt.date(2027, 3, 1), ""],
    ]
    content = workbook("1", heads, [[str(cell) for cell in row] for row in rows])
    read = clerk.post(f"{BASE}sheet/", {"sheet": SimpleUploadedFile("店.xlsx", content)})
    assert read.status_code == 302
    page = clerk.get(read["Location"]).content.decode()
    assert "没有这一类" in page or "乙店" in page
    assert not Site.objects.exists()
    clerk.post(read["Location"], {"x": ""})
    clerk.post(read["Location"], {"x": ""})
    assert sorted(Site.objects.values_list("title", flat=True)) == ["丙店", "甲店"]
    assert Site.objects.get(title="丙店").neighbourhood is not None
    wrong = clerk.post(f"{BASE}sheet/", {"sheet": SimpleUploadedFile("错.xlsx", workbook("1", ["名"], [["甲"]]))})
    assert "场所名称" in clerk.get(wrong["Location"]).content.decode()  # asks which column that is
    assert clerk.post(wrong["Location"], {"c0": "title"}).status_code == 422  # kind and address are still missing


def test_a_function_moves_with_its_register_and_its_rights_and_back(cast: dict[str, Any]) -> None:
    row = site(cast["clerk"])
    function, home, away = Function.objects.get(code="E1"), Office.objects.get(code="E"), Office.objects.get(code="D")
    move_function(function=function, office=away, actor=cast["head"])
    new, old = signed_in(again(cast["stranger"])), signed_in(again(cast["clerk"]))
    assert new.get(f"/desk/service/sites/{row.pk}/").status_code == 200
    assert new.get("/desk/service/sites/new/").status_code == 200
    assert old.get(f"{BASE}{row.pk}/").status_code == 404 and old.get(BASE).status_code == 404
    assert Record.objects.get(pk=row.pk).office == away
    move_function(function=Function.objects.get(code="E1"), office=home, actor=cast["head"])
    assert signed_in(again(cast["clerk"])).get(f"{BASE}{row.pk}/").status_code == 200
    assert signed_in(again(cast["stranger"])).get(f"/desk/service/sites/{row.pk}/").status_code == 404


def test_who_stands_outside_finds_no_register(cast: dict[str, Any]) -> None:
    row = site(cast["clerk"])
    pages = ["/desk/security/", BASE, f"{BASE}{row.pk}/", f"{BASE}{row.pk}/edit/", f"{BASE}export/"]
    for page in pages:
        assert Client().get(page).status_code == 302, page
    for role, office in (
        ("window", "E"),
        ("letters", "E"),
        ("leader", ""),
        ("system_admin", ""),
        ("committee", "wunan"),
    ):
        person = signed_in(make_staff(f"x-{role}", "某某", role, office))
        assert [person.get(page).status_code for page in pages] == [404] * len(pages), role


def test_an_entry_is_found_by_name_number_and_what_comes_near(cast: dict[str, Any]) -> None:
    row = site(cast["clerk"], title="东区仓库")
    clerk = signed_in(cast["clerk"])
    url, form = "/desk/security/inspections/new/", {"title": "例行检查", "planned_on": "2026-12-01"}
    near = clerk.post(url, {**form, "site": "仓库"})
    assert near.status_code == 422 and f"#{row.pk} 东区仓库" in near.content.decode()
    assert 'value="仓库"' in near.content.decode()
    assert clerk.post(url, {**form, "site": "西区仓库没有"}).status_code == 422
    assert clerk.post(url, {**form, "site": "东区仓库"}).status_code == 302
    assert clerk.get(f"{url}?site={row.pk}").content.decode().count(f"#{row.pk} 东区仓库") == 2  # typed and offered
    assert find("inspections") is not None
    assert "例行检查" in clerk.get(f"{BASE}{row.pk}/").content.decode()


def test_what_belongs_to_an_entry_is_found_by_typing_it_and_offered_while_one_types(cast: dict[str, Any]) -> None:
    one, other = site(cast["clerk"]), site(cast["clerk"], title="西库")
    inspections = find("inspections")
    for place in range(9):
        enter(inspections, {"title": f"检查{place}", "site": one, "planned_on": TODAY()}, user=cast["clerk"])
    enter(inspections, {"title": "另一处", "site": other, "planned_on": TODAY()}, user=cast["clerk"])
    clerk, base = signed_in(cast["clerk"]), "/desk/security/inspections/"
    form = clerk.get(f"{base}new/").content.decode()
    assert 'list="site-entries"' in form and f'<option value="#{other.pk} 西库">' in form

    shown = clerk.get(f"{BASE}{one.pk}/").content.decode()
    everything = re.search(r'href="(/desk/security/inspections/\?[^"]+)"', shown)
    assert everything
    found = clerk.get(everything[1].replace("&amp;", "&")).content.decode()
    assert all(f"检查{place}" in found for place in range(9)) and "另一处" not in found
    assert "另一处" in clerk.get(base, {"site": "西库"}).content.decode()
    odd = clerk.get(base, {"site": "没有的仓库"}).content.decode()
    assert "检查1" not in odd and "没有的仓库" in odd


def test_an_entry_ends_once_and_a_list_goes_out_as_text_too(cast: dict[str, Any]) -> None:
    row, clerk = site(cast["clerk"]), signed_in(cast["clerk"])
    ended = {"on": "2026-11-01", "reason": "不再需要"}
    assert clerk.post(f"{BASE}{row.pk}/end/", ended).status_code == 302
    assert clerk.post(f"{BASE}{row.pk}/end/", ended).status_code == 409
    answer = signed_in(cast["head"]).post(f"{BASE}export/?tab=all", {"form": "csv", "reason": "月度统计"})
    sent = answer.getvalue().decode()
    assert sent.startswith("\ufeff") and "东库" in sent


def test_a_long_list_is_sent_while_it_is_read_with_each_entry_once(cast: dict[str, Any]) -> None:
    row = site(cast["clerk"])
    copies(row, 2_500)
    answer = signed_in(cast["head"]).post(f"{BASE}export/?tab=all", {"form": "csv", "reason": "月度统计"})
    assert answer.streaming
    lines = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    numbers = [line[0] for line in lines[1:]]
    assert len(numbers) == len(set(numbers)) == Record.objects.filter(register=SITES.key).count() > 2_500
    assert {len(line) for line in lines} == {len(lines[0])}
    # Each column says what the page of the entry says, names of other tables and choices among them.
    said = [shown_value(row.__class__.objects.get(pk=row.pk), name) for name in SITES.fields]
    plain = ["" if one is None else one.isoformat() if isinstance(one, dt.date) else str(one) for one in said]
    assert all(line[1:-1] == plain for line in lines[1:]) and len({*plain}) > 4


def test_an_entry_holds_until_its_last_day_has_come(cast: dict[str, Any]) -> None:
    row, clerk = site(cast["clerk"]), signed_in(cast["clerk"])
    page = clerk.post(f"{BASE}{row.pk}/end/", {"on": TODAY() + dt.timedelta(days=1), "reason": "不再需要"})
    assert page.status_code == 422 and list(page.context["form"].errors) == ["on"]
    assert Record.objects.get(pk=row.pk).ended_on is None
    assert clerk.post(f"{BASE}{row.pk}/end/", {"on": TODAY(), "reason": "不再需要"}).status_code == 302


def test_what_an_entry_belonged_to_before_it_was_corrected_hears_of_it_as_well() -> None:
    visits = find("enterprise-visits")
    clerk = people(visits)["clerk"]
    companies = find("enterprises")
    first, second = (enter(companies, {"title": name, "employees": 5}, user=clerk) for name in ("甲公司", "乙公司"))
    typed = {
        "title": "走访",
        "level": "leader",
        "situation": "平稳",
        "wishes": 1,
        "visited_on": TODAY(),
        "again_on": "",
    }
    desk, base = signed_in(clerk), "/desk/party-building/enterprise-visits/"
    made = desk.post(f"{base}new/", {**typed, "company": f"#{first.pk}"})

    def visited() -> list[dt.date | None]:
        rows = companies.model_class.objects.in_bulk([first.pk, second.pk])
        return [rows[one.pk].visited_on for one in (first, second)]

    assert visited() == [TODAY(), None]
    page = desk.post(f"{made['Location']}edit/", {**typed, "company": f"#{second.pk}"})
    assert page.status_code == 302 and visited() == [None, TODAY()]


def test_what_lies_sealed_is_found_by_no_search(monkeypatch: pytest.MonkeyPatch) -> None:
    duties = find("response-duties")
    clerk = people(duties)["clerk"]
    base, doer = "/desk/security/response-duties/", Office.objects.get(code="E").pk
    desk = signed_in(clerk)

    def found() -> bool:
        typed = {"title": "值守", "level": "1", "doer": doer, "content": "碧螺楼排水"}
        assert desk.post(f"{base}new/", typed).status_code == 302
        page = desk.get(f"{base}?q=碧螺楼").content.decode()
        assert "值守" in desk.get(f"{base}?q=值守").content.decode()
        return "值守" in page

    with monkeypatch.context() as sealing:
        sealing.setattr(duties.model_class._meta.get_field("content"), "__class__", SealedTextField)
        assert not found()
    assert found()
