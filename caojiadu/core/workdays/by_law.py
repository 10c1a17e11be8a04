"""The days off that the law itself names, known before any plan is published.

Regulation on days off for festivals and memorial days (全国年节及纪念日放假办法, as of 1 January 2025), art. 2:
New Year, Spring Festival from its eve, Tomb-sweeping, Labour Day, Dragon Boat, Mid-Autumn, National Day. Which other
days become working days or days off is for the yearly plan: until it is there, a date counted over it is provisional.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache

FROM = 2025  # thirteen days since then, eleven before
# By the names that the library `holidays` gives; how each festival is called here in both languages.
NAMES = {
    "New Year's Day": ("元旦", "New Year's Day"),
    "Chinese New Year's Eve": ("春节", "Spring Festival"),
    "Chinese New Year (Spring Festival)": ("春节", "Spring Festival"),
    "Tomb-Sweeping Day": ("清明节", "Tomb-sweeping Day"),
    "Labor Day": ("劳动节", "Labour Day"),
    "Dragon Boat Festival": ("端午节", "Dragon Boat Festival"),
    "Mid-Autumn Festival": ("中秋节", "Mid-Autumn Festival"),
    "National Day": ("国庆节", "National Day"),
}


def festival_on(day: date) -> tuple[str, str] | None:
    """The name in Chinese and English of the festival for which a day is off by law, whatever its plan will say."""
    return _festivals(day.year).get(day)


@cache
def _festivals(year: int) -> Mapping[date, tuple[str, str]]:
    from holidays.countries.china import China  # computed from the moon: loaded where a year without a plan is met

    if year < FROM:
        return {}
    found = China(years=year, observed=False, language="en_US")
    # Two may fall on one day: the first of them names it. Days off that a plan gave instead are not of the law.
    named = {day: [NAMES[name] for name in names.split("; ") if name in NAMES] for day, names in found.items()}
    return {day: names[0] for day, names in named.items() if names}
