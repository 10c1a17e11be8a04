"""Counting days: known dates, then what must hold over any calendar."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caojiadu.core.workdays.arithmetic import Calendar, Hours, Terms, count, working_days
from tests.core.workdays.cases import PUBLISHED, calendars, rolls, starts

DATES = [
    # start, days, working, roll, last day, why this line
    ("2025-09-26", 5, True, None, "2025-10-10", "National Day, with Sunday 09-28 worked"),
    ("2026-02-12", 5, True, None, "2026-02-26", "Spring Festival, with Saturday 02-14 worked"),
    ("2025-01-24", 1, True, None, "2025-01-26", "the next working day is a Sunday"),
    ("2025-03-03", 1, True, None, "2025-03-04", "an ordinary Monday"),
    ("2025-03-07", 1, True, None, "2025-03-10", "an ordinary Friday"),
    ("2025-03-08", 5, True, None, "2025-03-14", "from a Saturday"),
    ("2025-01-02", 20, True, None, "2025-02-06", "20 working days over Spring Festival"),
    ("2025-03-03", 15, False, None, "2025-03-18", "15 days, art. 22"),
    ("2025-03-03", 60, False, None, "2025-05-02", "60 days end within the Labour Day holiday"),
    ("2025-03-03", 60, False, "back", "2025-04-30", "staff finish before Labour Day"),
    ("2025-03-03", 60, False, "forward", "2025-05-06", "citizens may still come after it"),
    ("2025-03-03", 90, False, "back", "2025-05-30", "90 days end on Dragon Boat Sunday"),
    ("2025-09-05", 30, False, "forward", "2025-10-09", "30 days end on 5 October"),
    ("2025-09-05", 30, False, "back", "2025-09-30", "30 days end on 5 October"),
    ("2025-09-13", 15, False, "forward", "2025-09-28", "a Sunday that is worked needs no roll"),
    ("2025-09-27", 0, False, None, "2025-09-27", "no days"),
    ("2025-09-27", 0, True, "forward", "2025-09-28", "the same day or the next working day"),
    ("2024-02-28", 2, False, None, "2024-03-01", "leap day"),
]


def reached(start: str, days: int, working: bool, roll: str | None) -> str:
    """The last day as text."""
    return count(Terms(date.fromisoformat(start), days, working, roll), PUBLISHED).date.isoformat()


@pytest.mark.parametrize(("start", "days", "working", "roll", "last", "why"), DATES)
def test_known_dates(start, days, working, roll, last, why):
    assert reached(start, days, working, roll) == last, why


@pytest.mark.parametrize(
    ("start", "days", "working", "roll", "unpublished"),
    [
        ("2026-12-28", 3, True, None, set()),
        ("2026-12-28", 4, True, None, {2027}),
        ("2026-11-20", 60, True, None, {2027}),
        ("2026-11-20", 60, False, None, set()),
        ("2026-11-20", 60, False, "back", {2027}),
        ("2026-12-30", 3, False, "back", {2027}),
        ("2027-12-30", 5, True, None, {2027, 2028}),
    ],
)
def test_says_which_years_nobody_has_published(start, days, working, roll, unpublished):
    counted = count(Terms(date.fromisoformat(start), days, working, roll), PUBLISHED)
    assert counted.unpublished == unpublished


def test_refuses_a_limit_that_ends_before_it_starts():
    with pytest.raises(ValueError, match="cannot end before it starts"):
        count(Terms(date(2025, 3, 3), -1, False), PUBLISHED)


@pytest.mark.parametrize(("days", "working", "roll"), [(1, True, None), (1, False, "back"), (1, False, "forward")])
def test_a_calendar_without_working_days_is_an_error_not_an_endless_wait(days, working, roll):
    class Never(Calendar):
        """Nobody ever works."""

        def mark(self, day):
            return super().mark(day).__class__(working=False)

    with pytest.raises(ValueError, match="no "):
        count(Terms(date(2025, 3, 3), days, working, roll), Never())


@given(calendar=calendars, start=starts, days=st.integers(1, 60))
def test_as_many_working_days_as_asked_lie_after_the_start(calendar, start, days):
    last = count(Terms(start, days, working=True), calendar).date
    assert working_days(start, last, calendar) == days
    assert calendar.mark(last).working


@given(calendar=calendars, start=starts, days=st.integers(0, 60), working=st.booleans(), roll=rolls)
def test_the_steps_sum_to_the_date(calendar, start, days, working, roll):
    counted = count(Terms(start, days, working, roll), calendar)
    assert start + timedelta(days=sum(step.shift for step in counted.steps)) == counted.date
    assert sum(step.days for step in counted.steps if step.effect == "counted") == days


@given(calendar=calendars, start=starts, days=st.integers(1, 60))
def test_the_steps_name_every_day_once_in_order(calendar, start, days):
    day = start
    for step in count(Terms(start, days, working=True), calendar).steps:
        assert step.first == day + timedelta(days=1)
        assert {calendar.why(step.first + timedelta(days=n)) for n in range(step.days)} == {step.why}
        day = step.last


@given(calendar=calendars, start=starts, days=st.integers(0, 60), working=st.booleans(), roll=rolls)
def test_a_longer_or_later_limit_never_ends_earlier(calendar, start, days, working, roll):
    ends = count(Terms(start, days, working, roll), calendar).date
    assert count(Terms(start, days + 1, working, roll), calendar).date >= ends
    assert count(Terms(start + timedelta(days=1), days, working, roll), calendar).date >= ends


@given(calendar=calendars, start=starts, days=st.integers(0, 60))
def test_rolling_ends_on_the_nearest_working_day_of_its_side(calendar, start, days):
    plain = count(Terms(start, days, working=False), calendar).date
    back = count(Terms(start, days, False, "back"), calendar).date
    forward = count(Terms(start, days, False, "forward"), calendar).date
    assert back <= plain <= forward
    assert calendar.mark(back).working
    assert calendar.mark(forward).working
    assert working_days(back, forward, calendar) == (0 if back == forward else 1)


@given(calendar=calendars, first=starts, second=starts)
def test_working_days_between_is_signed(calendar, first, second):
    assert working_days(first, second, calendar) == -working_days(second, first, calendar)


@pytest.mark.parametrize(
    ("start", "since", "hours", "longer", "end"),
    [
        ("2025-03-03", "10:15", 4, 0, "2025-03-03 14:15"),  # within an ordinary Monday
        ("2025-03-03", "10:00", 7, 0, "2025-03-03 17:00"),  # to the very end of it
        ("2025-03-03", "15:00", 4, 0, "2025-03-04 11:00"),  # two hours are left over for Tuesday
        ("2025-03-03", "06:30", 2, 0, "2025-03-03 11:00"),  # nobody works before nine
        ("2025-03-03", "19:00", 2, 0, "2025-03-04 11:00"),  # nor after five
        ("2025-03-07", "16:00", 2, 0, "2025-03-10 10:00"),  # from a Friday over the weekend
        ("2025-09-27", "12:00", 1, 0, "2025-09-28 10:00"),  # a Saturday off, then a Sunday that is worked
        ("2025-03-03", "09:00", 24, 0, "2025-03-05 17:00"),  # three whole days
        ("2025-03-07", "10:00", 4, 2, "2025-03-11 14:00"),  # two working days longer, to the same time
    ],
)
def test_working_hours(start, since, hours, longer, end):
    given_hours = Hours(hours, time.fromisoformat(since), time(9), time(17))
    counted = count(Terms(date.fromisoformat(start), 0, True, extended=longer, hours=given_hours), PUBLISHED)
    assert f"{counted.date} {counted.at:%H:%M}" == end
    moved = sum(step.shift for step in counted.steps)
    assert date.fromisoformat(start) + timedelta(days=moved) == counted.date
