"""Rooms, sign-ups and orders of a relative: seen and given up by a consent that names them, and by no earlier one."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from caojiadu.core.accounts.access import trusted_since
from caojiadu.core.audit.models import Entry
from caojiadu.core.community.models import TEXTS, Relative
from caojiadu.core.notices.models import Notice
from tests.rails import one_rail
from tests.services.booking import resident
from tests.services.family import ASKED, FAMILY, home, linked, more_of, statuses, text_of
from tests.services.test_rooms import at as room_at

__all__ = ["home", "one_rail"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_rail")]


def test_rooms_sign_ups_and_orders_show_by_a_consent_that_names_them(home: SimpleNamespace) -> None:
    row, more, stranger = linked(), more_of(home.mother), resident("+8613700000000")
    Relative.objects.update(agreed_text=TEXTS[0])
    answer, event, leave = f"{FAMILY}{row.key}/", more.event.public_url, {"do": "leave", "sign_up": more.place.pk}
    numbers = {more.room.number, more.order.number, more.event.number}
    steps = (*more.pages, *(f"{page}cancel/" for page in more.pages), f"{more.pages[0]}change/")

    def shown(browser: Any) -> set[str]:
        """Which of the three show; what does not show does not open either."""
        browser.post("/me/for/", {"for": row.key})
        page, listed = text_of(browser.get("/me/")), "家人已报名" in text_of(browser.get(event))
        found = {number for number in numbers if number in page}
        assert statuses(browser, steps) == {200 if found else 404} and listed == bool(found)
        return found

    assert shown(home.daughter) == set() and home.claim.number in text_of(home.daughter.get("/me/"))
    assert "不在您名下" in text_of(home.daughter.post(event, leave, follow=True))
    assert "此前的同意只包括" in text_of(home.daughter.get(FAMILY))
    assert "有人请求" not in text_of(home.mother.get("/me/"))
    home.daughter.post(FAMILY, ASKED)
    assert "有人请求" in text_of(home.mother.get("/me/")) and Relative.objects.count() == 1
    assert "此前只同意了" in text_of(home.mother.get(FAMILY))
    assert "已经同意过" in text_of(home.mother.post(answer, {"do": "agree"}, follow=True))  # a page of the first text
    assert shown(home.daughter) == set()
    text = home.mother.get(FAMILY).context["text"]
    for said in ("您已同意。", "已经同意过"):
        assert said in text_of(home.mother.post(answer, {"do": "agree", "text": text}, follow=True))
    assert [one.data["text"] for one in Entry.objects.filter(action="relative_agreed").order_by("pk")] == [text, text]
    assert shown(home.daughter) == numbers and shown(stranger) == set() and statuses(home.mother, steps) == {200}
    for page in (event, "/life/", "/life/new/?kind=meals", "/rooms/", "/disclosure/new/", "/petitions/new/"):
        assert "新办的事项记在您本人名下" in text_of(home.daughter.get(page)), page
        assert "您正在代家人" not in text_of(home.mother.get(page))
    assert "仍记在您本人名下" in text_of(home.daughter.get("/me/"))
    pages = [text_of(home.daughter.get(page)) for page in (FAMILY, "/me/", event)]
    assert "此前" not in pages[0] and "张秀英" not in pages[2] and "有人请求" not in text_of(home.mother.get("/me/"))
    for change in ({"ended_at": timezone.now()}, {"used_at": trusted_since() - dt.timedelta(days=1)}):
        Relative.objects.update(**change)
        assert shown(home.daughter) == set()
        Relative.objects.update(ended_at=None, used_at=timezone.now())

    assert home.daughter.post(f"{more.pages[0]}change/", {"starts_at": room_at(3), "length": "60"}).status_code == 302
    assert "已为家人取消报名" in text_of(home.daughter.post(event, leave, follow=True))
    for page in more.pages:
        for _click in range(2):  # the second changes nothing
            assert home.daughter.post(f"{page}cancel/").status_code == 302
    did = Entry.objects.filter(action="acted_for_relative").order_by("pk").values_list("data__what", flat=True)
    assert list(did) == ["room_moved", "left", "gave_up", "gave_up"]
    assert Notice.objects.filter(template="relative_acted", channel="sms", user=row.agreed_by).count() == 4
    type(more.order).objects.update(state="lifeorder_served", closed_at=None)
    assert "请评价" in text_of(home.mother.get("/me/")) and "请评价" not in text_of(home.daughter.get("/me/"))
    rate = f"{more.pages[1]}rate/"  # only whoever was served says how it was
    assert statuses(home.daughter, more.pages) == {200} and home.daughter.post(rate, {"stars": "1"}).status_code == 404
