"""A list as a sheet: as it is narrowed, with a reason, masked unless allowed, by the worker where long."""

import datetime as dt
import io
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from caojiadu.core.audit.models import Entry
from caojiadu.core.cases.models import Case
from caojiadu.core.desk import exporting
from caojiadu.core.desk.models import Sheet
from caojiadu.core.desk.tasks import make_sheets
from tests.entries import signed_in
from tests.petitions.letters import accepted, answered, in_hand, make_resident, write

pytestmark = pytest.mark.django_db
URL = "/desk/cases/export/"


def text_of(answer: Any) -> str:
    content: bytes = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode()


def take(client: Client, within: str, **more: Any) -> Any:
    return client.post(URL, {"go": "1", "in": within, "which": "all", "form": "csv", "reason": "周例会用", **more})


def test_a_sheet_holds_what_the_list_shows_this_person(cast: Any) -> None:
    mine = in_hand(cast, title="=夜间施工", resident=make_resident("王小明", "13900000001"))
    other = accepted(cast, title="安远路积水")
    done, foreign, secret = answered(cast), write(), write("petition_accusation")
    handler, stranger, keeper = (signed_in(one) for one in (cast.handler, cast.stranger, cast.keeper))
    whole = text_of(take(handler, "queue=all"))
    assert all(case.number in whole for case in (mine, other, done))
    assert foreign.number not in whole
    assert "王*" in whole
    assert not {"王小明", "13900000001"} & set(whole.replace(",", "\n").split("\n"))
    assert "'=夜间施工" in whole
    narrowed = text_of(take(handler, "queue=mine&state=in_hand&sort=title"))
    assert mine.number in narrowed
    assert other.number not in narrowed
    ticked = text_of(
        handler.post(URL, {"go": 1, "in": "queue=all", "case": [other.pk, foreign.pk], "form": "csv", "reason": "核对"})
    )
    assert other.number in ticked
    assert not any(case.number in ticked for case in (mine, foreign))
    assert mine.number not in text_of(take(stranger, "queue=all"))
    assert secret.number not in text_of(take(keeper, "queue=all"))
    book = load_workbook(io.BytesIO(take(handler, "queue=mine", form="xlsx").content))
    assert [row[0].value for row in book.active.rows][1:] == [mine.number]
    # Nothing leaves without a reason, and each reason is kept.
    assert take(handler, "queue=mine", reason="").status_code == 422
    entries = Entry.objects.filter(action="export", actor_user_id=cast.handler.pk)
    assert entries.count() == 4
    assert {entry.reason for entry in entries} == {"周例会用", "核对"}
    assert handler.get(URL, {"in": "queue=mine"}).context["back"] == "/desk/cases/?queue=mine"


def test_names_stand_in_it_where_one_may_see_them_and_each_look_is_kept(cast: Any) -> None:
    case = in_hand(cast, resident=make_resident("王小明", "13900000001"))
    full = text_of(take(signed_in(cast.handler), "queue=all", full="on"))
    assert "王小明" in full
    looks = Entry.objects.filter(action="reveal", subject_key=case.number)
    assert [(look.actor_user_id, look.reason) for look in looks] == [(cast.handler.pk, "周例会用")]
    # A colleague opens the matter, but who wrote is masked on its page, and so it is here; a leader is not even asked.
    assert "王小明" not in text_of(take(signed_in(cast.colleague), "queue=all", full="on"))
    leader = signed_in(cast.leader)
    assert "full" not in leader.get(URL).context["form"].fields
    assert "王小明" not in text_of(take(leader, "queue=all", full="on"))
    assert looks.count() == 1


def test_a_long_list_is_put_together_by_the_worker_for_a_day(cast: Any, monkeypatch: Any) -> None:
    first, second = in_hand(cast), in_hand(cast)
    monkeypatch.setattr(exporting, "AT_ONCE", 1)
    handler = signed_in(cast.handler)
    place = take(handler, "queue=mine", form="csv")["Location"]
    assert 'hx-trigger="every 3s"' in handler.get(place).content.decode()
    assert handler.post(place).status_code == 200
    # What the person may open no more by the time it is made is not in it.
    Case.objects.filter(pk=second.pk).update(handler=cast.colleague)
    assert make_sheets() == 1
    assert make_sheets() == 0
    row = Sheet.objects.get()
    assert first.number not in Sheet.objects.raw("SELECT id, content_sealed AS sealed FROM desk_sheet")[0].sealed
    page = handler.get(place).content.decode()
    assert "下载" in page
    found = handler.post(place).content.decode()
    assert first.number in found
    assert second.number not in found
    assert signed_in(cast.colleague).get(place).status_code == 404
    with time_machine.travel(timezone.now() + dt.timedelta(days=1, minutes=1)):
        make_sheets()
    assert not Sheet.objects.filter(pk=row.pk).exists()
    monkeypatch.setattr(exporting, "MOST", 1)
    in_hand(cast)
    too_many = take(handler, "queue=mine")
    assert too_many.status_code == 422
    assert "请先缩小" in too_many.content.decode() or "超过 1" in too_many.content.decode()
