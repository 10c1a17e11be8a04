"""Keeping a reception hall: its windows in the register, its names, a demonstration, who stays signed in."""

from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from caojiadu.core.registers.declaration import find
from caojiadu.core.registers.models import Record, RecordEvent
from offices.service.models import HallFigures
from services.hall.access import halls
from services.hall.demo import fill_hall
from services.hall.figures import enter_days
from services.hall.models import HallRules, HallWindow
from services.hall.tickets import settle_days
from services.reviews.rules import judge
from tests.cast import make_staff
from tests.entries import signed_in
from tests.rails import one_rail
from tests.services.halls import DESK, NOON, PUBLIC, Clerk, came, make_windows

__all__ = ["one_rail"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_rail")]


def test_a_demonstration_has_a_hall_at_work() -> None:
    worker = Clerk("handler-d", "handler")
    for _ in range(2):
        fill_hall({"handler-d": worker.user})
    boss = Clerk("boss", "head")
    days = boss.client.get(f"{DESK}days/").context["rows"]
    assert len(days) == 4 and all(found["done"] for _day, found in days)
    page = Client().get(f"{PUBLIC}screen/").context["shown"]
    assert page.calls and page.waiting and page.windows == 1 and worker.ticket


def test_a_page_that_asks_by_itself_keeps_nobody_signed_in() -> None:
    make_windows(1)
    with time_machine.travel(NOON, tick=False) as clock:
        chen = Clerk("chen").sits(1)
        for _ask in range(3):
            clock.shift(20 * 60)
            answer = chen.client.get(f"{DESK}line/", headers={"X-Poll": "1", "HX-Request": "true"})
        assert "/accounts/staff/" in answer["HX-Redirect"]


def test_the_windows_of_the_register_are_those_of_the_hall() -> None:
    register = find("service-windows")
    assert register is not None
    clerk, base = signed_in(make_staff("keeper", "经办", "handler", "D")), "/desk/service/service-windows/"
    typed = {"title": "7号窗口", "scope": "priority", "items": "", "floor": "一楼", "opens": "09:00", "closes": "17:00"}
    keys = []
    for title, scope in (
        ("7号窗口", "priority"),
        ("自助机8", "self"),
        ("咨询台", "all"),
        ("100号", "all"),
    ):
        made = clerk.post(f"{base}new/", {**typed, "title": title, "scope": scope})
        assert made.status_code == 302, made.context["form"].errors
        keys.append(int(made["Location"].rstrip("/").rpartition("/")[2]))
    rows = HallWindow.objects.order_by("pk").values_list("entry", "number", "active")
    assert [row for row in rows if row[2]] == [(keys[0], 7, True)]
    assert "7 号窗口 · 老年人、残疾人优先" in Clerk("chen").page()
    twice = clerk.post(f"{base}new/", {**typed, "title": "7号（备用）", "scope": "all"})
    assert twice.status_code == 422 and list(twice.context["form"].errors) == ["title"]
    seen = {"seen": Record.objects.get(pk=keys[0]).version}
    assert clerk.post(f"{base}{keys[0]}/edit/", {**typed, "title": "9号窗口", **seen}).status_code == 302
    assert HallWindow.objects.get(entry=keys[0]).number == 9
    ended = {"on": timezone.localdate(), "reason": "撤销"}
    assert clerk.post(f"{base}{keys[0]}/end/", ended).status_code == 302
    assert not HallWindow.objects.get(entry=keys[0]).active
    assert not halls().exists()
    assert clerk.post(f"{base}new/", {**typed, "title": "9号", "scope": "all"}).status_code == 302  # its number is free
    new = Record.objects.latest("pk").pk
    assert list(HallWindow.objects.filter(active=True).values_list("number", "entry")) == [(9, new)]
    assert clerk.post(f"{base}{keys[0]}/reopen/", {"reason": "恢复"}).status_code == 409


def test_the_figures_of_a_day_fill_themselves_and_agree_with_sql(owner_connection: Any) -> None:
    make_windows(1)
    with time_machine.travel(NOON, tick=False) as clock:
        boss, chen = Clerk("boss", "head"), Clerk("chen").sits(1)
        for wait in (3, 8, 15):
            came(item="pension")
            clock.shift(wait * 60)
            for button in ("next", "start"):
                chen.press(button)
            clock.shift(60)
            chen.press("done")
        came()
        judge(item=None, step="window", grade=1)
        judge(item=None, step="window", grade=5)
        boss.client.post(f"{DESK}act/", {"do": "count"})
        entry = HallFigures.objects.get()
        assert (entry.tickets, entry.accepted, entry.entered_by) == (4, None, boss.user)
        assert chen.client.post(f"{DESK}act/", {"do": "count"}).status_code == 404
        came()
        clerk, base = signed_in(make_staff("keeper", "经办", "handler", "D")), "/desk/service/hall-figures/"
        shown = clerk.get(f"{base}{entry.pk}/edit/").context["form"].initial
        typed = {name: "" if value is None else value for name, value in shown.items()}
        kept = {**typed, "tickets": 5, "accepted": 2, "told_missing": 1, "seen": entry.version}
        refused = clerk.post(f"{base}{entry.pk}/edit/", {**kept, "tickets": 9})
        assert set(refused.context["form"].errors) == {"tickets"} and "大厅统计为5" in refused.content.decode()
        assert clerk.post(f"{base}{entry.pk}/edit/", kept).status_code == 302
        came()
        clock.shift(13 * 3600)
        settle_days()
        assert enter_days() == enter_days() == 1
    entry.refresh_from_db()
    rows = owner_connection.execute(
        """SELECT count(*), count(*) FILTER (WHERE state = 'done'),
                  round(extract(epoch FROM avg(called_at - taken_at)) / 60),
                  round(extract(epoch FROM max(called_at - taken_at)) / 60) FROM services_ticket"""
    )
    assert rows == [(entry.tickets, entry.called, entry.wait, entry.longest)] == [(6, 3, 9, 15)]
    assert (entry.bad, entry.accepted, entry.told_missing, entry.on_behalf) == (1, 2, 1, 0)
    said = [event.action for event in RecordEvent.objects.filter(record=entry)]
    assert said == ["entered", "changed", "changed"] and HallFigures.objects.count() == 1


def test_an_administrator_names_a_window_and_sets_the_grace() -> None:
    browser, window = signed_in(make_staff("admin", "管理员", "system_admin", "")), make_windows(7)[0]
    assert browser.get("/admin/services/hallwindow/add/").status_code == 403
    named = {"name_zh": "优先窗口", "name_en": ""}
    assert browser.post(f"/admin/services/hallwindow/{window.pk}/change/", named).status_code == 302
    assert "7 号窗口 · 优先窗口" in Clerk("chen").page()
    assert browser.post("/admin/services/hallrules/1/change/", {"grace": 30}).status_code == 302
    assert HallRules.now().grace == 30
