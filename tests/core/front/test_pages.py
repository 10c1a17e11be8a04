"""The residents' own pages: both languages, strict content policy, few and steady queries, light to send."""

import datetime as dt
import gzip
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from caojiadu.core.accounts.models import User
from caojiadu.core.doors import Item
from caojiadu.core.organisation.models import Fact

pytestmark = pytest.mark.django_db
PAGES = ["/", "/petitions/how/", "/about/", "/about/?office=C", "/search/?q=噪音", "/privacy/", "/accessibility/"]
PAGES += ["/nowhere/"]
INLINE = re.compile(r"<style|\sstyle=|<script(?![^>]*\bsrc=)|\son[a-z]+=|javascript:", re.IGNORECASE)


def speaking(language: str) -> Client:
    """A browser that has chosen a language."""
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client


@pytest.fixture
def resident() -> User:
    return User.objects.create_user("resident", kind="resident")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("language", "tag", "name"), [
    ("zh-hans", "zh-Hans", "曹家渡街道办事处"),
    ("en", "en", "Caojiadu Sub-district Office"),
])  # fmt: skip
def test_each_page_speaks_both_languages(path: str, language: str, tag: str, name: str) -> None:
    response = speaking(language).get(path)
    page = response.content.decode()
    assert response.status_code == (404 if path == "/nowhere/" else 200)
    assert f'<html lang="{tag}"' in page
    assert re.search(rf"<title>.+ · {name}</title>", page)
    assert response["Content-Language"] == language


def test_chinese_is_the_language_of_whoever_says_nothing(client: Client) -> None:
    assert '<html lang="zh-Hans"' in client.get("/").content.decode()


def test_what_is_nobodys_may_stay_in_the_browser_and_what_is_somebodys_may_not(client: Client, resident: User) -> None:
    assert not client.get("/petitions/how/").has_header("Cache-Control")
    client.force_login(resident)
    assert client.get("/")["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("path", PAGES)
def test_the_content_policy_is_strict_and_nothing_is_inline(client: Client, path: str) -> None:
    response = client.get(path)
    assert "default-src 'self'" in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]
    assert not INLINE.search(response.content.decode())


def test_only_the_admin_pages_have_a_wider_policy(client: Client) -> None:
    wider = client.get("/admin/")["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-eval'" in wider
    assert "style-src 'self' 'unsafe-inline'" in wider
    assert "unsafe" not in client.get("/administer/")["Content-Security-Policy"]


@pytest.mark.parametrize(("path", "queries"), [
    ("/", 1),
    ("/about/", 11),
    ("/search/?q=噪音", 5),
    ("/search/?q=宇宙飞船", 6),
    ("/privacy/", 1),
    ("/accessibility/", 1),
])  # fmt: skip
def test_pages_ask_the_database_a_fixed_number_of_times(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, path: str, queries: int
) -> None:
    client.get(path)  # what changes seldom is in memory by now
    with django_assert_num_queries(queries):
        client.get(path)


def test_the_first_page_is_under_100_kb_sent(client: Client) -> None:
    page = client.get("/").content
    named = set(re.findall(rb'(?:href|src)="/static/([^"#]+)', page))
    files = [finders.find(name.decode()) for name in named]
    assert all(files), "static/vendor is filled at set-up: make run or make test"
    sent = [gzip.compress(Path(path).read_bytes()) for path in files]
    assert len(page) + sum(map(len, sent)) < 100_000


def test_about_shows_duties_offices_plates_centres_and_areas() -> None:
    page = speaking("zh-hans").get("/about/").content.decode()
    for said in (
        "社区平安办公室",
        "信访办公室",
        "人大代表联络室",
        "社区卫生服务中心",
        "叶庆居民区",
    ):
        assert said in page
    assert "尚未设置" not in page and "12345" in page
    assert len(re.findall(r'id="office-[A-H]"', page)) == 8
    assert len(re.findall(r'id="R\d"', page)) == 8
    assert len(re.findall(r'id="function-[A-H]\d+"', page)) == 75


def test_about_says_who_is_responsible_and_opens_that_office() -> None:
    page = speaking("en").get("/search/", {"q": "mediation"}).content.decode()
    assert 'href="/about/?office=E#function-E6"' in page
    page = speaking("en").get("/about/", {"office": "E"}).content.decode()
    assert re.search(r'id="office-E" open', page)


@pytest.mark.parametrize("typed", ["\0", "<script>alert(1)</script>", "💥" * 300, "    "])
def test_the_search_bears_any_question(client: Client, typed: str) -> None:
    response = client.get("/search/", {"q": typed})
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_a_fact_is_shown_once_it_is_filled_in(client: Client) -> None:
    Fact.objects.filter(key="petition_phone").update(value_zh="021-00000000")
    Fact.objects.filter(key="icp_number").update(value_zh="沪ICP备00000000号")
    page = client.get("/").content.decode()
    assert "021-00000000" in page
    assert "沪ICP备00000000号" in page


def test_mine_asks_to_sign_in_and_comes_back(client: Client) -> None:
    response = client.get("/me/")
    assert response.status_code == 302
    assert response["Location"].endswith("?next=/me/")


def test_mine_is_kindly_empty_at_first(client: Client, resident: User) -> None:
    client.force_login(resident)
    response = client.get("/me/")
    page = response.content.decode()
    assert "还没有事项" in page
    main = page[page.index("<main") : page.index("</main>")]
    assert all(f'href="{url}"' in main for url in ("/services/", "/services/appointments/", "/activities/"))
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("path", ["/robots.txt", "/favicon.ico"])
def test_what_browsers_and_robots_ask_for(client: Client, path: str) -> None:
    assert client.get(path).status_code in {200, 302}


def test_whoever_finds_a_weakness_learns_whom_to_tell(client: Client, settings: Any) -> None:
    fields = dict(line.split(": ", 1) for line in client.get("/.well-known/security.txt").content.decode().splitlines())
    assert fields["Contact"] == "mailto:weakness@portal.example"
    assert fields["Canonical"] == "http://testserver/.well-known/security.txt"
    assert timezone.now() < dt.datetime.fromisoformat(fields["Expires"]) < timezone.now() + dt.timedelta(days=366)
    settings.SECURITY_CONTACT = []
    assert client.get("/.well-known/security.txt").status_code == 404


def test_a_further_language_is_offered_and_named_on_the_page(settings: Any) -> None:
    settings.LANGUAGES = [*settings.LANGUAGES, ("de", "Deutsch")]
    page = Client().get("/").content.decode()
    assert 'name="language" value="en"' in page and 'name="language" value="de" lang="de"' in page
    page = speaking("de").get("/").content.decode()
    assert '<html lang="de"' in page and 'value="zh-hans"' in page and 'value="de"' not in page


def test_language_is_remembered_and_the_page_kept(client: Client) -> None:
    response: Any = client.post("/i18n/setlang/", {"language": "en", "next": "/about/?q=noise"})
    assert response["Location"] == "/about/?q=noise"
    assert '<html lang="en"' in client.get("/").content.decode()


def test_mine_shows_what_waits_for_me() -> None:
    now = timezone.now()
    lamp = Item(1, "<b>Lamp</b>", "/x/", "Accepted", now, number="XF-2026-000001")
    items = [Item(3, "Old", "/z/", "Closed", now, over=True), replace(lamp, needs_me="We have a question for you")]
    items.append(Item(2, "Tree", "/y/", "In hand", now))
    page = render_to_string("front/me.html", {"items": items}, RequestFactory().get("/me/"))
    for said in ("&lt;b&gt;Lamp", "XF-2026-000001", "Accepted", "We have a question for you"):
        assert said in page
    order = [page.index(mark) for mark in ('id="needs"', "Lamp", 'id="runs"', "Tree", 'id="over"', "Old")]
    assert order == sorted(order)


def test_pages_are_compressed_for_whoever_has_no_session(client: Client) -> None:
    """Within a session none is: what a stranger makes a page repeat would tell its secrets by its length (BREACH)."""
    asks = {"Accept-Encoding": "gzip"}
    for path in ("/", "/petitions/new/", "/services/"):
        sent, plain = client.get(path, headers=asks), client.get(path)
        assert sent["Content-Encoding"] == "gzip" and "Accept-Encoding" in sent["Vary"]
        assert len(sent.content) < len(plain.content) / 2 and not plain.has_header("Content-Encoding")
    session = client.session
    session["receipts"] = {"XF-1": "x"}
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key or ""
    assert not client.get("/petitions/new/", headers=asks).has_header("Content-Encoding")
