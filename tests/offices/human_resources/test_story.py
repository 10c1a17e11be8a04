"""The office's story in a real browser: from people typed in to the retirement forecast, and back to who it counts."""

from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from tests.desk import Desk
from tests.narrow import examine, look_at
from tests.offices.human_resources.room import desks, office, servant

pytestmark = pytest.mark.django_db(transaction=True)


def enter(page: Page, url: str, register: str, typed: dict[str, Any]) -> None:
    """Type one entry and save it."""
    page.goto(f"{url}/desk/human-resources/{register}/new/")
    form = page.locator("main form[novalidate]")
    for name, value in typed.items():
        field = form.locator(f"[name={name}]")
        if field.first.get_attribute("type") == "radio":
            form.locator(f"[name={name}][value='{value}']").check()
        elif field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(str(value))
        else:
            field.fill(str(value))
    form.locator("button.btn-primary").first.click()


def test_a_retirement_forecast_from_people_to_chart(
    browser: Browser, live_server: Any, browser_context_args: dict[str, Any]
) -> None:
    clerk: Desk = desks()[0]
    year, url = timezone.localdate().year, live_server.url
    clerk.enter("civil-servants", **servant(title="陶某", born="1990-11"))
    context = browser.new_context(**browser_context_args)
    session = clerk.client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": url}])
    page = context.new_page()

    person = servant(title="沈某", works_in=office("C"), born=f"{year - 60}-13")
    enter(page, url, "civil-servants", person)
    expect(page.locator("main")).to_contain_text("请按“年-月”填写")
    expect(page.locator("[name=title]")).to_have_value("沈某")  # what was typed is kept
    page.locator("[name=born]").fill(f"{year - 60}-01")
    page.locator("main form[novalidate] button.btn-primary").first.click()
    expect(page.locator("h1")).to_have_text("沈某")

    page.goto(f"{url}/desk/human-resources/")
    page.get_by_role("link", name="退休预测").click()
    expect(page.locator("h1")).to_have_text("退休预测")
    bar = page.locator(".forecast-bars li", has_text=str(year)).first
    expect(bar.locator("rect")).to_have_count(1)
    row = page.locator(".forecast-table tr", has=page.get_by_role("rowheader", name=str(year), exact=True))
    figure = row.get_by_role("link")
    expect(figure).to_contain_text("1")
    examine(page, "forecast")
    figure.click()
    expect(page.locator("main")).to_contain_text("沈某")
    expect(page.locator("main")).not_to_contain_text("陶某")
    context.close()

    for language in ("zh-hans", "en"):
        pages = (f"/desk/human-resources/training/civil-servants/{year}/", "/desk/human-resources/")
        look_at(browser, browser_context_args, url, clerk.client, language, pages)
