"""What everybody reads of news and notices, and what subscribers are told of it once a day."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from caojiadu.core.accounts.models import User
from caojiadu.core.cases.models.case import Confidentiality
from caojiadu.core.cases.search import query_for
from caojiadu.core.community.email import residents_of
from caojiadu.core.doors import Link, News
from caojiadu.core.files.models import File
from caojiadu.core.finding.entries import Entry, Kind, page
from caojiadu.core.front.templatetags.portal import day
from caojiadu.core.hooks import provide
from caojiadu.core.notices.models import Notice
from caojiadu.core.notices.outbox import put
from caojiadu.core.notices.recipients import To
from caojiadu.core.notices.texts import register_template
from caojiadu.core.registers.open_files import open_files
from offices.party_administration.models import NewsItem, NewsWish

NEWEST = 3
HEADLINES = 100  # that are found also by their sound or with a wrong character
SPEAKING = 5  # news found by their text
RECENT = dt.timedelta(days=30)
NAMED = 3  # headlines that a message names
TOGETHER = 500  # subscribers read at a time
register_template(
    "news_digest",
    title=("您订阅的新闻和通知", "News you asked for"),
    body=(
        "新发布{count}条：{titles}。请在门户网站“新闻和通知”中查看；如不再需要，可在该处一键取消订阅。",
        "{count} new: {titles}. Read them on the portal under “News and notices”; there you can stop this at once.",
    ),
    variables=("count", "titles"),
)


def published() -> QuerySet[NewsItem]:
    """What was reviewed and published and whose first day has come, also what held until a day that has passed."""
    rows = NewsItem.objects.filter(state="news_public", confidentiality=Confidentiality.NORMAL)
    today = timezone.localdate()
    return rows.filter(published_on__isnull=False, shown_on__lte=today).select_related("area", "asked_by")


def current() -> QuerySet[NewsItem]:
    """What holds today."""
    return published().filter(Q(until_on=None) | Q(until_on__gte=timezone.localdate()))


def about(rows: QuerySet[NewsItem], words: str) -> QuerySet[NewsItem]:
    """Those in whose words all of these are found."""
    query = query_for(words)
    return rows.filter(search__vector=query) if query else rows.none()


def files_of(item: NewsItem) -> list[File]:
    """What everybody may read beside the text."""
    return list(open_files(item))


def wanted_by(wish: NewsWish, items: Iterable[NewsItem]) -> list[NewsItem]:
    """Of the topics they ticked: what concerns the whole sub-district, or a neighbourhood they ticked."""
    areas = {area.pk for area in wish.areas.all()}
    return [one for one in items if one.topic in wish.topics and (one.area_id is None or one.area_id in areas)]


@provide("home_news")
def newest() -> list[News]:
    """The newest that hold, for the first page of the portal."""
    return [_line(one) for one in current().order_by("-shown_on", "-id")[:NEWEST]]


@provide("findable")
def headlines() -> list[Entry]:
    """The pages of this office that everybody reads, and the newest headlines."""
    pages = [
        page(
            "news",
            "news:list",
            title=_("News and notices"),
            line=_("What the office has announced."),
            words=("新闻和通知、新闻、通知、公告、最新消息", "news, notices, announcements"),
        ),
        page(
            "disclosure",
            "disclosure:about",
            title=_("Ask for government information"),
            line=_("Ask the office for a record that it keeps"),
            words=(
                "申请公开信息、信息公开、政府信息公开、依申请公开、信息公开申请、公开指南",
                "government information, disclosure, freedom of information, ask for a record",
            ),
        ),
    ]
    return pages + [_found(one) for one in current().order_by("-shown_on", "-id")[:HEADLINES]]


@provide("found_now")
def news_that_say(typed: str) -> list[Entry]:
    """The newest news in whose text all the words are found, whatever their headline."""
    found = about(current(), typed).order_by("-shown_on", "-id")[:SPEAKING]
    return [_found(one, more=typed) for one in found]


def _found(item: NewsItem, more: str = "") -> Entry:
    line = " · ".join(filter(None, (day(item.shown_on), str(item.get_topic_display()))))
    words = (f"{item.title}、{more}", more)
    return Entry(
        kind=Kind.NEWS,
        key=str(item.pk),
        url=reverse("news:item", args=[item.pk]),
        title=item.title,
        line=line,
        words=words,
    )


@provide("my_news")
def newest_of(user: User) -> list[News]:
    """The newest of what a resident asked for, of the last weeks."""
    wish = NewsWish.objects.filter(user=user).prefetch_related("areas").first()
    if wish is None:
        return []
    rows = current().filter(topic__in=wish.topics, shown_on__gte=timezone.localdate() - RECENT)
    wanted = rows.filter(Q(area=None) | Q(area__in=wish.areas.all()))
    return [_line(one) for one in wanted.order_by("-shown_on", "-id")[:NEWEST]]


def _line(item: NewsItem) -> News:
    return News(reverse("news:item", args=[item.pk]), item.title, item.shown_on, item.get_topic_display())


@provide("public_registers")
def pages_by_function() -> dict[str, list[Link]]:
    """Where they are read, for the page that says who answers for what."""
    pages = ((_("News and notices"), "news:list"), (_("Ask for government information"), "disclosure:about"))
    return {"A0": [Link(reverse(name), label) for label, name in pages]}


@provide("may_read_file")
def everybody_may_read_file(request: HttpRequest, file: Any) -> bool:
    """The files of what everybody reads."""
    if file.case is None or file.case.kind != "news_item" or file.audience != File.Audience.BOTH:
        return False
    return published().filter(pk=file.case_id).exists()


@provide("every_day")
@transaction.atomic
def tell_subscribers(now: dt.datetime) -> int:
    """Tell by e-mail, once a day and once of each, whoever asked for it."""
    items = list(current().filter(told_on=None).order_by("-shown_on", "-id"))
    if not items:
        return 0
    today = timezone.localdate(now)
    NewsItem.objects.filter(pk__in=[one.pk for one in items]).update(told_on=today)
    wishes = NewsWish.objects.filter(user__is_active=True).select_related("user").prefetch_related("areas")
    return sum(_tell(wish, items, today) for wish in wishes.iterator(TOGETHER))


def _tell(wish: NewsWish, items: list[NewsItem], today: dt.date) -> int:
    found = wanted_by(wish, items)
    reached = (
        next((one for one in residents_of(wish.user).order_by("-pk") if one.email_sealed), None) if found else None
    )
    if reached is None:
        return 0
    context = {"count": len(found), "titles": "；".join(one.title for one in found[:NAMED])}
    key = f"news-{today}-u{wish.user_id}"
    put(
        template="news_digest",
        to=To.resident(reached),
        dedup_key=key,
        context=context,
        channels=(Notice.Channel.EMAIL,),
    )
    return 1
