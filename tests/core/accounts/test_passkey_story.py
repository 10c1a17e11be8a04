"""In a real browser: a clerk sets up an app and a passkey and signs in with the passkey; each page of it is for all."""

from types import SimpleNamespace
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Browser, Page, expect

from caojiadu.core.audit.models import Entry
from tests.cast import PASSWORD
from tests.narrow import examine

KEY = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
KEY |= {"isUserVerified": True, "automaticPresenceSimulation": True}


def sign_in(page: Page, url: str) -> None:
    page.goto(f"{url}/accounts/staff/")
    page.fill("[name=login]", "clerk")
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()


def test_a_passkey_signs_in(
    browser: Browser, live_server: Any, browser_context_args: dict[str, Any], cast: SimpleNamespace, settings: Any
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    url = live_server.url
    context = browser.new_context(**browser_context_args)
    page = context.new_page()
    keys = context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    sign_in(page, url)
    expect(page.get_by_role("heading", name="双重验证")).to_be_visible()
    examine(page, "factor-none")
    page.get_by_role("link", name="设置验证器应用").click()
    examine(page, "factor-app")
    secret = page.locator("code").inner_text()
    page.fill("[name=code]", format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))
    page.get_by_role("button", name="完成设置").click()
    expect(page.locator(".recovery code")).to_have_count(10)
    examine(page, "factor-codes")
    page.get_by_role("link", name="我已妥善保管").click()
    page.get_by_role("link", name="添加通行密钥").click()
    examine(page, "factor-passkey")
    page.get_by_role("button", name="添加通行密钥").click()
    expect(page.get_by_text("通行密钥已添加")).to_be_visible()
    examine(page, "factor-both")
    page.goto(f"{url}/accounts/staff/own/")
    examine(page, "own")
    page.get_by_role("button", name="退出登录", exact=True).click()
    sign_in(page, url)
    expect(page.get_by_text("密码正确")).to_be_visible()
    examine(page, "factor-sign-in")
    page.get_by_role("button", name="使用通行密钥").click()
    page.wait_for_url(f"{url}/desk/**")
    page.goto(f"{url}/accounts/staff/again/")
    examine(page, "factor-again")
    page.get_by_role("button", name="使用通行密钥").click()
    page.wait_for_url(f"{url}/desk/**")
    context.close()
    signed = Entry.objects.filter(action="sign_in", subject_key=str(cast.clerk.pk)).order_by("pk")
    assert [entry.data["by"] for entry in signed] == [["password"], ["mfa", "password"]]
