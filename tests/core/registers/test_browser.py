"""Every sort of page that registers have, in a real browser: axe finds nothing, nothing overflows a narrow window."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from playwright.sync_api import Browser

from caojiadu.core.registers.declaration import find
from caojiadu.core.registers.verbs import change, enter
from caojiadu.core.sheets.writing import workbook
from offices.security.safety.register import SITES
from tests.entries import people, signed_in
from tests.narrow import look_at

BASE = "/desk/security/sites/"


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_axe_finds_nothing_and_nothing_overflows(
    browser: Browser, live_server: Any, browser_context_args: dict[str, Any], language: str
) -> None:
    cast = people(SITES)
    head, soon = cast["head"], timezone.localdate() + dt.timedelta(days=9)
    values = {
        "title": "名称很长很长的某某综合市场改建工程建筑工地第二标段临时材料堆放场",
        "kind": "building",
        "address": "某路某弄某号某幢某室",
        "operator": "名称同样很长的某某建设工程集团有限责任公司上海分公司",
        "risk": "high",
        "permit_until": soon,
    }
    row = enter(SITES, values, user=head)
    change(SITES, row, {"risk": "low", "address": "某路"}, user=head)
    visit = enter(find("inspections"), {"title": "检查", "site": row, "planned_on": soon}, user=head)
    client = signed_in(head)
    heads = ["场所名称", "场所类别", "责任单位", "地址", "风险等级"]
    content = workbook(
        "1", heads, [["甲店", "沿街小店", "某公司", "某路1号", "低"], ["乙店", "无", "某公司", "某路", "低"]]
    )
    sheet = client.post(f"{BASE}sheet/", {"sheet": SimpleUploadedFile("店.xlsx", content)})["Location"]
    pages = [
        "/desk/security/",
        BASE,
        f"{BASE}?tab=ended",
        f"{BASE}?q=%E6%B2%A1%E6%9C%89",
        f"{BASE}new/",
        f"{BASE}{row.pk}/",
        f"{BASE}{row.pk}/edit/",
        f"{BASE}{row.pk}/end/",
        f"{BASE}export/",
        f"{BASE}sheet/",
        sheet,
        f"{sheet}columns/",
        f"/desk/security/calendar/?month={soon:%Y-%m}",
        f"/desk/cases/{visit.number}/",
        f"/desk/cases/{visit.number}/inspect_found/",
    ]
    look_at(browser, browser_context_args, live_server.url, client, language, pages)
