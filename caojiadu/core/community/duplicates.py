"""Verbs about rows that may be one person: find, decide, take back, and draw together."""

from collections.abc import Collection
from typing import Any

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from caojiadu.core.audit.trail import record
from caojiadu.core.community.models import Resident, SamePerson

MOST = 5  # pairs that one new row suggests
# The rows themselves, and every row joined with one of them by decisions, directly or by way of others.
_TOGETHER = """
WITH RECURSIVE joined (id) AS (
    SELECT unnest(%s::bigint[])
    UNION
    SELECT CASE WHEN pair.one_id = joined.id THEN pair.other_id ELSE pair.one_id END
    FROM joined JOIN community_sameperson pair
        ON pair.state = 'same' AND (pair.one_id = joined.id OR pair.other_id = joined.id)
)
SELECT id FROM joined ORDER BY id
"""


class NotDecided(Exception):
    """Why two rows cannot be decided on as asked; `str()` is for the reader."""


def suggest_others(resident: Resident) -> None:
    """Note which other rows may be the person of a new one: the same paper, or the same name on the same phone."""
    paper = Q(id_digest=resident.id_digest) if resident.id_digest else None
    phone = (
        Q(name_digest=resident.name_digest, phone_digest=resident.phone_digest)
        if resident.phone_digest and resident.name_digest
        else None
    )
    looks = [look for look in (paper, phone) if look is not None]
    if not looks:
        return
    like = looks[0] if len(looks) == 1 else looks[0] | looks[1]
    others = Resident.objects.filter(like).exclude(pk=resident.pk).order_by("-pk").only("pk", "id_digest")[:MOST]
    SamePerson.objects.bulk_create([_pair(resident, other) for other in others], ignore_conflicts=True)


def _pair(one: Resident, other: Resident) -> SamePerson:
    same_paper = bool(one.id_digest) and one.id_digest == other.id_digest
    ground = SamePerson.Ground.PAPER if same_paper else SamePerson.Ground.PHONE
    low, high = sorted((one.pk, other.pk))
    return SamePerson(one_id=low, other_id=high, ground=ground)


def together_with(residents: Collection[int]) -> list[int]:
    """The keys of every row that is the same person as one of these rows, their own among them. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_TOGETHER, [list(residents)])
        return [row[0] for row in cursor.fetchall()]


def rows_of_person(resident: int) -> QuerySet[Resident]:
    """Every row that is the same person as this one: decided so, or by the same paper. A query besides its own.

    A row with the same paper is left out once it was decided to be somebody else: the number was mistyped.
    """
    together = together_with([resident])
    papers = Resident.objects.filter(pk__in=together).exclude(id_digest="").values("id_digest")
    apart = SamePerson.objects.filter(state=SamePerson.State.DIFFERENT)
    others = Q(pk__in=apart.filter(one__in=together).values("other"))
    others |= Q(pk__in=apart.filter(other__in=together).values("one"))
    return Resident.objects.filter(Q(pk__in=together) | Q(id_digest__in=papers) & ~others)


def persons_of(residents: Collection[int]) -> dict[int, int]:
    """For each of these rows the number of its person, the same for all its rows (`rows_of_person`). Three queries."""
    keys = together_with(residents)
    pairs = SamePerson.objects.exclude(state=SamePerson.State.SUGGESTED).filter(one__in=keys)
    decided = list(pairs.values_list("state", "one_id", "other_id"))
    apart = [{one, other} for state, one, other in decided if state == SamePerson.State.DIFFERENT]
    joined = {key: {key} for key in keys}

    def join(one: int, other: int) -> None:
        rows = joined[one] | joined[other]
        joined.update(dict.fromkeys(rows, rows))

    for state, one, other in decided:
        if state == SamePerson.State.SAME:
            join(one, other)
    papers: dict[str, list[int]] = {}
    seen = Resident.objects.filter(pk__in=keys).exclude(id_digest="").order_by("pk")
    for key, paper in seen.values_list("pk", "id_digest"):
        for other in papers.setdefault(paper, []):
            if not any(pair <= joined[key] | joined[other] for pair in apart):
                join(other, key)
        papers[paper].append(key)
    return {key: min(joined[key]) for key in residents}


@transaction.atomic
def decide(*, pair: SamePerson, state: str, reason: str, user: Any, request: Any = None) -> SamePerson:
    """Say that two rows are one person, or two, or take back what was said.

    Raises NotDecided where somebody else decided since the page was drawn.
    """
    held = SamePerson.objects.select_for_update().get(pk=pair.pk)
    if held.state != pair.state:
        raise NotDecided(_("Somebody decided this meanwhile. Look at it again."))
    if held.state == state:
        return held
    held.state, held.reason = state, reason
    held.decided_by, held.decided_at = user, timezone.now()
    held.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    record(
        action=f"person_{state}",
        subject_type="sameperson",
        subject_key=held.pk,
        actor=user,
        reason=reason,
        request=request,
    )
    return held


@transaction.atomic
def name_by_hand(*, one: int, other: int) -> SamePerson:
    """The pair of two rows that somebody compares; made now where the portal did not suggest it."""
    low, high = sorted((one, other))
    found, _made = SamePerson.objects.get_or_create(
        one_id=low, other_id=high, defaults={"ground": SamePerson.Ground.HAND}
    )
    return found
