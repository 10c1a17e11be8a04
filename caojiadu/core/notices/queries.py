"""Reading the outbox: a person's own messages, and those in trouble."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from caojiadu.core.accounts.models import User
from caojiadu.core.community.models import Resident
from caojiadu.core.notices import hooks
from caojiadu.core.notices.models import Notice
from caojiadu.core.notices.texts import Text, registered
from caojiadu.core.notices.wording import office_phone, own_words, words

PAGE = 50
COUNT_LIMIT = 100


@dataclass(frozen=True)
class Line:
    """One message as a page shows it."""

    notice: Notice
    text: Text
    recipient: str = ""

    @property
    def case_url(self) -> str:
        """The case on the desk; its address is fixed, and the desk above us answers 404 to whom it is not for."""
        return f"/desk/cases/{quote(self.notice.case_number)}/" if self.notice.case_number else ""


def inbox_for(user: User) -> QuerySet[Notice]:
    """A person's messages in the portal, newest first; a resident's by the phone they signed in with.

    What concerns a case from which somebody is kept out is not theirs to see any more.
    """
    mine = Q(user=user)
    if user.kind == User.Kind.RESIDENT and user.phone_digest:
        keys = Resident.objects.filter(phone_digest=user.phone_digest).values("key")
        mine |= Q(resident_key__in=keys)
    found = Notice.objects.filter(mine, channel=Notice.Channel.PORTAL).order_by("-id")
    for numbers in hooks.closed_case_numbers(user):
        found = found.exclude(case_number__in=numbers)
    return found


def unread_for(user: User) -> QuerySet[Notice]:
    """The messages of a person that they have not read yet."""
    return inbox_for(user).filter(read_at=None)


def unread_count(user: User) -> int:
    """How many are unread, up to COUNT_LIMIT: one query."""
    return len(unread_for(user).values_list("pk")[:COUNT_LIMIT])


def newest_unread(user: User, most: int) -> list[Line]:
    """The newest messages that a person has not read yet."""
    return _lines(unread_for(user)[:most])


def inbox_page(user: User, *, before: int | None = None) -> tuple[list[Line], int | None]:
    """One page of a person's messages and where the next begins: four queries."""
    rows, following = _page(inbox_for(user), before)
    return _lines(rows), following


def in_trouble() -> QuerySet[Notice]:
    """Failed and uncertain messages to people, newest first; a one-off code has nobody left to ring."""
    rows = Notice.objects.filter(state__in=(Notice.State.FAILED, Notice.State.UNCERTAIN))
    return rows.exclude(user=None, resident_key=None, endpoint="").order_by("-id")


def trouble_page(user: User, *, before: int | None = None) -> tuple[list[Line], int | None]:
    """One page of messages in trouble about cases this user may see, with masked recipients."""
    rows, following = _page(in_trouble(), before)
    shown = _may_see(user, {row.case_number for row in rows if row.case_number})
    rows = [row for row in rows if not row.case_number or row.case_number in shown]
    names = _recipients(rows)
    return [Line(line.notice, line.text, names[line.notice.pk]) for line in _lines(rows)], following


def line_of(notice: Notice) -> Line:
    """One message in words, with its masked recipient."""
    return Line(notice, _lines([notice])[0].text, masked_recipient(notice))


def may_see(user: User, notice: Notice) -> bool:
    """Whether a message in trouble is about no case, or about one that the user may see."""
    return not notice.case_number or notice.case_number in _may_see(user, {notice.case_number})


def masked_recipient(notice: Notice) -> str:
    """Whom a message was for, as far as a list may show it."""
    return _recipients([notice])[notice.pk]


def _recipients(notices: list[Notice]) -> dict[int, str]:
    """Masked recipients by row, in two queries however many rows."""
    users = User.objects.in_bulk({row.user_id for row in notices if row.user_id})
    keys = {row.resident_key for row in notices if row.resident_key}
    residents: dict[UUID | None, Resident] = {found.key: found for found in Resident.objects.filter(key__in=keys)}
    return {row.pk: _name(row, users.get(row.user_id), residents.get(row.resident_key)) for row in notices}


def _name(notice: Notice, user: User | None, resident: Resident | None) -> str:
    if resident is not None:
        return " ".join(filter(None, (resident.masked_name, resident.masked_phone))) or "***"
    if user is not None:
        return user.masked_phone or "***" if user.kind == User.Kind.RESIDENT else str(user)
    return notice.endpoint or "***"


def _may_see(user: User, numbers: set[str]) -> set[str]:
    seen = hooks.visible_case_numbers(user, numbers)
    return numbers if seen is None else seen


def _page(rows: QuerySet[Notice], before: int | None) -> tuple[list[Notice], int | None]:
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None


def _lines(rows: Iterable[Notice]) -> list[Line]:
    """Put rows into words; a message that no part of the portal knows any more shows its key."""
    rows = list(rows)
    own, phone, language = (own_words(row.template for row in rows), office_phone(), get_language() or "")
    lost = {row.template for row in rows} - registered().keys()
    return [
        Line(
            row, Text(row.template, "") if row.template in lost else words(row, language=language, own=own, phone=phone)
        )
        for row in rows
    ]
