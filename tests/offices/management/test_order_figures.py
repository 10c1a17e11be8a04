"""The measures of 12345 work: each reproduced by its own SQL, each opening exactly the orders it is made of."""

import datetime as dt
import random
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caojiadu.core.cases import figures as counted_figures
from caojiadu.core.cases.models import Clock
from caojiadu.core.cases.tasks import count_figures
from offices.management.hotline import figures
from offices.management.models import HandlerReply, HotlineOrder, RateRule
from tests.cast import again
from tests.offices.management.orders import UNHAPPY, act, closed, contacted, dispatched, received, replied
from tests.offices.management.sheets import cells
from tests.world import client_of

pytestmark = pytest.mark.django_db
# Written from the definitions, not from the code: of all orders whose limit has come or that were replied to, or of
# the closed ones whose caller was reached.
ALL = """o.state <> 'order_sent_back' AND (o.{done} IS NOT NULL OR NOT EXISTS (SELECT 1 FROM cases_clock k
    WHERE k.case_id = o.id AND k.state = 'running' AND k.due_at >= now() AND k.key {keys}))"""
CALLED_BACK = "o.closed_at IS NOT NULL AND o.called_back_at IS NOT NULL"
NOT_CONTACT, IS_CONTACT = "IN ('inquiry', 'recheck', 'help', 'complex')", "= 'contact'"
HIT = {
    "contact": """(SELECT min(c.at) FROM office_management_firstcontact c WHERE c.order_id = o.id AND c.reached)
        <= (SELECT k.due_at FROM cases_clock k WHERE k.case_id = o.id AND k.key = 'contact')""",
    "on_time": f"""EXISTS (SELECT 1 FROM office_management_handlerreply r
            WHERE r.order_id = o.id AND r.released_at IS NOT NULL)
        AND (SELECT bool_and(r.released_at <= r.due_at) FROM office_management_handlerreply r
            WHERE r.order_id = o.id AND r.released_at IS NOT NULL)
        AND NOT EXISTS (SELECT 1 FROM cases_clock k WHERE k.case_id = o.id AND k.state = 'running'
            AND k.due_at < now() AND k.key {NOT_CONTACT})""",
    "timely": """(SELECT r.told_at <= r.due_at FROM office_management_handlerreply r
        WHERE r.order_id = o.id AND r.released_at IS NOT NULL AND r.told_at IS NOT NULL ORDER BY r.round LIMIT 1)""",
    "solved": """coalesce((SELECT b.solved FROM office_management_callback b WHERE b.order_id = o.id AND b.reached
        ORDER BY b.id DESC LIMIT 1), (SELECT r.result = 'solved' FROM office_management_handlerreply r
        WHERE r.order_id = o.id AND r.released_at IS NOT NULL ORDER BY r.round DESC LIMIT 1))""",
    "satisfied": """(SELECT b.satisfied FROM office_management_callback b WHERE b.order_id = o.id AND b.reached
        ORDER BY b.id DESC LIMIT 1)""",
}
ORDERS = "(SELECT c.*, h.* FROM cases_case c JOIN office_management_hotlineorder h ON h.case_ptr_id = c.id) o"


def by_sql(rate: str, base: str) -> tuple[int, int]:
    """A measure by hand: how many of how many."""
    contact = rate == "contact"
    done, keys = ("contacted_at", IS_CONTACT) if contact else ("replied_at", NOT_CONTACT)
    where = CALLED_BACK if base == "called_back" else ALL.format(done=done, keys=keys)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FILTER (WHERE {HIT[rate]}), count(*) FROM {ORDERS} WHERE {where}")
        return cursor.fetchone()


def some_orders(cast: SimpleNamespace, chance: random.Random, many: int) -> None:
    """Orders at every point of their lives, in time and late, of both offices."""
    for _each in range(many):
        came = timezone.now() - dt.timedelta(days=chance.choice((0, 1, 4, 12, 30)), hours=1)
        at = min(came + dt.timedelta(hours=chance.choice((1, 20, 60, 300))), timezone.now())
        common = {
            "received": came,
            "now": came,
            "to": chance.choice((("F", "co_handler"), ("C", "handler"))),
            "order_class": chance.choice(HotlineOrder.Class.values),
        }
        reply = {"result": "other", "result_note": "待改造"} if chance.random() < 0.3 else None
        match chance.randrange(7):
            case 0:
                received(cast.head, received=came)
            case 1:
                dispatched(cast, **common)
            case 2:
                contacted(cast, at=at, **common)
            case 3:
                replied(cast, at=at, reply=reply, **common)
            case 4:
                act(replied(cast, at=at, reply=reply, **common), "recheck", cast.head, **UNHAPPY)
            case 5:
                act(received(cast.head, received=came), "send_back", cast.head, reason="属邻区")
            case _:
                said = {**UNHAPPY, "solved": chance.choice(("yes", "no"))} if chance.random() < 0.5 else None
                closed(cast, at=at, reply=reply, said=said, **common)


@settings(max_examples=3, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10_000), turned=st.booleans())
def test_each_measure_is_what_sql_says_and_opens_its_orders(cast: SimpleNamespace, seed: int, turned: bool) -> None:
    some_orders(cast, random.Random(seed), 10)
    for rate in RateRule.Rate.values:
        base = figures.BASES[rate]
        if turned:
            base = RateRule.Base.ALL if base == RateRule.Base.CALLED_BACK else RateRule.Base.CALLED_BACK
        RateRule.objects.update_or_create(rate=rate, defaults={"base": base})
    orders = HotlineOrder.objects.all()
    for one in figures.measures(figures.counts(orders)):
        expected = by_sql(one.rate, figures.bases()[one.rate])
        assert (one.total.hit, one.total.base) == expected, one.rate
        behind = {part: figures.behind(orders, one.rate, part).count() for part in ("hit", "missed", "all")}
        assert behind == {"hit": one.total.hit, "missed": one.total.missed, "all": one.total.base}, one.rate
        assert sum(part.base for part in one.offices.values()) == sum(p.base for p in one.classes.values())


def test_a_rate_by_hand(cast: SimpleNamespace) -> None:
    closed(cast)
    closed(cast, said=UNHAPPY)
    replied(cast, reply={"result": "other", "result_note": "需年度计划"})
    late = replied(cast, received=timezone.now() - dt.timedelta(days=30), now=timezone.now() - dt.timedelta(days=30))
    dispatched(cast)
    found = {
        one.rate: (one.total.hit, one.total.base) for one in figures.measures(figures.counts(HotlineOrder.objects))
    }
    assert found == {"contact": (3, 4), "on_time": (3, 4), "timely": (3, 4), "solved": (1, 2), "satisfied": (1, 2)}
    assert HandlerReply.objects.get(order=late).released_at > Clock.objects.get(case=late, key="help").due_at
    assert figures.Figure(3, 4).percent == "75.0%" and figures.Figure().percent == "—"


def page(user: Any, **query: Any) -> Any:
    return client_of(again(user)).get(reverse("office_management:order_figures"), query)


def test_the_page_opens_the_orders_of_each_figure_and_a_head_sees_the_own_office(cast: SimpleNamespace) -> None:
    own, other = closed(cast, said=UNHAPPY), closed(cast, to=("C", "handler"))
    day = timezone.localdate().isoformat()
    for user, expected in (
        (cast.head, {own.pk, other.pk}),
        (cast.leader, {own.pk, other.pk}),
        (cast.co_head, {own.pk}),
    ):
        browser = client_of(again(user))
        response = page(user, first=day, last=day)
        for card in response.context["cards"]:
            for part, url in card["urls"].items():
                rows = browser.get(url).context["page"].rows
                wanted = {"hit": card["figure"].hit, "missed": card["figure"].missed, "all": card["figure"].base}
                assert len(rows) == wanted[part] and {row.pk for row in rows} <= expected, (card["label"], part)
        assert response.context["cards"][0]["figure"].base == len(expected)
    assert page(cast.co_head, office=other.office_id).context["form"].errors
    assert page(cast.head, first="2026-05-02", last="2026-05-01").context["form"].errors
    lists = reverse("office_management:orders")
    assert [row.pk for row in client_of(cast.head).get(lists, {"list": "dissatisfied"}).context["page"].rows] == [
        own.pk
    ]
    assert client_of(cast.head).get(lists, {"rate": "nothing"}).status_code == 404
    content = client_of(cast.leader).get(reverse("office_management:order_figures_file"), {"first": day}).content
    lines = [[cell.value for cell in line] for line in cells(content)]
    assert lines[1][-3:] == [1, 2, "50.0%"] and len(lines) == 1 + 1 + 2 + 1


def test_many_orders_are_counted_behind_the_scenes(cast: SimpleNamespace, monkeypatch: Any) -> None:
    closed(cast, said=UNHAPPY)
    closed(cast, to=("C", "handler"))
    query = {"first": (timezone.localdate() - dt.timedelta(days=90)).isoformat(), "order_class": "help"}
    before = [card["figure"] for card in page(cast.head, **query).context["cards"]]
    monkeypatch.setattr(counted_figures, "AT_ONCE", 0)
    waiting = page(cast.head, **query)
    assert '<progress id="bar"' in waiting.content.decode() and "rates" not in waiting.content.decode()
    file = reverse("office_management:order_figures_file")
    assert client_of(cast.head).get(file, query).status_code == 302
    count_figures()
    assert [card["figure"] for card in page(cast.head, **query).context["cards"]] == before
    assert client_of(cast.head).get(file, query).status_code == 200
    assert client_of(cast.head).post(reverse("office_management:order_figures") + f"?first={query['first']}")


def test_the_list_takes_a_fixed_number_of_queries(cast: SimpleNamespace, django_assert_max_num_queries: Any) -> None:
    browser: Client = client_of(cast.head)
    browser.raise_request_exception = True
    counts = []
    for many in (1, 6):
        for _each in range(many):
            dispatched(cast)
        with django_assert_max_num_queries(60) as asked:
            assert browser.get(reverse("office_management:orders"), {"list": "open"}).status_code == 200
        counts.append(len(asked))
    assert counts[1] <= counts[0]
