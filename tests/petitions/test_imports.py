"""Letters exported elsewhere: every usable row is kept once, every other is told with its line and reason."""

import csv
import datetime as dt
import io
import os
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone
from openpyxl import Workbook

from caojiadu.core.cases.models import FAR, Case, CaseEvent, Clock, LimitRule
from caojiadu.core.cases.query import CaseQuerySet
from caojiadu.core.cases.sweep import sweep
from caojiadu.core.community.models import Resident
from caojiadu.core.notices.models import Notice
from petitions.models import Answer, Petition

HEADS = ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间"]
# `IMPORT_ROWS=2000 make test TESTS=tests/petitions/test_imports.py` brings in a whole year.
ROWS = int(os.environ.get("IMPORT_ROWS", "40"))
REAL = settings.BASE_DIR.parent / "shared" / "data"
pytestmark = pytest.mark.django_db


def row(number, **more):
    """A row with everything."""
    plain = {
        "user": "U1",
        "title": f"路灯不亮 {number}",
        "received": "2019/2/14 20:00:00",
        "body": "弄堂口的路灯坏了。",
        "answer": "已修复。",
        "answered": "2019-02-20",
    }
    return [str(number), *({**plain, **more}).values()]


def bring(path, *options):
    """Run the command; return what it said."""
    out, err = io.StringIO(), io.StringIO()
    call_command("import_letters", str(path), *options, stdout=out, stderr=err)
    return SimpleNamespace(out=out.getvalue(), err=err.getvalue())


@pytest.fixture
def save(tmp_path):
    """Save rows as CSV."""

    def save(*rows, heads=HEADS, encoding="utf-8", name="letters.csv", delimiter=","):
        path = tmp_path / name
        with path.open("w", encoding=encoding, newline="") as file:
            csv.writer(file, delimiter=delimiter).writerows([heads, *rows])
        return path

    return save


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_any_encoding_an_office_writes(save, encoding):
    bring(save(row(1), row(2, title="电梯停运"), encoding=encoding))
    assert set(Petition.objects.values_list("title", flat=True)) == {"路灯不亮 1", "电梯停运"}


def test_an_answered_letter_is_closed_with_its_answer(save, cast):
    bring(save(row(7, body="第一行\t有制表符\r\n\r\n\r\n\r\n最后一行")), "--system", "city")
    case = Petition.objects.get(foreign_system="city", foreign_number="7")
    assert case.state == "answered" and case.channel == "import"
    assert timezone.localtime(case.opened_at) == dt.datetime(2019, 2, 14, 20, tzinfo=timezone.get_current_timezone())
    assert timezone.localdate(case.closed_at) == timezone.localdate(case.answered_at) == dt.date(2019, 2, 20)
    assert case.body == "第一行\t有制表符\n\n最后一行"
    assert (case.due_at, case.resident) == (FAR, None)
    answer = Answer.objects.get(petition=case)
    assert (answer.text, answer.outcome, answer.drafted_by) == ("已修复。", "imported", None)
    assert not any("已修复" in str(event.data) for event in CaseEvent.objects.all())


def test_nobody_is_told_and_nothing_climbs(save, cast):
    bring(save(row(1), row(2, answer="", answered=""), row(3, answer="", answered="")))
    bring(save(row(4, answer="", answered="")), "--open")
    assert sweep() == {"warned": 0, "climbed": 0}
    assert Notice.objects.count() == 0
    assert Counter(Petition.objects.values_list("state", flat=True)) == {"answered": 1, "filed": 2, "submitted": 1}
    late = Case.objects.overdue().get()
    assert late.foreign_number == "4" and Clock.objects.get(case=late, key="tell").next_at == FAR
    assert Clock.objects.get(case=late, key="register").state == "ended"


def test_a_fresh_letter_is_open_and_its_limit_runs_from_its_receipt(save, cast):
    received = timezone.localtime() - dt.timedelta(days=3)
    bring(save(row(1, received=received.strftime("%Y年%m月%d日"), answer="", answered="")))
    clock = Clock.objects.get(case__foreign_number="1", key="tell")
    days = LimitRule.objects.get(kind="petition_appeal", key="tell").days
    assert clock.started_at.date() <= received.date()
    assert dt.date.today() < clock.due_on <= received.date() + dt.timedelta(days=days)


def test_a_transferred_letter_runs_from_the_transfer(save, cast):
    heads = [*HEADS, "转送单位", "转送日期"]
    passed = timezone.localtime() - dt.timedelta(days=1)
    wrote = (passed - dt.timedelta(days=9)).strftime("%Y-%m-%d")
    known = [*row(1, received=wrote, answer="", answered=""), "静安区信访办公室", passed.strftime("%Y-%m-%d")]
    other = [*row(2, received=wrote, answer="", answered=""), "上海市信访办公室", ""]
    bring(save(known, other, heads=heads))
    case = Petition.objects.get(foreign_number="1")
    assert (case.transferred.body.key, case.transferred.received_on) == ("letters-calls", passed.date())
    assert timezone.localdate(case.clocks.get(key="tell").started_at) == passed.date()
    assert case.transferred.object_until > timezone.localdate()
    assert Petition.objects.get(foreign_number="2").transferred.who == "上海市信访办公室"


def test_again_changes_nothing(save):
    path = save(row(1), row(2))
    bring(path)
    said = bring(path)
    assert Petition.objects.count() == 2 and said.err == ""
    assert Petition.objects.filter(foreign_system="import").count() == 2


def test_bad_rows_are_told_and_good_ones_kept(save, tmp_path):
    tomorrow = (timezone.localdate() + dt.timedelta(days=2)).isoformat()
    path = save(
        row(1, body="好的\n两行"),
        row("", title="没有编号"),
        row(3, received="昨天"),
        row(4, received=""),
        row(5, received=tomorrow),
        ["", "", "", "", "", "", ""],
        row(1),
        row(8, title="", body=" \n"),
        row(9, answered="2018-01-01"),
        row(10, body="密级：机密\n附件"),
        row(11, received="2019-02-30"),
        row(12),
    )
    report = tmp_path / "bad.csv"
    said = bring(path, "--report", str(report))
    assert set(Petition.objects.values_list("foreign_number", flat=True)) == {"1", "12"}
    with report.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))[1:]
    # The first row takes two lines, so every line after it is one further down.
    assert [(int(line), number) for line, number, _why in rows] == [
        *((4, ""), (5, "3"), (6, "4"), (7, "5"), (9, "1"), (10, "8"), (12, "9"), (13, "10"), (15, "11"))
    ]
    assert len(said.err.splitlines()) == 9 and "机密" in said.err


def test_in_a_long_file_each_row_that_fails_names_its_cause(save, tmp_path, owner_connection, settings):
    owner_connection.execute("ALTER TABLE petitions_petition ADD CONSTRAINT odd CHECK (place <> '不可能的地方')")
    heads = [*HEADS, "地点"]
    rows = [[*row(n), "武定西路"] for n in range(ROWS)]
    rows[7][6], rows[11][7], rows[ROWS - 1][3] = "2018-01-01", "不可能的地方", "前天"
    report = tmp_path / "bad.csv"
    said = bring(save(*rows, heads=heads), "--report", str(report))
    with report.open(encoding="utf-8-sig", newline="") as file:
        bad = {int(line): (number, why) for line, number, why in list(csv.reader(file))[1:]}
    assert {line: number for line, (number, _why) in bad.items()} == {9: "7", 13: "11", ROWS + 1: str(ROWS - 1)}
    assert "administrator" in bad[13][1] or "管理员" in bad[13][1]
    assert "不可能" not in bad[13][1] and "不可能" not in said.err
    assert Petition.objects.count() == ROWS - 3
    assert f": {ROWS - 3}" in said.out and f"{ROWS - 3}" in bring(save(*rows, heads=heads), "--report", str(report)).out


def test_nothing_usable_is_an_error(save):
    with pytest.raises(CommandError):
        bring(save(row(1, received="?"), row("")))


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty.csv"),
        (b"\xff\x00\xff\x80\x81\x00", "odd.csv"),
        (b"PK no workbook", "odd.xlsx"),
        ("甲,乙\n1,2\n".encode(), "heads.csv"),
    ],
)
def test_what_is_no_table_says_what_to_do(tmp_path, content, name):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(CommandError):
        bring(path)
    with pytest.raises(CommandError):
        bring(tmp_path / "missing.csv")


def test_columns_can_be_named(save):
    heads = ["ID", "when", "what", "whom"]
    path = save(["a-1", "2026-01-05", "路灯", "x"], heads=heads, delimiter="\t", name="letters.txt")
    bring(path, "--map", "number=ID", "--map", "received=when", "--map", "body=what")
    assert Petition.objects.get().title == "路灯"
    for wrong in ("number=nothing", "nonsense=ID", "number"):
        with pytest.raises(CommandError):
            bring(path, "--map", wrong)


@pytest.mark.parametrize(
    "written",
    [
        *("2019/2/14 20:00:00", "2019-02-14 20:00", "2019年2月14日 20时00分", "2019.02.14 20:00:00"),
        *("20190214200000", "2019-02-14T20:00:00+08:00", "43510.8333333333"),
    ],
)
def test_dates_in_every_form(save, written):
    bring(save(row(1, received=written)))
    opened = timezone.localtime(Petition.objects.get().opened_at)
    assert abs(opened.replace(tzinfo=None) - dt.datetime(2019, 2, 14, 20)) < dt.timedelta(seconds=1)


def test_a_workbook(tmp_path):
    book = Workbook()
    book.active.append(HEADS)
    book.active.append([2549.0, "U", "题目", dt.datetime(2019, 4, 25, 9, 32), "内容", None, None])
    book.active.append([None] * 7)
    book.active.append([2550, "U", "题目", 43580.5, "内容", "答复", dt.date(2019, 5, 1)])
    book.save(tmp_path / "letters.xlsx")
    bring(tmp_path / "letters.xlsx")
    assert set(Petition.objects.values_list("foreign_number", "state")) == {("2549", "filed"), ("2550", "answered")}


def test_long_titles_and_texts_are_kept_whole(save):
    title = "路灯" * 100
    bring(save(row(1, title=title, body="字" * 20_000), row(2, title="", body="没有题目的来信\n第二行")))
    long, untitled = Petition.objects.order_by("foreign_number")
    assert len(long.title) == 120 and long.body.startswith(title) and len(long.body) > 20_000
    assert untitled.title == "没有题目的来信 第二行"


def test_a_name_with_a_phone_makes_a_resident_and_a_pseudonym_does_not(save):
    heads = ["编号", "标题", "来信时间", "姓名", "联系电话", "留言用户"]
    said = bring(
        save(
            ["1", "一", "2026-01-05", "张三", "13800138000", "U"],
            ["2", "二", "2026-01-05", "", "", "U"],
            ["3", "三", "2026-01-05", "李四", "12", "U"],
            heads=heads,
        )
    )
    assert Resident.objects.count() == 1 and len(said.err.splitlines()) == 1
    assert Petition.objects.get(foreign_number="1").resident is not None
    assert Petition.objects.get(foreign_number="2").resident is None


def test_a_dry_run_keeps_nothing(save):
    bring(save(row(1)), "--dry-run")
    assert Petition.objects.count() == 0


def test_it_is_found_by_its_words_and_open_to_the_desk(save, cast):
    bring(save(row(1)))
    found: CaseQuerySet = Case.objects.visible_to(cast.clerk)
    assert found.get().search.vector


# The public letters are never copied into the project; where the whole suite has to pass they lie beside it.
@pytest.mark.skipif(not (REAL / "letters.csv").is_file(), reason="real letters are not beside this checkout")
def test_real_letters(tmp_path):
    for name in ("letters.csv", "letters-answered.csv"):
        with (REAL / name).open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))[:150]
        path: Path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        said = bring(path, "--system", name)
        good = Petition.objects.filter(foreign_system=name).count()
        assert good + len(said.err.splitlines()) == sum(any(cell.strip() for cell in one) for one in rows[1:])
        assert good >= 0.95 * (len(rows) - 1)
