"""Without a network the browser shows whom to ring, and nothing of anybody."""

import json
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.test import Client
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from caojiadu.core import memory
from caojiadu.core.organisation.models import Fact
from tests.narrow import examine

# Whether the page on the device has the number, looked at until it has or five seconds are over.
KEPT_ANEW = """async () => {
  for (const end = Date.now() + 5000; Date.now() < end; await new Promise((go) => setTimeout(go, 50)))
    if ((await (await caches.match("/offline/")).text()).includes("021-0000")) return true;
  return false;
}"""


@pytest.fixture
def phone(db: None) -> str:
    Fact.objects.filter(key="petition_phone").update(value_zh="021-0000 0000", value_en="021-0000 0000")
    Fact.objects.filter(key="office_phone").update(value_zh="", value_en="")
    cache.clear()
    memory.forget()
    return "021-0000 0000"


def test_the_page_is_the_same_for_everybody_in_both_languages(client: Client, phone: str) -> None:
    page = client.get("/offline/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert page == client.get("/offline/", HTTP_ACCEPT_LANGUAGE="zh-hans").content.decode()
    assert "现在没有网络" in page and "There is no network" in page and "csrf" not in page
    assert page.count(f'<a href="tel:021-00000000">{phone}</a>') == 2
    # What nobody has filled in is left out, and the lines that always answer stand there.
    assert page.count("<dt>") == 2 * 3 and all(f'href="tel:{line}"' in page for line in (12345, 110, 119, 120))


def test_a_phone_may_put_the_portal_among_its_programs(client: Client, db: None) -> None:
    assert '<link rel="manifest" href="/app.webmanifest">' in client.get("/").content.decode()
    response = client.get("/app.webmanifest")
    assert response["Content-Type"] == "application/manifest+json"
    told = json.loads(response.content)
    assert (told["short_name"], told["start_url"], told["scope"]) == ("曹家渡", "/", "/")
    for icon in told["icons"]:
        found = finders.find(icon["src"].removeprefix("/static/"))
        assert found
        with Image.open(found) as image:
            assert icon["sizes"] == "{}x{}".format(*image.size)


@pytest.fixture
def page(browser: Browser, browser_context_args: dict[str, Any], live_server: Any, phone: str) -> Any:
    context = browser.new_context(
        **{**browser_context_args, "service_workers": "allow", "base_url": live_server.url},
        viewport={"width": 375, "height": 800},
    )
    yield context.new_page()
    context.close()


def test_without_network_the_browser_shows_whom_to_ring(page: Page, phone: str) -> None:
    page.goto("/")
    page.evaluate("navigator.serviceWorker.ready")
    page.context.set_offline(True)
    page.goto("/petitions/track/")
    expect(page.get_by_role("heading", level=1)).to_have_text("现在没有网络")
    expect(page.get_by_role("link", name=phone).first).to_be_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('main')).maxWidth") != "none"
    # Only that page and its looks are on the device.
    kept = page.evaluate(
        "caches.keys().then((names) => Promise.all(names.map((name) => caches.open(name).then((kept) => kept.keys()))))"
        ".then((all) => all.flat().map((one) => new URL(one.url).pathname))"
    )
    assert kept == ["/offline/", "/static/css/plain.css", "/static/img/seal.svg"]
    page.context.set_offline(False)
    page.get_by_role("link", name="再试一次").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("现在没有网络")
    assert page.url.endswith("/petitions/track/")


@pytest.mark.parametrize("headers", ["{date: new Date(Date.now() - 2 * 86400000).toUTCString()}", "{}"])
def test_a_number_that_changed_is_on_the_device_after_a_day(page: Page, phone: str, headers: str) -> None:
    page.goto("/")
    page.evaluate("navigator.serviceWorker.ready")
    # As if it had been kept two days ago, or nobody knew when.
    page.evaluate(
        f"caches.open('offline-1').then((kept) => kept.put('/offline/', new Response('old', {{headers: {headers}}})))"
    )
    page.goto("/about/")
    assert page.evaluate(KEPT_ANEW)


def test_it_is_read_on_a_narrow_screen(page: Page) -> None:
    page.goto("/offline/")
    examine(page, "offline")
