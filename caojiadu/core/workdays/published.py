"""The holiday plans the State Council has published: from a library for known years, from a file for a new notice."""

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TextIO

from caojiadu.core.workdays.models import Day, days_of

# By the English name that chinesecalendar gives; the second column is what we show.
NAMES = {
    "New Year's Day": ("元旦", "New Year's Day"),
    "Spring Festival": ("春节", "Spring Festival"),
    "Tomb-sweeping Day": ("清明节", "Tomb-sweeping Day"),
    "Labour Day": ("劳动节", "Labour Day"),
    "Dragon Boat Festival": ("端午节", "Dragon Boat Festival"),
    "Mid-autumn Festival": ("中秋节", "Mid-Autumn Festival"),
    "National Day": ("国庆节", "National Day"),
    "Anti-Fascist 70th Day": ("抗战胜利纪念日", "Victory Day"),
}
ENGLISH = dict(NAMES.values())
YES, NO = {"1", "true", "yes", "y", "是", "班", "上班"}, {"0", "false", "no", "n", "否", "休", "放假", "休息"}


class UnknownYear(Exception):
    """The library does not know the holidays of this year: its notice must be loaded from a file."""


def known_days(year: int) -> list[Day]:
    """Return every day of a year whose notice the library knows. Raises UnknownYear."""
    try:
        return [_known(day) for day in days_of(year)]
    except NotImplementedError as error:
        raise UnknownYear(str(error)) from error


def read_notice(file: TextIO, year: int | None = None) -> list[Day]:
    """Return the days of a notice: CSV with date, working, name and perhaps name_en, only the exceptional days.

    The rest of the year (the one most lines belong to, unless named) follows Monday to Friday. Lines of the year
    before are kept too: a New Year holiday may begin in December. Raises ValueError naming the line.
    """
    listed = {day.date: day for day in _lines(file)}
    if not listed:
        raise ValueError("the file has no days")
    year = year or Counter(day.year for day in listed).most_common(1)[0][0]
    return sorted((_ordinary_days(year) | listed).values(), key=lambda day: day.date)


def _known(day: date) -> Day:
    import chinese_calendar  # all years since 2004: loaded where a year is looked up

    working = chinese_calendar.is_workday(day)
    _off, holiday = chinese_calendar.get_holiday_detail(day)
    name_zh, name_en = NAMES.get(holiday, (holiday, holiday)) if holiday else ("", "")
    return _published(day, working=working, name_zh=name_zh, name_en=name_en)


def _ordinary_days(year: int) -> dict[date, Day]:
    return {day: _published(day, working=day.weekday() < 5) for day in days_of(year)}


def _lines(file: TextIO) -> Iterable[Day]:
    for number, line in enumerate(csv.DictReader(file), start=2):
        try:
            yield _line({(key or "").strip().lower(): (value or "").strip() for key, value in line.items()})
        except (KeyError, ValueError) as error:
            raise ValueError(f"line {number}: {error}") from error


def _line(line: Mapping[str, str]) -> Day:
    word, name = line["working"].lower(), line["name"]
    if word not in YES | NO:
        raise ValueError(f"working is {line['working']!r}, not yes or no")
    name_en = line.get("name_en") or ENGLISH.get(name, name)
    return _published(date.fromisoformat(line["date"]), working=word in YES, name_zh=name, name_en=name_en)


def _published(day: date, *, working: bool, name_zh: str = "", name_en: str = "") -> Day:
    return Day(date=day, working=working, name_zh=name_zh, name_en=name_en, source=Day.Source.PUBLISHED)
