"""Today and the overview of leaders in a real browser: axe finds nothing, nothing overflows a narrow window."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from caojiadu.core.registers.declaration import find
from tests.cast import make_staff
from tests.core.desk.test_overview import URL, late
from tests.desk import Desk
from tests.entries import entered, signed_in
from tests.narrow import look_at

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_overview_on_a_phone(browser: Browser, live_server: Any, browser_context_args: dict[str, Any]) -> None:
    clerk, head = Desk("e-clerk"), Desk("a-head", "head", "A")
    late(entered(find("legal-advice"), clerk.user))
    entered(find("district-tasks"), head.user)
    leader = signed_in(make_staff("leader", "主任老马", "leader", ""))
    for language in ("zh-hans", "en"):
        look_at(browser, browser_context_args, live_server.url, leader, language, ["/desk/", URL])
