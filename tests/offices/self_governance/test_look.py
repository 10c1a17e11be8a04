"""Pages of events and projects in a real browser: axe finds nothing, nothing overflows a narrow window."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

from django.utils import timezone
from playwright.sync_api import Browser

from caojiadu.core.cases.models import Case
from caojiadu.core.organisation.models import Neighbourhood
from offices.self_governance.models import SelfGovernmentProject
from tests.narrow import look_at
from tests.offices.self_governance.room import matter, step

DAY = dt.timedelta(days=1)
LONG = "名称很长很长的某某小区楼前公共空间微更新暨居民共治示范点建设"


def an_event(room: SimpleNamespace) -> Case:
    """An activity with a full list and somebody who waits."""
    ahead = timezone.localdate() + 5 * DAY
    typed = {"title": LONG, "theme": "law", "audience": "everybody", "speaker": "某律师事务所志愿律师", "places": "3"}
    times = {"starts_at": f"{ahead}T14:00", "ends_at": f"{ahead}T16:00", "place": "活动室", "sign_up_until": ""}
    case = matter(room.clerk, "education", **typed, **times)
    step(room.clerk, case, "announce")
    for number, name in enumerate(("张三", "李四", "王五")):
        step(room.clerk, case, "sign_up", name=name, phone=f"1380013800{number}", people=2 - number % 2)
    return case


def a_project(room: SimpleNamespace) -> Case:
    """A project under way, with milestones and money."""
    area = Neighbourhood.objects.get(key="wunan").pk
    typed = {
        "title": LONG,
        "field": "renewal",
        "group": "某楼组",
        "partner": "",
        "households": "120",
        "aim": "改善环境",
    }
    case = matter(room.clerk, "self-government-projects", **typed, budget="30000", neighbourhood=area)
    SelfGovernmentProject.objects.filter(pk=case.pk).update(state="selfgov_approved", granted=28000)
    today = timezone.localdate()
    step(room.clerk, case, "fund", funded_on=today)
    for title, days in (("方案公示", 5), (LONG, 30)):
        step(room.clerk, case, "set_milestone", milestone=title, due_on=today + days * DAY)
    step(room.clerk, case, "begin", ends_on=today + 40 * DAY)
    step(room.clerk, case, "reach", milestone=case.milestones.all()[0].pk, what="已公示七日。")
    step(room.clerk, case, "spend", amount="1200.50", purpose="材料", voucher="记-12", paid_on=today)
    return case


def test_axe_finds_nothing_and_nothing_overflows(
    browser: Browser, live_server: Any, browser_context_args: dict[str, Any], room: SimpleNamespace
) -> None:
    event, project = an_event(room), a_project(room)
    pages = {
        "zh-hans": (f"/desk/cases/{event.number}/", f"/desk/cases/{project.number}/"),
        "en": (
            f"/desk/cases/{event.number}/withdraw/",
            f"/desk/cases/{project.number}/",
            f"/desk/cases/{project.number}/spend/",
        ),
    }
    for language, some in pages.items():
        look_at(browser, browser_context_args, live_server.url, room.clerk, language, some)
