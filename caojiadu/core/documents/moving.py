"""Papers in the moves of a case: effects that draft, check, sign and issue, and the guards before them.

`kind` is the key of a kind, or a callable that takes the Moving and returns one. `parts` takes the Moving and returns
the words by part. Sign-off 拟稿, 核稿, 签发 is three moves:

    Transition("draft", ..., effects=(documents.draft("opinion", parts),))
    Transition("check", ..., needs="documents.check_paper", guards=(documents.may_check("opinion"),),
               effects=(documents.check("opinion"),))
    Transition("release", ..., needs="documents.sign_paper", guards=(documents.may_sign("opinion"),),
               effects=(documents.sign("opinion"),))

The author never checks or signs, whatever their posts. A paper that needs no signature is issued by the move itself:
`effects=(documents.issue("acceptance", parts),)`.
"""

from collections.abc import Callable, Mapping
from typing import Any

from caojiadu.core.cases.moves import Moving
from caojiadu.core.documents import papers

Kind = str | Callable[[Moving], str]
Parts = Callable[[Moving], Mapping[str, Any]]
Step = Callable[[Moving], None]


def _key(kind: Kind, moving: Moving) -> str:
    return kind(moving) if callable(kind) else kind


def draft(kind: Kind, parts: Parts) -> Step:
    """An effect: write the draft, or write it again."""

    def drafted(moving: Moving) -> None:
        key = _key(kind, moving)
        papers.draft(case=moving.case, key=key, parts=parts(moving), by=moving.actor.user, now=moving.now)

    drafted.writes_paper = True  # type: ignore[attr-defined]
    return drafted


def issue(kind: Kind, parts: Parts) -> Step:
    """An effect: draft and issue in one, for kinds that need no signature."""

    def issued(moving: Moving) -> None:
        key, by = _key(kind, moving), moving.actor.user if moving.actor.by == "staff" else None
        papers.issue(case=moving.case, key=key, parts=parts(moving), by=by, now=moving.now)

    return issued


def check(kind: Kind) -> Step:
    """An effect: confirm the draft as it stands."""

    def checked(moving: Moving) -> None:
        papers.check(case=moving.case, key=_key(kind, moving), by=moving.actor.user, now=moving.now)

    return checked


def sign(kind: Kind) -> Step:
    """An effect: sign and issue. Its number is the last thing taken, so put it last among the effects."""

    def signed(moving: Moving) -> None:
        papers.sign(case=moving.case, key=_key(kind, moving), by=moving.actor.user, now=moving.now)

    return signed


def drop(kind: Kind) -> Step:
    """An effect: drop the draft, for instance when what it was for is refused."""

    def dropped(moving: Moving) -> None:
        papers.drop(case=moving.case, key=_key(kind, moving))

    return dropped


def drop_all(moving: Moving) -> None:
    """An effect: drop every draft, since the matter ends."""
    papers.drop_all(moving.case)


def has_draft(kind: Kind) -> Step:
    """A guard: there is a draft, and it is complete."""

    def guard(moving: Moving) -> None:
        papers.refuse_without_draft(moving.case, _key(kind, moving))

    return guard


def may_check(kind: Kind) -> Step:
    """A guard: there is a complete draft, and somebody else wrote it."""

    def guard(moving: Moving) -> None:
        papers.refuse_check(moving.case, _key(kind, moving), moving.actor.user)

    return guard


def may_sign(kind: Kind) -> Step:
    """A guard: the draft is complete, checked where that is asked for, unchanged, and somebody else wrote it."""

    def guard(moving: Moving) -> None:
        papers.refuse_signature(moving.case, _key(kind, moving), moving.actor.user)

    guard.bars_writers = True  # type: ignore[attr-defined]  # the list of what waits for a leader reads it
    return guard
