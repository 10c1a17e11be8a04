"""The published plans, day by day, and reading a new notice."""

from datetime import date
from io import StringIO

import pytest

from caojiadu.core.workdays.published import UnknownYear, known_days, read_notice

# The holiday plans of the State Council for 2025 and 2026: weekends worked, and weekdays off.
WORKING_WEEKENDS = {
    2025: "01-26 02-08 04-27 09-28 10-11",
    2026: "01-04 02-14 02-28 05-09 09-20 10-10",
}
WEEKDAYS_OFF = {
    2025: "01-01 01-28 01-29 01-30 01-31 02-03 02-04 04-04 05-01 05-02 05-05 06-02 10-01 10-02 10-03 10-06 10-07 10-08",
    2026: "01-01 01-02 02-16 02-17 02-18 02-19 02-20 02-23 04-06 05-01 05-04 05-05 06-19 09-25 "
    "10-01 10-02 10-05 10-06 10-07",
}


def dates(year: int, days: str) -> set[date]:
    """Month-day words as dates of a year."""
    return {date.fromisoformat(f"{year}-{day}") for day in days.split()}


@pytest.mark.parametrize("year", [2025, 2026])
def test_every_day_of_a_published_year(year):
    days = known_days(year)
    assert len(days) == 365
    worked, off = dates(year, WORKING_WEEKENDS[year]), dates(year, WEEKDAYS_OFF[year])
    for day in days:
        expected = day.date in worked or (day.date.weekday() < 5 and day.date not in off)
        assert day.working is expected, day.date


def test_every_holiday_of_a_published_year_has_both_names():
    named = [day for day in known_days(2026) if not day.working and day.date.weekday() < 5]
    assert all(day.name_zh and day.name_en for day in named)
    assert {day.name_zh for day in named} == {"元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"}


def test_a_year_without_notice_is_unknown():
    with pytest.raises(UnknownYear):
        known_days(2027)


NOTICE = """date,working,name
2026-12-31,no,元旦
2027-01-01,no,元旦
2027-01-02,休,元旦
2027-01-03,yes,元旦
"""


def test_a_notice_fills_its_year_and_keeps_lines_of_the_december_before():
    days = read_notice(StringIO(NOTICE))
    assert len(days) == 366
    listed = {day.date: day for day in days}
    assert (listed[date(2026, 12, 31)].working, listed[date(2027, 1, 3)].working) == (False, True)
    assert listed[date(2027, 1, 1)].name_en == "New Year's Day"
    assert listed[date(2027, 3, 1)].working
    assert not listed[date(2027, 3, 6)].working


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("date,working,name\n", "no days"),
        ("date,working,name\n2027-01-01,maybe,元旦\n", "line 2: working is 'maybe'"),
        ("date,working,name\n2027-01-01,no,元旦\n2027-13-01,no,元旦\n", "line 3"),
        ("day,working,name\n2027-01-01,no,元旦\n", "line 2: 'date'"),
    ],
)
def test_a_notice_that_cannot_be_read_names_the_line(text, said):
    with pytest.raises(ValueError, match=said):
        read_notice(StringIO(text))
