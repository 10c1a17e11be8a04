"""The retirement age by the Measures of 2024, and the forecast whose figures are the lists that they open."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from offices.human_resources.headcount.forecast import forecast
from offices.human_resources.models import CivilServant
from offices.human_resources.retirement import delay, retirement_month
from tests.offices.human_resources.room import Desk, desks, servant

# Corners of the three tables annexed to the Measures: born, original age, months later, month of retirement.
TABLE = [
    ("1964-12", 60, 0, "2024-12"),
    ("1965-01", 60, 1, "2025-02"),
    ("1965-04", 60, 1, "2025-05"),
    ("1965-05", 60, 2, "2025-07"),
    ("1976-08", 60, 35, "2039-07"),
    ("1976-09", 60, 36, "2039-09"),
    ("1976-12", 60, 36, "2039-12"),
    ("1980-06", 60, 36, "2043-06"),
    ("1969-12", 55, 0, "2024-12"),
    ("1970-01", 55, 1, "2025-02"),
    ("1970-05", 55, 2, "2025-07"),
    ("1981-08", 55, 35, "2039-07"),
    ("1981-09", 55, 36, "2039-09"),
    ("1990-02", 55, 36, "2048-02"),
    ("1974-12", 50, 0, "2024-12"),
    ("1975-01", 50, 1, "2025-02"),
    ("1975-02", 50, 1, "2025-03"),
    ("1975-03", 50, 2, "2025-05"),
    ("1984-10", 50, 59, "2039-09"),
    ("1984-11", 50, 60, "2039-11"),
    ("1995-01", 50, 60, "2050-01"),
]


@pytest.mark.parametrize(("born", "age", "later", "month"), TABLE)
def test_the_table_of_the_decision(born: str, age: int, later: int, month: str) -> None:
    first = dt.date.fromisoformat(f"{born}-01")
    assert delay(first, age) == later
    assert f"{retirement_month(first, age):%Y-%m}" == month
    assert retirement_month(first.replace(day=28), age) == retirement_month(first, age)
    assert f"{retirement_month(first, age, -later):%Y-%m}" == f"{first.year + age}-{first:%m}"


@pytest.mark.django_db
def test_each_figure_of_the_forecast_is_the_list_that_it_opens() -> None:
    clerk, _head, stranger = desks()
    year = timezone.localdate().year
    for place, born in enumerate((year - 75, year - 61, year - 61, year - 60, year - 58, year - 30)):
        assert isinstance(clerk.enter("civil-servants", **servant(title=f"某{place}", born=f"{born}-03")), int)
    gone = clerk.enter("civil-servants", **servant(title="已离职", born=f"{year - 61}-03"))
    clerk.client.post(f"{clerk.base}civil-servants/{gone}/end/", {"on": "2026-11-01", "reason": "调出"})

    lines = forecast(clerk.user, timezone.localdate())
    assert len(lines) == 12 and sum(line.total for line in lines) == 6
    for line in lines:
        for figure in line.figures:
            if figure.count or figure.register.key == "civil-servants":
                page = clerk.client.get(figure.url)
                assert len(page.context["rows"]) == figure.count, (line.label, figure.register.key)
    counted = {int(line.label): line.total for line in lines if line.is_year}
    for one in CivilServant.objects.filter(ended_on=None, retires_on__year__in=counted):
        counted[one.retires_on.year] -= 1
    assert not any(counted.values())

    home = clerk.client.get(clerk.base).content.decode()
    found = re.search(r'href="([^"]+/retirement/)"', home)
    assert found and clerk.client.get(found[1]).status_code == 200
    assert stranger.client.get(found[1]).status_code == 404
    assert clerk.client.get(f"{clerk.base}civil-servants/?retires_on_from=99999").status_code == 200


@pytest.mark.django_db
def test_the_forecast_takes_the_same_queries_for_one_and_for_many() -> None:
    clerk, counts = Desk("clerk", office="G"), []
    clerk.client.get(f"{clerk.base}retirement/")
    for place in range(2):
        with CaptureQueriesContext(connection) as asked:
            assert clerk.client.get(f"{clerk.base}retirement/").status_code == 200
        counts.append(len(asked))
        clerk.enter("civil-servants", **servant(title=f"某{place}"))
    assert counts[0] == counts[1]
