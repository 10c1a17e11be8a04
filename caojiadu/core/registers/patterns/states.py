"""The states of a kind of matter that follows a pattern."""

from collections.abc import Collection, Mapping

from caojiadu.core.workflow import State, Text


def states_of(
    stem: str,
    labels: Mapping[str, Text],
    *,
    rests: Collection[str],
    soon: Collection[str] = (),
    told: Mapping[str, Text] | None = None,
) -> dict[str, State]:
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
