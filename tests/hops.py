"""How many of our own files and functions a warm request crosses: what must be read to follow it.

`make hops` prints the table; it is no test of the suite. A function counts once however often it runs, by its file and
its name; a class body or a generator is one, too. What the portal does after the answer (mail, the queue) is left out.
Half of what it was is wanted; until a way is there, it must not grow, nor ask the database more.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import make_staff
from tests.entries import signed_in
from tests.petitions.letters import make_resident, write
from tests.petitions.online import LETTER, form_token
from tests.services import test_applications as applications

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parent.parent
OURS = tuple(f"{ROOT / name}/" for name in ("caojiadu", "offices", "petitions", "services"))
# Files and functions before the house was put in order, as this counter finds them at 83f6823; half is wanted.
BEFORE = {"letter": (72, 240), "application": (54, 213), "step": (37, 104), "entry": (29, 81)}
# Files and functions at most, until half is reached, and queries.
MOST = {"letter": (40, 136), "application": (45, 166), "step": (28, 88), "entry": (20, 67)}
QUERIES = {"letter": 30, "application": 36, "step": 10, "entry": 12}


class Hops:
    """Listens while a block runs, and counts what is entered of ours."""

    def __init__(self) -> None:
        self.functions: set[tuple[str, str]] = set()
        self.depth = self.deepest = 0

    def __call__(self, frame: FrameType, event: str, _given: Any) -> None:
        code = frame.f_code
        if not code.co_filename.startswith(OURS):
            return
        if event == "call":
            self.functions.add((code.co_filename, code.co_qualname))
            self.depth += 1
            self.deepest = max(self.depth, self.deepest)
        elif event == "return":
            self.depth -= 1

    def __enter__(self) -> "Hops":
        sys.setprofile(self)
        return self

    def __exit__(self, *_error: object) -> None:
        sys.setprofile(None)

    @property
    def files(self) -> set[str]:
        return {file for file, _function in self.functions}


def letter(number: int) -> Callable[[], Any]:
    """Send the letter form, as somebody without an account."""
    client = Client()
    data = {"form_token": form_token(client), **LETTER, "title": f"夜间施工噪音扰民之{number}"}
    return lambda: client.post("/petitions/new/", data)


def application(number: int) -> Callable[[], Any]:
    """Apply for a service, without papers."""
    client = applications.a_resident(f"+861381234560{number}")
    client.get(applications.FORM)
    return lambda: client.post(applications.FORM, applications.TYPED)


def step(number: int) -> Callable[[], Any]:
    """Add a note to a letter at the desk."""
    clerk = signed_in(make_staff(f"clerk{number}", "信访老周", "letters", "E"))
    case = write(resident=make_resident())
    address = f"/desk/cases/{case.number}/note/"
    seen = clerk.get(address).context["case"].version
    return lambda: clerk.post(address, {"note": "已电话联系。", "seen": seen})


def entry(number: int) -> Callable[[], Any]:
    """Enter a record into a plain register."""
    clerk = signed_in(make_staff(f"keeper{number}", "经办老钱", "handler", "H"))
    address = "/desk/development/tourism-sites/new/"
    clerk.get(address)
    data = {
        "title": f"旧居{number}",
        "kind": "residence",
        "address": "武定西路1号",
        "protected": "none",
        "story": "名人旧居。",
    }
    return lambda: clerk.post(address, data)


WAYS = {"letter": letter, "application": application, "step": step, "entry": entry}


@pytest.mark.parametrize("name", WAYS)
def test_hops(name: str, settings: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings.FILES_ROOT, settings.CLAMAV_ADDRESS = tmp_path, ""
    for number in range(3):  # the last one is warm
        send = WAYS[name](number)
        with CaptureQueriesContext(connection) as queries, Hops() as hops:
            answer = send()
        assert answer.status_code == 302, answer.context["form"].errors
    (files, functions), was = (len(hops.files), len(hops.functions)), BEFORE[name]
    said = f"{name:12} {files:3} files (was {was[0]}), {functions:3} functions ({was[1]}), {hops.deepest} deep"
    with capsys.disabled():
        print(f"\n{said}, {len(queries)} queries")
    assert files <= MOST[name][0]
    assert functions <= MOST[name][1]
    assert len(queries) <= QUERIES[name]
