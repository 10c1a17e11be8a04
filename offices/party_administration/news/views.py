"""News and notices as everybody reads them: the list, one of them, the feed; and what residents are told of."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.contrib.syndication.views import Feed
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from caojiadu.core.accounts.access import resident_required
from caojiadu.core.accounts.models import User
from caojiadu.core.community.email import email_of
from caojiadu.core.keyset import page_after
from caojiadu.core.organisation.models import Neighbourhood
from offices.party_administration.models import NewsItem, NewsWish
from offices.party_administration.news import page as newspage

LONGEST = 60  # characters of what is looked for
IN_FEED = 30


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """What holds today, the newest first: of a topic, of a neighbourhood, about some words."""
    asked = {name: " ".join(request.GET.get(name, "").replace("\0", "").split()) for name in ("topic", "area", "q")}
    asked["q"], mark = asked["q"][:LONGEST], request.GET.get("after", "")
    areas = list(Neighbourhood.objects.all())
    area = next((one for one in areas if one.key == asked["area"]), None)
    topic = asked["topic"] if asked["topic"] in NewsItem.Topic.values else ""
    rows = newspage.current()
    if topic:
        rows = rows.filter(topic=topic)
    if asked["area"]:
        rows = rows.filter(area=area) if area else rows.none()
    if asked["q"]:
        rows = newspage.about(rows, asked["q"])
    found, following = page_after(rows, mark, columns=("shown_on", "id"), newest_first=True)
    kept = {"topic": topic, "area": asked["area"], "q": asked["q"]}
    context = {
        "rows": found,
        "topics": [(key, label, _url({**kept, "topic": key})) for key, label in NewsItem.Topic.choices],
        "all_topics_url": _url({**kept, "topic": ""}),
        "topic": topic,
        "areas": areas,
        "area": area,
        "q": asked["q"],
        "narrowed": any(kept.values()),
        "first_url": _url(kept) if mark else "",
        "next_url": _url({**kept, "after": following}) if following else "",
    }
    return render(request, "offices/party_administration/news.html", context)


@require_safe
def item(request: HttpRequest, key: int) -> HttpResponse:
    """One of them, to be printed too; in the place of what was taken back, the reason."""
    gone = NewsItem.objects.filter(pk=key, state="news_taken_back").first()
    if gone is not None:
        return render(request, "offices/party_administration/news_gone.html", {"gone": gone}, status=410)
    found = get_object_or_404(newspage.published(), pk=key)
    past = not newspage.current().filter(pk=key).exists()
    context = {"item": found, "past": past, "files": newspage.files_of(found)}
    return render(request, "offices/party_administration/news_item.html", context)


class WishForm(forms.Form):
    """Topics and neighbourhoods that somebody wants to be told of."""

    topics = forms.MultipleChoiceField(
        label=gettext_lazy("Topics"),
        choices=NewsItem.Topic.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one topic, or stop the messages below.")},
    )
    areas = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Neighbourhoods"),
        queryset=Neighbourhood.objects.all(),
        to_field_name="key",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("What concerns the whole sub-district always comes with it."),
    )


@never_cache
@resident_required
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    """What a resident is told of by e-mail: nothing until they ask, and nothing any more after one press."""
    user: Any = request.user
    wish = NewsWish.objects.filter(user=user).prefetch_related("areas").first()
    if "stop" in request.POST:
        NewsWish.objects.filter(user=user).delete()
        messages.success(request, _("Stopped. You are told of no news any more."))
        return redirect("news:subscribe")
    started = {"topics": wish.topics, "areas": list(wish.areas.all())} if wish else {}
    form = WishForm(request.POST if request.method == "POST" else None, initial=started)
    if form.is_bound and form.is_valid():
        _keep(user, form.cleaned_data["topics"], form.cleaned_data["areas"])
        messages.success(request, _("Kept. You are told when there is something new."))
        return redirect("news:subscribe")
    context = {"form": form, "wish": wish, "email": email_of(user)}
    page = "offices/party_administration/news_subscribe.html"
    return render(request, page, context, status=422 if form.errors else 200)


@transaction.atomic
def _keep(user: User, topics: list[str], areas: QuerySet[Neighbourhood]) -> None:
    wish, _made = NewsWish.objects.update_or_create(user=user, defaults={"topics": topics})
    wish.areas.set(areas)


class NewsFeed(Feed):
    """The newest as an Atom feed; `?topic=` narrows it."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> str:
        topic = request.GET.get("topic", "")
        return topic if topic in NewsItem.Topic.values else ""

    def title(self, topic: str) -> str:
        name = _("News and notices of the Caojiadu Sub-district Office")
        return f"{name} · {NewsItem.Topic(topic).label}" if topic else name

    def link(self, topic: str) -> str:
        return _url({"topic": topic}, reverse("news:list"))

    def feed_url(self, topic: str) -> str:
        return _url({"topic": topic}, reverse("news:feed"))

    def items(self, topic: str) -> list[NewsItem]:
        rows = newspage.current()
        return list((rows.filter(topic=topic) if topic else rows).order_by("-shown_on", "-id")[:IN_FEED])

    def item_title(self, item: Any) -> str:
        return str(item.title)

    def item_description(self, item: Any) -> str:
        return str(item.body)

    def item_link(self, item: Any) -> str:
        return reverse("news:item", args=[item.pk])

    def item_author_name(self, item: Any) -> str:
        return str(item.asked_by.name)

    def item_pubdate(self, item: Any) -> Any:
        return timezone.make_aware(dt.datetime.combine(item.shown_on, dt.time()))

    def item_updateddate(self, item: Any) -> Any:
        newest = max(day for day in (item.shown_on, item.published_on, item.corrected_on) if day)
        return timezone.make_aware(dt.datetime.combine(newest, dt.time()))

    def item_categories(self, item: Any) -> list[str]:
        return [item.get_topic_display()]


def _url(asked: dict[str, str], path: str = "") -> str:
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{path}?{query}" if query else path or "?"
