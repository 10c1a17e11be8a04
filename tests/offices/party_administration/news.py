"""Pieces of news as tests need them: written by one, published by another."""

from typing import Any

from django.utils import timezone

from caojiadu.core.accounts.models import User
from caojiadu.core.cases.moves import move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.organisation.models import Office
from caojiadu.core.registers.declaration import find
from caojiadu.core.registers.verbs import enter
from offices.party_administration.models import NewsItem

SEEN = {"no_state_secret": "on", "no_work_secret": "on", "no_personal": "on", "ground": ""}
NEWS_STATES = ("news_public", "news_written", "news_taken_back")


def written(writer: User, **values: Any) -> NewsItem:
    """One that waits for its review."""
    typed = {"title": "停水通知", "asked_by": Office.objects.get(code="C"), "topic": "notice", "area": None}
    typed |= {"body": "今日停水。\n\n请储水。", "shown_on": timezone.localdate(), "until_on": None}
    register = find("news")
    assert register is not None
    made: NewsItem = enter(register, {**typed, **values}, user=writer)
    return made


def publish(item: NewsItem, leader: User) -> NewsItem:
    """The same, read by everybody."""
    move(case=item, key="news_publish", actor=Actor.staff(leader), data=SEEN)
    item.refresh_from_db()
    return item


def news_item(cast: Any, state: str) -> NewsItem:
    """One in a state: read by everybody, waiting, or taken back."""
    item = written(cast.handler)
    if state == "news_written":
        return item
    publish(item, cast.leader)
    if state == "news_taken_back":
        move(case=item, key="news_take_back", actor=Actor.staff(cast.leader), data={"taken_back": "活动取消"})
    return item
