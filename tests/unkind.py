"""Sending what nobody should send, and holding the answer to it: no 500, words beside the field, nothing half-saved."""

import re
from collections.abc import Iterable
from itertools import product
from typing import Any

from django import forms
from django.db import connection
from django.test import Client
from django.utils.html import escape

from caojiadu.core.cases.models import Case, CaseEvent
from caojiadu.core.community.models import Resident
from caojiadu.core.notices.models import Notice
from petitions.models import Judgement, Submission
from tests.hostile import SCRIPT, VALUES, post, undone

REFUSALS = {200, 400, 403, 404, 405, 409, 413, 422, 429}
# Cleaned by the browser or by the parser before a page could give them back.
NOT_GIVEN_BACK = {"NUL", "half a pair", "turned round", "several", "left out", "nothing", "blanks"}
# What finds most: one form after another at the desk is made of the same fields.
SOME = ("NUL", "100,000 characters", "script", "number of 5,000 digits")
# How many rows there are, in one statement.
TABLES = [model._meta.db_table for model in (Case, CaseEvent, Submission, Resident, Judgement, Notice)]
COUNTS = "SELECT " + ", ".join(f"(SELECT count(*) FROM {table})" for table in TABLES)


def rows() -> tuple[int, ...]:
    """How much is there of what a refused form must not add to."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTS)
        found: tuple[int, ...] = cursor.fetchone()
        return found


def forms_of(response: Any) -> list[Any]:
    """The forms on a page that were filled in."""
    context = response.context or {}
    found = (context.get(name) for name in ("form", "reply_form", "judge_form"))
    return [form for form in found if form is not None and form.is_bound]


def send(client: Client, path: str, data: dict[str, Any], value: str) -> Any:
    """Send a form and look at what comes back."""
    before = rows()
    response = post(client, path, data)
    assert response.status_code in REFUSALS | {302}, response.status_code
    if response.status_code == 302:
        page = client.get(response["Location"])
        assert page.status_code < 500
        assert SCRIPT not in page.content.decode()
        return response
    if response["Content-Type"].partition(";")[0] != "text/html":
        return response  # a sheet or a paper: what was asked for was fine
    html = response.content.decode()
    assert re.search("<h1|<main", html)
    assert SCRIPT not in html
    for form in forms_of(response):
        if form.errors or response.context.get("refusal"):
            assert rows() == before
            assert_kept(form, html, value)
    return response


def assert_kept(form: Any, html: str, value: str) -> None:
    """Everything typed into a text field is on the page again."""
    for name, field in form.fields.items():
        hidden = field.widget.is_hidden or getattr(field.widget, "input_type", "textarea") == "password"
        typed = form.data.get(form.add_prefix(name))
        text = isinstance(typed, str) and not hasattr(field, "choices") and not isinstance(field, forms.BooleanField)
        if hidden or not text or value in NOT_GIVEN_BACK:
            continue
        assert escape(typed[:2000]).strip() in html, (name, typed[:50])


def try_all(
    client: Client, path: str, good: dict[str, Any], *, fields: Iterable[Any] = (), values: Iterable[str] = VALUES
) -> list[str]:
    """Put every hostile value into every field, or every group of fields, in turn; return where something breaks."""
    trouble = []
    for names, value in product(fields or good, values):
        group = (names,) if isinstance(names, str) else names
        with undone():
            try:
                send(client, path, {**good, **dict.fromkeys(group, VALUES[value])}, value)
            except AssertionError as error:
                trouble.append(f"{path} {names} {value}: {str(error)[:200]}")
    return trouble


def grouped(form: Any) -> list[tuple[str, ...]]:
    """The fields of a form in two groups: what one types freely, which may be taken, and the rest, which is refused."""
    free = {n for n, f in form.fields.items() if type(f) is forms.CharField} if form else set()
    rest = tuple(name for name in (form.fields if form else ()) if name not in free)
    return [group for group in (tuple(sorted(free)), rest) if group]
