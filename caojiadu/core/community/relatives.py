"""For whom an account acts beside itself, and whose rows those are."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.models import DateTimeField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf, TruncDate
from django.utils import timezone

from caojiadu.core.accounts.access import is_resident, trusted_since
from caojiadu.core.accounts.models import Visitor
from caojiadu.core.community.models import Relative, Resident


def in_force() -> QuerySet[Relative]:
    """What was agreed, not ended since, and is not over; an account that slept too long acts for nobody."""
    rows = Relative.objects.filter(agreed_at__isnull=False, ended_at=None, until__gte=timezone.localdate())
    return rows.filter(used_at__gte=trusted_since())


def relatives_of(user: Visitor) -> list[Relative]:
    """For whom an account acts now. One query; what is looked at stays in use."""
    if not is_resident(user):
        return []
    found = list(in_force().filter(user=user).select_related("user", "agreed_by").order_by("pk"))
    yesterday = timezone.now() - dt.timedelta(days=1)
    if old := [one.pk for one in found if one.used_at < yesterday]:
        Relative.objects.filter(pk__in=old).update(used_at=timezone.now())
    return found


def people(relative: Relative) -> QuerySet[Resident]:
    """The rows of a relative: of that name, and by phone, or by the paper that a clerk saw.

    By paper only rows without a phone or with that of the account: whoever else writes a child's number down under a
    phone of their own may be the other parent.
    """
    named = Resident.objects.filter(name_digest=relative.name_digest)
    if not relative.paper:
        return named.filter(phone_digest=relative.phone_digest)
    by_paper = Q(phone_digest="", id_digest=relative.id_digest)
    return named.filter(by_paper | Q(phone_digest=relative.user.phone_digest))


def besides_relatives(rows: QuerySet[Any], user: Visitor, made: str, **shown: Any) -> QuerySet[Any]:
    """An account's own rows without those made, as their column `made` says, while it acted by paper for that person.

    Such a person has no phone, so the row carries the account's: it shows through the relative while that is in force,
    and afterwards no more. What the account makes for the same person before or after, or while the relation slept, is
    its own, as anybody's is; so is what no relative is shown. `shown` are the lookups of what one is.
    """
    when = ExpressionWrapper(OuterRef(made), DateTimeField())
    trust = dt.timedelta(days=settings.PHONE_TRUST_DAYS)
    same_or_no_number = Coalesce(NullIf(OuterRef("resident__id_digest"), Value("")), F("id_digest"))
    acted = Relative.objects.filter(
        Q(ended_at=None) | Q(ended_at__gte=when),
        user=user.pk,
        name_digest=OuterRef("resident__name_digest"),
        id_digest=same_or_no_number,
        agreed_at__lte=when,
        until__gte=TruncDate(when),
        used_at__gte=ExpressionWrapper(OuterRef(made) - Value(trust), DateTimeField()),
    )
    return rows.exclude(Exists(acted.exclude(paper="")), **shown)


def first_of(
    rows_of: Callable[[Any, Relative | None], QuerySet[Any]], user: Visitor, *, own_first: bool = False, **which: Any
) -> tuple[Any, Relative | None]:
    """A matter of somebody for whom the account acts, with that relative; else one of its own; else None.

    `rows_of(user, relative)` gives the rows of a relative, or the account's own for None. `own_first` where nothing is
    made for a relative: what the account made itself, in whosever name, is its own.
    """
    relatives = relatives_of(user)
    for relative in (None, *relatives) if own_first else (*relatives, None):
        if (found := rows_of(user, relative).filter(**which).first()) is not None:
            return found, relative
    return None, None
