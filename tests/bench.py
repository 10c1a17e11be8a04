"""What the main pages cost beside the least that Django and PostgreSQL need for the same rows.

`make bench` loads CASES letters (10,000 unless set) and prints for each page the processor time of Python and of its
database session together, in milliseconds, as the median of its rounds; its statements; the 8 kB pages that they
touched; the same time of the floor (tests/bench_floor.py), taken by turns with it; and how many times the floor that
is. It fails where a page takes more than its share, on any machine. `PAGES="queue case"` asks those alone.
docs/performance.md says how to read it.
"""

import os
import re
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.template import Template
from django.test import Client, override_settings
from django.test.utils import _TestState
from django.utils import timezone

from caojiadu.core.accounts.models import User
from caojiadu.core.cases.models import Case
from petitions.demo.bulk import load
from petitions.models import Petition
from petitions.petitioners.access import new_code
from tests.cast import again
from tests.petitions.online import LETTER
from tests.plans import reads_of

pytestmark = pytest.mark.django_db
CASES, ROUNDS = int(os.environ.get("CASES", "10000")), int(os.environ.get("ROUNDS", "5"))
ONLY = os.environ.get("PAGES", "").split()
BACKEND = "caojiadu.core.accounts.backends.PostBackend"
TICKS = os.sysconf("SC_CLK_TCK")
TOKEN = re.compile(r'name="form_token" value="([^"]+)"')
FLOOR = {"MIDDLEWARE": [], "ROOT_URLCONF": "tests.bench_floor"}


@dataclass(frozen=True)
class Page:
    """A page of the portal, called anew each time, beside the address of its floor.

    `wanted` is how many times the floor it shall cost, `most` what it may cost today: a change may lower that only.
    """

    name: str
    call: Callable[[], Any]
    floor: str
    wanted: float
    most: float


@pytest.fixture
def world(cast: SimpleNamespace, settings: Any, tmp_path: Path) -> SimpleNamespace:
    """The letters, as they would lie there tomorrow; templates without what the tests listen for."""
    settings.FILES_ROOT, settings.CLAMAV_ADDRESS = tmp_path, ""
    load(CASES, vars(cast), say=print)
    return cast


@pytest.fixture
def plain_templates() -> Any:
    """Templates as they are drawn outside of tests."""
    listening, Template._render = Template._render, _TestState.saved_data.template_render
    yield
    Template._render = listening


def desk_of(user: User) -> Client:
    """A browser of somebody who is signed in."""
    client = Client()
    client.force_login(again(user), backend=BACKEND)
    return client


def pages(cast: SimpleNamespace) -> list[Page]:
    """The pages where people wait most."""
    clerk, head, leader, visitor = desk_of(cast.clerk), desk_of(cast.head), desk_of(cast.leader), Client()
    row = Case.objects.visible_to(cast.clerk).filter(closed_at=None, state="in_hand").order_by("pk").first()
    assert row is not None
    answered = Petition.objects.filter(state="answered", resident__isnull=False).order_by("pk").first()
    assert answered is not None
    code = new_code(answered, timezone.now())

    def listed(**asked: str) -> Callable[[], Any]:
        return lambda: clerk.get("/desk/cases/", {"queue": "all", **asked})

    def follow() -> Any:
        Client().post("/petitions/track/", {"number": answered.number, "code": code})
        return visitor.get(f"/petitions/{answered.number}/")

    visitor.post("/petitions/track/", {"number": answered.number, "code": code})
    return [
        Page("home", lambda: Client().get("/"), "home/", 3, 9),
        Page("submit", _submit(), "submit/", 6, 20),
        Page("follow", follow, f"follow/?number={answered.number}", 5, 18),
        Page("today", lambda: head.get("/desk/"), "queue/", 8, 20),
        Page("queue", lambda: clerk.get("/desk/cases/", {"queue": "office"}), "queue/", 8, 10),
        Page("filter", listed(state="in_hand"), "narrowed/", 8, 14),
        Page("search", lambda: clerk.get("/desk/cases/", {"q": "噪音"}), "found/", 4, 7),
        Page("case", lambda: clerk.get(f"/desk/cases/{row.number}/"), f"case/{row.number}/", 10, 13),
        Page("step", _step(clerk, row), f"step/{row.number}/", 5, 8),
        Page("overview", lambda: leader.get("/desk/overview/"), "overview/", 2, 16),
    ]


def _submit() -> Callable[[], Any]:
    """A letter, and its receipt."""
    client = Client()
    turn = iter(range(1_000_000))

    def send() -> Any:
        at = next(turn)
        # From one address and one phone only so many letters an hour are taken.
        here, phone = f"10.1.{at // 250}.{at % 250 + 1}", f"139{at:08}"
        token = TOKEN.search(client.get("/petitions/new/").content.decode())
        assert token is not None
        data = {"form_token": token[1], **LETTER, "title": f"夜间施工噪音扰民之{at}", "phone": phone}
        return client.get(client.post("/petitions/new/", data, REMOTE_ADDR=here)["Location"])

    return send


def _step(clerk: Client, row: Case) -> Callable[[], Any]:
    """A note on a letter."""

    def note() -> Any:
        seen = Case.objects.values_list("version", flat=True).get(pk=row.pk)
        answer = clerk.post(f"/desk/cases/{row.number}/note/", {"note": "已电话联系。", "seen": seen})
        assert answer.status_code == 302
        return answer

    return note


def cost(calls: list[Callable[[], Any]]) -> float:
    """Milliseconds of processor time for a call, of Python and of its session in the database."""
    before, here = _session(), time.process_time()
    for call in calls:
        call()
    return (time.process_time() - here + _session() - before) * 1000 / len(calls)


def _session() -> float:
    """Seconds of processor time that this session has taken in PostgreSQL; 0 where that runs on another machine."""
    pid = connection.connection.info.backend_pid if connection.connection else 0
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS


@pytest.mark.usefixtures("plain_templates")
def test_bench(world: SimpleNamespace, capsys: pytest.CaptureFixture[str]) -> None:
    """Each page and its floor by turns, so that whatever else the machine does meets both."""
    too_dear = []
    with capsys.disabled():
        print(f"\n{CASES:,} letters\npage        ms   statements  8 kB pages   floor ms   times   wanted   at most")
        asked = [page for page in pages(world) if not ONLY or page.name in ONLY]
        assert len(asked) == len(set(ONLY)) or not ONLY, f"no such page in {ONLY}"
        # Before anything is timed: a letter sent leaves four versions of its row, and one transaction clears none away.
        seen = [touched_by(page) for page in asked]
        for page, (statements, touched) in zip(asked, seen, strict=True):
            ms, floor = measured(page)
            times = ms / floor
            figures = f"{ms:6.1f}{statements:13}{touched:12,}{floor:11.2f}{times:8.1f}"
            print(f"{page.name:9}{figures}{page.wanted:9.0f}{page.most:10.0f}")
            too_dear += [page.name] if times > page.most else []
    assert not too_dear, f"more than their share: {', '.join(too_dear)}"


def touched_by(page: Page) -> tuple[int, int]:
    """The statements of a page, and the 8 kB pages that its reading touched, once sessions and memory are warm."""
    page.call()
    statements, reads = reads_of(page.call)
    return statements, sum(read.buffers for read in reads)


def measured(page: Page) -> tuple[float, float]:
    """What a page and its floor cost, as the median of their rounds; the first round is warm-up."""
    client = Client()
    taken: tuple[list[float], list[float]] = ([], [])
    for _round in range(ROUNDS + 1):
        # The database counts in hundredths of a second: several calls a round, more of what is short.
        taken[0].append(cost([page.call] * 5))
        with override_settings(**FLOOR):
            taken[1].append(cost([lambda: client.get(f"/{page.floor}")] * 40))
    return statistics.median(taken[0][1:]), statistics.median(taken[1][1:])
