"""The pages of people in a narrow window, in both languages."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from caojiadu.core.community.models import SamePerson
from caojiadu.core.community.residents import find_or_create_resident
from tests.core.people.room import NAME, OTHER_PHONE, PAPER, PHONE, assess, known
from tests.narrow import look_at
from tests.world import client_of


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_pages_hold_at_320_px(
    browser: Browser, browser_context_args: Any, live_server: Any, cast: Any, language: str
) -> None:
    first = find_or_create_resident(name=NAME, phone=PHONE, id_type="id_card", id_number=PAPER)
    second = find_or_create_resident(name=NAME, phone=OTHER_PHONE, id_type="id_card", id_number=PAPER)
    for one in (first, second):
        known(one, "F", cast.co_handler)
    assess()
    pair = SamePerson.objects.get()
    pages = [
        f"/desk/people/{part}" for part in ("", f"{first.key}/", f"{first.key}/same/", "same/", f"same/{pair.pk}/")
    ]
    look_at(browser, browser_context_args, live_server.url, client_of(cast.co_head), language, pages)
