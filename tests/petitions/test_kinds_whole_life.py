"""The whole life of one matter through the pages: letter, answer, review, re-review, and no longer accepted."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from caojiadu.core.accounts.codes import resident_account
from caojiadu.core.accounts.models import Post
from caojiadu.core.district import sending
from caojiadu.core.district.models import Report
from petitions.models import Petition
from tests.petitions.letters import go, make_resident, to_sign, told, write
from tests.world import client_of

pytestmark = pytest.mark.django_db


def at(day: dt.date) -> Any:
    return time_machine.travel(timezone.make_aware(dt.datetime.combine(day, dt.time(10))), tick=False)


def step(user: Any, case: Petition, key: str, **data: Any) -> Petition:
    """A move through its page, as somebody at the desk makes it."""
    address = reverse("desk:move", args=[case.number, key])
    browser = client_of(user)
    assert browser.get(address).status_code == 200, key
    response = browser.post(address, data)
    assert response.status_code == 302, (key, getattr(response.context.get("form"), "errors", response.context))
    return Petition.objects.get(pk=case.pk)


def said(browser: Any, case: Petition) -> str:
    """What the petitioner reads."""
    return browser.get(reverse("petitions:matter", args=[case.number])).content.decode()


def decide(user: Any, case: Petition, kind: str, **data: Any) -> None:
    """The district's officer opens the request in the inbox, acknowledges it and decides."""
    sending.send_due(seconds=2)
    report = Report.objects.get(case=case, kind=kind)
    browser = client_of(user)
    assert browser.get(reverse("district:report", args=[report.key])).status_code == 200
    assert browser.get(reverse("district:answer", args=[report.key])).status_code == 404
    browser.post(reverse("district:acknowledge", args=[report.key]), {"number": "静信复1号"})
    bad = browser.post(reverse("district:decide", args=[report.key]), {"decision": "upheld"})
    assert bad.status_code == 422 and "text" in bad.context["form"].errors
    good = {"decision": "upheld", "number": "静信复〔2026〕1号", "text": "维持原意见，理由充分。", **data}
    assert browser.post(reverse("district:decide", args=[report.key]), good).status_code == 302


def test_from_the_letter_to_no_longer_accepted(cast: Any) -> None:
    Post.objects.update(since=dt.date(2025, 1, 1))
    day = dt.date(2026, 3, 2)
    with at(day):
        case = write(resident=make_resident())
        resident = resident_account(phone="+8613812345678")
        case = step(cast.clerk, case, "register")
        office = cast.head.posts_today[0].office_id
        case = step(cast.clerk, case, "accept", office=office)
        case = step(cast.head, case, "assign", handler=cast.handler.pk)
        case = step(cast.handler, case, "ask_extension", days=30, reason="等待检测报告")
        case = step(cast.head, case, "grant_extension")
        assert "等待检测报告" in said(client_of(resident), case)
        case = answered_as_now(cast, case)
        client_of(resident).post(reverse("petitions:read", args=[case.number]))
        case.refresh_from_db()
        assert case.review_until == dt.date(2026, 4, 1)
    with at(dt.date(2026, 4, 1)):
        address = reverse("petitions:review", args=[case.number])
        assert client_of(resident).post(address, {"reason": "认为事实不清"}).status_code == 302
        page = client_of(resident).get(reverse("petitions:matter", args=[case.number]))
        assert page.context["review"]["used"] and page.content.decode().count('id="review"') == 1
        assert 'class="last-day"' not in page.content.decode()
        decide(cast.district, case, "review", decided_on="2026-04-01")
        assert "维持原意见" not in said(client_of(resident), case)
        client_of(resident).post(reverse("petitions:read_review", args=[case.number]))
        assert "维持原意见" in said(client_of(resident), case)
    with at(dt.date(2026, 5, 4)):
        assert client_of(resident).post(address, {"reason": "仍然不服，请求复核"}).status_code == 302
        case.refresh_from_db()
        review = case.reviews.last()
        assert (review.last_day, review.days_late) == (dt.date(2026, 5, 6), 0), "1 May is off: it rolled"
        case = step(cast.clerk, case, "hearing", first_day="2026-05-04", reason="市里通知听证")
    with at(dt.date(2026, 5, 11)):
        case = step(cast.clerk, case, "hearing_over", last_day="2026-05-08", reason="听证结束")
        assert case.clocks.get(key="re_review").due_on == dt.date(2026, 6, 3) + dt.timedelta(days=5)
        decide(cast.district, case, "re_review", decided_on="2026-05-11")
        client_of(resident).post(reverse("petitions:read_review", args=[case.number]))
        case.refresh_from_db()
        assert case.state == "ended"
        again = go(write(resident=make_resident()), "register", cast.clerk)
        again = step(cast.clerk, again, "no_longer", ended=case.number, reason="事实和理由相同")
        assert "事实和理由相同" not in said(client_of(resident), again)
        again = step(cast.leader, again, "sign_no_longer")
        assert again.state == "no_longer"
        assert "事实和理由相同" in said(client_of(resident), again)
        assert not client_of(resident).get(address).context, "nothing is left to ask for"


def answered_as_now(cast: Any, case: Petition) -> Petition:
    """Through the steps of an answer."""
    return go(to_sign(told(case, cast), cast), "release", cast.head)
