"""Made-up entries of a demonstration, typed into the same forms and taken through the same moves as real ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from caojiadu.core.accounts.models import User
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.organisation.models import Function, Office
from caojiadu.core.registers.declaration import Register, find
from caojiadu.core.registers.forms import form_for
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.verbs import enter, propose, publish
from caojiadu.core.types import NamedRow, Values

People = Mapping[str, User]  # by the name with which they sign in
REVIEWED = "已作保密审查，可以公开。"
Move = tuple[str, str, Values]  # who, which step, what is typed there
PHONE = "+8613800000000"  # the one that a demonstration is signed in with


@dataclass(frozen=True)
class Told:
    """One entry: what is typed, and the moves after that, each as (who, move, what is typed there).

    Who is "head" or "handler" of the office that keeps the register, or the sign-in name of another person;
    `by` is who types it, where that is nobody of the office that keeps it.
    """

    typed: Values
    moves: Sequence[Move] = field(default_factory=tuple)
    by: str = ""


def fill(key: str, people: People, *stories: Told) -> list[NamedRow]:
    """Enter them in their order and return what was entered; nothing where the register has entries.

    Raises ValueError for a story that its form does not take: a demonstration that is not true to its forms is a fault.
    """
    register = find(key)
    if register is None:
        raise ValueError(f"no register is called {key}")
    if register.model_class.objects.exists():
        return []
    return [_tell(register, people, story) for story in stories]


def take(people: People, entry: NamedRow, *moves: Move) -> None:
    """Take an entry further, where its story waits for another's."""
    for who, step, typed in moves:
        move(case=entry, key=step, actor=Actor.staff(_person(people, who, entry.office)), data=dict(typed))
    if moves:
        entry.refresh_from_db()


def show(people: People, *entries: Record) -> None:
    """Put records on the public page: one proposes it, the head reviews it."""
    for entry in entries:
        register = find(entry.register)
        assert register is not None
        propose(register, entry, user=_person(people, "handler", entry.office))
        publish(register, entry, agreed=True, reason=REVIEWED, user=_person(people, "head", entry.office))


def named(entry: NamedRow) -> str:
    """How an entry is typed into a field that belongs to it."""
    return str(entry.number) if isinstance(entry, Case) else f"#{entry.pk}"


def _tell(register: Register, people: People, story: Told) -> NamedRow:
    office = Function.objects.select_related("office").get(code=register.function).office
    form = form_for(register)(dict(story.typed), instance=register.model_class())
    if not form.is_valid():
        raise ValueError(f"{register.key}: {form.errors.as_json()}")
    writer = _person(people, story.by or ("head" if register.sensitive else "handler"), office)
    entry = enter(register, form.values, user=writer, office=office, resident=form.resident())
    take(people, entry, *story.moves)
    return entry


def _person(people: People, who: str, office: Office) -> User:
    return people[f"{who}-{office.code.lower()}" if who in ("head", "handler") else who]
