"""Kinds of official paper, declared as data and kept in one registry.

Another app registers its own in a module that its AppConfig.ready() imports:

    from caojiadu.core.documents.kinds import Line, PaperKind, Part, register

    register(PaperKind(
        key="permit", title_zh="准予通知书", title_en="Notice of permission", prefix="曹准",
        parts=(Part("scope", "许可范围", "Scope"),),
        lines=(Line("经审查，准予下列事项：{scope}", "After examination the following is permitted: {scope}"),),
        signature=True,
    ))

and names it in its moves (see moving.py): `effects=(documents.draft("permit", parts),)`, later the guard
`documents.may_sign("permit")` and the effect `documents.sign("permit")`; or `documents.issue("permit", parts)` where no
signature is wanted. `parts` takes the Moving and returns the words by part. The kind of case answers
`paper_frame.<kind of case>` (see contents.py) with whom it is addressed to and whom to ask.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from caojiadu.core.bilingual import in_language

LONGEST_KEY = 10  # the key is a part of the key of the number series


@dataclass(frozen=True, slots=True)
class Part:
    """One thing a paper says. A required one must be there before the paper is checked, signed or issued.

    `late` marks what is known only after the draft was printed, such as both sides' signatures: it is asked for at the
    signature, not at the draft.
    """

    key: str
    zh: str
    en: str
    required: bool = True
    late: bool = False

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return in_language(self.zh, self.en)


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph, or a heading, in both languages; {names} are parts or what the frame knows.

    A line whose part in `needs` is empty is left out.
    """

    zh: str
    en: str
    heading: bool = False
    needs: str = ""


@dataclass(frozen=True)
class PaperKind:
    """One kind of paper.

    `prefix` starts its number (an administrator may change it), `check` and `signature` say which of the steps
    拟稿, 核稿, 签发 it takes; without a signature the move itself issues it. Without `needs_service` nobody has to
    prove that it arrived: a receipt is on the screen at once. A `read_by_move` paper opens to a resident online only
    after they said that they read it now, since a right starts to run with that. `on_served` is called with the
    Moving and the Service once a paper counts as served. `notices` are the messages that tell of the paper: one that
    was delivered, with a receipt, serves it on somebody who agreed to electronic service.
    """

    key: str
    title_zh: str
    title_en: str
    prefix: str
    parts: tuple[Part, ...]
    lines: tuple[Line, ...]
    signature: bool = False
    check: bool = False
    to_resident: bool = True
    needs_service: bool = True
    read_by_move: bool = False
    notices: tuple[str, ...] = ()
    template: str = "paper.typ"
    on_served: Callable[[Any, Any], None] | None = None

    @property
    def title(self) -> str:
        """Its title in the reader's language."""
        return in_language(self.title_zh, self.title_en)

    @property
    def series(self) -> str:
        """The key of its number series."""
        return f"P-{self.key}"

    def part(self, key: str) -> Part:
        """The part of that key. Raises KeyError."""
        return next(part for part in self.parts if part.key == key)


def said_at_all(value: Any) -> bool:
    """Whether a part says something, in one language at least."""
    if isinstance(value, dict):
        return bool("".join(map(str, value.values())).strip())
    return bool(str(value or "").strip())


_kinds: dict[str, PaperKind] = {}


def register(kind: PaperKind) -> PaperKind:
    """Add a kind. Raises ValueError for one that cannot work."""
    if len(kind.key) > LONGEST_KEY or kind.key in _kinds:
        raise ValueError(f"{kind.key}: too long, or registered already")
    if kind.check and not kind.signature:
        raise ValueError(f"{kind.key}: a paper that is checked is signed as well")
    unknown = {line.needs for line in kind.lines if line.needs} - {part.key for part in kind.parts}
    if unknown:
        raise ValueError(f"{kind.key}: no such part: {', '.join(sorted(unknown))}")
    _kinds[kind.key] = kind
    return kind


def find(key: str) -> PaperKind:
    """The kind of that key. Raises KeyError."""
    return _kinds[key]


def all_kinds() -> Iterator[PaperKind]:
    """Every kind, in the order of registration."""
    return iter(_kinds.values())
