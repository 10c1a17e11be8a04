"""A page costs the same with a thousand cases as with a great many: as many statements, and about as much to read.

Nothing here measures time. Each statement is asked what it touched (EXPLAIN ANALYZE, BUFFERS), at 1,000 cases and at
SPEED_CASES, which is 10,000 unless set: loading 100,000 would cost every run of the suite a minute or two.
`SPEED_CASES=100000 make test TESTS=tests/test_speed.py` is the whole measurement.
"""

import datetime as dt
import os

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from guardian.shortcuts import assign_perm

from caojiadu.core.accounts.models import User
from caojiadu.core.cases.models import Case, Clock
from caojiadu.core.cases.sweep import sweep
from caojiadu.core.desk.queues import queues_for
from petitions.demo.bulk import load
from petitions.duplicates.likeness import forget_local_shares, local_shares
from petitions.models import Petition
from petitions.petitioners.access import new_code
from tests.cast import again
from tests.plans import reads_of

SLOW = "ten thousand letters are loaded, and every page is asked what it reads"
FEW, MANY = 1_000, int(os.environ.get("SPEED_CASES", "10000"))
BACKEND = "caojiadu.core.accounts.backends.PostBackend"
# A page of 51 rows with the names that belong to them touches up to a thousand pages of 8 kB, however many cases there
# are, and a count stops at 1,001 rows. A filter that fits one row in a hundred looks at some 5,000 rows for its page.
# Anything that follows the table's size would go beyond.
FACTOR, ALWAYS = 3, 1_200
ROWS = 8_000
# Figures of leaders are read from sums, so no statement of the overview reads matters that it does not show. Only for
# the first that fall due does the planner read all of these days, a hundred before a weekend, and sort them.
OVERVIEW, OVERVIEW_ROWS = 300, 1_000
# A search looks at each hit of its words among what one may open, and keeps the newest thousand; one letter in twelve
# here is about 噪音.
SEARCH_ALWAYS, SEARCH_ROWS = max(3_500, MANY // 20), max(3_500, MANY // 12)
NARROWED = (
    {"queue": "all", "state": "in_hand"},
    {"queue": "all", "channel": "call"},
    {"queue": "all", "neighbourhood": "3"},
    {"queue": "all", "since": "2020-01-01", "kind": "petition_suggestion"},
    {"queue": "all", "until": "2024-06-01"},
    {"queue": "all", "together": "repeat"},
    {"queue": "all", "after": "2025-12-01T00:00:00+08:00_500"},
)
SEARCHES = ({"q": "噪音"}, {"q": "夜间施工噪音"}, {"q": "yjsg"}, {"q": "XF-2026-000010"})
WHO = ("clerk", "head", "handler", "co_head", "leader", "window", "keeper", "security_admin")


@pytest.fixture
def few(cast):
    """A thousand cases; the administrator, who has no post that opens any, is let into twenty."""
    # What is common among the letters is read at most once an hour: here before there are any, so that every word
    # counts as rare, which is the dearest way to look for the same matter.
    forget_local_shares()
    local_shares()
    load(FEW, vars(cast), say=lambda _text: None)
    for case in Case.objects.filter(confidentiality=0)[:20]:
        assign_perm("cases.read_case", cast.security_admin, case)
    return cast


def desk_pages(cast):
    """Every page of the desk that is measured, by person and address."""
    for name in WHO:
        user = again(getattr(cast, name))
        client = Client()
        client.force_login(user, backend=BACKEND)
        yield f"{name} today", client, "/desk/", {}
        queues = [{"queue": queue.key} for queue in queues_for(user)]
        for asked in (*queues, *NARROWED, *SEARCHES):
            yield f"{name} {asked}", client, "/desk/cases/", asked
        case = Case.objects.visible_to(user).filter(opened_at__lt=timezone.now()).order_by("pk").first()
        yield f"{name} detail", client, f"/desk/cases/{case.number}/", {}
        if name == "leader":
            yield "leader overview", client, "/desk/overview/", {}
        if name in ("clerk", "leader"):
            yield f"{name} same", client, reverse("letters_desk:same", args=[case.number]), {}


def resident_pages():
    """A matter opened by its code, and an account with the phone of somebody who wrote often."""
    petition = Petition.objects.filter(state="answered", resident__isnull=False).order_by("pk").first()
    client = Client()
    form = {"number": petition.number, "code": new_code(petition, timezone.now())}
    assert client.post("/petitions/track/", form).status_code == 302
    yield "track", client, reverse("petitions:matter", args=[petition.number]), {}
    user, _made = User.objects.get_or_create(
        username="somebody", kind="resident", phone_digest=petition.resident.phone_digest
    )
    client = Client()
    client.force_login(user, backend=BACKEND)
    yield "me", client, "/me/", {}


def measured(cast):
    """What each page reads."""
    found = {}
    for name, client, address, asked in (*desk_pages(cast), *resident_pages()):

        def ask(client=client, address=address, asked=asked):
            assert client.get(address, asked).status_code == 200, address

        # What is kept for a minute is kept while a page is measured.
        with time_machine.travel(timezone.now(), tick=False):
            client.get(address, asked)  # sessions and marks of reading are written by now
            found[name] = reads_of(ask)
    return found


def too_much(name, few, many):
    """What is wrong with a page, in words; nothing when it costs the same."""
    (few_statements, few_reads), (many_statements, many_reads) = few, many
    if few_statements != many_statements:
        yield f"{name}: {few_statements} statements, then {many_statements}"
        return
    always, rows = (SEARCH_ALWAYS, SEARCH_ROWS) if "'q'" in name or name.endswith(" same") else (ALWAYS, ROWS)
    if name.endswith(" overview"):
        always, rows = OVERVIEW, OVERVIEW_ROWS
    for before, after in zip(few_reads, many_reads, strict=True):
        if after.buffers > max(FACTOR * before.buffers, always) or after.rows > rows:
            yield f"{name}: {before.buffers} -> {after.buffers} buffers, {after.rows} rows\n    {after.sql[-600:]}"


def test_pages_cost_the_same_with_many_cases(few):
    before = measured(few)
    load(MANY - FEW, vars(few), say=lambda _text: None)
    after = measured(few)
    assert before.keys() == after.keys()
    wrong = [said for name in before for said in too_much(name, before[name], after[name])]
    assert not wrong, "\n".join(wrong)


def test_the_sweep_costs_what_is_due(few):
    long_ago = timezone.now() - dt.timedelta(days=4000)
    assert not Clock.objects.filter(next_at__lte=long_ago).exists()
    statements, reads = reads_of(lambda: sweep(long_ago))
    assert statements == 2  # the limits that are due, and the days of helpers
    assert sum(read.buffers for read in reads) < 10
