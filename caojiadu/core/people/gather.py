"""What a reader may see of one person: only rows that they may open anyway, and nothing that hints at others.

What is kept apart (petitions, violence, united front, ethnic groups) is shown to the office that has it and to nobody
else, not even to a leader who may open it there.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from caojiadu.core.accounts.models import User, Visitor
from caojiadu.core.cases.models import Case, Confidentiality
from caojiadu.core.community.duplicates import together_with
from caojiadu.core.community.models import ImpactAssessment, Resident, SamePerson
from caojiadu.core.registers.access import seen_by
from caojiadu.core.registers.models import Record
from caojiadu.core.workflow import all_workflows

SHOWN = 100  # of each sort; the lists of the offices have the rest


@dataclass(frozen=True)
class Person:
    """One person: the rows under which the reader knows them, and what the reader may open."""

    residents: list[Resident]
    cases: list[Case]
    records: list[Record]

    @property
    def shown(self) -> Resident:
        """The row that stands for the person: one with a paper before one without, then the oldest."""
        return min(self.residents, key=lambda one: (not one.id_digest, one.pk))


def may_look_up(user: Any) -> bool:
    """Whether somebody looks people up at all: whoever works in an office, once that was assessed (PIPL, art. 55)."""
    if not hasattr(user, "_looks_people_up"):
        works = any(post.office_id for post in user.posts_at_work)
        user._looks_people_up = works and ImpactAssessment.in_force()
    return bool(user._looks_people_up)


def person_of(user: Any, resident_id: int) -> Person | None:
    """The person of a row, as this reader may know of them; None where the reader may open nothing of that row."""
    person = rows_together(user, together_with([resident_id]))
    return person if person and resident_id in {one.pk for one in person.residents} else None


def rows_together(user: Any, keys: Collection[int]) -> Person | None:
    """What the reader may open of these rows, and the rows of which they may open something; None where it is nothing.

    Three queries.
    """
    residents = list(_known(user).filter(pk__in=keys).select_related("neighbourhood"))
    if not residents:
        return None
    current = F("ended_on").desc(nulls_first=True)
    cases = _cases(user).filter(resident__in=residents).select_related("office").order_by("-opened_at", "-pk")
    records = _records(user).filter(resident__in=residents).select_related("office").order_by(current, "-pk")
    return Person(residents, [*cases[:SHOWN]], [*records[:SHOWN]])


def found_by(user: Any, marks: Mapping[str, str], *, but: Collection[int] = ()) -> Person | None:
    """The person that name with phone, or name with paper, belongs to, where the reader may open anything of them.

    Only rows of which the reader may open something are found: that somebody has yet another phone is no answer to
    whoever types it. Of nobody whose rows are among those of `but`.
    """
    named = _known(user).filter(name_digest=marks["name_digest"])
    either = Q(pk__in=[])
    for mark in {"phone_digest", "id_digest"} & set(marks):
        either |= Q(**{mark: marks[mark]})
    keys = together_with(list(named.filter(either).values_list("pk", flat=True)[:SHOWN]))
    return rows_together(user, set(keys) - set(but))


def pairs_for(user: Visitor, state: str) -> QuerySet[SamePerson]:
    """The pairs in a state of which the reader may open something on both sides, newest first."""
    known = (Q(_knows(user, side)) for side in ("one_id", "other_id"))
    return SamePerson.objects.filter(*known, state=state).select_related("one", "other", "decided_by")


def is_shown(user: Any, row: Any) -> bool:
    """Whether a matter or an entry that somebody may open stands on the person's page for them."""
    rows: QuerySet[Any] = _cases(user) if isinstance(row, Case) else _records(user)
    return rows.filter(pk=row.pk).exists()


def _known(user: Visitor) -> QuerySet[Resident]:
    """The rows of which the reader may open something."""
    return Resident.objects.filter(_knows(user, "pk"))


def _knows(user: Any, column: str) -> Any:
    row = OuterRef(column)
    return Exists(_cases(user).filter(resident=row)) | Exists(_records(user).filter(resident=row))


def _cases(user: User) -> QuerySet[Case]:
    """Matters that the reader may open; those kept apart only where they work in the office that has them."""
    seen = Case.objects.visible_to(user).exclude(confidentiality=Confidentiality.SECRET)
    apart = [flow.key for flow in all_workflows() if flow.isolated]
    offices = _offices(user)
    return seen.exclude(Q(kind__in=apart) & ~(Q(office__in=offices) | Q(registrar__in=offices)))


def _records(user: Any) -> QuerySet[Record]:
    """Entries of the registers that the reader may open."""
    registers = [one for one in seen_by(user) if one.person and not one.is_matter]
    apart = Q(register__in=[one.key for one in registers if one.isolated], office__in=_offices(user))
    return Record.objects.filter(apart | Q(register__in=[one.key for one in registers if not one.isolated]))


def _offices(user: User) -> Collection[int]:
    return [post.office_id for post in user.posts_at_work if post.office_id]
