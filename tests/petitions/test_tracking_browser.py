"""The residents' pages in a real browser: the whole story on a phone, with and without JavaScript; reach and weight."""

import gzip
from pathlib import Path
from urllib.parse import urljoin

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from playwright.sync_api import expect

from caojiadu.core.organisation.models import Office
from petitions.models import Petition
from tests.cast import make_cast
from tests.narrow import axe_finds_nothing
from tests.petitions.letters import DRAFT, go, to_sign, told
from tests.petitions.online import LETTER, errors, post, send

pytestmark = pytest.mark.django_db(transaction=True)
MAIN = "main button.btn-primary"
FIRST_PAGE = 100 * 1024
# The innermost things that reach beyond the screen.
TOO_WIDE = """width => document.documentElement.scrollWidth <= width ? [] :
  [...document.querySelectorAll('body *')].filter(one => one.getBoundingClientRect().right > width + 1
  && ![...one.children].some(child => child.getBoundingClientRect().right > width + 1)).map(one => one.outerHTML)"""


@pytest.fixture(params=[("zh-hans", True), ("en", False)], ids=["Chinese with JavaScript", "English without"])
def phone(request, browser, live_server):
    """A phone that reads one language; asserts on the way that nothing is wider than the screen."""
    language, scripts = request.param
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=True, viewport={"width": 375, "height": 740}, locale="zh-CN"
    )
    context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": live_server.url}])
    if not scripts:
        # Content of script files is refused, as by a browser without JavaScript; axe itself still runs.
        context.route("**/*.js", lambda route: route.abort())
    yield context.new_page()
    context.close()


def check(page):
    """No barrier, and no scrolling sideways, even on the narrowest phone."""
    page.wait_for_load_state()
    for width in (320, 375):
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate(TOO_WIDE, width) == [], (page.url, width)
    axe_finds_nothing(page)


def test_the_whole_story_on_a_phone(phone):
    cast = make_cast()
    phone.goto("/petitions/new/")
    check(phone)
    phone.click(MAIN)
    expect(phone.locator("#errors")).to_be_visible()
    check(phone)
    phone.check("[name=kind][value=appeal]")
    for name in ("title", "body", "request", "place", "name", "phone"):
        phone.fill(f"[name={name}]", LETTER[name])
    phone.set_input_files("[name=attachments]", [{"name": "灯.txt", "mimeType": "text/plain", "buffer": b"lamp"}])
    phone.click(MAIN)
    assert "灯.txt" in phone.inner_text(".uploads-kept")
    assert phone.input_value("[name=body]") == LETTER["body"]
    phone.check("[name=notice_read]")
    phone.click(MAIN)
    phone.wait_for_selector("[data-case-number]")
    check(phone)
    number = phone.get_attribute("[data-case-number]", "data-case-number")
    code = phone.get_attribute("[data-query-code]", "data-query-code")
    phone.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)

    phone.goto(f"/petitions/track/?number={number}")
    check(phone)
    phone.fill("[name=code]", "WRNGCDXX")
    phone.click(MAIN)
    check(phone)
    phone.fill("[name=code]", code.lower())
    phone.click(MAIN)
    phone.wait_for_url(f"**/petitions/{number}/")
    check(phone)

    case = go(Petition.objects.get(number=number), "register", cast.clerk)
    case = go(case, "accept", cast.clerk, office=Office.objects.get(code="C").pk, co_offices=[])
    case = go(told(case, cast), "assign", cast.head, handler=cast.handler.pk)
    case = go(case, "ask", cast.handler, question="晚上几点开始？")
    phone.reload()
    check(phone)
    phone.fill("[name=reply]", "晚上十点")
    phone.click(".needs button")
    expect(phone.locator(".needs")).to_have_count(0)

    go(to_sign(Petition.objects.get(pk=case.pk), cast), "release", cast.head)
    phone.reload()
    check(phone)
    assert DRAFT["text"] not in phone.content()
    phone.click(".needs button")
    assert DRAFT["text"] in phone.inner_text(".paper")
    check(phone)
    phone.check("[name=office_grade][value='4']")
    phone.check("[name=answer_grade][value='1']")
    phone.click(".judge button")
    check(phone)
    assert DRAFT["text"] in phone.inner_text(".paper")
    expect(phone.locator(".review")).to_be_visible()
    case = Petition.objects.get(pk=case.pk)
    assert (case.state, case.round) == ("in_hand", 2)


def test_an_anonymous_report_and_its_withdrawal(phone):
    phone.goto("/petitions/new/")
    expect(phone.locator(".if-accusation")).to_be_hidden()
    phone.check("[name=kind][value=accusation]")
    expect(phone.locator(".if-accusation")).to_be_visible()
    phone.check("[name=anonymous]")
    expect(phone.locator("[name=phone]")).to_be_hidden()
    phone.fill("[name=title]", "反映一件事")
    phone.fill("[name=body]", "经过")
    phone.check("[name=notice_read]")
    check(phone)
    phone.click(MAIN)
    phone.wait_for_selector("[data-case-number]")
    check(phone)
    phone.click("main a.btn-primary")
    check(phone)
    phone.click("a[href$='/withdraw/']")
    check(phone)
    phone.click(MAIN)
    assert Petition.objects.get().state == "withdrawn"
    check(phone)


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_large_type_light_and_dark(browser, live_server, client, theme):
    cast = make_cast()
    petition, code = send(client)
    case = go(petition, "register", cast.clerk)
    case = go(case, "accept", cast.clerk, office=Office.objects.get(code="C").pk, co_offices=[])
    case = go(case, "assign", cast.head, handler=cast.handler.pk)
    go(case, "ask", cast.handler, question="晚上几点开始？")
    context = browser.new_context(base_url=live_server.url, locale="zh-CN")
    cookies = {"portal_theme": theme, "portal_size": "large"}
    context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()])
    page = context.new_page()
    page.goto("/petitions/new/")
    page.check("[name=kind][value=accusation]")
    page.click(MAIN)
    check(page)
    page.goto(f"/petitions/track/?number={petition.number}")
    check(page)
    page.fill("[name=code]", code)
    page.click(MAIN)
    page.wait_for_url(f"**/petitions/{petition.number}/")
    check(page)
    context.close()


def test_a_double_click_sends_one_letter(phone):
    phone.goto("/petitions/new/")
    phone.check("[name=kind][value=appeal]")
    for name in ("title", "body", "name", "phone"):
        phone.fill(f"[name={name}]", LETTER[name])
    phone.check("[name=notice_read]")
    phone.dblclick(MAIN)
    phone.wait_for_selector("[data-query-code]")
    assert Petition.objects.count() == 1


def test_the_pages_work_in_a_browser_without_javascript(browser, live_server):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/petitions/new/")
    page.check("[name=kind][value=suggestion]")
    for name in ("title", "body", "name", "phone"):
        page.fill(f"[name={name}]", LETTER[name])
    page.check("[name=notice_read]")
    page.click(MAIN)
    expect(page.locator("[data-query-code]")).to_have_count(1)
    expect(page.locator("[data-print]")).to_be_hidden()
    context.close()


@pytest.mark.parametrize("path", ["/petitions/new/", "/petitions/track/"])
def test_a_first_page_is_light(client, path):
    """Page, styles and icons as the server sends them, compressed, weigh less than 100 KB together."""
    html = client.get(path).content
    total = len(gzip.compress(html))
    text = html.decode()
    for piece in {part.split('"')[0].split("#")[0] for part in text.split("/static/")[1:]}:
        found = finders.find(piece)
        assert found, urljoin("/static/", piece)
        total += len(gzip.compress(Path(found).read_bytes()))
    assert total < FIRST_PAGE


def test_the_form_needs_no_third_party_and_runs_nothing_inline(client):
    response = post(client, title="")
    assert errors(response)
    text = response.content.decode()
    assert "<script>" not in text
    assert " style=" not in text
    assert " onclick=" not in text
