"""Reminders to oneself, and colleagues named in a note: nobody learns of a matter that they could not open."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from caojiadu.core.accounts.models import Post, User
from caojiadu.core.desk.models import Reminder
from caojiadu.core.desk.tasks import tell_views
from caojiadu.core.notices.models import Notice
from tests.entries import signed_in
from tests.petitions.letters import go, in_hand

pytestmark = pytest.mark.django_db


def test_one_reminds_oneself_and_nobody_else(cast: Any) -> None:
    with time_machine.travel(timezone.make_aware(dt.datetime(2026, 12, 2, 10, 0)), tick=False) as clock:
        case = in_hand(cast)
        url = f"/desk/cases/{case.number}/"
        handler, colleague, stranger = (signed_in(one) for one in (cast.handler, cast.colleague, cast.stranger))
        refused = handler.post(f"{url}remind/", {"on": "2026-12-02", "words": "看现场"})
        assert refused.status_code == 422
        assert "看现场" in refused.content.decode()
        assert handler.post(f"{url}remind/", {"on": "2026-12-04", "words": "看现场"})["Location"] == url
        assert colleague.post(f"{url}remind/", {"on": "2026-12-04"}).status_code == 302
        assert stranger.get(f"{url}remind/").status_code == 404
        assert "看现场" in handler.get(url).content.decode()
        assert "看现场" not in colleague.get(url).content.decode()
        told = Notice.objects.filter(template="reminder")
        assert tell_views() == 0
        clock.shift(2 * 86_400 - 2 * 3_600)  # the day, at eight
        assert tell_views() == 0
        # Whoever can no longer open it by then hears nothing of it.
        Post.objects.filter(user=cast.colleague).delete()
        clock.shift(3_600)
        assert [tell_views(), tell_views()] == [1, 0]
        assert [(one.user_id, one.case_number) for one in told] == [(cast.handler.pk, case.number)]
        row = Reminder.objects.get(user=cast.handler)
        handler, stranger = signed_in(cast.handler), signed_in(cast.stranger)
        assert stranger.post(f"/desk/reminders/{row.pk}/done/").status_code == 404
        assert handler.post(f"/desk/reminders/{row.pk}/done/")["Location"] == url
        assert "看现场" not in handler.get(url).content.decode()


def test_who_is_named_in_a_note_is_told_if_the_matter_is_open_to_them(cast: Any) -> None:
    case = in_hand(cast)
    User.objects.filter(pk=cast.co_handler.pk).update(display_name="经办小何二")
    handler = signed_in(cast.handler)
    told = Notice.objects.filter(template="mentioned")
    page = handler.post(
        f"/desk/cases/{case.number}/note/",
        {"note": f"@经办小何 请看 @{cast.stranger.display_name} @经办小林 @不存在"},
        follow=True,
    ).content.decode()
    assert set(told.values_list("user_id", "case_number")) == {(cast.colleague.pk, case.number)}
    assert f"未通知：{cast.stranger.display_name}。" in page
    # A longer name is not taken for the shorter one that it begins with; who is kept out hears nothing.
    told.all().delete()
    go(case, "recuse", cast.head, person=cast.colleague.pk, reason="亲属", handler="")
    both = {"note": "@经办小何二 @经办小何"}
    page = handler.post(f"/desk/cases/{case.number}/note/", both, follow=True).content.decode()
    assert "未通知：经办小何、经办小何二。" in page
    assert not told.exists()


def test_a_matter_without_reminders_costs_no_statement_more(cast: Any) -> None:
    case = in_hand(cast)
    handler = signed_in(cast.handler)
    counts = []
    for _round in range(2):
        handler.get(f"/desk/cases/{case.number}/")
        with CaptureQueriesContext(connection) as asked:
            handler.get(f"/desk/cases/{case.number}/")
        counts.append(len(asked))
        Reminder.objects.create(user=cast.handler, case_id=case.pk, on=timezone.localdate())
    assert counts[1] <= counts[0] + 1
