"""The pages of administrators in a narrow window of a real browser: axe, nothing overflows, the menu by keyboard."""

from types import SimpleNamespace
from typing import Any

from django.contrib.auth.models import Group
from django.urls import reverse
from playwright.sync_api import Browser, expect

from caojiadu.core.accounts.models import Holder
from caojiadu.core.cases.models import LimitRule
from caojiadu.core.organisation.models import Office
from tests.entries import signed_in
from tests.narrow import context_of, look_at


def form_of(found: Any) -> str:
    meta = found._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[found.pk])


def test_what_administrators_use_is_for_everybody(
    browser: Browser, live_server: Any, browser_context_args: dict[str, Any], cast: SimpleNamespace
) -> None:
    rule = LimitRule.objects.filter(legal=False)[0]
    pages = [
        reverse("admin:cases_limitrule_changelist"),
        *map(form_of, (rule, Office.objects.get(code="C"), cast.head)),
    ]
    client, url = signed_in(cast.system_admin), live_server.url
    look_at(browser, browser_context_args, url, client, "zh-hans", pages)
    # What a post of a role may do, and who holds which.
    rights = [form_of(Group.objects.get(name="security.handler")), form_of(Holder.objects.get(pk=cast.head.pk))]
    look_at(browser, browser_context_args, url, signed_in(cast.security_admin), "en", rights)

    context = context_of(browser, browser_context_args, url, client, viewport={"width": 320, "height": 800})
    page = context.new_page()
    page.goto(url + pages[0])
    expect(page.locator("#changelist-form tbody td").first).to_have_attribute("data-label", "类型")
    expect(page.locator("#nav-sidebar")).to_be_hidden()
    page.get_by_role("button", name="管理菜单").first.press("Enter")
    expect(page.locator("#nav-sidebar")).to_be_visible()
    context.close()
