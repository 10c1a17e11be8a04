"""The receipt of a letter: number, code, QR, what comes next. The window prints the same one."""

import json
from typing import Any

import segno
from django.http import HttpRequest
from django.urls import reverse

from caojiadu.core.cases.memo import known
from petitions.letters.addresses import track_address, ways
from petitions.letters.models import Petition, Submission
from petitions.petitioners.models import Joining, Petitioner
from petitions.petitioners.people import principal_of, takes_signers
from petitions.tracking.story import steps_ahead

SHOWN_NAMES = 50  # of those who agreed that the representatives see their names


def receipt_context(petition: Petition, code: str, request: HttpRequest | None = None) -> dict[str, Any]:
    """What templates/petitions/tracking/_receipt.html needs. `code` empty: it is no longer shown."""
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


def link_context(petition: Petition, part: Petitioner | None, request: HttpRequest) -> dict[str, Any] | None:
    """The link with which others sign, for whoever leads; `address` is empty once it has ended."""
    if part is None or not principal_of(part).first:
        return None
    link = known(petition, Joining.objects.filter(petition=petition)).first()
    if link is None:
        return None
    good = link.is_open and takes_signers(link)
    address = request.build_absolute_uri(reverse("petitions:join", args=[link.token_sealed])) if good else ""
    others = petition.petitioners.present().own().filter(first=False)
    return {
        "address": address,
        "qr": qr(address) if good else "",
        "until": link.expires_at,
        "signed": others.count(),
        "names": [row.resident.name_sealed for row in others.filter(shows_name=True)[:SHOWN_NAMES]],
    }


def slips(submission: Submission, shown: bool) -> list[dict[str, Any]]:
    """A slip for each further petitioner, with their own code."""
    codes = json.loads(submission.more_sealed) if shown and submission.more_sealed else {}
    rows = Petitioner.objects.filter(key__in=codes)
    return [{"who": row, "code": spaced(codes[str(row.key)]), "plain_code": codes[str(row.key)]} for row in rows]


def qr(address: str) -> str:
    """An address as a QR code, in a data: address for an image."""
    return str(_coded(address).svg_data_uri(scale=4, border=2, light="#fff"))


def keys(petition: Petition, code: str) -> dict[str, Any]:
    """What stands beside the QR code of a printed receipt, in both languages: the number, and the code while shown."""
    drawn = _coded(track_address(petition)).svg_inline(scale=4, border=2, light="#fff")
    rows = [("编号", "Number", petition.number), *([("查询码", "Query code", spaced(code))] if code else [])]
    return {
        "qr": drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1),
        "zh": [{"label": zh, "value": value} for zh, _en, value in rows],
        "en": [{"label": en, "value": value} for _zh, en, value in rows],
    }


def _coded(address: str) -> segno.QRCode:
    """Every reader reads each of the eight masks of a QR code; to try which looks best takes most of the time."""
    return segno.make_qr(address, error="m", mask=5)


def spaced(code: str) -> str:
    """A code in two halves, easier to copy by hand."""
    half = len(code) // 2
    return f"{code[:half]} {code[half:]}" if code else ""
