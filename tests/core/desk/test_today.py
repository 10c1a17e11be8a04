"""Today's work: each number is the list that it opens, for the person who looks, at the same price for few and many."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from caojiadu.core.accounts.models import Post
from caojiadu.core.cases.models import Bar, Case
from caojiadu.core.notices.models import Notice
from caojiadu.core.organisation.models import Office
from tests.cast import SINCE
from tests.entries import signed_in
from tests.petitions.letters import DRAFT, accepted, go, in_hand, to_sign, told, write

pytestmark = pytest.mark.django_db
URL = "/desk/"


def due(case: Any, days: float) -> Any:
    """The limit of a matter ends so many days from now."""
    Case.objects.filter(pk=case.pk).update(due_at=timezone.now() + dt.timedelta(days=days))
    return case


def shown(client: Client) -> dict[str, Any]:
    return {tile.key: tile for tile in client.get(URL).context["tiles"]}


def listed(client: Client, url: str) -> set[str]:
    return {row.number for row in client.get(url).context["page"].rows}


def titles(tile: Any) -> list[str]:
    return [line["number"] for line, _beside in tile.rows]


def test_each_number_opens_its_list_and_shows_its_first_three(cast: Any) -> None:
    late = [due(in_hand(cast), -days) for days in (1, 40, 20, 9)]
    nobodys = accepted(cast)
    asked = go(in_hand(cast), "ask", cast.handler, question="几号楼？")
    signing = to_sign(told(in_hand(cast), cast), cast)
    head = signed_in(cast.head)
    tiles = shown(head)
    assert titles(tiles["late"]) == [case.number for case in (late[1], late[2], late[3])]
    assert titles(tiles["unassigned"]) == [nobodys.number]
    assert titles(tiles["waiting"]) == [asked.number]
    assert titles(tiles["sign"]) == [signing.number]
    assert tiles["late"].tone == "late" and tiles["late"].count == "4"
    for tile in tiles.values():
        assert len(listed(head, tile.url)) == int(tile.count), tile.key
    first = head.get(URL).content.decode()
    assert f'href="/desk/cases/{late[1].number}/"' in first.partition("从最急的开始")[0].rpartition("<a ")[2]
    # Of what others sign, and of an office that is not theirs, nobody's number tells.
    assert "sign" not in shown(signed_in(cast.handler))
    assert {tile.count for tile in shown(signed_in(cast.stranger)).values()} == {"0"}


def test_the_day_and_the_week_end_at_midnight(cast: Any, time_machine: Any) -> None:
    case = in_hand(cast)
    wednesday, sunday = "2026-12-02T09:00+08:00", "2026-12-06T09:00+08:00"
    for now, hours, key in (
        (wednesday, 2, "today"),
        (wednesday, 15.5, "week"),
        (wednesday, -2, "late"),
        (wednesday, 24 * 4 + 14, "week"),
        (wednesday, 24 * 4 + 15, ""),
        (sunday, 14, "today"),
        (sunday, 16, ""),
    ):
        time_machine.move_to(now, tick=False)
        due(case, hours / 24)
        counts = {tile.key: tile.count for tile in shown(signed_in(cast.head)).values()}
        assert {name for name in ("late", "today", "week") if counts[name] == "1"} == {key} - {""}, (now, hours)


def test_a_post_that_ends_at_midnight_takes_its_lines_from_the_rail_and_from_today_at_once(
    cast: Any, time_machine: Any
) -> None:
    in_hand(cast)
    midnight = timezone.make_aware(dt.datetime(2026, 12, 3))
    Post.objects.filter(user=cast.head).update(until=dt.date(2026, 12, 2))
    Post.objects.create(user=cast.head, role="handler", office=Office.objects.get(code="C"), since=SINCE)
    # The rail is read anew after midnight; what was put together for today is younger than a minute.
    for seconds, url in ((-70, "/desk/cases/"), (-20, URL), (5, URL)):
        time_machine.move_to(midnight + dt.timedelta(seconds=seconds), tick=False)
        assert signed_in(cast.head).get(url).status_code == 200, seconds


def test_whose_hand_is_in_it_is_not_asked_to_sign(cast: Any) -> None:
    """The head who wrote the draft signs nothing, the leader does; whoever is kept out is asked for nothing."""
    case = go(told(in_hand(cast), cast), "assign", cast.head, handler=cast.head.pk)
    case = go(go(go(case, "draft", cast.head, **DRAFT), "submit", cast.head), "check", cast.clerk)
    assert shown(signed_in(cast.head))["sign"].count == "0"
    assert titles(shown(signed_in(cast.leader))["sign"]) == [case.number]
    other = to_sign(told(in_hand(cast), cast), cast)
    assert titles(shown(signed_in(cast.head))["sign"]) == [other.number]
    Bar.objects.create(case_id=other.pk, user=cast.head, reason="回避", since=timezone.now())
    assert shown(signed_in(cast.head))["sign"].count == "0"
    # Somebody with both posts is asked for both.
    Post.objects.create(user=cast.leader, role="head", office=Office.objects.get(code="C"), since=SINCE)
    assert set(titles(shown(signed_in(cast.leader))["sign"])) == {case.number, other.number}


def test_the_load_of_each_person_opens_their_matters(cast: Any) -> None:
    due(in_hand(cast), -3)
    in_hand(cast)
    accepted(cast)
    head = signed_in(cast.head)
    people = head.get(URL).context["people"]
    assert [(one.name, one.open.count, one.late.count) for one in people] == [
        ("经办小林", 2, 1),
        ("管理科长", 0, 0),
        ("经办小何", 0, 0),
        ("未指派", 1, 0),
    ]
    offices = signed_in(cast.leader).get(URL).context["offices"]
    assert (offices[0].name, offices[0].open.count, offices[0].late.count) == ("社区管理办公室", 3, 1)
    for client, shares in ((head, people), (signed_in(cast.leader), offices)):
        for one in shares:
            for figure in (one.open, one.late, one.soon):
                assert not figure.url or len(listed(client, figure.url)) == figure.count, one
    assert not signed_in(cast.handler).get(URL).context["people"]


def test_unread_messages_stand_there_but_none_of_a_matter_from_which_one_is_kept_out(cast: Any) -> None:
    Notice.objects.all().delete()
    case = in_hand(cast)
    Notice.objects.filter(user=cast.handler).update(read_at=None)
    handler = signed_in(cast.handler)
    page = handler.get(URL)
    assert page.context["unread_count"] == str(len(page.context["messages_unread"])) != "0"
    Bar.objects.create(case_id=case.pk, user=cast.handler, reason="回避", since=timezone.now())
    page = handler.get(URL)
    assert (page.context["unread_count"], page.context["messages_unread"]) == ("0", [])


def test_today_takes_the_same_statements_for_one_and_for_many(cast: Any) -> None:
    write()
    due(in_hand(cast), -3)
    people = {who: signed_in(getattr(cast, who)) for who in ("head", "handler", "clerk", "leader")}
    counts: list[dict[str, int]] = []
    for _round in range(2):
        counts.append({who: statements(client) for who, client in people.items()})
        for days in (-9, 0.01, 2):
            due(in_hand(cast), days)
    assert counts[0] == counts[1]
    assert max(counts[1].values()) <= 10


def statements(client: Client) -> int:
    """What the page asks once it was asked already."""
    client.get(URL)
    with CaptureQueriesContext(connection) as asked:
        client.get(URL)
    return len(asked)


def test_every_page_of_the_rail_stands_in_one_of_its_groups(cast: Any) -> None:
    for who in ("head", "handler", "clerk", "leader", "window", "keeper", "committee"):
        context = signed_in(getattr(cast, who)).get(URL).context
        grouped = [*context["rail_matters"], *(link for group in context["rail_groups"] for link in group.links)]
        assert sorted(link["url"] for link in grouped) == sorted(link["url"] for link in context["rail_links"]), who
