"""What a careless or unkind browser may send, and how to send it as it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote_plus, urlencode

from django import forms
from django.db import transaction
from django.test import Client

from caojiadu.core.files.uploads import UploadsField

SCRIPT = "<script>alert(1)</script>"
# Each stands in for one field in turn; a list is sent as the same field several times, None leaves it out.
VALUES: dict[str, Any] = {
    "NUL": "a\0b",
    "100,000 characters": "长" * 100_000,
    "emoji": "😀👨‍👩‍👧" * 20,
    "turned round": "甲\u202e乙",
    "script": SCRIPT,
    "half a pair": "甲\ud800",
    "quotes": "'; DROP TABLE x; -- \\ \" & | ! :* <->",
    "format": "%s %(x)s {0} {{ x }} {% x %}",
    "large number": "9" * 20,
    "number of 5,000 digits": "9" * 5000,
    "negative": "-1",
    "not a number": "NaN",
    "several": ["1", "1", "甲"],
    "nothing": "",
    "blanks": " \u3000\t ",
    "left out": None,
    "a path": "../../etc/passwd",
}
FORM = "application/x-www-form-urlencoded"


def body_of(data: dict[str, Any]) -> bytes:
    """A form as a browser would send it; half a pair goes over the wire as its three bytes."""
    kept = {name: value for name, value in data.items() if value is not None}
    return urlencode(kept, doseq=True, errors="surrogatepass", quote_via=_quoted).encode()


def _quoted(text: str, safe: str = "", encoding: str | None = None, errors: str | None = None) -> str:
    """Text as forms send it; a hundred thousand characters as they are: to mark each byte costs more than the page."""
    return text if len(text) > 50_000 and text.isalpha() else quote_plus(text, safe, encoding, errors)


def post(client: Client, path: str, data: dict[str, Any]) -> Any:
    """Send a form; what breaks answers 500."""
    return client.post(path, body_of(data), content_type=FORM)


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written inside is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def filled(form: Any) -> dict[str, Any]:
    """Good values for every field of a form as the page shows it."""
    return {form.add_prefix(name): _good(form, name, field) for name, field in form.fields.items()}


def _good(form: Any, name: str, field: forms.Field) -> Any:
    known = form[name].value()
    if known not in (None, "", [], ()):
        return getattr(known, "pk", known)
    if hasattr(field, "choices"):
        values = [str(value) for value, _label in field.choices if value not in ("", None)]
        return values[0] if values and not isinstance(field, forms.MultipleChoiceField) else None
    if isinstance(field, forms.BooleanField | forms.FileField | forms.DateField | UploadsField):
        return None
    return "现场已看过，情况属实。"
