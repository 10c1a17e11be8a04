"""Letters on their way into the city's petition system: who enters them, and the columns to type from."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from caojiadu.core.accounts.models import Visitor
from caojiadu.core.cases.models import Case
from caojiadu.core.desk.queues import offices_of
from caojiadu.core.external_systems.desks import OURS, EntryDesk, register_desk
from caojiadu.core.external_systems.models import Counterpart
from caojiadu.core.personal.detection import Kind, found_in, take_out
from petitions.imports.run import KNOWN
from petitions.letters.models import Answer, Petition
from petitions.letters.states import CITY, CLERK
from petitions.stages.models import Transferred

# The words of our own; the exact heads of that system are not published. A sheet from there may use others (KNOWN).
HEADS = (
    *(OURS, "信访件编号", "待录入环节", "信访形式", "登记日期", "信访人", "联系电话", "信访人数"),
    *("信访目的", "内容分类", "问题发生地", "标题", "信访内容", "诉求", "来件机关", "转送日期"),
    *("办理途径", "责任单位", "当前环节", "受理日期", "答复日期", "答复意见"),
)
# Of a place or a number of a document the matter itself cannot be told without, so these stay.
MASKED = {Kind.PHONE, Kind.CARD, Kind.BANK, Kind.MAIL, Kind.CONTACT, Kind.NAME}


def _mine(user: Visitor) -> Any:
    """What the desks of the person registered."""
    return Case.objects.visible_to(user).filter(registrar__in=offices_of(user, "letters"))


def _rows(counterparts: list[Counterpart], full: frozenset[int]) -> Iterable[list[Any]]:
    keys = [row.pk for row in counterparts]
    people = ("office", "category", "resident")
    letters = Petition.objects.select_related(*people).in_bulk(keys)
    transfers = {one.petition_id: one for one in Transferred.objects.select_related("body").filter(petition__in=keys)}
    released = Answer.objects.filter(petition__in=keys, released_at__isnull=False).order_by("round")
    answers = {one.petition_id: one for one in released}
    for row in counterparts:
        letter = letters[row.pk]
        row.case, transfer = letter, transfers.get(row.pk)
        yield [
            *(letter.number, row.number, "、".join(str(label) for label in row.said_changes)),
            *_who(letter, shown=row.pk in full),
            *_what(letter, shown=row.pk in full),
            *([transfer.who, f"{transfer.received_on:%Y-%m-%d}"] if transfer else ["", ""]),
            *_where_it_stands(letter, answers.get(row.pk), shown=row.pk in full),
        ]


def _who(letter: Petition, *, shown: bool) -> list[Any]:
    person = letter.resident
    name = "匿名" if person is None else person.name_sealed if shown else person.masked_name
    phone = "" if person is None else person.phone_sealed if shown else person.masked_phone
    return [letter.get_channel_display(), _day(letter.opened_at), name, phone, letter.headcount]


def _what(letter: Petition, *, shown: bool) -> list[Any]:
    texts = [_masked(text, letter, shown) for text in (letter.place, letter.title, letter.body, letter.request)]
    return [letter.workflow.label, letter.category or "", *texts]


def _where_it_stands(letter: Petition, answer: Answer | None, *, shown: bool) -> list[Any]:
    return [
        letter.get_route_display() if letter.route else "",
        letter.office,
        letter.standing.label,
        _day(letter.accepted_at),
        _day(answer.released_at) if answer else "",
        _masked(answer.text, letter, shown) if answer else "",
    ]


def _masked(text: str, letter: Petition, shown: bool) -> str:
    """The text without phones, numbers of papers and the name of who wrote."""
    if shown:
        return text
    known = [letter.resident.name_sealed] if letter.resident else []
    return take_out(text, (one for one in found_in(text, known) if one.kind in MASKED))


def _day(at: dt.datetime | None) -> str:
    return f"{timezone.localdate(at):%Y-%m-%d}" if at else ""


register_desk(
    EntryDesk(
        system=CITY,
        permission=CLERK.needs,
        mine=_mine,
        heads=HEADS,
        rows=_rows,
        number_head=HEADS[1],
        numbers=lambda: KNOWN["number"],
        personal=True,
    )
)
