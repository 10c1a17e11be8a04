"""How a made-up letter lived: which moves, how many days apart, by whom, drawn by chance from a few ways to go."""

import datetime as dt
import random
from dataclasses import dataclass, field
from typing import Any

DAY = 86400
YEARS = 3
# Open letters: share, youngest and oldest in days, moves after opening.
_HANDED = ("register", "accept")
_WORKED = (*_HANDED, "assign")
_RELEASED = (*_WORKED, "draft", "submit", "check", "release")
_DONE = (*_RELEASED, "carried_out")
OPEN_WAYS = (
    (15, 0, 9, ()),
    (11, 1, 10, ("register",)),
    (14, 1, 22, _HANDED),
    (38, 2, 25, _WORKED),
    (5, 5, 24, (*_WORKED, "ask")),
    (5, 9, 25, (*_WORKED, "draft", "submit")),
    (9, 9, 25, (*_WORKED, "draft", "submit", "check")),
    (3, 31, 35, _WORKED),
    (6, 24, 34, _RELEASED),
)
CLOSED_WAYS = (
    (30, _DONE),
    (22, (*_DONE, "read_answer")),
    (34, (*_DONE, "read_answer", "judge")),
    (4, ("register", "refuse")),
    (5, ("register", "divert")),
    (3, ("register", "withdraw")),
    (2, (*_WORKED, "withdraw")),
)
# Days between a move and the one before: at least, at most.
GAPS = {
    "register": (0, 1),
    "accept": (0, 2),
    "assign": (0, 1),
    "ask": (1, 4),
    "draft": (4, 16),
    "submit": (0, 1),
    "check": (0, 1),
    "release": (0, 2),
    "carried_out": (1, 9),
    "read_answer": (0, 6),
    "judge": (0, 2),
    "refuse": (1, 6),
    "divert": (1, 6),
    "withdraw": (1, 8),
}
WHO = {
    "register": "letters",
    "accept": "letters",
    "accept_duty": "letters",
    "refuse": "letters",
    "divert": "letters",
    "assign": "head",
    "release": "head",
    "sign_refusal": "head",
    "draft": "handler",
    "submit": "handler",
    "carried_out": "handler",
    "check": "letters",
    "ask": "handler",
    "climb": "timer",
}


@dataclass(slots=True)
class Life:
    """One letter to be: when it was opened and which moves it makes afterwards."""

    opened: dt.datetime
    kind: str
    moves: list[tuple[str, dt.datetime]] = field(default_factory=list)
    open: bool = False


def lives(count: int, now: dt.datetime, chance: random.Random) -> list[Life]:
    """That many lives in the order in which they were opened: a tenth still open, a hundredth reports."""
    still_open = count // 10
    drawn = [_open_life(now, chance) for _one in range(still_open)]
    drawn += [_closed_life(now, chance) for _one in range(count - still_open)]
    return sorted(drawn, key=lambda life: life.opened)


def _open_life(now: dt.datetime, chance: random.Random) -> Life:
    way = chance.choices(OPEN_WAYS, [share for share, *_rest in OPEN_WAYS])[0]
    _share, youngest, oldest, moves = way
    opened = now - dt.timedelta(seconds=chance.randrange(youngest * DAY + 60, oldest * DAY + DAY // 2))
    kind = _kind(chance)
    if kind == "petition_accusation":
        opened, moves = now - dt.timedelta(seconds=chance.randrange(60, 12 * DAY)), ()
    return Life(opened, kind, _dated(kind, moves, opened, now, chance), open=True)


def _closed_life(now: dt.datetime, chance: random.Random) -> Life:
    opened = now - dt.timedelta(seconds=chance.randrange(45 * DAY, YEARS * 365 * DAY))
    kind = _kind(chance)
    if kind == "petition_accusation":
        moves: Any = (chance.choice(("refuse", "withdraw")),)
    else:
        moves = chance.choices([moves for _share, moves in CLOSED_WAYS], [share for share, _moves in CLOSED_WAYS])[0]
    return Life(opened, kind, _dated(kind, moves, opened, now, chance))


def _kind(chance: random.Random) -> str:
    drawn = chance.random()
    if drawn < 0.01:
        return "petition_accusation"
    return "petition_suggestion" if drawn < 0.2 else "petition_appeal"


def _dated(
    kind: str, moves: Any, opened: dt.datetime, now: dt.datetime, chance: random.Random
) -> list[tuple[str, dt.datetime]]:
    at, found = opened, []
    for move in moves:
        low, high = GAPS[move]
        at = min(now, at + dt.timedelta(seconds=chance.randrange(low * DAY + 600, high * DAY + 7200)))
        found.append((_for_kind(kind, move, chance), at))
        if found[-1][0] == "refuse":
            at = min(now, at + dt.timedelta(hours=chance.randrange(2, 30)))
            found.append(("sign_refusal", at))
    return found


def _for_kind(kind: str, move: str, chance: random.Random) -> str:
    if kind == "petition_suggestion" and move == "divert":
        return "refuse"
    if kind == "petition_appeal" and move == "accept" and chance.random() < 0.35:
        return "accept_duty"
    return move
