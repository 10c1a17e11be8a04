"""Sheets as they come: a title above the heads, merged cells, other names of columns, noughts, parts of words."""

import datetime as dt
import io
import json
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from caojiadu.core.registers.declaration import find
from caojiadu.core.registers.meaning import Meaning
from caojiadu.core.registers.models import KeptColumn, SheetIn
from caojiadu.core.registers.tasks import look_every_day
from offices.security.models import Site
from tests.entries import people, signed_in

SITES = find("sites")
BASE = "/desk/security/sites/"
HEADS = ["企业名称", "类别", "单位", "地址", "居民区", "风险", "上次检查日期", "负责人签字"]


@pytest.fixture
def clerk(db: None) -> Any:
    assert SITES is not None
    return signed_in(people(SITES)["clerk"])


def book(*rows: list[Any], merged: tuple[str, ...] = ()) -> bytes:
    """A workbook with these rows."""
    made, kept = Workbook(), io.BytesIO()
    for row in rows:
        made.active.append(row)
    for cells in merged:
        made.active.merge_cells(cells)
    made.save(kept)
    return kept.getvalue()


def send(clerk: Any, content: bytes, name: str = "台账.xlsx") -> Any:
    return clerk.post(f"{BASE}sheet/", {"sheet": SimpleUploadedFile(name, content)})


def test_a_sheet_of_a_district_office_is_read_as_it_comes_and_its_columns_are_kept(clerk: Any) -> None:
    content = book(
        ["曹家渡街道小场所台账（2026年）"],
        ["填报单位：社区平安办公室"],
        HEADS,
        ["甲店", "沿街小店", "某公司", "某路1号", "武南", "低", dt.datetime(2026, 11, 3), "张"],
        ["乙店", "沿街小店", "某公司", "某路2号", None, "低", "2026年11月4日", "李"],
        ["丙\x85店", "没有这一类", "某公司", "某路3号", "武南", "低", "", ""],
        ["合计", None, None, None, None, 3, None, None],
        merged=("A1:H1", "E4:E5"),
    )
    asked = send(clerk, content)
    assert asked.status_code == 302 and asked["Location"].endswith("/columns/")
    form = clerk.get(asked["Location"]).context["form"]
    proposed = {field.label: field.initial for field in form.fields.values()}
    assert proposed == {
        "企业名称": "title",
        "类别": "kind",
        "单位": "operator",
        "地址": "address",
        "居民区": "neighbourhood",
        "风险": "risk",
        "上次检查日期": "inspected_on",
        "负责人签字": "-",
    }
    assert not Site.objects.exists() and clerk.get(asked["Location"].replace("columns/", "")).status_code == 302

    chosen = {name: field.initial for name, field in form.fields.items()}
    twice = clerk.post(asked["Location"], {**chosen, "c2": "title"})
    assert twice.status_code == 422 and set(twice.context["form"].errors) == {"c0", "c2", "__all__"}
    assert twice.content.decode().count('value="title" selected') == 2  # what was chosen stays
    read = clerk.post(asked["Location"], chosen)
    page = clerk.get(read["Location"]).content.decode()
    assert "没有这一类" in page and "沿街小店、" in page.replace("沿街小店…", "沿街小店、")  # the choices are named
    assert "“武南”" in page and "武南居民区" in page and "7" in page and "合计" in page
    assert clerk.post(read["Location"], {"x": ""}).status_code == 302
    assert list(Site.objects.order_by("title").values_list("title", "neighbourhood__name_zh", "inspected_on")) == [
        ("乙店", "武南居民区", dt.date(2026, 11, 4)),
        ("甲店", "武南居民区", dt.date(2026, 11, 3)),
    ]
    done = clerk.get(read["Location"]).content.decode()
    assert "丙店" in done or "丙 店" in done
    assert KeptColumn.objects.get(head="负责人签字").field == ""

    straight = send(clerk, book(HEADS, ["丁店", "沿街小店", "某公司", "某路4号", "", "高", "", "王"]))
    assert not straight["Location"].endswith("/columns/")
    assert clerk.get(f"{straight['Location']}columns/").status_code == 200  # it may still be changed


def test_two_columns_of_one_name_ask_which_it_is_and_what_was_read_is_told_once(clerk: Any) -> None:
    heads = ["场所名称", "场所类别", "责任单位", "地址", "地址", "风险等级"]
    sent = send(clerk, book(heads, ["甲店", "小店", "某公司", "某路1号", "某路2号", "低"]))
    assert sent["Location"].endswith("/columns/")
    sheet = SheetIn.objects.get()
    assert sheet.columns == ["title", "kind", "operator", "address", "", "risk"]
    for address in ("c3", "c4"):
        chosen = {f"c{place}": key or "-" for place, key in enumerate(sheet.columns)} | {"c3": "-", address: "address"}
        clerk.post(sent["Location"], chosen)
        sheet.refresh_from_db()
        assert (sheet.good, len(sheet.told)) == (1, 1), sheet.told  # 小店 for 沿街小店
    clerk.post(sent["Location"].replace("columns/", ""), {"x": ""})
    assert Site.objects.get().address == "某路2号"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("空.csv", "场所名称,场所类别\n", "表头下面没有内容"),
        ("引号.csv", '场所名称,地址\n甲店,"某路1号\n乙店,某路2号\n', "第 2 行"),
        ("公式.xlsx", book(["场所名称", "地址"], ["甲店", "=B9"]), "B2"),
    ],
)
def test_what_cannot_be_read_says_where(clerk: Any, name: str, content: Any, said: str) -> None:
    refused = send(clerk, content.encode() if isinstance(content, str) else content, name)
    assert refused.status_code == 422 and said in refused.content.decode()
    assert not SheetIn.objects.exists()


def test_a_quotation_mark_inside_a_cell_ends_nothing(clerk: Any) -> None:
    sent = send(clerk, '场所名称,地址,备\n甲店,5"管道,1\n"乙\n店",某路,2\n丙店,3"管,"3"\n'.encode(), "店.csv")
    kept = json.loads(SheetIn.objects.get().rows_sealed)
    assert sent.status_code == 302 and [line for line, _cells in kept] == [2, 3, 5]
    assert kept[1][1] == ["乙\n店", "某路", "2"]


def test_signs_that_nobody_sees_go_with_a_word_about_it(clerk: Any) -> None:
    send(clerk, "场所名称,地址\n甲\x07店,某路\u200b\n".encode(), "店.csv")
    sheet = SheetIn.objects.get()
    assert json.loads(sheet.rows_sealed)[0][1] == ["甲店", "某路"] and "2" in sheet.told[0]


def test_a_sheet_on_which_nobody_decides_is_gone_after_a_day(clerk: Any) -> None:
    for name in ("旧.csv", "新.csv"):
        send(clerk, "场所名称,地址\n甲店,某路\n".encode(), name)
    SheetIn.objects.filter(name="旧.csv").update(sent_at=timezone.now() - dt.timedelta(hours=25))
    look_every_day()
    assert list(SheetIn.objects.values_list("name", flat=True)) == ["新.csv"]


FIELDS: dict[str, forms.Field] = {
    "number": forms.IntegerField(),
    "money": forms.DecimalField(),
    "day": forms.DateField(),
    "moment": forms.DateTimeField(),
    "tick": forms.BooleanField(),
    "choice": forms.ChoiceField(choices=[("", "—"), ("a", "沿街小店"), ("b", "沿街仓库"), ("c", "工地（在建）")]),
}


@pytest.mark.parametrize(
    ("field", "cell", "typed"),
    [
        ("number", "0", "0"),
        ("number", "１２", "12"),
        ("number", "1,200人", "1200"),
        ("number", "三", "三"),  # its own field refuses it
        ("money", "¥1,200.50", "1200.50"),
        ("money", "3.5万", "35000"),
        ("money", "-5元", "-5"),
        ("day", "2026/3/5", "2026-03-05"),
        ("day", "20260305", "2026-03-05"),
        ("day", "46086", "2026-03-05"),
        ("day", "", ""),
        ("day", "上月", None),
        ("moment", "2026年3月5日 14时30分", "2026-03-05 14:30"),
        ("tick", "√", "on"),
        ("tick", "否", ""),
        ("tick", "也许", None),
        ("choice", "沿街小店", "a"),
        ("choice", "仓库", "b"),
        ("choice", "工地(在建)", "c"),
        ("choice", "沿街", None),  # two begin so
        ("choice", "a", "a"),
        ("choice", "学校", None),
    ],
)
def test_what_a_cell_means(db: None, field: str, cell: str, typed: str | None) -> None:
    found, problems = Meaning(FIELDS, [field]).of([cell])
    assert (found[field] if field not in problems else None) == typed
    assert "沿街小店" in problems[field] or field != "choice" if problems else True


def test_the_sheet_to_fill_in_offers_choices_and_says_what_goes_where(clerk: Any) -> None:
    made = load_workbook(io.BytesIO(clerk.get(f"{BASE}sheet/empty/").content))
    sheet, told = made.worksheets[:2]
    heads = [cell.value for cell in sheet[1]]
    ranges = {str(one.sqref).partition("2:")[0] for one in sheet.data_validations.dataValidation}
    assert heads[:2] == ["场所名称", "场所类别"] and "B" in ranges
    rules = {row[0].value: [cell.value for cell in row] for row in told.iter_rows()}
    assert rules["场所名称"][1] == "是" and "沿街小店" in rules["场所类别"][3]
