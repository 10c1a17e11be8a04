"""When somebody reaches the statutory retirement age, by the rule that raises it step by step from 2025."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.declaration import months_after

# Approved by the Decision of the NPC Standing Committee of 13 September 2024.
MEASURES = _("State Council's Measures on gradually raising the statutory retirement age (2024), art. 1")
FROM = dt.date(2025, 1, 1)
MOST_SHIFT = 36  # months by which it may be agreed to retire earlier or later (the Measures, art. 3)


@dataclass(frozen=True)
class Rise:
    """How one original age is raised: by a month for every so many `every` months, by `most` months in the end."""

    every: int
    most: int


# Original age in years: 60 and 55 by a month every four months to 63 and 58, 50 by a month every two months to 55.
RISES = {60: Rise(4, 36), 55: Rise(4, 36), 50: Rise(2, 60)}


def original_month(born: dt.date, original_age: int) -> dt.date:
    """The first day of the month in which somebody reaches the age that was the statutory one before 2025."""
    return months_after(born.replace(day=1), 12 * original_age)


def delay(born: dt.date, original_age: int) -> int:
    """By how many months the statutory age lies later (the Measures, art. 1). Raises KeyError for another age."""
    rise, month = RISES[original_age], original_month(born, original_age)
    passed = (month.year - FROM.year) * 12 + month.month - FROM.month
    return 0 if passed < 0 else min(rise.most, passed // rise.every + 1)


def retirement_month(born: dt.date, original_age: int, shift: int = 0) -> dt.date:
    """The first day of the month in which somebody retires; only the month of birth counts.

    `shift` is by how many months it was agreed to go later, or earlier if negative (the Measures, art. 3).
    """
    return months_after(original_month(born, original_age), delay(born, original_age) + shift)
