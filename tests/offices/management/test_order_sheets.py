"""Sheets of 12345: what can be used is taken once, what cannot is named; replies go back, and it is known which are."""

import datetime as dt
import json
import os
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from caojiadu.core.audit.models import Entry
from caojiadu.core.cases.models import Clock
from caojiadu.core.cases.moving import Actor
from caojiadu.core.cases.sweep import sweep
from caojiadu.core.external_systems.models import Counterpart, NumberSheet
from caojiadu.core.notices.models import Notice
from offices.management.hotline.sheets import incoming, outgoing
from offices.management.models import HotlineOrder, OrderSheet, SheetWord
from offices.management.tasks import bring_in_sheets
from tests.offices.management.orders import REPLY, UNHAPPY, act, received, replied
from tests.offices.management.sheets import book, cells, row, text, upload
from tests.world import client_of

pytestmark = pytest.mark.django_db
# `SHEET_ROWS=2000 make test TESTS=tests/offices/management/test_order_sheets.py` takes a whole one.
ROWS = int(os.environ.get("SHEET_ROWS", "24"))


@pytest.fixture
def desk(cast: SimpleNamespace) -> Client:
    """A browser of the centre."""
    client = client_of(cast.handler)
    client.raise_request_exception = True
    return client


def send(desk: Client, content: bytes, name: str = "工单.xlsx") -> OrderSheet:
    """Send a sheet in, and return what was read."""
    response = desk.post(reverse("office_management:import_orders"), {"sheet": upload(content, name)})
    assert response.status_code == 302, response.context["form"].errors
    return OrderSheet.objects.latest("pk")


def take(desk: Client, sheet: OrderSheet) -> OrderSheet:
    """Press the button under what was read."""
    address = reverse("office_management:order_sheet", args=[sheet.key])
    assert desk.get(address).status_code == 200
    assert desk.post(address).status_code == 302
    assert desk.get(address).status_code == 200
    return OrderSheet.objects.get(pk=sheet.pk)


def test_a_sheet_is_looked_at_then_taken_once(desk: Client) -> None:
    rows = [row("A1"), row("A2", **{"class": "咨询"}, phone="", name="匿名"), row("A3", danger="紧急", private="是")]
    content = book(*rows, above=["静安区12345工单清单"], merge="A1:I1")
    sheet = send(desk, content)
    assert (sheet.usable, sheet.here, sheet.bad, HotlineOrder.objects.count()) == (3, 0, [], 0)
    sheet = take(desk, sheet)
    assert (sheet.taken, sheet.state, sheet.rows_sealed) == (3, "done", "")
    first, second, third = HotlineOrder.objects.order_by("foreign_number")
    assert (first.order_class, first.resident.masked_phone, first.place) == ("help", "138****0000", "武定西路")
    assert (second.order_class, second.resident, second.channel) == ("inquiry", None, "import")
    assert third.dangerous and third.keep_private and first.counterpart.agreed_at
    assert set(Notice.objects.values_list("template", flat=True)) == {"order_danger"}
    kept = HotlineOrder.objects.order_by("pk").values()
    before = list(kept)
    again = take(desk, send(desk, content))
    assert (again.usable, again.taken, again.here, list(HotlineOrder.objects.order_by("pk").values())) == (
        0,
        0,
        3,
        before,
    )


def test_the_rows_lie_sealed_until_they_are_taken(desk: Client) -> None:
    sheet = send(desk, book(row("A1")))
    with connection.cursor() as cursor:
        cursor.execute("SELECT s::text FROM office_management_ordersheet s WHERE id = %s", [sheet.pk])
        assert "13812340000" not in cursor.fetchone()[0]
    OrderSheet.objects.update(sent_at=timezone.now() - dt.timedelta(days=2))
    bring_in_sheets()
    assert not OrderSheet.objects.exists()


BAD: list[tuple[list[Any], str]] = [
    (row(""), "编号"),
    (row("B1", **{"class": "表单"}), "表单"),
    (row("B2", **{"class": ""}), "类型"),
    (row("B3", phone="12345"), "电话"),
    (row("B4", received="昨天"), "昨天"),
    (row("B5", received=""), "日期"),
    (row("B6", received="2099-01-01"), "晚于今天"),
    (row("B7", received="2026-02-30"), "2026-02-30"),
    (row("B8", content=" "), "来电人"),
    (row("B9", content="密级：机密\n附件"), "机密"),
    (row("B10", private="也许"), "也许"),
    (row("x" * 61), "60"),
    (row("B11", content="=A1&B1"), "公式"),
    (row("A1"), "2"),
    (row("B12", content="长" * 20_001), "20000"),
]


def test_each_bad_row_is_named_with_what_to_do_and_the_good_ones_are_taken(desk: Client) -> None:
    sheet = send(desk, book(row("A1"), *(bad for bad, _why in BAD), row("A2"), row("A3"), merge="A18:A19"))
    lines = {line: reason for line, _number, reason in sheet.bad}
    assert set(lines) == {*range(3, 3 + len(BAD)), 18, 19}
    wrong = [f"{line}: {lines[line]}" for line, (_row, why) in enumerate(BAD, 3) if why not in lines[line]]
    assert not wrong, "\n".join(wrong)
    assert "合并" in lines[18] and not any("12345678" in reason for reason in lines.values())
    assert take(desk, sheet).taken == 1
    report = desk.get(reverse("office_management:bad_rows", args=[sheet.key]))
    assert len(cells(report.content)) == len(BAD) + 3


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "empty.csv", "空"),
        (b"PK\x03\x04 no workbook", "odd.xlsx", "xlsx"),
        (b"\xd0\xcf\x11\xe0old", "old.xls", ".xls"),
        (b"\xff\x00\xff\x80\x81\x00", "odd.csv", "UTF-8"),
        (book(heads=["编号", "内容"]), "heads.xlsx", "类型"),
        (text(*([str(n), *row(n)[1:]] for n in range(10_001))), "long.csv", "10000"),
    ],
)
def test_what_is_no_sheet_says_what_to_do(desk: Client, content: bytes, name: str, said: str) -> None:
    response = desk.post(reverse("office_management:import_orders"), {"sheet": upload(content, name)})
    assert response.status_code == 200 and said in str(response.context["form"].errors)
    assert not OrderSheet.objects.exists()


def test_ten_thousand_rows_are_read_within_seconds_and_left_to_the_worker(desk: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(incoming, "AT_ONCE", 5)
    began = timezone.now()
    sheet = send(desk, text(*(row(f"T{n}") for n in range(10_000))), "many.csv")
    assert sheet.usable == 10_000 and timezone.now() - began < dt.timedelta(seconds=30)
    kept = json.loads(sheet.rows_sealed)[:6]
    sheet.usable, sheet.rows_sealed = 6, json.dumps(kept)
    sheet.save()
    assert take(desk, sheet).state == "waiting" and not HotlineOrder.objects.exists()
    bring_in_sheets()
    bring_in_sheets()
    sheet.refresh_from_db()
    assert (sheet.state, sheet.taken, HotlineOrder.objects.count()) == ("done", 6, 6)


def test_a_broken_off_sheet_goes_on_where_it_stood_and_shows_how_far(desk: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(incoming, "AT_ONCE", 5)
    monkeypatch.setattr(incoming, "STEP", 3)
    sheet = send(desk, book(*(row(f"P{n}") for n in range(8))))
    assert take(desk, sheet).state == "waiting"
    sheet.refresh_from_db()
    # The worker is killed in the middle of the second step: the first three rows, and that they are in, are kept.
    rows, entrance = json.loads(sheet.rows_sealed), incoming.Entrance.now()
    incoming._bring_in_some(sheet, rows, Actor.staff(sheet.sent_by), entrance)
    OrderSheet.objects.update(claimed_at=timezone.now() - dt.timedelta(minutes=6))
    shown = desk.get(reverse("office_management:order_sheet", args=[sheet.key])).content.decode()
    assert '<progress id="bar" class="far" value="3" max="8">' in shown and "共 8 行，已处理 3 行" in shown
    bring_in_sheets()
    sheet.refresh_from_db()
    assert (sheet.state, sheet.taken, sheet.here, sheet.worked, HotlineOrder.objects.count()) == ("done", 8, 0, 8, 8)


def test_a_row_that_cannot_be_kept_is_named_and_hinders_no_other(desk: Client, owner_connection: Any) -> None:
    owner_connection.execute(
        "ALTER TABLE office_management_hotlineorder ADD CONSTRAINT odd CHECK (place <> '不可能的地方')"
    )
    sheet = take(desk, send(desk, book(row("K1"), row("K2", place="不可能的地方"), row("K3"))))
    assert (sheet.state, sheet.taken, sheet.here) == ("done", 2, 0)
    ((line, number, reason),) = sheet.bad
    assert (line, number) == (3, "K2") and "手工录入" in reason
    assert "手工录入" in desk.get(reverse("office_management:order_sheet", args=[sheet.key])).content.decode()


def test_in_a_long_sheet_each_row_that_fails_names_its_cause(
    desk: Client, owner_connection: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(incoming, "AT_ONCE", 5)
    owner_connection.execute(
        "ALTER TABLE office_management_hotlineorder ADD CONSTRAINT odd CHECK (place <> '不可能的地方')"
    )
    rows = [row(f"M{n}") for n in range(ROWS)]
    rows[3], rows[ROWS - 2] = row("M3", received="2026-02-30 10:00"), row(f"M{ROWS - 2}", place="不可能的地方")
    sheet = send(desk, text(*rows), "many.csv")
    assert (sheet.usable, [line for line, _number, _why in sheet.bad]) == (ROWS - 1, [5])
    assert take(desk, sheet).state == "waiting"
    while OrderSheet.objects.get(pk=sheet.pk).state != "done":
        bring_in_sheets()
    sheet.refresh_from_db()
    assert (sheet.taken, sheet.here, HotlineOrder.objects.count()) == (ROWS - 2, 0, ROWS - 2)
    assert {line: number for line, number, _why in sheet.bad} == {5: "M3", ROWS: f"M{ROWS - 2}"}
    page = desk.get(reverse("office_management:order_sheet", args=[sheet.key])).content.decode()
    assert "手工录入" in page and f"M{ROWS - 2}" in page and "不可能" not in page
    report = cells(desk.get(reverse("office_management:bad_rows", args=[sheet.key])).content)
    assert [str(line[0].value) for line in report[1:]] == ["5", str(ROWS)]


def test_an_order_of_a_sheet_costs_few_statements(desk: Client, django_assert_max_num_queries: Any) -> None:
    sheet = send(desk, book(*(row(f"Q{n}") for n in range(20))))
    with django_assert_max_num_queries(20 * 31 + 20):
        incoming.bring_in(sheet)
    assert sheet.taken == 20


def test_administrators_add_words_for_columns_and_classes(desk: Client) -> None:
    heads = ["流水号", "业务分类", "诉求内容", "接收时间"]
    content = book(["W1", "便民服务", "咨询办证", timezone.localtime().replace(tzinfo=None)], heads=heads)
    response = desk.post(reverse("office_management:import_orders"), {"sheet": upload(content)})
    assert response.context["form"].errors
    for word, means in (("流水号", "number"), ("业务分类", "class"), ("便民服务", "class:inquiry")):
        SheetWord.objects.create(word=word, means=means)
    assert take(desk, send(desk, content)).taken == 1
    assert HotlineOrder.objects.get().order_class == "inquiry"


def test_what_was_late_before_it_came_climbs_nothing(desk: Client) -> None:
    take(desk, send(desk, book(row("L1", received="2026-01-05 10:00"))))
    assert sweep() == {"warned": 0, "climbed": 0}
    assert Clock.objects.filter(case__foreign_number="L1").count() == 2


def test_replies_go_back_and_come_home_confirmed(desk: Client, cast: SimpleNamespace) -> None:
    risky = {"text": "=HYPERLINK(1)", "responsibility": "@某公司", "fact_note": "+1", "claim_note": "-2"}
    cases = [replied(cast, number="=12345", reply=risky), replied(cast, number="N2")]
    sent = act(received(cast.head, number="N3"), "send_back", cast.head, reason="属邻近街道")
    received(cast.head, number="N4")
    export = reverse("external_systems:export", args=["12345"])
    assert desk.get(export).status_code == 200
    assert desk.post(export, {"which": "new"}).context["form"].errors
    content = desk.post(export, {"which": "new", "reason": "回传市平台"}).content
    lines = cells(content)
    assert [cell.value for cell in lines[0]] == list(outgoing.HEADS)
    found = {line[0].value: dict(zip(outgoing.HEADS, line, strict=True)) for line in lines[1:]}
    assert set(found) == {"=12345", "N2", "N3"} and found["N3"]["退单理由"].value == "属邻近街道"
    odd = found["=12345"]
    assert (odd["答复内容"].value, odd["办理结果"].value, odd["是否先行联系"].value) == (
        "=HYPERLINK(1)",
        "实际解决",
        "是",
    )
    for head in ("工单编号", "答复内容", "责任认定", "事实认定说明", "诉求认定说明"):
        assert odd[head].data_type == "s" and odd[head].quotePrefix, head
    logged = Entry.objects.filter(action="export", subject_type="case", reason="回传市平台")
    assert set(logged.values_list("subject_key", flat=True)) == {sent.number, *(case.number for case in cases)}
    assert Counterpart.objects.filter(exported_at__isnull=False).count() == 3
    assert len(cells(desk.post(export, {"which": "new", "reason": "再看"}).content)) == 1
    # The file comes back as the word that it was typed; then one by a tick.
    back = book(["N2"], ["N4"], ["N9"], heads=["工单编号"])
    assert came_back(desk, back) == ["entered", "bad", "bad"]
    assert came_back(desk, content) == ["entered", "same", "entered"]
    panel = reverse("external_systems:matter", args=["12345", sent.number])
    assert desk.post(panel, {"take_back": "1"}).status_code == 302
    assert [row.pk for row in Counterpart.objects.to_enter()] == [sent.pk]
    assert came_back(desk, content) == ["same", "same", "entered"]
    assert not Counterpart.objects.to_enter().exists()
    # A re-check makes a new reply, which is not there again.
    again = act(cases[1], "recheck", cast.head, **UNHAPPY)
    assert not Counterpart.objects.to_enter().exists()
    again = act(again, "file_reply", cast.co_handler, **{**REPLY, "told_at": timezone.now()})
    again = act(again, "release_reply", cast.head)
    ticking = reverse("external_systems:not_there", args=["12345"])
    page = desk.get(ticking).context
    assert [row.pk for row in page["page"].rows] == [again.pk]
    desk.post(ticking, {"case": [again.pk, "x", "9" * 30], "seen": page["seen"]})
    there = Counterpart.objects.get(pk=again.pk)
    assert there.entered_at and there.agreed_at == there.entered_at


def came_back(desk: Client, content: bytes) -> list[str]:
    """Send a sheet of numbers in, take it, and return what became of its rows."""
    assert desk.post(reverse("external_systems:numbers", args=["12345"]), {"sheet": upload(content), "says": "entered"})
    sheet = NumberSheet.objects.latest("pk")
    page = reverse("external_systems:number_sheet", args=["12345", sheet.key])
    seen = [row["becomes"] for row in desk.get(page).context["rows"]]
    assert desk.post(page).status_code == 302
    assert [row["becomes"] for row in desk.get(page).context["rows"]] == seen
    return seen
