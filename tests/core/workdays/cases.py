"""Calendars to count over: the published years without a database, and made-up ones."""

from datetime import date, timedelta

from hypothesis import strategies as st

from caojiadu.core.workdays.arithmetic import Calendar, Mark
from caojiadu.core.workdays.published import known_days

PUBLISHED = Calendar(
    {day.date: Mark(day.working, day.name_zh, day.name_en) for year in (2024, 2025, 2026) for day in known_days(year)}
)
FIRST = date(2024, 1, 1)


def made_up(exceptions: dict[int, bool]) -> Calendar:
    """A calendar in which some days, by their distance from the first, are not what Monday to Friday says."""
    named = {True: ("补班", "Make-up"), False: ("节日", "Feast")}
    return Calendar(
        {
            FIRST + timedelta(days=number): Mark(working, *(named[working] if number % 2 else ("", "")))
            for number, working in exceptions.items()
        }
    )


calendars = st.dictionaries(st.integers(0, 200), st.booleans(), max_size=80).map(made_up)
starts = st.integers(0, 120).map(lambda number: FIRST + timedelta(days=number))
rolls = st.sampled_from([None, "back", "forward"])
