"""The district's pages in a real browser: axe finds nothing, nothing overflows, no script is needed."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from caojiadu.core.district import replies
from caojiadu.core.district.models import Report
from tests.cast import make_cast
from tests.core.district.reports import accusation, overdue, passed_on, reported, sent
from tests.narrow import axe_finds_nothing
from tests.world import sent_slip

Open = Callable[..., Page]


@pytest.fixture
def story(transactional_db: None) -> Any:
    """Everybody, and one report of each kind; one is acknowledged, one answered."""
    cast = make_cast()
    cast.report, cast.late, cast.opinion, cast.secret = (
        sent(make(cast)) for make in (reported, overdue, passed_on, accusation)
    )
    cast.returned = sent(reported(cast))
    replies.send_back(report=cast.returned, reason="请先报区房管局", user=cast.district)
    cast.slip = sent_slip(cast)
    return cast


@pytest.fixture
def open_page(story: Any, browser: Browser, live_server: Any, browser_context_args: dict[str, Any]) -> Iterator[Open]:
    """Open a page as somebody, in a language, in a window of a width."""
    contexts = []

    def open_page(user: Any, path: str, *, width: int = 375, language: str = "zh-hans", script: bool = True) -> Page:
        client = Client()
        client.force_login(user, backend="caojiadu.core.accounts.backends.PostBackend")
        window = {"width": width, "height": 800}
        context = browser.new_context(**{**browser_context_args, "viewport": window, "java_script_enabled": script})
        contexts.append(context)
        cookies = {
            settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value,
            settings.LANGUAGE_COOKIE_NAME: language,
        }
        context.add_cookies([{"name": k, "value": v, "url": live_server.url} for k, v in cookies.items()])
        page = context.new_page()
        page.goto(live_server.url + path)
        return page

    yield open_page
    for context in contexts:
        context.close()


def walk(story: Any) -> list[tuple[str, Any, str]]:
    """The pages, by name: who opens which."""
    at = f"/district/reports/{story.report.key}/"
    return [
        ("inbox", story.district, "/district/"),
        ("inbox-all", story.district, "/district/?show=all"),
        ("report", story.district, at),
        ("answer", story.district, f"{at}answer/"),
        ("return", story.district, f"{at}return/"),
        ("returned", story.district, f"/district/reports/{story.returned.key}/"),
        ("acknowledge", story.district, f"{at}acknowledge/"),
        ("slips", story.district, "/district/slips/"),
        ("new-slip", story.district, f"/district/slips/new/?report={story.report.key}"),
        ("slip", story.district, f"/district/slips/{story.slip.number}/"),
        ("late", story.district, f"/district/reports/{story.late.key}/"),
        ("messages", story.district, "/district/messages/"),
        ("secret", story.discipline, f"/district/reports/{story.secret.key}/"),
        ("outgoing", story.head, "/desk/district/"),
        ("outgoing-empty", story.window, "/desk/district/"),
    ]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_axe_finds_nothing_and_nothing_overflows(open_page: Open, story: Any, language: str) -> None:
    # The same pages in the other language: half of them have every sort of element.
    pages = walk(story)[::2] if language == "en" else walk(story)
    for name, user, path in pages:
        page = open_page(user, path, language=language)
        axe_finds_nothing(page)
        if folder := os.environ.get("SHOTS"):
            page.screenshot(path=f"{folder}/{name}-{language}-375.png", full_page=True)
            page.set_viewport_size({"width": 1280, "height": 800})
            page.screenshot(path=f"{folder}/{name}-{language}-1280.png", full_page=True)
        page.set_viewport_size({"width": 320, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


def test_an_officer_acknowledges_and_answers_by_keyboard_without_script(open_page: Open, story: Any) -> None:
    page = open_page(story.district, "/district/", width=1280, script=False)
    page.get_by_role("link", name=story.report.title).first.click()
    number = page.get_by_label("贵单位编号")
    number.fill("")
    number.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("贵单位编号").fill("静信〔2026〕12号")
    page.get_by_label("贵单位编号").press("Enter")
    expect(page.get_by_role("status").get_by_text("静信〔2026〕12号")).to_be_visible()
    page.get_by_role("link", name="回复").click()
    page.get_by_label("答复").fill("由区房管局牵头")
    page.get_by_role("button", name="提交回复").click()
    expect(page.get_by_text("由区房管局牵头")).to_be_visible()
    assert Report.objects.filter(reply="由区房管局牵头", state="answered").count() == 1
