"""Payment rolls that nobody has drawn up while households wait for their aid, or were paid wrongly: told once each."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from caojiadu.core.accounts.models import Post, User
from caojiadu.core.accounts.roles import Role
from caojiadu.core.hooks import provide
from caojiadu.core.notices.outbox import put
from caojiadu.core.notices.recipients import To
from caojiadu.core.notices.texts import register_template
from caojiadu.core.organisation.queries import office_of_function
from caojiadu.core.registers.access import may_see
from caojiadu.core.registers.declaration import months_after
from offices.service.assistance.register import HOUSEHOLDS
from offices.service.models import AidRoll, AssistedHousehold
from offices.service.rolls.models import differences

register_template(
    "roll_owed",
    title=("救助金尚未造册", "A payment roll is owed"),
    body=(
        "{month}的{kind}已有应发放的家庭，尚未造册，请及时办理。",
        "Households are due “{kind}” for {month}, and no payment roll is drawn up. Please draw it up.",
    ),
    variables=("month", "kind"),
)
register_template(
    "further_roll_owed",
    title=("应补造救助金更正名册", "A further payment roll is owed"),
    body=(
        "{month}的{kind}发放后，应发金额有变动，请补造名册，补发或抵扣差额。",
        "What is due as “{kind}” for {month} has changed since it was paid. Please draw up a further roll, which pays "
        "or sets off the difference.",
    ),
    variables=("month", "kind"),
)


@provide("every_day")
def tell_of_owed_rolls(now: dt.datetime) -> int:
    """Tell whoever keeps the households, once, of each kind of aid that is due for this month or the last and has no
    roll yet, and of each that was paid and has changed since: a further roll of it is owed."""
    first = timezone.localdate(now).replace(day=1)
    owed = [found for month in (months_after(first, -1), first) for found in _owed(month, first)]
    keepers = _keepers() if owed else []
    for template, month, kind, turn in owed:
        for person in keepers:
            key = f"roll-owed-{month}-{kind}-{turn}-u{person.pk}"
            put(
                template=template,
                to=To.user(person),
                dedup_key=key,
                context={"month": month, "kind": str(kind.label)},
            )
    return len(owed)


def _owed(first: dt.date, this: dt.date) -> Iterator[tuple[str, str, Any, int]]:
    """By message: the month, the kind and the turn of each roll of a month that nobody has drawn up.

    A month before this one in which no roll at all was drawn up was not paid through the portal.
    """
    month = f"{first:%Y-%m}"
    rolls = list(AidRoll.objects.filter(month=month, turn__isnull=False).values_list("aid", "closed_at"))
    in_hand = {aid for aid, closed_at in rolls if closed_at is None}
    for kind in AssistedHousehold.Category:
        turn = sum(aid == kind for aid, _closed in rolls)
        if kind not in in_hand and (rolls or first == this) and differences(first, month, kind):
            yield "further_roll_owed" if turn else "roll_owed", month, kind, turn


def _keepers() -> list[User]:
    posts = Post.objects.filter(office=office_of_function("D4"), role__in=(Role.HANDLER, Role.HEAD)).held_on()
    people = User.objects.filter(is_active=True, pk__in=posts.values("user_id"))
    return [person for person in people if may_see(person, HOUSEHOLDS)]
