"""A bad review to its call-back: served at the hall, judged under a name, contacted, put right, called back, public."""

from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect

from caojiadu.core.cases.models import Clock
from offices.service.models import BadReview
from tests.cast import make_staff
from tests.services.halls import PUBLIC, Clerk, came, make_windows
from tests.story import Person, picture

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_bad_review_is_followed_to_its_call_back(
    browser: Browser, live_server: Any, browser_context_args: dict[str, Any]
) -> None:
    make_windows(1)
    window, handler = Clerk("chen").sits(1), make_staff("handler", "服务小孙", "handler", "D")
    ticket = came(item="pension")
    for button in ("next", "start", "done"):
        window.press(button)

    resident = Person(browser, browser_context_args, live_server.url, narrow=True)
    page = resident.page
    page.goto(f"{PUBLIC}ticket/{ticket.key}/")
    page.get_by_role("link", name="评价服务").click()
    expect(page.get_by_label("窗口", exact=True)).to_be_checked()
    page.get_by_text("非常不满意").click()
    page.get_by_label("好在哪里，不好在哪里？").fill("让我跑了三趟，每次说的材料都不一样。")
    page.locator(".call-me summary").click()
    page.fill("[name=name]", "张秀英")
    page.locator("main form button.btn-primary").click()
    expect(page.locator(".field.wrong [name=phone]")).to_be_visible()  # a name alone reaches nobody
    page.fill("[name=phone]", "13812345678")
    picture(page, "judge")
    page.locator("main form button.btn-primary").click()
    matter = BadReview.objects.get()
    expect(page.get_by_role("status")).to_contain_text(matter.number)
    expect(page.locator(".followed dd").first).to_have_text("1")

    clerk = Person(browser, browser_context_args, live_server.url).signed_in(handler, live_server.url)
    clerk.page.goto("/desk/services/reviews/")
    expect(clerk.page.get_by_role("link", name=matter.number)).to_be_visible()
    today = timezone.localdate().isoformat()
    clerk.move(
        matter.number,
        "badreview_confirm",
        contacted_on=today,
        verified="窗口口径不一致，情况属实。",
        cause="多次跑动",
        fix_by=today,
    )
    contact = Clock.objects.get(case_id=matter.pk, key="contact")
    assert (contact.state, contact.days, contact.working) == (Clock.State.MET, 1, True)
    clerk.move(matter.number, "badreview_fix", fixed_on=today, fixed="统一材料清单并培训窗口人员。")
    clerk.move(matter.number, "badreview_call", called_on=today, content="on", result="已电话反馈，表示满意。")
    picture(clerk.page, "bad-review-done")

    page.goto("/services/judge/done/")
    figures = page.locator(".followed dd")
    expect(figures).to_have_text(["1", "1", "1", "1", "0"])
    expect(page.locator("main")).not_to_contain_text("张秀英")
    picture(page, "judged")
