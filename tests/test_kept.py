"""What pages keep in memory for everybody: never older than the last change, and nothing of whoever reads it."""

import datetime as dt
import re
import threading
from types import SimpleNamespace

import pytest
from django.db import connection
from django.template import Context, Engine, TemplateSyntaxError, engines
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from time_machine import travel

from caojiadu.core import memory
from caojiadu.core.accounts.models import User
from caojiadu.core.cases.models import Category
from caojiadu.core.front.views import _rest, _top
from caojiadu.core.organisation.models import Centre, Fact, Neighbourhood
from offices.management.models import AppraisalRound
from offices.party_administration.models import NewsItem
from petitions.intake.letter_form import LetterForm
from petitions.intake.letter_page import parts_of
from petitions.suggestions.models import Call
from services.models import BookingRules, OpeningHours
from tests.entries import signed_in
from tests.offices.management.rounds import round_of
from tests.offices.party_administration.news import publish, written

TABLE = re.compile(r'(?:FROM|JOIN) "(\w+)"')
SHARED = {"cases_case"}  # watched for the kinds that the page shows, under names of their own


def text_of(address: str = "/", client: Client | None = None) -> str:
    """A page, asked for anew."""
    return (client or Client()).get(address).content.decode()


@pytest.mark.django_db
def test_the_first_page_shows_each_change_with_the_next_request(cast: SimpleNamespace) -> None:
    assert "停水通知" not in text_of()
    item = written(cast.handler)
    assert "停水通知" not in text_of()
    publish(item, cast.leader)
    assert "停水通知" in text_of()
    # Written past every verb, first in the table of all matters, then in its own.
    NewsItem.objects.filter(pk=item.pk).update(title="停电通知")
    assert "停电通知" in text_of()
    NewsItem.objects.filter(pk=item.pk).update(until_on=timezone.localdate() - dt.timedelta(days=1))
    assert "停电通知" not in text_of()
    assert "/management/appraisal/" not in text_of()
    open_round = round_of(cast)
    assert f"/management/appraisal/{open_round.number}/" in text_of()
    AppraisalRound.objects.filter(pk=open_round.pk).update(state="round_over")
    assert "/management/appraisal/" not in text_of()
    address = reverse("services:appointments")
    assert address not in text_of()
    rules = BookingRules.objects.create(centre=Centre.objects.first())
    OpeningHours.objects.create(rules=rules, weekday=0, opens=dt.time(9), closes=dt.time(10))
    assert address in text_of()
    Fact.objects.filter(key="petition_phone").update(value_zh="021-00000000")
    assert "021-00000000" in text_of()
    Fact.objects.filter(group="site").update(value_zh="沪ICP备00000000号")
    assert "沪ICP备00000000号" in text_of()


@pytest.mark.django_db(transaction=True)
def test_the_first_page_shows_what_another_process_changed() -> None:
    assert "021-11111111" not in text_of()

    def change() -> None:
        Fact.objects.filter(key="petition_phone").update(value_zh="021-11111111")
        connection.close()

    other = threading.Thread(target=change)
    other.start()
    other.join()
    assert "021-11111111" in text_of()


@pytest.mark.django_db
def test_the_first_page_reads_watched_tables_only(cast: SimpleNamespace) -> None:
    publish(written(cast.handler), cast.leader)
    with CaptureQueriesContext(connection) as asked:
        _top()
        _rest()
    read = {table for query in asked for table in TABLE.findall(query["sql"])}
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgname LIKE 'watched%'")
        watched = cursor.fetchall()
    assert {"services_openinghours", "organisation_fact", NewsItem._meta.db_table} <= read
    assert read <= {table for table, _name in watched}
    assert {name for table, name in watched if table in SHARED} == {"watched_news_item", "watched_appraisal_round"}


@pytest.mark.django_db
def test_the_first_page_says_that_it_is_kept_and_reads_one_number() -> None:
    Client().get("/")
    with CaptureQueriesContext(connection) as asked:
        assert "from-memory" in Client().get("/")["Cache-Status"]
    assert [query["sql"] for query in asked] == [memory.LAST_CHANGE]


@pytest.mark.django_db
def test_people_by_turns_see_the_own_frame(cast: SimpleNamespace) -> None:
    resident = User.objects.create_user("resident", kind="resident")
    browsers = {"visitor": Client(), "staff": signed_in(cast.clerk), "resident": signed_in(resident)}
    own = {"visitor": ">登录</a>", "staff": ">工作台</a>", "resident": ">我的事项</a>"}
    for _turn in range(2):
        for who, browser in browsers.items():
            nav = text_of("/", browser).split('<nav class="masthead-nav', 1)[1].split("</nav>", 1)[0]
            assert [name for name, mark in own.items() if mark in nav] == [who]
    english, dark = Client(), Client()
    english.cookies["django_language"], dark.cookies["portal_theme"] = "en", "dark"
    for _turn in range(2):
        assert "Skip to the main part" in text_of("/", english) and "Skip to the main part" not in text_of("/", dark)
        assert 'data-bs-theme="dark"' in text_of("/", dark) and 'content="dark"' in text_of("/", dark)
        assert 'content="light dark"' in text_of("/", english)
    tokens = [re.findall(r'csrfmiddlewaretoken" value="(\w+)"', text_of("/", browser)) for browser in (english, dark)]
    assert tokens[0] and not set(tokens[0]) & set(tokens[1])


def test_what_is_drawn_once_sees_only_what_it_names() -> None:
    template = engines["django"].engine.from_string("{% once theme %}[{{ theme }}|{{ user }}]{% endonce %}")  # type: ignore[attr-defined]
    assert template.render(Context({"theme": "dark", "user": "甲"})) == "[dark|]"
    assert template.render(Context({"theme": "light", "user": "乙"})) == "[light|]"
    assert template.render(Context({"theme": "dark", "user": "乙"})) == "[dark|]"


def test_what_is_drawn_once_holds_no_block() -> None:
    with pytest.raises(TemplateSyntaxError):
        Engine(builtins=["caojiadu.core.front.templatetags.once"]).from_string(
            "{% once %}{% block main %}{% endblock %}{% endonce %}"
        )


FORM = "/petitions/new/"
CHOSEN = re.compile(r'<input[^>]*value="suggestion"[^>]* checked')


@pytest.mark.django_db
def test_the_form_of_a_letter_shows_each_change_with_the_next_request(cast: SimpleNamespace) -> None:
    first = Client().get(FORM)
    assert "from-memory" in first["Cache-Status"]
    Neighbourhood.objects.filter(key="gaorong").update(name_zh="新名居民区")
    assert "新名居民区" in text_of(FORM)
    today = timezone.localdate()
    call = Call.objects.create(name_zh="滨水怎么用", text_zh="…", opens_on=today, closes_on=today, published=True)
    assert "滨水怎么用" in text_of(FORM)
    with travel(timezone.now() + dt.timedelta(days=1), tick=False):
        assert "滨水怎么用" not in text_of(FORM)
    Call.objects.filter(pk=call.pk).delete()
    assert "滨水怎么用" not in text_of(FORM)
    Category.objects.create(name_zh="水面保洁", office=cast.handler.posts_today[0].office, published=True)
    assert "水面保洁" in text_of(FORM)


@pytest.mark.django_db
def test_the_kept_form_of_a_letter_reads_watched_tables_only_and_holds_nothing_of_anybody(
    cast: SimpleNamespace,
) -> None:
    with CaptureQueriesContext(connection) as asked:
        parts_of(LetterForm())
    read = {table for query in asked for table in TABLE.findall(query["sql"])}
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'watched'")
        assert read <= {table for (table,) in cursor.fetchall()}
    browser, resident = Client(), User.objects.create_user("resident", kind="resident", phone_sealed="+8613812345678")
    for _turn in range(2):
        assert "13812345678" in text_of(FORM, signed_in(resident))
        assert CHOSEN.search(text_of(f"{FORM}?kind=suggestion"))
        plain = text_of(FORM)
        assert "13812345678" not in plain and not CHOSEN.search(plain)
    tokens = re.compile(r'name="(?:form_token|attachments-token)" value="([^"]+)"')
    first, second = tokens.findall(text_of(FORM, browser)), tokens.findall(text_of(FORM, browser))
    assert len(first) == len(second) == 2 and not set(first) & set(second)
