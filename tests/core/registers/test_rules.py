"""Rules about days, numbers and texts that many entries share: each says what is wrong beside its field."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from caojiadu.core.registers import rules

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DAY = dt.timedelta(days=1)
MIDNIGHT = timezone.make_aware(dt.datetime.combine(TODAY, dt.time(0, 30)))


@pytest.fixture(autouse=True)
def _in_english() -> Any:
    with translation.override("en"):
        yield


def entry(**values: Any) -> Any:
    """Something with these values, whose fields are called as they are named."""
    named = SimpleNamespace(get_field=lambda name: SimpleNamespace(verbose_name=f"<{name}>"))
    return SimpleNamespace(**values, _meta=named)


@pytest.mark.parametrize(
    ("first", "second", "wrong"),
    [
        (None, None, set()),
        (TODAY, TODAY - DAY, set()),
        (TODAY + DAY, TODAY, {"first"}),
        (TODAY + DAY, TODAY + DAY, {"first", "second"}),
        (MIDNIGHT, MIDNIGHT + DAY, {"second"}),  # the local day counts, not that of UTC
    ],
)
def test_what_was_done_was_done_today_or_before(first: Any, second: Any, wrong: set[str]) -> None:
    found = rules.not_ahead(entry(first=first, second=second), "first", "second")
    assert found == dict.fromkeys(wrong, "This day has not come yet.")


@pytest.mark.parametrize(
    ("days", "wrong"),
    [
        ((1, 2, 3), {}),
        ((1, 1, 1), {}),
        ((1, None, 1), {}),
        ((2, None, 1), {"c": "a"}),
        ((2, 1, 3), {"b": "a"}),
        ((2, 1, 0), {"b": "a", "c": "b"}),
        ((None, 2, 1), {"c": "b"}),
        ((None, None, None), {}),
    ],
)
def test_days_that_follow_one_another_lie_in_order(days: tuple[int | None, ...], wrong: dict[str, str]) -> None:
    values = {name: None if day is None else TODAY + day * DAY for name, day in zip("abc", days, strict=True)}
    found = rules.in_order(entry(**values), "a", "b", "c")
    assert found == {name: f"This day lies before “<{other}>”." for name, other in wrong.items()}


@pytest.mark.parametrize(
    ("part", "whole", "wrong"), [(None, 1, False), (5, None, False), (1, 1, False), (0, 1, False), (2, 1, True)]
)
def test_a_part_is_no_more_than_the_whole(part: int | None, whole: int | None, wrong: bool) -> None:
    found = rules.at_most(entry(part=part, whole=whole), "part", "whole")
    assert found == ({"part": "This is more than “<whole>”."} if wrong else {})


def test_what_is_wanted_is_filled_in_and_nought_is_something() -> None:
    found = rules.wanted(entry(a=None, b="", c=0, d="x", e=False), "a", "b", "c", "d", "e")
    assert found == dict.fromkeys("ab", "This field is required.")


def test_everything_that_is_wrong_is_said_at_once_and_the_first_for_each_field() -> None:
    rules.refuse({}, {})
    with pytest.raises(ValidationError) as refused:
        rules.refuse({"a": "first"}, {}, {"a": "second", "b": "other"})
    assert refused.value.message_dict == {"a": ["first"], "b": ["other"]}


@pytest.mark.parametrize(
    ("text", "without", "with_names"),
    [
        ("每月一次", False, False),
        ("", False, False),
        ("电话13800138000", True, True),
        ("写信到 someone@example.com", True, True),
        ("证件310106194910010021", True, True),
        ("张三先生来过", False, True),
    ],
)
def test_a_text_that_others_read_says_who_nobody_is(text: str, without: bool, with_names: bool) -> None:
    one = entry(text=text)
    assert (bool(rules.no_personal(one, "text")), bool(rules.no_personal(one, "text", or_name=True))) == (
        *(without, with_names),
    )
    assert set(rules.no_personal(one, "text")) <= {"text"}


def test_what_was_found_is_shown() -> None:
    assert rules.personal("电话13800138000") == "Take this out, it says who somebody is: “13800138000”."
    assert rules.personal("电话不详") == ""


NUMBER = "310106194910010021"


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"born": dt.date(1949, 10, 1), "id_type": "id_card", "id_number": NUMBER}, False),
        ({"born": dt.date(1949, 10, 2), "id_type": "id_card", "id_number": NUMBER}, True),
        ({"born": dt.date(1949, 10, 2), "id_type": "passport", "id_number": NUMBER}, False),
        ({"born": None, "id_type": "id_card", "id_number": NUMBER}, False),
        ({"born": dt.date(1949, 10, 2), "id_type": "id_card", "id_number": ""}, False),
        ({"born": dt.date(1949, 10, 2), "id_number": NUMBER}, False),
    ],
)
def test_somebody_was_born_when_the_paper_says(typed: dict[str, Any], wrong: bool) -> None:
    said = {"born": "The number of the paper says another day of birth."} if wrong else {}
    assert rules.born_as_numbered(SimpleNamespace(born_of_person="born"), typed) == said
    assert rules.born_as_numbered(SimpleNamespace(), typed) == {}
