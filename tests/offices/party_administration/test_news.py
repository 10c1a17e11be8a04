"""News and notices (A0): any office writes, somebody else reviews, everybody reads; residents are told if they ask."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from playwright.sync_api import Browser

from caojiadu.core.accounts.codes import resident_account
from caojiadu.core.notices.models import Notice
from caojiadu.core.organisation.models import Neighbourhood
from caojiadu.core.workdays.deadlines import add_days
from offices.party_administration.models import NewsItem, NewsWish
from offices.party_administration.news.page import tell_subscribers
from tests.core.files import samples
from tests.entries import signed_in
from tests.narrow import look_at
from tests.offices.party_administration.house import enter, errors_of, make_people, office, running, step, today, tried
from tests.offices.party_administration.news import SEEN, publish, written
from tests.petitions.letters import make_resident, write

PHONE = "13812345678"


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    return make_people()


def typed(**values: Any) -> dict[str, Any]:
    given = {"title": "夏季活动安排", "asked_by": office("C").pk, "topic": "life", "area": "", "until_on": ""}
    return {**given, "body": "第一段。\n\n第二段。", "shown_on": today(), **values}


def test_who_wrote_it_does_not_publish_it_and_a_correction_is_reviewed_anew(people: SimpleNamespace) -> None:
    reader = Client()
    refused = enter(people.manager, "news", **typed(body="电话13800138000", until_on=today(-3)))
    assert set(errors_of(refused)) == {"body", "until_on"} and "13800138000" in refused.content.decode()
    for code in ("A", "D"):  # in the name of another office
        assert set(errors_of(enter(people.manager, "news", **typed(asked_by=office(code).pk)))) == {"asked_by"}
    item = enter(people.manager, "news", **typed())
    url = f"/news/{item.pk}/"
    assert running(item) == {"news_review": add_days(today(), 1, working=True, roll=None).date}
    assert reader.get(url).status_code == 404 and "夏季活动安排" not in reader.get("/news/").content.decode()
    assert signed_in(people.stranger).get(f"/desk/cases/{item.number}/").status_code == 404
    assert tried(people.manager, item, "news_publish", **SEEN).status_code == 404  # not the reviewing office
    item = step(people.head, item, "news_revise", **typed(body="第一段，已改。"))
    assert tried(people.head, item, "news_publish", **SEEN).status_code == 409  # wrote some of it
    unseen = tried(people.leader, item, "news_publish", **{**SEEN, "no_personal": ""})
    assert unseen.status_code == 422 and "no_personal" in errors_of(unseen)
    item = step(people.leader, item, "news_publish", **SEEN)
    assert item.published_on == today() and "第一段，已改。" in reader.get(url).content.decode()
    assert Notice.objects.filter(template="news_published", user=people.manager).exists()
    item = step(people.manager, item, "news_correct", **typed(title="秋季活动安排", reason="季节写错"))
    assert reader.get(url).status_code == 404
    assert tried(people.head, item, "news_publish", **SEEN).status_code == 409
    item = step(people.leader, item, "news_publish", **SEEN)
    page = reader.get(url).content.decode()
    assert "秋季活动安排" in page and "更正" in page
    assert "秋季活动安排" in reader.get("/news/", {"q": "秋季"}).content.decode()  # found as it stands now
    step(people.leader, item, "news_take_back", taken_back="活动取消")
    gone = reader.get(url)
    assert gone.status_code == 410 and "活动取消" in gone.content.decode() and "第一段" not in gone.content.decode()


def test_what_everybody_reads_is_what_holds_by_topic_area_and_words(people: SimpleNamespace) -> None:
    first, second = Neighbourhood.objects.order_by("pk")[:2]
    rows = {
        "停水通知": {"area": first},
        "电影放映": {"topic": "life"},
        "办证须知": {"topic": "services", "body": "居住证办理"},
        "明日之事": {"shown_on": today(1)},
        "昨日之事": {"shown_on": today(-9), "until_on": today(1)},
    }
    made = {
        title: publish(written(people.manager, title=title, **values), people.leader) for title, values in rows.items()
    }
    NewsItem.objects.filter(pk=made["昨日之事"].pk).update(until_on=today(-1))
    browser = Client()
    table: list[tuple[dict[str, str], set[str]]] = [
        ({}, {"停水通知", "电影放映", "办证须知"}),
        ({"topic": "life"}, {"电影放映"}),
        ({"topic": "nonsense", "after": "x"}, {"停水通知", "电影放映", "办证须知"}),
        ({"area": first.key}, {"停水通知"}),
        ({"area": second.key}, set()),
        ({"area": "nowhere"}, set()),
        ({"q": "居住证"}, {"办证须知"}),
        ({"q": "居住证", "topic": "life"}, set()),
        ({"q": "\0'"}, set()),
    ]
    counts = set()
    browser.get("/news/")  # what changes seldom is in memory by now
    for asked, expected in table[:4] + table:
        with CaptureQueriesContext(connection) as queries:
            page = browser.get("/news/", asked).content.decode()
        assert {title for title in rows if f">{title}</a>" in page} == expected, asked
        counts.add(len(queries)) if not set(asked) & {"q", "area"} else None
    assert len(counts) == 1
    assert "有效期至" in browser.get(f"/news/{made['昨日之事'].pk}/").content.decode()  # a link does not break
    feed = browser.get("/news/feed/", {"topic": "services"})
    assert feed["Content-Type"].startswith("application/atom+xml")
    assert "办证须知" in feed.content.decode() and "停水通知" not in feed.content.decode()
    home = browser.get("/").content.decode()
    assert "办证须知" in home and "明日之事" not in home and 'href="/news/"' in home


def test_nobody_is_led_to_a_page_that_is_not_for_them(people: SimpleNamespace) -> None:
    resident = signed_in(resident_account(phone=f"+86{PHONE}"))
    for page, link in (("/news/", "/news/subscribe/"), ("/disclosure/", "/disclosure/new/")):
        for browser, leads in ((Client(), True), (resident, True), (signed_in(people.leader), False)):
            assert (f'href="{link}"' in browser.get(page).content.decode()) is leads, (page, leads)


def test_files_are_read_by_everybody_once_it_is_published(people: SimpleNamespace) -> None:
    item = written(people.manager)
    upload = samples.upload("安排.jpg", samples.picture(), "image/jpeg")
    step(people.manager, item, "news_files", papers=[upload], note="安排表")
    named = samples.upload("张伟13812345678名单.jpg", samples.picture(), "image/jpeg")
    refused = tried(people.manager, item, "news_files", papers=[named], note="名单")
    assert refused.status_code == 422 and "13812345678" in errors_of(refused)["papers"][0]
    step(
        people.manager,
        item,
        "news_files",
        papers=[samples.upload("名单.jpg", samples.picture(), "image/jpeg")],
        note="名单",
    )
    file, wrong = item.files.order_by("id")
    url = f"/files/{file.key}/"
    assert Client().get(url).status_code == 404
    step(people.leader, item, "news_send_back", reason="名单含个人信息")
    step(people.manager, item, "news_file_off", file=wrong.pk, reason="含个人信息")
    step(people.manager, item, "news_revise", **typed())
    assert "名单.jpg" in signed_in(people.manager).get(f"/desk/cases/{item.number}/").content.decode()  # staff keep it
    publish(item, people.leader)
    answer = Client().get(url)
    assert answer.status_code == 200 and b"".join(answer.streaming_content)
    page = Client().get(f"/news/{item.pk}/").content.decode()
    assert (
        f'href="{url}"' in page and "名单.jpg" not in page and Client().get(f"/files/{wrong.key}/").status_code == 404
    )
    step(people.manager, item, "news_correct", **typed(reason="有误"))
    assert Client().get(url).status_code == 404


def test_a_resident_is_told_only_of_what_they_asked_for_and_stops_it_in_one_press(people: SimpleNamespace) -> None:
    mine, other = Neighbourhood.objects.order_by("pk")[:2]
    resident = make_resident(phone=PHONE)
    resident.email_sealed = "someone@example.org"
    resident.save()
    write(resident=resident)
    user = resident_account(phone=f"+86{PHONE}")
    browser = signed_in(user)
    assert not NewsWish.objects.exists()  # nobody is told of anything by themselves
    assert browser.post("/news/subscribe/", {"topics": []}).status_code == 422
    wish = {"topics": ["notice", "life"], "areas": [mine.key]}
    assert browser.post("/news/subscribe/", wish).status_code == 302
    for title, values in {"本区": {"area": mine}, "他区": {"area": other}, "全区": {"topic": "life"}}.items():
        publish(written(people.manager, title=title, **values), people.leader)
    publish(written(people.manager, title="办证", topic="services"), people.leader)
    assert tell_subscribers(timezone.now()) == 1
    sent = Notice.objects.get(template="news_digest")
    assert (sent.channel, sent.context["count"]) == ("email", 2)
    assert set(sent.context["titles"].split("；")) == {"本区", "全区"}
    assert tell_subscribers(timezone.now() + dt.timedelta(days=1)) == 0  # once of each
    me = browser.get("/me/").content.decode()
    assert "全区" in me and "他区" not in me
    assert browser.post("/news/subscribe/", {"stop": "1"}).status_code == 302
    assert not NewsWish.objects.exists()
    assert signed_in(people.manager).get("/news/subscribe/").status_code == 404


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_pages_hold_on_a_narrow_phone(
    browser: Browser, live_server: Any, browser_context_args: dict[str, Any], language: str
) -> None:
    staff = make_people()
    body = "社区长者食堂自下月起延长供餐时间：早餐提前到六时三十分，晚餐延长到十九时。\n\n" * 3
    area = Neighbourhood.objects.order_by("pk")[0]
    item = publish(written(staff.manager, title="社区长者食堂延长供餐时间", topic="services", body=body), staff.leader)
    publish(written(staff.manager, area=area), staff.leader)
    client = signed_in(resident_account(phone=f"+86{PHONE}"))
    pages = ["/news/", "/news/?q=无此事", f"/news/{item.pk}/", "/news/subscribe/", "/"]
    look_at(browser, browser_context_args, live_server.url, client, language, pages)
