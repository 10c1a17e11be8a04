"""Saved views: private or shared, in the rail with their count, deleted and brought back, told of by message."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from caojiadu.core.cases.models import Case
from caojiadu.core.desk import saved
from caojiadu.core.desk.models import SavedView
from caojiadu.core.desk.tasks import tell_views
from caojiadu.core.notices.models import Notice
from caojiadu.core.organisation.models import Office
from tests.entries import signed_in
from tests.petitions.letters import accepted, in_hand, write

pytestmark = pytest.mark.django_db
URL = "/desk/views/"
LIST = "/desk/cases/"


def save(client: Client, within: str, name: str = "网上来信", **more: Any) -> SavedView:
    answer = client.post(f"{URL}save/", {"in": within, "name": name, **more})
    assert answer.status_code == 302, answer.content.decode()
    return SavedView.objects.latest("id")


def rail(client: Client) -> dict[str, str]:
    return {view.name: view.count for view in client.get("/desk/keys/").context["rail_views"]}


def test_a_view_stands_in_the_rail_of_whom_it_is_for_with_what_they_may_open(cast: Any) -> None:
    in_hand(cast)
    accepted(cast, title="安远路积水")
    write()
    handler, colleague, stranger = (signed_in(one) for one in (cast.handler, cast.colleague, cast.stranger))
    office = Office.objects.get(code="C")
    view = save(handler, "queue=office&channel=web&sort=-limit&after=9_9&evil=1", office=office.pk)
    assert view.asked == "queue=office&sort=-limit&channel=web"
    assert rail(handler) == rail(colleague) == {"网上来信": "2"}
    assert rail(stranger) == {}
    page = handler.get(f"{LIST}?{view.asked}").content.decode()
    assert 'aria-current="page"><svg' in page
    mine = save(handler, "queue=mine", "我的")
    assert rail(handler) == {"网上来信": "2", "我的": "1"}
    assert rail(colleague) == {"网上来信": "2"}
    # Whatever a shared view asks for, it opens nothing: here everything, which another office sees little of.
    SavedView.objects.filter(pk=view.pk).update(asked="queue=all", office=Office.objects.get(code="D"))
    assert rail(stranger) == {"网上来信": "0"}
    # Only its owner changes it, and shares it with no office but an own one.
    assert colleague.post(f"{URL}{mine.key}/", {"delete": 1}).status_code == 404
    foreign = handler.post(
        f"{URL}save/", {"in": "queue=mine", "name": "外科室", "office": Office.objects.get(code="F").pk}
    )
    assert foreign.status_code == 422
    assert "外科室" in foreign.content.decode()
    # Deleted, it is brought back with one press; a day later it is gone.
    handler.post(f"{URL}{mine.key}/", {"delete": 1})
    assert "我的" not in rail(handler)
    assert "“我的”已删除" in handler.get(URL).content.decode()
    handler.post(f"{URL}{mine.key}/", {"back": 1})
    assert rail(handler)["我的"] == "1"
    handler.post(f"{URL}{mine.key}/", {"name": "改名", "first": "on"})
    assert "改名" in rail(handler)
    assert handler.get(LIST)["Location"] == f"{LIST}?queue=mine"
    assert handler.get(f"{LIST}?queue=office").status_code == 200
    assert colleague.get(LIST).status_code == 200
    other = save(handler, "", "全部", first="on")
    assert handler.get(LIST)["Location"] == f"{LIST}?{other.asked}" != f"{LIST}?"


def test_the_rail_costs_a_page_nothing_and_never_holds_it_up(cast: Any, monkeypatch: Any) -> None:
    handler = signed_in(cast.handler)
    in_hand(cast)
    handler.get(f"{LIST}?queue=mine")
    with CaptureQueriesContext(connection) as before:
        handler.get(f"{LIST}?queue=mine")
    for number in range(15):
        save(handler, f"queue=all&people={2}", f"视图{number}")
    handler.get(f"{LIST}?queue=mine")
    with CaptureQueriesContext(connection) as after:
        page = handler.get(f"{LIST}?queue=mine")
    assert len(page.context["rail_views"]) == 12
    assert len(after) == len(before)

    def slow(_cases: Any) -> str:
        raise OperationalError("canceling statement due to statement timeout")

    monkeypatch.setattr(saved, "capped_count", slow)
    save(handler, "queue=mine", "又一")
    assert set(rail(handler).values()) == {""}


def test_one_is_told_at_an_hour_or_from_a_number_on(cast: Any) -> None:
    wednesday = timezone.make_aware(dt.datetime(2026, 12, 2, 8, 50))
    with time_machine.travel(wednesday, tick=False) as clock:
        in_hand(cast)
        handler = signed_in(cast.handler)
        save(handler, "queue=mine", "早上看", at="09:00")
        save(handler, "queue=mine", "满两件", many=2)
        save(handler, "queue=late", "没有的", at="08:00")
        told = Notice.objects.filter(template="view_digest")
        assert tell_views() == 0
        clock.shift(600)
        assert [tell_views(), tell_views()] == [1, 0]
        assert [(one.user_id, one.context) for one in told] == [(cast.handler.pk, {"view": "早上看", "many": "1"})]
        in_hand(cast)
        assert [tell_views(), tell_views()] == [1, 0]
        assert told.latest("id").context == {"view": "满两件", "many": "2"}
        # It is said again once it was fewer meanwhile; on Saturday nothing is said by the hour; the inbox shows it.
        Case.objects.filter(handler=cast.handler).update(handler=cast.colleague)
        assert tell_views() == 0
        clock.shift(3 * 86_400)
        assert tell_views() == 0
        Case.objects.filter(handler=cast.colleague).update(handler=cast.handler)
        assert tell_views() == 1
        assert "您保存的列表“满两件”现有 2 件事项" in signed_in(cast.handler).get("/desk/notices/").content.decode()
