"""Changing the calendar: loading plans, editing days, and who is told."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from caojiadu.core import hooks
from caojiadu.core.audit.models import Entry
from caojiadu.core.workdays.changes import load_first_years, publish, set_day
from caojiadu.core.workdays.models import Day
from caojiadu.core.workdays.published import known_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(monkeypatch):
    """The ranges that whoever counts over the calendar was told of."""
    ranges = []

    def listen(*, first, last):
        ranges.append((first, last))
        return [("a clock", date(2027, 1, 4), date(2027, 1, 5))]

    listening = {"calendar_changed": [listen, lambda **_range: None]}
    monkeypatch.setattr(hooks, "_providers", hooks._providers | listening)
    return ranges


def test_the_first_years_are_there():
    load_first_years()
    assert Day.objects.published_years() == [2024, 2025, 2026]


def test_loading_the_lists_again_is_one_query_and_keeps_edits(django_assert_num_queries, told):
    load_first_years()
    set_day(day=date(2026, 7, 8), working=False, name_zh="台风停工")
    told.clear()
    with django_assert_num_queries(1):
        load_first_years()
    assert not Day.objects.get(date=date(2026, 7, 8)).working
    assert told == []


def test_a_missing_day_is_filled_in_again(told):
    load_first_years()
    Day.objects.get(date=date(2026, 10, 1)).delete()
    load_first_years()
    assert Day.objects.get(date=date(2026, 10, 1)).name_zh == "国庆节"
    assert told[-1] == (date(2026, 10, 1), date(2026, 10, 1))


def test_an_edit_is_logged_old_and_new_and_told(told):
    load_first_years()
    told.clear()
    set_day(day=date(2026, 7, 8), working=False, name_zh="台风停工", name_en="Typhoon")
    entry = Entry.objects.get(subject_type="workdays.day", subject_key="2026-07-08")
    assert entry.data["old"] == {"working": True, "name_zh": "", "name_en": ""}
    assert entry.data["new"] == {"working": False, "name_zh": "台风停工", "name_en": "Typhoon"}
    assert told == [(date(2026, 7, 8), date(2026, 7, 8))]


def test_an_edit_that_changes_nothing_is_neither_logged_nor_told(told):
    load_first_years()
    told.clear()
    set_day(day=date(2026, 7, 8), working=True)
    assert not Entry.objects.filter(subject_key="2026-07-08").exists()
    assert (told, Day.objects.get(date=date(2026, 7, 8)).source) == ([], "published")


def test_loading_a_year_keeps_edits_unless_forced(told):
    load_first_years()
    set_day(day=date(2026, 10, 1), working=True)
    kept = publish(days=known_days(2026))
    assert ([day.date for day in kept.kept], bool(kept)) == ([date(2026, 10, 1)], False)
    forced = publish(days=known_days(2026), force=True)
    assert [day.date for day in forced.changed] == [date(2026, 10, 1)]
    assert Day.objects.get(date=date(2026, 10, 1)).source == "published"
    assert told[-1] == (date(2026, 10, 1), date(2026, 10, 1))


def test_a_new_notice_publishes_its_year_and_tells_the_whole_range(tmp_path, told, capsys):
    load_first_years()
    told.clear()
    notice = tmp_path / "2027.csv"
    notice.write_text("date,working,name\n2026-12-31,no,元旦\n2027-01-01,no,元旦\n2027-01-03,yes,元旦\n", "utf-8")
    call_command("load_holidays", file=notice)
    assert 2027 in Day.objects.published_years()
    assert told == [(date(2026, 12, 31), date(2027, 12, 31))]
    said = capsys.readouterr().out
    assert "365 days added, 1 changed" in said
    assert "deadline a clock moved: 2027-01-04 -> 2027-01-05" in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "name a year"),
        ((2027,), "load the notice with --file"),
        ((2026, 2027, "--file", "notice.csv"), "one year"),
        (("--file", "/nowhere/notice.csv"), "No such file"),
    ],
)
def test_load_holidays_says_what_is_wrong(arguments, said):
    with pytest.raises(CommandError, match=said):
        call_command("load_holidays", *map(str, arguments))


def test_the_deadline_command_prints_the_date_first(capsys):
    load_first_years()
    call_command("deadline", "--from", "2025-09-26", "--days", "5", "--working")
    first, *reasons = capsys.readouterr().out.splitlines()
    assert first == "2025-10-10"
    assert len(reasons) == 5


@pytest.mark.parametrize(("roll", "last"), [("back", "2025-09-30"), ("forward", "2025-10-09")])
def test_the_deadline_command_rolls(capsys, roll, last):
    load_first_years()
    call_command("deadline", "--from", "2025-08-05", "--days", "60", "--roll", roll)
    assert capsys.readouterr().out.startswith(last + "\n")


def test_the_deadline_command_refuses_negative_days():
    with pytest.raises(CommandError, match="cannot end before"):
        call_command("deadline", "--from", "2025-08-05", "--days", "-1")
