"""A resident at a browser: opens the letter form of a real server, sends it, reads the receipt."""

import re
from dataclasses import dataclass
from typing import Any

import requests

from tests.petitions.online import LETTER

_HIDDEN = re.compile(r'name="(csrfmiddlewaretoken|form_token)" value="([^"]+)"')
_RECEIPT = re.compile(r'data-case-number="([^"]+)" data-query-code="([^"]+)"')


@dataclass
class Answer:
    """What the browser shows after “Send”."""

    status: int
    text: str
    seconds: float

    @property
    def receipt(self) -> tuple[str, str] | None:
        """Number and code, when this is the receipt."""
        found = _RECEIPT.search(self.text) if self.status == 200 else None
        return (found[1], found[2]) if found else None


class Visitor:
    """One browser with its own cookies, before one form."""

    def __init__(self, base: str, **fields: Any) -> None:
        self.base = base
        self.session = requests.Session()
        self.fields = {**LETTER, **fields}

    def open(self) -> bool:
        """Open the form; False when the portal cannot show it now."""
        page = self.session.get(f"{self.base}/petitions/new/", timeout=30)
        self.fields.update(dict(_HIDDEN.findall(page.text)))
        return page.status_code == 200

    def send(self) -> Answer:
        """Press “Send” and follow to the receipt; the time is that until the first answer, when it is stored."""
        cookies = self.session.cookies.copy()
        page = requests.post(f"{self.base}/petitions/new/", self.fields, cookies=cookies, timeout=30)
        first = page.history[0] if page.history else page
        return Answer(page.status_code, page.text, first.elapsed.total_seconds())
