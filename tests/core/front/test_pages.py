"""The residents' own pages: both languages, strict content policy, few and steady queries, light to send."""

import gzip
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import timezone
from django.utils.translation import gettext
from pytest_django import DjangoAssertNumQueries

from caojiadu.core.accounts.models import User
from caojiadu.core.organisation.models import Fact

pytestmark = pytest.mark.django_db
PAGES = ["/", "/petitions/how/", "/about/", "/about/?q=噪音", "/privacy/", "/accessibility/", "/nowhere/"]
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
    ("/", 5),
    ("/about/", 12),
    ("/about/?q=噪音", 13),
    ("/privacy/", 2),
    ("/accessibility/", 2),
])  # fmt: skip
def test_pages_ask_the_database_a_fixed_number_of_times(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, path: str, queries: int
) -> None:
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
        gettext("not yet set"),
    ):
        assert said in page
    assert len(re.findall(r'id="office-[A-H]"', page)) == 8
    assert len(re.findall(r'id="R\d"', page)) == 8
    assert len(re.findall(r'id="function-[A-H]\d+"', page)) == 75


def test_about_says_who_is_responsible_and_opens_that_office() -> None:
    page = speaking("en").get("/about/", {"q": "mediation"}).content.decode()
    assert 'href="#function-E6"' in page
    assert re.search(r'id="office-E" open', page)


@pytest.mark.parametrize("typed", ["\0", "<script>alert(1)</script>", "💥" * 300, "    "])
def test_about_bears_any_question(client: Client, typed: str) -> None:
    response = client.get("/about/", {"q": typed})
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


def test_language_is_remembered_and_the_page_kept(client: Client) -> None:
    response: Any = client.post("/i18n/setlang/", {"language": "en", "next": "/about/?q=noise"})
    assert response["Location"] == "/about/?q=noise"
    assert '<html lang="en"' in client.get("/").content.decode()


def test_mine_shows_what_waits_for_me() -> None:
    item = {"title": "<b>Lamp</b>", "number": "XF-2026-000001", "url": "/x/", "state": "Accepted", "tone": "wait"}
    item |= {"when": timezone.now(), "needs_me": "We have a question for you"}
    page = render_to_string("front/me.html", {"items": [item]}, RequestFactory().get("/me/"))
    for said in ("&lt;b&gt;Lamp", "XF-2026-000001", "Accepted", "We have a question for you"):
        assert said in page
