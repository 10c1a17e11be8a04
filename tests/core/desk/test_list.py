"""The list: in the order of any of its columns, found by any part of a number, and the way back to its place."""

import datetime as dt
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from caojiadu.core.cases.models import Case
from caojiadu.core.desk import order
from caojiadu.core.organisation.models import Neighbourhood
from tests.entries import signed_in
from tests.petitions.letters import DRAFT, accepted, answered, go, in_hand, make_resident, write

pytestmark = pytest.mark.django_db
URL = "/desk/cases/"


def due(case: Any, days: float, **more: Any) -> Any:
    Case.objects.filter(pk=case.pk).update(due_at=timezone.now() + dt.timedelta(days=days), **more)
    return case


def numbers(client: Client, **asked: str) -> list[str]:
    return [row.number for row in client.get(URL, {"queue": "office", **asked}).context["page"].rows]


def test_a_list_is_sorted_by_any_of_its_heads_and_back(cast: Any, monkeypatch: Any) -> None:
    areas = Neighbourhood.objects.in_bulk(["changchun", "yaoxi"], field_name="key")
    b = due(in_hand(cast, title="北京西路路灯不亮", resident=make_resident("王小明", "13900000001")), 9)
    a = due(accepted(cast, title="安远路噪音"), -9, neighbourhood=areas["yaoxi"])
    c = due(
        in_hand(cast, title="长寿路积水", resident=make_resident("陈明", "13900000002")),
        2,
        neighbourhood=areas["changchun"],
    )
    note = go(c, "note", cast.handler, note="看过了")
    head = signed_in(cast.head)
    expected = {
        "limit": [a, c, b],
        "received": [b, a, c],
        "title": [a, b, c],
        "person": [c, b, a],
        "neighbourhood": [c, a, b],
        "handler": [b, c, a],
        "last": [b, a, note],
    }
    for key, cases in expected.items():
        assert numbers(head, sort=key) == [case.number for case in cases], key
        # Where nothing is said, it comes last either way.
        back = {"neighbourhood": [a, c, b], "handler": [c, b, a]}.get(key, cases[::-1])
        assert numbers(head, sort=f"-{key}") == [case.number for case in back], key
    for key in ("kind", "state", "nonsense", "-", "office"):
        assert len(numbers(head, sort=key)) == 3
    # Page by page, and what is too long to be sorted by a column is said to be.
    monkeypatch.setattr(order, "SIZE", 2)
    page = head.get(URL, {"queue": "office", "sort": "title"}).context["page"]
    assert [row.number for row in page.rows] == [a.number, b.number]
    assert numbers(head, **QueryDict(page.next_url[1:]).dict()) == [c.number]
    monkeypatch.setattr(order, "MOST", 2)
    refused = head.get(URL, {"queue": "office", "sort": "title"})
    assert refused.context["too_long"] and "超过 1000 件的列表不能按此列排序" in refused.content.decode()


def test_any_part_of_a_number_finds_it(cast: Any) -> None:
    case = in_hand(cast)
    Case.objects.filter(pk=case.pk).update(number="XF-2026-000739")
    other = in_hand(cast)
    Case.objects.filter(pk=other.pk).update(number="XF-2025-001739")
    handler, stranger = signed_in(cast.handler), signed_in(cast.stranger)

    def found(client: Client, text: str) -> set[str]:
        return {row.number for row in client.get(URL, {"q": text}).context["page"].rows}

    both = {"XF-2026-000739", "XF-2025-001739"}
    for text, wanted in {
        "739": both,
        "0739": {"XF-2026-000739"},
        "000739": {"XF-2026-000739"},
        "1739": {"XF-2025-001739"},
        "xf739": {"XF-2026-000739"},
        "XF-2025": {"XF-2025-001739"},
        "2026-000739": {"XF-2026-000739"},
        "XF-2026-000739": {"XF-2026-000739"},
        "9": set(),
        "ZZ-2026": set(),
        "2026-": set(),
        "-": set(),
    }.items():
        assert found(handler, text) == wanted, text
        assert found(stranger, text) == set(), text


def test_the_form_offers_the_states_of_what_is_listed(cast: Any) -> None:
    in_hand(cast)
    answered(cast)

    def offered(client: Client, **asked: str) -> set[str]:
        form = client.get(URL, {"narrow": "1", **asked}).context["filter"].form
        return {key for key, _label in form.fields["state"].choices if key}

    handler = signed_in(cast.handler)
    assert offered(handler, queue="office") == {"in_hand"}
    assert offered(handler, queue="all") == {"in_hand", "answered"}
    assert offered(handler, queue="office", state="answered") == {"in_hand", "answered"}


def test_the_place_in_the_list_is_kept_through_every_step(cast: Any) -> None:
    first, second, third = (due(in_hand(cast), days) for days in (1, 2, 3))
    handler = signed_in(cast.handler)
    asked = {"queue": "mine", "channel": "web", "sort": "-limit"}
    page = unescape(handler.get(URL, asked).content.decode())
    link = page.partition(f'href="/desk/cases/{second.number}/')[2].partition('"')[0]
    assert link.startswith("?in=")
    shown = handler.get(f"/desk/cases/{second.number}/{link}")
    place = shown.context["place"]
    assert (place.number, place.of) == (2, 3)
    assert place.previous == f"/desk/cases/{third.number}/{link}"
    assert place.following == f"/desk/cases/{first.number}/{link}"
    assert place.url.endswith(f"#row-{second.pk}")
    assert numbers(handler, **QueryDict(place.url.partition("?")[2].partition("#")[0]).dict()) == [
        case.number for case in (third, second, first)
    ]
    assert f'href="/desk/cases/{second.number}/note/{link}"' in unescape(shown.content.decode())
    # A step leads back to the matter in its list, or on to the next one.
    step = f"/desk/cases/{second.number}/note/{link}"
    assert unescape(handler.get(step).content.decode()).count(link) >= 2
    assert handler.post(step, {"note": "看过了"})["Location"] == f"/desk/cases/{second.number}/{link}"
    assert handler.post(step, {"note": "又看", "then": "next"})["Location"] == f"/desk/cases/{first.number}/{link}"
    last = f"/desk/cases/{first.number}/note/{link}"
    assert handler.post(last, {"note": "看过了", "then": "next"})["Location"] == place.url.partition("#")[0]
    refused = handler.post(f"/desk/cases/{second.number}/draft/{link}", {**DRAFT, "basis": "", "then": "next"})
    assert refused.status_code == 422
    # An address that keeps no list, or that of somebody else's, tells nothing.
    for text in ("queue=nonsense", "x" * 900, "after=%00&q=%00", "state=nonsense", "next=//evil.example"):
        answer = handler.get(f"/desk/cases/{second.number}/", {"in": text})
        assert answer.status_code == 200, text
        place = answer.context["place"]
        assert place is None or "evil" not in place.url + place.asked, text
    stranger = write()
    assert handler.get(f"/desk/cases/{stranger.number}/{link}").status_code == 404


@pytest.mark.parametrize(("public", "first"), [(False, 1), (True, 0)])
def test_a_step_that_one_may_not_read_moves_nothing_in_the_list(cast: Any, public: bool, first: int) -> None:
    """A committee reads what the petitioner reads: a note of the office is no last step for it."""
    cases = [go(case, "note", cast.handler, note="看过了") for case in (in_hand(cast), in_hand(cast))]
    go(cases[1], "ask", cast.handler, question="几号楼？")
    go(cases[0], "ask", cast.handler, question="几号楼？")
    go(cases[1], "note", cast.handler, note="再看")
    found = order.keys_in_order(Case.objects.all(), order.Order("last", True), public=public)
    assert found and found[0] == cases[first].pk


def test_a_list_takes_the_same_statements_for_one_and_for_many(cast: Any) -> None:
    handler, counts = signed_in(cast.handler), []
    case, _other = in_hand(cast), in_hand(cast)
    for _round in range(2):
        for address in (f"{URL}?queue=office", f"{URL}?queue=office&sort=last", f"/desk/cases/{case.number}/?in=queue"):
            handler.get(address)
            with CaptureQueriesContext(connection) as asked:
                handler.get(address)
            counts.append(len(asked))
        in_hand(cast)
        accepted(cast)
    assert counts[:3] == counts[3:]
    assert counts[0] <= 5
