"""Keeping a reception hall: its windows in the register, its names, a demonstration, who stays signed in."""

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from caojiadu.core.registers.declared import find
from caojiadu.core.registers.models import Record
from services.demo import fill_hall
from services.hall.access import halls
from services.models import HallRules, HallWindow
from tests.cast import make_staff
from tests.entries import signed_in
from tests.rails import one_rail
from tests.services.halls import DESK, NOON, PUBLIC, Clerk, make_windows

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
        ("7号（备用）", "all"),
        ("100号", "all"),
    ):
        made = clerk.post(f"{base}new/", {**typed, "title": title, "scope": scope})
        assert made.status_code == 302, made.context["form"].errors
        keys.append(int(made["Location"].rstrip("/").rpartition("/")[2]))
    rows = HallWindow.objects.order_by("pk").values_list("entry", "number", "active")
    assert [row for row in rows if row[2]] == [(keys[0], 7, True)]
    assert "7 号窗口 · 老年人、残疾人优先" in Clerk("chen").page()
    seen = {"seen": Record.objects.get(pk=keys[0]).version}
    assert clerk.post(f"{base}{keys[0]}/edit/", {**typed, "title": "9号窗口", **seen}).status_code == 302
    assert HallWindow.objects.get(entry=keys[0]).number == 9
    ended = {"on": timezone.localdate(), "reason": "撤销"}
    assert clerk.post(f"{base}{keys[0]}/end/", ended).status_code == 302
    assert not HallWindow.objects.get(entry=keys[0]).active
    assert not halls().exists()


def test_an_administrator_names_a_window_and_sets_the_grace() -> None:
    browser, window = signed_in(make_staff("admin", "管理员", "administrator", "")), make_windows(7)[0]
    assert browser.get("/admin/services/hallwindow/add/").status_code == 403
    named = {"name_zh": "优先窗口", "name_en": ""}
    assert browser.post(f"/admin/services/hallwindow/{window.pk}/change/", named).status_code == 302
    assert "7 号窗口 · 优先窗口" in Clerk("chen").page()
    assert browser.post("/admin/services/hallrules/1/change/", {"grace": 30}).status_code == 302
    assert HallRules.now().grace == 30
