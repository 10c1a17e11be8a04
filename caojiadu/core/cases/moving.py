"""What a move carries from its door to its last effect: who makes it, what was typed, and the event it leaves."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, NoReturn, Self

from django import forms

from caojiadu.core.accounts.models import Visitor
from caojiadu.core.audit import sealed
from caojiadu.core.cases.errors import Invalid
from caojiadu.core.cases.models import Case, CaseEvent
from caojiadu.core.types import Values
from caojiadu.core.workflow import By, Transition


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody, or the portal's own clock, as a move knows them. Only keys reach the event."""

    by: By
    user: Any = None

    @classmethod
    def staff(cls, user: Visitor | None) -> Self:
        """A member of staff."""
        return cls(By.STAFF, user)

    @classmethod
    def resident(cls, user: Visitor | None = None) -> Self:
        """The petitioner, signed in or holding the query code."""
        return cls(By.RESIDENT, user)

    @classmethod
    def timer(cls) -> Self:
        """The portal itself."""
        return cls(By.TIMER)

    @classmethod
    def district(cls, user: Visitor | None = None) -> Self:
        """A district body, through its inbox here or its own system."""
        return cls(By.DISTRICT, user)

    @classmethod
    def link(cls) -> Self:
        """Somebody outside who was sent a link, and has no account."""
        return cls(By.LINK)

    def office_in(self, case: Case) -> int | None:
        """The office a member of staff acts from: the lead office, else the desk, else one of their own."""
        if self.by != By.STAFF:
            return None
        theirs: list[int] = []
        for post in self.user.posts_at_work:
            if post.office_id:
                theirs.append(post.office_id)
        for office_id in (case.office_id, case.registrar_id):
            if office_id in theirs:
                return int(office_id)
        return theirs[0] if theirs else None

    @property
    def user_id(self) -> int | None:
        """The key of the person, if there is one."""
        return self.user.id if self.user is not None else None


_SHARED = {name for field in Case._meta.local_fields for name in (field.name, field.attname)}


@dataclass
class Moving:
    """What guards and effects are given: the case in its own kind, the move, who makes it, and what was typed."""

    case: Any
    move: Transition | None
    actor: Actor
    now: dt.datetime
    data: Values = field(default_factory=dict)
    event: CaseEvent | None = None
    form: Any = None

    @property
    def written(self) -> CaseEvent:
        """The event that the move wrote. Effects have it; guards, which are asked before, have none."""
        if self.event is None:
            raise RuntimeError("Nothing was written yet: only effects may ask for the event.")
        return self.event

    def refuse(self, name: str, words: str) -> NoReturn:
        """Say no in a guard or an effect, beside the field of that name in what was typed. Raises Invalid."""
        self.form.add_error(name, words)
        raise Invalid(self.form)

    def change(self, **values: Any) -> None:
        """Write fields of the case, in its own table and the shared one."""
        for name, value in values.items():
            setattr(self.case, name, value)
        # Of a kind's own model Django asks for the key again before it writes what lies in the shared table.
        table: Any = Case if values.keys() <= _SHARED else type(self.case)
        table.objects.filter(pk=self.case.pk).update(**values)


def append(
    *,
    case: Case,
    move: str,
    actor: Actor,
    source: str,
    target: str,
    now: dt.datetime,
    public: bool,
    form: forms.BaseForm | None = None,
    extra: Values | None = None,
) -> CaseEvent:
    """Append one event. Text typed into the form becomes words; choices, dates and rows become keys."""
    keys: dict[str, Any] = {}
    words: dict[str, str] = {}
    key_fields, personal = getattr(form, "key_fields", ()), getattr(form, "personal_fields", ())
    for name, value in form.cleaned_data.items() if form is not None else ():
        if name in personal or value in (None, "", [], ()):
            continue
        if isinstance(value, str) and name not in key_fields:
            words[name] = value
        else:
            keys[name] = value
    event = CaseEvent(
        case_id=case.pk,
        at=now,
        move=move,
        actor_kind=actor.by,
        actor_user_id=actor.user.pk if actor.user is not None else None,
        actor_office_id=actor.office_in(case) if actor.by == By.STAFF else None,
        source=source,
        target=target,
        public=public,
    )
    return sealed.append(event, {**keys, **(extra or {})}, words)
