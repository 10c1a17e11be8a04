"""What residents applied for or asked, on pages of their own: whose it is, how far it is, and the steps they take."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from caojiadu.core.accounts.access import is_resident, trusted_since
from caojiadu.core.accounts.models import Visitor
from caojiadu.core.cases import history
from caojiadu.core.cases.clocks import deadline_from, rule_of
from caojiadu.core.cases.errors import Invalid, MoveError
from caojiadu.core.cases.models import Channel, Confidentiality
from caojiadu.core.cases.moves import move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.community.models import Relative
from caojiadu.core.community.relatives import people
from caojiadu.core.doors import Item, Items
from caojiadu.core.front.relatives import note
from caojiadu.core.keyset import page_after
from caojiadu.core.notices.wording import office_phone
from caojiadu.core.workflow import find

DONE = {"supplement": "handed_in", "give_up": "gave_up"}  # steps for a relative, as `relatives.WHAT` names them


def of_account(rows: QuerySet[Any], user: Visitor, relative: Relative | None = None) -> QuerySet[Any]:
    """Those of these matters that came, or ended, lately with the phone of an account; none for anybody else.

    With a relative, those of that person which are no secret.
    """
    if not is_resident(user) or not user.phone_digest:
        return rows.none()
    rows = rows.filter(Q(opened_at__gte=trusted_since()) | Q(closed_at__gte=trusted_since()))
    if relative is not None:
        return rows.filter(resident__in=people(relative).values("pk"), confidentiality=Confidentiality.NORMAL)
    return rows.filter(resident__phone_digest=user.phone_digest)


def proven(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Of the matters of an account those that it sent itself, and of persons for whom it did, by the same paper.

    The phone of what an office took in was written down by a clerk: it may be a stranger's.
    """
    online = rows.filter(channel=Channel.WEB)
    same = online.exclude(resident__id_digest="").values("resident__id_digest")
    return rows.filter(Q(channel=Channel.WEB) | Q(resident__id_digest__in=same))


def more_of_account(rows: QuerySet[Any], user: Visitor, relative: Relative | None = None) -> QuerySet[Any]:
    """The same of what the first text of consent did not name: of a relative who agreed to that one, none."""
    return rows.none() if relative is not None and not relative.names_all else of_account(rows, user, relative)


def sent_before(rows: QuerySet[Any], values: dict[str, Any]) -> Any | None:
    """The first of these matters that says the same in every field, sealed ones too: the button was pressed twice."""
    return next((row for row in rows if all(getattr(row, name) == value for name, value in values.items())), None)


def take_step(
    request: HttpRequest, case: Any, key: str, done: str, *, to: str, relative: Relative | None = None
) -> HttpResponse:
    """Make a move as the resident, or for a relative, say what came of it, and go to the page named. Raises Invalid."""
    try:
        move(case=case, key=key, actor=Actor.resident(request.user), data=request.POST, files=request.FILES)
    except Invalid:
        raise
    except MoveError as error:
        messages.warning(request, str(error.message))
    else:
        note(relative, DONE.get(key, "withdrew"), case.number, request)
        messages.success(request, done)
    return redirect(to, case.number)


def take_back(
    request: HttpRequest,
    case: Any,
    key: str,
    *,
    to: str,
    may: bool,
    done: str,
    relative: Relative | None = None,
    **asked: str,
) -> HttpResponse:
    """Ask once more, then make the move with which something is given up; what may not be given up is shown as it is.

    `asked` are question, then, and other words for yes and no, as `front/withdraw.html` shows them.
    """
    if request.method == "POST":
        return take_step(request, case, key, done, to=to, relative=relative)
    if not may:
        return redirect(to, case.number)
    return render(request, "front/withdraw.html", {"found": case, "back": reverse(to, args=[case.number]), **asked})


def page_of(
    rows: QuerySet[Any],
    mark: str,
    line: Callable[[Any], Item],
    *,
    times: Callable[[list[Any]], dict[int, str]] | None = None,
) -> Items:
    """A page of somebody's matters for "my_items", the newest first, and whether there are more.

    `times` says, by key, when those take place at which somebody has to be there.
    """
    found, following = page_after(rows, mark, columns=("opened_at", "id"), newest_first=True)
    at = times(found) if times and found else {}
    return [replace(line(case), takes_place=at.get(case.pk, "")) for case in found], bool(following)


def line_of(case: Any, page: str, *, needs_me: str = "", **more: Any) -> Item:
    """A matter among everything of an account: how far it is, and what it needs from this person."""
    line = Item(
        key=case.pk,
        title=case.title,
        url=reverse(page, args=[case.number]),
        number=case.number,
        state=case.standing.public_label,
        tone=case.standing.tone,
        when=case.opened_at,
        needs_me=needs_me,
        over=case.closed_at is not None,
    )
    return replace(line, **more)


def answered_by(kind: str, key: str) -> dt.date:
    """The last day of a limit of a kind of matter for what comes in now."""
    flow = find(kind)
    limit = flow.limit(key)
    assert limit is not None
    return deadline_from(timezone.now(), rule_of(flow, limit)).date


def answered_late(until: dt.date | None, wanted: dt.date) -> dict[str, Any] | None:
    """What `front/_late.html` shows where an answer may come after the day it is wanted for: `until` at the latest."""
    return {"until": until, "phone": phone_to_ask()} if until and wanted <= until else None


def still_late(life: dict[str, Any], key: str, wanted: dt.date) -> dict[str, Any] | None:
    """The same of a matter, as long as that limit of it runs; `life` is what `life_of` gives."""
    until = next((limit.due_on for limit in life["ahead"] if limit.key == key), None)
    return answered_late(until, wanted)


def phone_to_ask() -> str:
    """The office's phone; until it is known, that of the citizens' hotline."""
    fact = office_phone()
    return fact.text if fact and fact.filled else "12345"


def life_of(request: HttpRequest, case: Any) -> dict[str, Any]:
    """What `front/_own_life.html` shows: what happened, and what may be expected by when, or is owed."""
    life = history.for_resident(case, request.GET.get("before", ""))
    lines = [
        {"text": one.text, "when": one.at, "note": "\n".join(said for _label, said in one.words)} for one in life.lines
    ]
    ahead = [one for one in history.limits_of(case) if one.public and (one.running or one.stands_still)]
    return {"life": life, "lines": lines, "ahead": ahead}
