"""What a move carries from its door to its last effect."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

from caojiadu.core.cases.actor import Actor
from caojiadu.core.cases.errors import Invalid
from caojiadu.core.cases.models import Case, CaseEvent
from caojiadu.core.workflow import Transition

_SHARED = {name for field in Case._meta.local_fields for name in (field.name, field.attname)}


@dataclass
class Moving:
    """What guards and effects are given: the case in its own kind, the move, who makes it, and what was typed."""

    case: Any
    move: Transition | None
    actor: Actor
    now: dt.datetime
    data: Mapping[str, Any] = field(default_factory=dict)
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
