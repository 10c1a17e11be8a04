"""The staff pages in a real browser: axe finds nothing, nothing overflows a narrow window."""

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser

from caojiadu.core.accounts.models import User
from caojiadu.core.accounts.posts import appoint
from caojiadu.core.community.residents import find_or_create_resident
from caojiadu.core.notices.models import Notice
from caojiadu.core.notices.outbox import put
from caojiadu.core.notices.recipients import To
from caojiadu.core.organisation.models import Office
from tests.narrow import look_at


def _fill(user: User) -> list[str]:
    """Two messages to read and two in trouble; return the pages."""
    resident = find_or_create_resident(name="张三", phone="13812345678")
    for key in ("a", "b"):
        put(
            template="test_told",
            to=To.user(user),
            dedup_key=key,
            context={"due": "2026-12-01"},
            channels=("portal",),
            case_number=f"XF-2026-00000{key}",
        )
        put(template="test_plain", to=To.resident(resident), dedup_key=f"r{key}", channels=("sms",))
    Notice.objects.filter(dedup_key="a:portal").update(read_at="2026-11-24T01:00Z")
    Notice.objects.filter(dedup_key="ra:sms").update(state="failed", error="There is no phone number")
    Notice.objects.filter(dedup_key="rb:sms").update(state="uncertain", error="Cut off in the middle of sending")
    uncertain = Notice.objects.get(dedup_key="rb:sms")
    return ["/desk/notices/", "/desk/notices/trouble/", f"/desk/notices/trouble/{uncertain.pk}/"]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_axe_finds_nothing_and_nothing_overflows(
    browser: Browser, live_server: Any, browser_context_args: dict[str, Any], language: str
) -> None:
    user = User.objects.create_user("clerk")
    appoint(user=user, role="letters", office=Office.objects.get(key="security"))
    pages = _fill(user)
    client = Client()
    client.force_login(user, backend="caojiadu.core.accounts.backends.PostBackend")
    look_at(browser, browser_context_args, live_server.url, client, language, pages)
