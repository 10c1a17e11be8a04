"""Lines of the log: they say where and what kind, never what somebody typed."""

import logging
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import RequestFactory
from django.urls import resolve

from caojiadu.logs import Discreet, error_in_words, for_error_service, make_discreet, pattern_of, without_values

MARKS = ("顾维明", "13912345678", "310106194811060018", "gu@example.org", "夜里吵")
ROW = f'duplicate key value violates unique constraint "one_phone"\nDETAIL:  Key (phone)=({MARKS[1]}) already exists.'


def raised(error: Exception, cause: Exception | None = None) -> Exception:
    """An error with its trace, as a handler is given it."""
    try:
        raise error from cause
    except type(error) as caught:
        return caught


def line(message: str, *args: Any, error: Exception | None = None, **more: Any) -> str:
    """What the log shows."""
    info = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("portal", logging.ERROR, __file__, 1, message, args, info)
    record.__dict__.update(more)
    return Discreet().format(record)


@pytest.mark.parametrize(
    "error",
    [
        raised(IntegrityError(ROW)),
        raised(KeyError(MARKS[0])),
        raised(ValueError(f"invalid literal for int() with base 10: '{MARKS[4]}'")),
        raised(RuntimeError("could not be sent"), raised(ValueError(f"{MARKS[0]} {MARKS[3]} {MARKS[2]}"))),
    ],
)
def test_an_error_is_told_by_kind_and_place_without_values(error: Exception) -> None:
    task = {"name": "notices.send_due", "exc": repr(error), "description": "raised unexpected"}
    for told in (
        error_in_words(error),
        line("broke", error=error),
        line("Task %(name)s %(description)s: %(exc)s", task, error=error),
    ):
        assert not [mark for mark in MARKS if mark in told], told
        assert type(error).__name__ in told and "test_logs.py" in told and "in raised" in told
    assert "could not be sent" not in str(error) or "ValueError" in error_in_words(error)


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("no 'Gu Weiming\nat home' here", "no … here"),
        ('column "a" of relation "b"', "column … of relation …"),
        ("base 10: 'it's my Name'", "base 10: …"),
        ("base 10: b'Gu' or r'Gu'", "base 10: b… or r…"),
        ("can't read 'it' or \"Gu's 'flat\"", "can't read … or …"),
        ("not 'Gu' and Weiming'", "not …"),
        ('"Gu" Weiming" was refused', "…"),
        ("“Gu Weiming” at 「Gu」.", "… at …."),
        ("of Gu.Wei+1@example.org, 王Gu.Wei@example.org", "of …, ……"),
        ("refused\n\n \t LINE 12: Gu Weiming\nGu", "refused"),
    ],
)
def test_a_value_is_taken_out_whole(message: str, told: str) -> None:
    assert without_values(message) == told


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("to 13912345678gu@example.org.", "to …"),
        ("GET /a?b?q=Gu HTTP", "GET /a… HTTP"),
        ("Is it? +8613912345678", "Is it? …"),
    ],
)
def test_no_line_tells_a_person(typed: str, told: str) -> None:
    assert line(typed) == told


def test_the_cause_of_an_error_is_told_once_each() -> None:
    first, second = ValueError("first"), RuntimeError("second")
    first.__cause__, second.__cause__ = second, first
    assert error_in_words(first).count("first") == 1


@pytest.mark.parametrize(
    ("path", "pattern"),
    [
        ("/petitions/track/", "/petitions/track/"),
        (f"/nowhere/{MARKS[0]}/{MARKS[1]}/12/", "/nowhere/…/…/12/"),
        ("/nowhere/a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4/", "/nowhere/…/"),
    ],
)
def test_an_address_is_named_without_what_stands_in_it(path: str, pattern: str) -> None:
    request = RequestFactory().get(path, {"q": MARKS[1]})
    if path.startswith("/petitions"):
        request.resolver_match = resolve(path)
    assert pattern_of(request) == pattern
    told = line("Not Found: %s", request.path, request=request)
    assert told == f"Not Found: {pattern}"
    assert "?" not in line(f"Error handling request {request.get_full_path()}")


def test_a_foreign_logger_keeps_its_form_and_loses_the_values() -> None:
    logger, handler = logging.getLogger("tests.foreign"), logging.StreamHandler()
    handler.setFormatter(logging.Formatter("[%(levelname)s] %(message)s"))
    logger.addHandler(handler)
    make_discreet(logger)
    make_discreet(logger)
    record = logging.LogRecord("x", logging.ERROR, __file__, 1, "took %s", (MARKS[1],), None)
    assert handler.format(record) == "[ERROR] took …"
    assert record.args == (MARKS[1],)


def test_what_leaves_for_the_error_service_says_only_where_and_what_kind() -> None:
    event = {
        "request": {"method": "GET", "url": f"https://x/?q={MARKS[0]}", "headers": {"Cookie": "a"}},
        "breadcrumbs": {"values": [MARKS[4]]},
        "logentry": {"message": MARKS[1]},
        "exception": {"values": [{"type": "IntegrityError", "value": ROW}]},
    }
    sent = for_error_service(event, None)
    assert not [mark for mark in MARKS if mark in str(sent)]
    assert sent["request"] == {"method": "GET"} and sent["exception"]["values"][0]["type"] == "IntegrityError"
