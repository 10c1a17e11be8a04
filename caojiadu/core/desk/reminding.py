"""What one asks to be reminded of, and colleagues named in a note: told by message, if they may open the matter."""

import datetime as dt

from django.db.models import QuerySet
from django.utils import timezone

from caojiadu.core.accounts.models import User
from caojiadu.core.accounts.names import colleagues
from caojiadu.core.cases.access import may_open
from caojiadu.core.cases.memo import known
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.tell import tell_people
from caojiadu.core.desk.models import Reminder
from caojiadu.core.notices.outbox import put
from caojiadu.core.notices.recipients import To
from caojiadu.core.notices.texts import register_template

MARK = "@"
MOST = 10  # people named in one note
HOUR = dt.time(8, 30)
register_template(
    "reminder",
    title=("您设置的提醒：{number}", "You asked to be reminded: {number}"),
    body=("您设置的提醒今天到期，事项编号 {number}。", "You asked to be reminded of {number} today."),
)
register_template(
    "mentioned",
    title=("同事在备注中提到您：{number}", "A colleague named you in a note: {number}"),
    body=("同事在事项 {number} 的备注中提到您，请查看。", "A colleague named you in a note on {number}. Please look."),
)


def mine(user: User, case: Case) -> QuerySet[Reminder]:
    """One's own open reminders of a matter."""
    return known(case, Reminder.objects.filter(user=user, case=case.pk, done_at=None))


def remind_due(now: dt.datetime | None = None) -> int:
    """Tell those whose day has come, from half past eight on; whoever may open the matter no more hears nothing."""
    here = timezone.localtime(now)
    if here.time() < HOUR:
        return 0
    due = Reminder.objects.filter(on__lte=here.date(), told_at=None, done_at=None).select_related("user", "case")
    told = [one for one in due if one.user.is_active and may_open(one.user, one.case)]
    for one in told:
        put(
            template="reminder",
            to=To.user(one.user),
            dedup_key=f"reminder-{one.pk}",
            case_number=one.case.number or "",
            channels=("portal",),
        )
    Reminder.objects.filter(pk__in=[one.pk for one in due]).update(told_at=here)
    return len(told)


def mention(case: Case, text: str, by: User) -> list[str]:
    """Tell the colleagues whom a note names with an @. Returns the names of those who cannot open the matter."""
    keys = _named(text)
    people = User.objects.filter(pk__in=keys, is_active=True).exclude(pk=by.pk).order_by("display_name", "pk")
    able = {one.pk for one in people if may_open(one, case)}
    if able:
        tell_people(case, able, "mentioned", key=f"mentioned-{case.version}-{by.pk}")
    return [str(one) for one in people if one.pk not in able]


def _named(text: str) -> list[int]:
    """The keys of those whose name stands after an @; of two names that begin alike the longer one is meant."""
    found = []
    for key, name in sorted(colleagues().items(), key=lambda one: -len(one[1])) if MARK in text else ():
        if f"{MARK}{name}" in text:
            text = text.replace(f"{MARK}{name}", "")
            found.append(key)
    return found[:MOST]
