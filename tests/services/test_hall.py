"""The reception hall through its pages: numbers, the order, the windows, the screen, the figures, the evening."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from services.catalogue.models import Item
from services.hall import windows as calling
from services.hall.line import in_order
from services.hall.models import HallDay, HallWindow, Ticket
from services.hall.tickets import settle_days, take
from tests.entries import signed_in
from tests.rails import one_rail
from tests.services.halls import DESK, NOON, PUBLIC, Clerk, came, centre, make_windows, opened

__all__ = ["one_rail"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_rail")]
MINUTE = dt.timedelta(minutes=1)


@pytest.mark.parametrize(
    ("line", "called"),
    [
        # each ticket: name, then what is known of it; minutes are counted from now
        ([("a", {}), ("b", {}), ("c", {})], "abc"),
        ([("a", {}), ("first", {"first": True}), ("b", {})], "first a b"),
        ([("a", {}), ("booked", {"due": -1}), ("first", {"first": True})], "booked first a"),
        ([("a", {}), ("early", {"due": 5}), ("b", {})], "a early b"),
        ([("nine", {"due": -60}), ("eight", {"due": -120})], "eight nine"),
        ([("a", {}), ("old", {"due": 5, "first": True})], "old a"),
        ([("first", {"first": True}), ("old", {"due": -5, "first": True})], "old first"),
        ([("booked", {"due": -1}), ("back", {"back": -1}), ("sooner", {"back": -3})], "sooner back booked"),
        ([("a", {}), ("late", {"first": True, "booked": True}), ("tooLate", {"booked": True})], "late a tooLate"),
    ],
)
def test_the_order_is_one_rule(line: list[tuple[str, dict[str, Any]]], called: str) -> None:
    make_windows(1)
    hall = opened(NOON)
    names = {}
    for at, (name, known) in enumerate(line):
        due, back = ((NOON + known[key] * MINUTE) if key in known else None for key in ("due", "back"))
        made = take(
            hall,
            first=known.get("first", False),
            booked="due" in known or known.get("booked", False),
            due_at=due,
            now=NOON - (60 - at) * MINUTE,
        )
        Ticket.objects.filter(pk=made.pk).update(back_at=back)
        names[made.pk] = name
    order = [names[pk] for pk in in_order(Ticket.objects.all(), NOON).values_list("pk", flat=True)]
    assert order == (called.split() if " " in called else list(called))


def test_the_tablet_gives_a_number_as_long_as_the_hall_is_open(client: Client) -> None:
    assert client.get(PUBLIC).status_code == 404  # no window, no hall
    make_windows(1)
    page = client.get(f"{PUBLIC}door/").content.decode()
    assert "大厅尚未开始取号" in page and 'name="item"' not in page
    assert client.post(f"{PUBLIC}door/", {"item": ""}).status_code == 409
    chen = Clerk("chen").sits(1)
    page = client.get(f"{PUBLIC}door/").content.decode()
    assert all(f'value="{item.key}"' in page for item in Item.objects.all()) and "data:image/svg" in page
    numbers = [came(item="pension"), came(first="on"), came(item="nothing"), came(item="\x00é")]
    assert [ticket.label for ticket in numbers] == ["A001", "C002", "A003", "A004"]
    assert [ticket.item and ticket.item.key for ticket in numbers] == ["pension", None, None, None]
    twice = [came(item="pension", asked="sameform") for _ in range(2)]
    assert twice[0] == twice[1]
    boss = Clerk("boss", "head")
    boss.client.post(f"{DESK}act/", {"do": "stop"})
    assert (
        client.post(PUBLIC, {"item": ""}).status_code == 409 and "今日已停止取号" in client.get(PUBLIC).content.decode()
    )
    assert "C002" in chen.press("next")  # whoever waits is still called
    boss.client.post(f"{DESK}act/", {"do": "open"})
    assert came().label == "A006"


def test_the_whole_hall_is_the_heads_and_odd_marks_take_a_number_all_the_same(client: Client) -> None:
    make_windows(1)
    chen = Clerk("chen").sits(1)
    for verb in ("stop", "open", "free", "tablet"):
        assert chen.client.post(f"{DESK}act/", {"do": verb, "window": 1}).status_code == 404, verb
    assert "tablet" not in chen.page()
    for mark in ("\0", "x" * 5000, "一", ""):
        assert client.post(PUBLIC, {"asked": mark}).status_code == 302
    for key in ("\0", "x" * 5000):
        assert chen.client.post(f"{DESK}act/", {"do": "back", "ticket": key}).status_code == 302


def test_a_phone_remembers_its_ticket_and_a_tablet_does_not(client: Client, settings: Any) -> None:
    make_windows(1)
    opened()
    settings.HALL_TICKETS_PER_ADDRESS = (2, 600)
    there = client.post(PUBLIC, {"item": "pension", "first": "on"})["Location"]
    page = client.get(PUBLIC).content.decode()
    assert "您已取号 C001" in page and there in page
    assert "您已取号" not in client.get(f"{PUBLIC}door/").content.decode()
    client.cookies["hall_ticket"] = "'--"
    assert client.get(PUBLIC).status_code == 200
    assert client.post(PUBLIC, {"item": ""}).status_code == 302
    over = client.post(PUBLIC, {"item": "", "first": "on"})
    assert over.status_code == 429 and "checked" in over.content.decode()


def test_a_ticket_says_where_it_stands_and_nothing_of_a_person(client: Client) -> None:
    make_windows(1, 2)
    with time_machine.travel(NOON, tick=False) as clock:
        chen, lin = Clerk("chen").sits(1), Clerk("lin").sits(2)
        line = [came(item="pension") for _ in range(7)]
        last = f"{PUBLIC}ticket/{line[-1].key}/"
        page = client.get(last).content.decode()
        assert "A007" in page and "前面还有 6 人" in page and "暂无法估计" in page and "基本养老金" in page
        for _turn in range(3):
            chen.press("next")
            chen.press("start")
            clock.shift(4 * 60)
            chen.press("done")
        page = client.get(last).content.decode()
        assert "前面还有 3 人" in page and "约 8 分钟" in page  # fourth in line, four minutes each, at two windows
        lin.press("leave")
        chen.press("next")
        assert "约 12 分钟" in client.get(last).content.decode()
        part = client.get(f"{PUBLIC}ticket/{line[3].key}/", headers={"HX-Request": "true"}).content.decode()
        assert "请到 1 号窗口" in part and "<html" not in part and "某" not in part
        assert client.get(f"{PUBLIC}ticket/{line[3].key[:-1]}x/").status_code == 404


def test_the_window_calls_serves_parks_and_passes_on(client: Client) -> None:
    make_windows(1, 2, 3)
    chen, lin = Clerk("chen").sits(1), Clerk("lin", "handler").sits(2)
    a, b, c, d = (came() for _ in range(4))
    assert chen.press("next").count("A001") and lin.press("next").count("A002")
    assert chen.ticket == a and lin.ticket == b
    # pressed twice, one person is called; and a page that is old acts on nobody
    assert chen.press("next") and chen.ticket == a
    lin.press("start")
    assert "该操作已完成" in lin.press("done", ticket=a.key) and lin.ticket == b
    assert "再次呼叫" in chen.press("recall") and "已呼叫 2 次" in chen.page()
    # passed on, the place is kept and only that window calls it
    refused = chen.client.post(f"{DESK}act/", {"do": "pass", "ticket": a.key, "to": "", "note": "复印"})
    assert refused.status_code == 422 and "复印" in refused.content.decode() and chen.ticket == a
    chen.press("pass", to=HallWindow.objects.get(number=2).pk, note="要复印件")
    assert "要复印件" not in chen.press("next") and chen.ticket == c
    lin.press("done")
    assert "要复印件" in lin.press("next") and lin.ticket == a
    # put aside and back: in front of everybody
    lin.press("park")
    lin.press("next")
    assert lin.ticket == d
    lin.press("back", ticket=a.key)
    late = came()
    chen.press("absent")
    chen.press("next")
    assert chen.ticket == a
    # "did not come" undone: at a free window at once, else at the front
    assert "A003 将优先叫号" in chen.press("back", ticket=c.key)
    chen.press("start")
    chen.press("done")
    assert chen.press("next") and chen.ticket == c
    chen.press("absent")
    assert "A003 已回到您的窗口" in chen.press("back", ticket=c.key) and chen.ticket == c
    assert "该操作已完成" in chen.press("back", ticket=late.key)
    # whoever lost the page finds the ticket again, and does not leave while somebody is there
    assert "请先处理" in chen.press("leave") and "请先处理" in chen.press("sit", window=3)
    assert "该窗口已有人上岗" in Clerk("new").press("sit", window=1)
    # what was passed on to a window that is empty now is anybody's
    chen.press("pass", to=HallWindow.objects.get(number=2).pk)
    Clerk("boss", "head").press("free", window=2)
    assert "A004" not in lin.page() and "当前无人" not in chen.press("next")


def test_the_screen_follows_in_one_query_and_shows_no_name(client: Client) -> None:
    make_windows(1)
    assert "大厅尚未开始取号" in client.get(f"{PUBLIC}screen/").content.decode()
    chen = Clerk("chen").sits(1)
    came()
    came()
    with CaptureQueriesContext(connection) as asked:
        page = client.get(f"{PUBLIC}screen/calls/")
    mark = page.context["shown"].mark
    assert len(asked) == 1 and "<b>2</b> 人等候" in page.content.decode() and f"seen={mark}" in page.content.decode()
    assert client.get(f"{PUBLIC}screen/calls/", {"seen": mark}).status_code == 204
    chen.press("next")
    page = client.get(f"{PUBLIC}screen/calls/", {"seen": mark})
    rung = page.context["shown"].ring
    assert page.status_code == 200 and "A001" in page.content.decode() and "某" not in page.content.decode()
    chen.press("recall")
    assert client.get(f"{PUBLIC}screen/calls/").context["shown"].ring > rung  # rings again
    assert client.get("/services/hall/nowhere/screen/calls/").status_code == 404


def test_the_head_sees_load_and_figures_in_as_many_queries_however_many_came(client: Client) -> None:
    make_windows(1, 2)
    counts = []
    with time_machine.travel(NOON, tick=False) as clock:
        boss, chen = Clerk("boss", "head"), Clerk("chen").sits(1)
        boss.page()
        for many in (3, 12):
            for at in range(many):
                came(item=("pension", "mediation", "")[at % 3])
            for step in ("next", "start"):
                chen.press(step)
                clock.shift(120)
            chen.press("done")
            for page in ("load/", "days/"):
                with CaptureQueriesContext(connection) as asked:
                    assert boss.client.get(DESK + page).status_code == 200
                counts.append(len(asked))
        chen.press("next")
        chen.press("absent")
        found = boss.client.get(f"{DESK}load/")
        assert counts[:2] == counts[2:]
        figures, now = found.context["figures"], found.context["load"]
        assert (figures["taken"], figures["done"], figures["absent"], now["waiting"]) == (15, 2, 1, 12)
        assert figures["service"] == 2 * MINUTE and "chen某" in found.content.decode()
        assert {row["item"] and row["item"].key: row["taken"] for row in found.context["items"]} == {
            "pension": 5,
            "mediation": 5,
            None: 5,
        }
        assert chen.client.get(f"{DESK}load/").status_code == chen.client.get(f"{DESK}days/").status_code == 404
        chen.client.post(f"{DESK}act/", {"do": "free", "window": "1"})
        assert HallWindow.objects.get(number=1).clerk == chen.user  # only the head frees a window


def test_in_the_evening_what_waits_is_closed_and_numbers_begin_anew() -> None:
    make_windows(1, 2)
    with time_machine.travel(NOON, tick=False) as clock:
        chen, lin = Clerk("chen").sits(1), Clerk("lin").sits(2)
        line = [came() for _ in range(5)]
        for clerk in (chen, lin):
            clerk.press("next")
            clerk.press("start")
        lin.press("pass", to=HallWindow.objects.get(number=1).pk, note="急")
        lin.press("next")
        assert settle_days() == 0
        clock.shift(13 * 3600)
        assert settle_days() == 4 and settle_days() == 0
        states = [Ticket.objects.get(pk=ticket.pk).state for ticket in line]
        assert states == ["done", "closed", "closed", "closed", "closed"]
        assert not Ticket.objects.exclude(note="").exists() and not HallWindow.objects.exclude(clerk=None).exists()
        assert "大厅今日已结束" in Client().get(f"{PUBLIC}ticket/{line[1].key}/").content.decode()
        clock.shift(8 * 3600)
        assert Client().post(f"{PUBLIC}door/").status_code == 409
        chen.client = signed_in(chen.user)  # a new day at work
        chen.press("leave")
        assert chen.sits(1).ticket is None
        assert came().label == "A001" and "A001" in chen.press("next")
        days = Clerk("boss", "head").client.get(f"{DESK}days/").context["rows"]
        assert [(day.held_on.day, found["taken"], found["closed"]) for day, found in days] == [(26, 1, 0), (25, 5, 4)]


@pytest.mark.parametrize(
    ("role", "office", "status"),
    [("window", "D", 200), ("handler", "D", 200), ("head", "D", 200), ("window", "E", 404), ("letters", "D", 404)],
)
def test_who_works_in_the_hall(role: str, office: str, status: int) -> None:
    make_windows(1)
    clerk = Clerk("somebody", role, office)
    assert clerk.client.get(DESK).status_code == status
    assert clerk.client.post(f"{DESK}act/", {"do": "sit", "window": "1"}).status_code == (302 if status == 200 else 404)
    assert (DESK in clerk.client.get("/desk/tasks/").content.decode()) == (status == 200)


@pytest.mark.parametrize(
    "typed", [{}, {"do": "sit"}, {"do": "sit", "window": "²"}, {"do": "next"}, {"do": "pass", "to": "x"}]
)
def test_nonsense_breaks_nothing(typed: dict[str, str]) -> None:
    make_windows(1)
    chen = Clerk("chen")
    for _ in range(2):
        assert chen.client.post(f"{DESK}act/", typed).status_code in (302, 404, 422)
        assert chen.client.post(f"{DESK}act/", {**typed, "ticket": "x"}).status_code in (302, 404, 422)
        chen.sits(1)


@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gap_and_nobody_is_called_twice_however_many_press_at_once() -> None:
    windows = make_windows(1, 2, 3, 4)
    clerks = [Clerk(f"clerk{window.number}").sits(window.number) for window in windows]
    hall, start = centre(), threading.Barrier(8)

    def at_once(work: Any, given: list[Any]) -> list[Any]:
        def one(value: Any) -> Any:
            try:
                start.wait(10)
                return work(value)
            finally:
                connection.close()

        with ThreadPoolExecutor(8) as pool:
            return list(pool.map(one, given))

    taken = at_once(lambda _: [take(hall).number for _ in range(5)], list(range(8)))
    assert sorted(number for some in taken for number in some) == list(range(1, 41))
    assert HallDay.objects.get().last == 40
    # two presses at each of four windows, all at once: four people, one at each
    called = at_once(lambda window: calling.call_next(window).pk, [*windows, *windows])
    assert len(set(called)) == 4 and called[:4] == called[4:]
    assert {clerk.ticket.number for clerk in clerks if clerk.ticket} == {1, 2, 3, 4}
    assert Ticket.objects.at_window().count() == 4
    assert set(Ticket.objects.at_window().values_list("calls", flat=True)) == {1}
