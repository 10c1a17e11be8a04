"""Orders for tests, and moves in one line."""

import datetime as dt
from typing import Any

from django.utils import timezone

from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.organisation.models import Office
from offices.management.hotline.opening import Order, take_order
from offices.management.models import HotlineOrder

TITLE = "夜间施工噪音扰民"
REPLY = {
    "fact": "true",
    "claim": "reasonable",
    "site_visit": "yes",
    "result": "solved",
    "responsibility": "施工单位",
    "way": "phone",
    "text": "已责令夜间停工。",
}
HAPPY = {"reached": "yes", "satisfied": "yes", "solved": "yes", "contacted": "yes"}
UNHAPPY = {"reached": "yes", "satisfied": "no", "solved": "no", "contacted": "yes", "reason": "仍然很吵"}
_count = iter(range(1, 10**6))


def received(user: Any, **more: Any) -> HotlineOrder:
    """An order as the centre enters it."""
    fields = {
        "number": f"SH{next(_count):06d}",
        "order_class": "help",
        "title": TITLE,
        "content": "工地夜里施工到两点。",
        "received": timezone.now(),
        "place": "武定西路",
        "name": "李四",
        "phone": "13912345678",
        **more,
    }
    return take_order(Order(**fields), actor=Actor.staff(user))


def act(case: Case, key: str, user: Any = None, *, now: dt.datetime | None = None, **data: Any) -> HotlineOrder:
    """Make one move and return the order as it then is."""
    actor = Actor.staff(user) if user else Actor.timer()
    move(case=case, key=key, actor=actor, data=data, now=now, extra=None if user else data)
    return HotlineOrder.objects.get(pk=case.pk)


def office(code: str) -> int:
    """The key of an office."""
    return Office.objects.get(code=code).pk


def dispatched(cast: Any, **more: Any) -> HotlineOrder:
    """An order that the self-governance office has, with its handler."""
    code, handler = more.pop("to", ("F", "co_handler"))
    now = more.pop("now", None)
    case = received(cast.head, **more)
    return act(case, "dispatch_order", cast.head, now=now, office=office(code), handler=getattr(cast, handler).pk)


def contacted(cast: Any, *, at: dt.datetime | None = None, **more: Any) -> HotlineOrder:
    """An order whose caller was rung."""
    case = dispatched(cast, **more)
    at = at or timezone.now()
    return act(case, "first_contact", case.handler, now=at, reached="yes", at=at, person="小吴")


def replied(cast: Any, *, at: dt.datetime | None = None, reply: Any = None, **more: Any) -> HotlineOrder:
    """An order whose reply was found good."""
    case = contacted(cast, at=at, **more)
    at = at or timezone.now()
    case = act(case, "file_reply", case.handler, now=at, **{**REPLY, "told_at": at, **(reply or {})})
    return act(case, "release_reply", cast.colleague, now=at)


def closed(cast: Any, *, said: Any = None, **more: Any) -> HotlineOrder:
    """An order that was called back and closed."""
    return act(replied(cast, **more), "call_back", cast.colleague, **(said or HAPPY))
