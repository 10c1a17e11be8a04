"""The receipt of a letter: number, code, QR, what comes next. The window prints the same one."""

from typing import Any

import segno
from django.http import HttpRequest

from caojiadu.core.organisation.facts import facts
from petitions.addresses import track_address
from petitions.models import Petition
from petitions.story import steps_ahead

WAYS = ("petition_phone", "petition_address", "petition_hours")


def receipt_context(petition: Petition, code: str, request: HttpRequest | None = None) -> dict[str, Any]:
    """What templates/petitions/_receipt.html needs. `code` empty: it is no longer shown."""
    address = track_address(petition, request)
    return {
        "petition": petition,
        "code": spaced(code),
        "plain_code": code,
        "track_address": address,
        "qr": qr(address),
        "ahead": steps_ahead(petition),
        "ways": ways(),
    }


def qr(address: str) -> str:
    """An address as a QR code, in a data: address for an image."""
    return str(segno.make(address, error="m", micro=False).svg_data_uri(scale=4, border=2, light="#fff"))


def keys(petition: Petition, code: str) -> dict[str, Any]:
    """What stands beside the QR code of a printed receipt, in both languages: the number, and the code while shown."""
    drawn = segno.make(track_address(petition), error="m", micro=False).svg_inline(scale=4, border=2, light="#fff")
    rows = [("编号", "Number", petition.number), *([("查询码", "Query code", spaced(code))] if code else [])]
    return {
        "qr": drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1),
        "zh": [{"label": zh, "value": value} for zh, _en, value in rows],
        "en": [{"label": en, "value": value} for _zh, en, value in rows],
    }


def spaced(code: str) -> str:
    """A code in two halves, easier to copy by hand."""
    half = len(code) // 2
    return f"{code[:half]} {code[half:]}" if code else ""


def ways() -> list[Any]:
    """Phone, window and hours, for whoever would rather speak to somebody."""
    found = facts(keys=WAYS)
    return [found[key] for key in WAYS if key in found]
