"""Who enters matters in which other system, and what a sheet for it looks like: declared by whoever has the kind."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import override

from caojiadu.core.accounts.models import Visitor
from caojiadu.core.cases.models import Case, Confidentiality
from caojiadu.core.external_systems.models import Counterpart, CounterpartQuerySet, SystemRule
from caojiadu.core.workflow import System, all_workflows

OURS = "本门户编号"


@dataclass(frozen=True)
class EntryDesk:
    """The posts that enter matters in another system.

    `permission` opens its pages, `mine` narrows cases to those the person's posts enter. `heads` and `rows` make the
    sheet of what is to be entered; the heads stay Chinese whoever exports, since they are those of that system. `rows`
    is given the counterparts and the keys of cases whose people are shown in full. `number_head` is the column of the
    number there, `numbers` whatever else sheets may call it, `OURS` that of ours. `personal` says whether names or
    phones stand in the sheet.
    """

    system: System
    permission: str
    mine: Callable[[Any], Any]
    heads: tuple[str, ...]
    rows: Callable[[list[Counterpart], frozenset[int]], Iterable[Sequence[Any]]]
    number_head: str
    numbers: Callable[[], tuple[str, ...]]
    personal: bool = False

    @property
    def kinds(self) -> list[str]:
        """The kinds of matter that are kept in this system."""
        return [flow.key for flow in all_workflows() if flow.record and flow.record.system.key == self.system.key]

    def cases(self, user: Visitor) -> Any:
        """The cases a person may enter there: never a confidential one, whatever its kind was before."""
        return self.mine(user).filter(kind__in=self.kinds).exclude(confidentiality=Confidentiality.SECRET)

    def counterparts(self, user: Visitor) -> CounterpartQuerySet:
        """How those stand there."""
        found: CounterpartQuerySet = Counterpart.objects.filter(system=self.system.key)
        return found.filter(case__in=self.cases(user).order_by().values("pk"))

    def is_for(self, user: Visitor) -> bool:
        """Say whether a person enters matters there, by permission and as long as the office does so at all."""
        return user.has_perm(self.permission) and SystemRule.is_used(self.system.key)


_desks: dict[str, EntryDesk] = {}


def register_desk(desk: EntryDesk) -> EntryDesk:
    """Keep a desk under the key of its system."""
    _desks[desk.system.key] = desk
    return desk


def all_desks() -> list[EntryDesk]:
    """Every desk, in the order of registration."""
    return list(_desks.values())


def desk_of(system: str) -> EntryDesk | None:
    """The desk of a system."""
    return _desks.get(system)


def desk_for_case(case: Case) -> EntryDesk | None:
    """The desk that enters a matter of this kind in its system of record; None for what is kept here alone."""
    record = case.workflow.record
    return desk_of(record.system.key) if record and case.confidentiality != Confidentiality.SECRET else None


def key_of(name: str) -> str:
    """The key of a system that somebody calls by its key or its name in one of the languages; else the name itself."""
    for desk in all_desks():
        for language in ("zh-hans", "en"):
            with override(language):
                if name.strip().casefold() in (desk.system.key, str(desk.system.label).casefold()):
                    return desk.system.key
    return name


def name_of(key: str) -> Any:
    """What a system is called, in the reader's language; a system that nobody declared is called as it was typed."""
    desk = desk_of(key)
    return desk.system.label if desk else key
