"""Patrol on a phone, without JavaScript: class in two taps, place, photo, sent; then what waits to be seen on site."""

import datetime as dt
import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from caojiadu.core.files.models import File
from offices.management.models import GridCase
from tests.entries import signed_in
from tests.offices.management.grid import class_of, found, handled, photo, said

pytestmark = pytest.mark.django_db
PATROL = "/desk/management/patrol/"


def form_of(name: str) -> str:
    return f"{PATROL}found/{class_of(name).pk}/"


def test_two_taps_lead_to_the_form_and_the_find_is_sent(cast: SimpleNamespace) -> None:
    phone = signed_in(cast.handler)
    first = phone.get(PATROL).content.decode()
    assert f'href="{PATROL}event_looks/"' in first
    second = phone.get(f"{PATROL}event_looks/").content.decode()
    assert f'href="{form_of("暴露垃圾")}"' in second and "4 个工作小时" in second
    form = phone.get(form_of("暴露垃圾")).content.decode()
    assert re.search(r'<input type="file" name="before_photos"[^>]* capture="environment"', form)
    data = {"place": "康定路12号门前", "what": "两袋", "neighbourhood": cast.committee.posts_today[0].neighbourhood_id}
    sent = phone.post(form_of("暴露垃圾"), data | {"done": "", "before_photos": photo()})
    assert (sent.status_code, sent["Location"]) == (302, PATROL)
    case = GridCase.objects.get()
    assert (case.title, case.thing, case.source, case.state) == ("暴露垃圾", "event", "patrol", "found")
    assert [(one.stage, one.file.uploaded_by) for one in case.photos.all()] == [("before", cast.handler)]
    assert case.number in phone.get(PATROL).content.decode()
    # The next find is likely near the last one.
    again = phone.get(form_of("暴露垃圾")).content.decode()
    assert f'value="{data["neighbourhood"]}" selected' in again


def test_a_find_needs_a_picture_and_keeps_what_was_typed(cast: SimpleNamespace) -> None:
    phone = signed_in(cast.handler)
    refused = phone.post(form_of("违法搭建"), {"place": "江苏路", "what": "屋顶加建"})
    assert refused.status_code == 422 and "before_photos" in said(refused)[0]
    page = refused.content.decode()
    assert "江苏路" in page and "屋顶加建" in page
    text = photo("说明.txt")
    refused = phone.post(form_of("违法搭建"), {"place": "江苏路", "before_photos": text})
    assert refused.status_code == 422 and "不是图片" in refused.content.decode()
    refused = phone.post(form_of("违法搭建"), {"place": "", "before_photos": photo()})
    token = re.search(r'name="before_photos-token" value="([^"]+)"', refused.content.decode())
    assert token and not GridCase.objects.exists()
    sent = phone.post(form_of("违法搭建"), {"place": "江苏路", "before_photos-token": token[1]})
    assert sent.status_code == 302 and GridCase.objects.get().photos.count() == 1
    assert phone.get(f"{PATROL}found/999999/").status_code == 404


def test_what_was_put_right_at_once_is_told_in_words_and_in_a_photo(cast: SimpleNamespace) -> None:
    phone = signed_in(cast.handler)
    data = {"place": "余姚路", "before_photos": photo()}
    assert "after_photos" in said(phone.post(form_of("暴露垃圾"), {**data, "done": "当场清走"}))[0]
    data = {"place": "余姚路", "before_photos": photo("一.jpg"), "after_photos": photo("二.jpg")}
    assert "done" in said(phone.post(form_of("暴露垃圾"), {**data, "done": ""}))[0]
    data = {"place": "余姚路", "before_photos": photo("三.jpg"), "after_photos": photo("四.jpg")}
    assert phone.post(form_of("暴露垃圾"), {**data, "done": "当场清走"}).status_code == 302
    case = GridCase.objects.get()
    assert (case.state, [one.stage for one in case.photos.all()]) == ("grid_on_spot", ["before", "after"])
    # Whoever put it right does not find it among what is to be looked at; a colleague does.
    door = f"/desk/cases/{case.number}/spot_seen/"
    assert door not in phone.get(PATROL).content.decode()
    colleague = signed_in(cast.colleague)
    assert door in colleague.get(PATROL).content.decode()
    # Nor where somebody else put it right since.
    assert colleague.post(f"/desk/cases/{case.number}/spot_not_seen/", {"reason": "仍有残留"}).status_code == 302
    again = {"grid_class": case.grid_class_id, "place": "余姚路", "done": "再次清走", "after_photos": photo("五.jpg")}
    assert colleague.post(f"/desk/cases/{case.number}/spot/", again).status_code == 302
    assert door not in phone.get(PATROL).content.decode() and phone.post(door).status_code == 409
    # What cannot be put right on the spot does not ask.
    assert "after_photos" not in phone.get(form_of("违法搭建")).content.decode()


def test_what_others_put_right_waits_to_be_seen(cast: SimpleNamespace) -> None:
    case = handled(cast)
    door = f"/desk/cases/{case.number}/verify/"
    assert door in signed_in(cast.colleague).get(PATROL).content.decode()
    assert door not in signed_in(cast.handler).get(PATROL).content.decode()
    form = signed_in(cast.colleague).get(door).content.decode()
    assert 'name="check_photos"' in form and form.count("<img") == 2


def test_only_todays_finds_are_listed_in_as_many_queries_whatever_there_is(
    cast: SimpleNamespace, django_assert_num_queries: Any
) -> None:
    old = found(cast.handler)
    GridCase.objects.filter(pk=old.pk).update(opened_at=timezone.now() - dt.timedelta(days=1))
    new = found(cast.handler, place="新闸路1号")
    phone = signed_in(cast.handler)
    page = phone.get(PATROL).content.decode()
    assert new.number in page and old.number not in page
    with CaptureQueriesContext(connection) as asked:
        phone.get(PATROL)
    few = len(asked)
    for place in ("新闸路2号", "新闸路3号"):
        found(cast.handler, place=place)
    with django_assert_num_queries(few):
        phone.get(PATROL)


def test_nobody_of_another_office_patrols(cast: SimpleNamespace) -> None:
    for person in (cast.stranger, cast.leader, cast.committee):
        assert signed_in(person).get(PATROL).status_code == 404
        assert signed_in(person).post(form_of("暴露垃圾"), {"before_photos": photo()}).status_code == 404
    assert not File.objects.exists()
