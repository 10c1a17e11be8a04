"""A matter with a long life, many files and many children shows a part of each at a time, at the same cost."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from caojiadu.core.accounts.codes import resident_account
from caojiadu.core.cases.models import Case, CaseLink
from caojiadu.core.cases.moving import Actor, append
from caojiadu.core.community.models import Resident
from caojiadu.core.files.models import File
from petitions.petitioners.access import new_code
from tests.petitions.letters import go, in_hand, make_resident, write
from tests.world import client_of

pytestmark = pytest.mark.django_db


def grow(case: Case, cast: Any, many: int) -> None:
    """Notes, files, children and links, as many of each."""
    first = File.objects.filter(case=case).count()
    for place in range(many):
        append(
            case=case,
            move="note",
            actor=Actor.staff(cast.handler),
            source=case.state,
            target=case.state,
            now=timezone.now(),
            public=False,
        )
        File.objects.create(case=case, name=f"照片{first + place}.jpg", size=1, state="clean")
        Case.objects.filter(pk=write().pk).update(parent=case)
        other = write()
        CaseLink.objects.create(kind="related", case=case, other=other, since=timezone.now(), by=cast.clerk, before={})
    Case.objects.filter(pk=case.pk).update(linked=True)


def test_each_part_of_a_case_pages_by_key_at_the_same_cost(cast: Any) -> None:
    case, browser = in_hand(cast), client_of(cast.clerk)
    address = reverse("desk:case", args=[case.number])
    grow(case, cast, 2)
    browser.get(address)
    with CaptureQueriesContext(connection) as few:
        page = browser.get(address)
    assert not page.context["life"].older and "查看更早的经过" not in page.content.decode()
    grow(case, cast, 53)
    browser.get(address)
    with CaptureQueriesContext(connection) as many:
        page = browser.get(address)
    assert len(many) <= len(few)
    events = list(case.events.order_by("id").values_list("pk", flat=True))
    seen = page.context["life"].lines
    assert len(seen) == 50 and page.context["life"].newest
    # The links that stand on the page lead through everything, none twice.
    wanted = {"life": len(events), "files": 55, "children": 55, "links": 55}
    for name, total in wanted.items():
        link = "before" if name == "life" else name
        text, found = page.content.decode(), len(part(page, name))
        while next_one := re.search(rf'href="(\?{link}=\d+)#{name}"', text):
            following = browser.get(address + next_one[1])
            text = following.content.decode()
            found += len(part(following, name))
            assert f'href="?#{name}"' in text
        assert found == total, name
    for odd in ("x", "9" * 40, "-1", "0", ""):
        assert browser.get(address, dict.fromkeys(("before", "files", "children", "links"), odd)).status_code == 200


def part(page: Any, name: str) -> Any:
    """The rows of one part of a page."""
    shown = page.context[name]
    return shown.lines if name == "life" else shown.rows


def test_a_petitioner_reads_a_long_life_part_by_part(cast: Any, client: Any) -> None:
    case = in_hand(cast, resident=make_resident())
    for _each in range(60):
        append(
            case=case,
            move="reply",
            actor=Actor.resident(None),
            source=case.state,
            target=case.state,
            now=timezone.now(),
            public=True,
        )
    client.post("/petitions/track/", {"number": case.number, "code": new_code(case, timezone.now())})
    page = client.get(reverse("petitions:matter", args=[case.number]))
    older = page.context["life"].older
    assert older and f"?before={older}#life" in page.content.decode() and page.context["steps"][-1]["css"] == "next"
    before = client.get(reverse("petitions:matter", args=[case.number]), {"before": older})
    assert all("css" not in step for step in before.context["steps"]) and 'href="?#life"' in before.content.decode()
    assert before.context["life"].lines[0].move == "open"


def test_my_matters_page_by_key_and_what_waits_for_me_comes_first(cast: Any) -> None:
    resident = make_resident()
    asked = go(in_hand(cast, resident=resident), "ask", cast.handler, question="几楼？")
    mine = [asked.number, *(write(resident=resident).number for _each in range(105))]
    browser = client_of(resident_account(phone="+8613812345678"))
    browser.get("/me/")
    address, found, pages = "/me/", [], 0
    while address:
        with CaptureQueriesContext(connection) as queries:
            page = browser.get(address)
        assert len(queries) < 40
        items = page.context["items"]
        if not pages:
            assert items[0].number == asked.number and items[0].needs_me
            items = items[1:]
        found += [item.number for item in items]
        following = re.search(r'href="(\?after=[^"]+)"', page.content.decode())
        address, pages = "/me/" + following[1].replace("&amp;", "&") if following else "", pages + 1
    assert found == mine[::-1] and pages == 3
    assert browser.get("/me/", {"after": "2001-01-01T00:00:00+00:00_5"}).status_code == 200
    for odd in ("x", "2001-01-01_5", "_", "9" * 30):
        assert browser.get("/me/", {"after": odd}).status_code == 200
    assert Resident.objects.count() == 1
