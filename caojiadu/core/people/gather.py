"""What a reader may see of one person: only rows that they may open anyway, and nothing that hints at others.

What is kept apart (petitions, violence, correction, united front, religion) is shown to the office that has it and to
nobody else, not even to a leader who may open it there.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from caojiadu.core.cases.models import Case, Confidentiality
from caojiadu.core.community.models import Resident, SamePerson
from caojiadu.core.community.same import together_with
from caojiadu.core.registers.access import seen_by
from caojiadu.core.registers.declared import find
from caojiadu.core.registers.models import Record
from caojiadu.core.workflow import all_workflows

SHOWN = 100  # of each sort; the lists of the offices have the rest


@dataclass(frozen=True)
class Person:
    """One person: the rows of which it is made, and what the reader may open."""

    residents: list[Resident]
    cases: list[Case]
    records: list[Record]

    @property
    def shown(self) -> Resident:
        """The row that stands for the person: one with a paper before one without, then the oldest."""
        return min(self.residents, key=lambda one: (not one.id_digest, one.pk))


def person_of(user: Any, resident_id: int) -> Person | None:
    """The person of a row, as this reader may know of them; None for somebody of whom they know nothing.

    Four statements, however much there is.
    """
    return rows_together(user, together_with(resident_id))


def rows_together(user: Any, keys: Collection[int]) -> Person | None:
    """What the reader may open of these rows; None where it is nothing."""
    cases = _cases(user).filter(resident__in=keys).select_related("office").order_by("-opened_at", "-pk")[:SHOWN]
    records = _records(user).filter(resident__in=keys).select_related("office").order_by("ended_on", "-pk")[:SHOWN]
    person = Person(list(Resident.objects.filter(pk__in=keys).select_related("neighbourhood")), [*cases], [*records])
    return person if person.cases or person.records else None


def found_by(user: Any, marks: Mapping[str, str]) -> Person | None:
    """The person that name with phone, or name with paper, belongs to, where the reader may open anything of them."""
    named = Resident.objects.filter(name_digest=marks["name_digest"])
    either = Q(pk__in=[])
    for mark in {"phone_digest", "id_digest"} & set(marks):
        either |= Q(**{mark: marks[mark]})
    keys = {key for one in named.filter(either).values_list("pk", flat=True)[:SHOWN] for key in together_with(one)}
    return rows_together(user, keys)


def pairs_for(user: Any, state: str) -> QuerySet[SamePerson]:
    """The pairs in a state of which the reader may open something on either side, newest first."""
    known = (Q(_knows(user, side)) for side in ("one", "other"))
    return SamePerson.objects.filter(*known, state=state).select_related("one", "other", "decided_by")


def _knows(user: Any, side: str) -> Any:
    row = OuterRef(f"{side}_id")
    return Exists(_cases(user).filter(resident=row)) | Exists(_records(user).filter(resident=row))


def _cases(user: Any) -> QuerySet[Case]:
    """Matters that the reader may open; those kept apart only where they work in the office that has them."""
    seen = Case.objects.visible_to(user).exclude(confidentiality=Confidentiality.SECRET)
    apart = [flow.key for flow in all_workflows() if flow.apart]
    offices = _offices(user)
    return seen.exclude(Q(kind__in=apart) & ~(Q(office__in=offices) | Q(registrar__in=offices)))


def _records(user: Any) -> QuerySet[Record]:
    """Entries of the registers that the reader may open."""
    registers = [one for one in seen_by(user) if one.person and not one.is_matter]
    apart = Q(register__in=[one.key for one in registers if one.apart], office__in=_offices(user))
    return Record.objects.filter(apart | Q(register__in=[one.key for one in registers if not one.apart]))


def is_kept_from(user: Any, row: Any) -> bool:
    """Whether a matter or an entry that somebody may open is left out of the person's page all the same."""
    offices = set(_offices(user))
    if isinstance(row, Case):
        secret = row.confidentiality == Confidentiality.SECRET
        return secret or (row.workflow.apart and not offices & {row.office_id, row.registrar_id})
    register = find(row.register)
    return register is None or (register.apart and row.office_id not in offices)


def _offices(user: Any) -> Collection[int]:
    return [post.office_id for post in user.posts_at_work if post.office_id]
