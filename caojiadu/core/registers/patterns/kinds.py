"""What a kind of matter brings along when it takes a shape: its states, its permissions, what it adds to the moves."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from caojiadu.core.registers.steps import head_or_leader
from caojiadu.core.workflow import State, Transition, Who

Extra = Mapping[str, tuple[Any, ...]]


def states_of(
    stem: str,
    labels: Mapping[str, Any],
    *,
    rests: Collection[str],
    soon: Collection[str] = (),
    told: Mapping[str, Any] | None = None,
) -> Any:
    """The states of one kind by name, their keys begun with `stem`: in those of `rests` it is done for good.

    `told` is what the resident reads of some of them instead.
    """
    return {
        name: State(
            f"{stem}_{name}",
            label,
            final=name in rests,
            tone="done" if name in rests else "soon" if name in soon else "wait",
            told=(told or {}).get(name, ""),
        )
        for name, label in labels.items()
    }


@dataclass(frozen=True)
class Kind:
    """One kind of matter that takes a shape. What it adds to the shape's moves is named by the move's key."""

    model: str
    fields: Extra = field(default_factory=dict)
    optional: Extra = field(default_factory=dict)
    guards: Extra = field(default_factory=dict)
    effects: Extra = field(default_factory=dict)

    def may(self, action: str) -> str:
        """The permission to do something with the kind's model."""
        app, _dot, name = self.model.lower().partition(".")
        return f"{app}.{action}_{name}"

    @property
    def handle(self) -> str:
        """The permission to work on it."""
        return self.may("handle")

    @property
    def head(self) -> dict[str, Any]:
        """Who decides: the head, with the permission `close_…`."""
        return {"needs": self.may("close"), "who": (Who.HEAD,)}

    @property
    def head_or_leader(self) -> dict[str, Any]:
        """Who decides what the head may have had a hand in: the head or a leader, with the permission `close_…`."""
        return head_or_leader(self.may("close"))

    def step(
        self,
        key: str,
        label: Any,
        *sources: State,
        to: State | None = None,
        by: Mapping[str, Any] | None = None,
        **what: Any,
    ) -> Transition:
        """A move of the shape with what the kind adds. The lead office makes it, unless `by` says otherwise."""
        added: dict[str, Any] = {
            part: (*what.pop(part, ()), *getattr(self, part).get(key, ()))
            for part in ("fields", "optional", "guards", "effects")
        }
        who = {"needs": self.handle, "who": (Who.LEAD,)} | dict(by or {})
        return Transition(key, label, sources, to, **who, **added, **what)
