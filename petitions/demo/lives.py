"""How a made-up letter lived: which moves, how many days apart, by whom, drawn by chance from a few ways to go.

Then one letter: what it says, who has it, and the events of its life.
"""

import datetime as dt
import functools
import random
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from caojiadu.core.cases import query
from caojiadu.core.cases.deciding import moves_that_bar
from caojiadu.core.cases.sweep import RUNG_NAMES
from caojiadu.core.workdays.deadlines import add_days
from caojiadu.core.workflow import State, Transition, find
from caojiadu.core.workflow.parts import OPEN
from petitions.demo.many import REPORTS, REQUESTS, RESIDENT, ROADS, TIMER, Doer
from petitions.letters.limits import ASK_REVIEW
from petitions.letters.models import Petition

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


CHANNELS = ("web",) * 12 + ("call",) * 4 + ("visit",) * 2 + ("letter",) * 2
HELPED, NAMELESS = 0.08, 0.08
_WORDS = {
    "refuse": {"reason": "该事项正在依法处理，不再重复受理。", "competent": "有权处理的机关"},
    "divert": {"reason": "该事项可以依法申请仲裁或者提起诉讼，请在时效内办理。"},
    "carried_out": {"done": "已按答复落实，并回访居民。"},
    "ask": {"question": "请问具体是几号楼、哪几天？"},
}


class Letter:
    """What the tables are filled from. Everything is drawn by chance, and fits together."""

    def __init__(self, life: Life, number: str, books: Any) -> None:
        self.life, self.number, self.chance, self.crew = life, number, books.chance, books.crew
        self.flow = find(life.kind)
        self.moves = [(OPEN, life.opened), *life.moves]
        self._done = {key for key, _at in self.moves}
        self._say()
        self._hand_out(books)
        self.outcome = "adopted" if life.kind == "petition_suggestion" else "supported"
        self.grades = self.chance.choices((5, 4, 3), k=2)
        self.question = _WORDS["ask"]["question"]
        self.waiting = "resident" if self.moves[-1][0] == "ask" else ""
        self.state = self.flow.initial.key
        self.closed_at: dt.datetime | None = None
        climbs = books.limits.late(self.flow, self.moves) if life.open else []
        self.events = [self._event(key, at) for key, at in self.moves] + [self._climb(*one) for one in climbs]

    def _say(self) -> None:
        chance = self.chance
        road, number = chance.choice(ROADS), chance.randrange(1, 999)
        self.place = f"{road}{number}弄{chance.randrange(1, 60)}号"
        self.request = chance.choice(REQUESTS)
        if self.flow.secret:
            self.title, self.body = chance.choice(REPORTS)
            self.wanted = None
            return
        problem, what, self.wanted = chance.choice(self.crew.problems)
        self.title = f"{road}{number}弄{problem}"
        self.title_pieces = (road, str(number), f"弄{problem}")
        self.body = f"我住在{self.place}。{what}"
        self.text_pieces = (road, what, self.request)

    def _hand_out(self, books: Any) -> None:
        chance, crew = self.chance, self.crew
        self.route = self._route()
        accepted = self._done & {"accept", "accept_duty"}
        self.office = crew.offices[self.wanted] if accepted else crew.desk.pk
        others = [office for office in crew.offices.values() if office != self.office]
        self.helping = [chance.choice(others)] if accepted and others and chance.random() < HELPED else []
        self.handler: Doer | None = crew.handler(self.office, chance) if "assign" in self._done else None
        self.channel = chance.choice(CHANNELS) if not self.flow.secret else "web"
        self.opener = RESIDENT if self.channel == "web" else crew.at_desk("window")
        nameless = self.channel == "web" and chance.random() < NAMELESS
        self.resident = None if nameless else chance.choice(books.residents)
        self.area = chance.choice(books.areas)
        fitting = books.categories.get(self.office) if accepted else None
        self.category = chance.choice(fitting) if fitting else None

    def _route(self) -> int | None:
        routes = Petition.Route
        if "divert" in self._done:
            return self.chance.choice((routes.COURT, routes.ARBITRATION, routes.ADMINISTRATIVE)).value
        if self.life.kind != "petition_appeal":
            return None
        return {"accept": routes.PETITION.value, "accept_duty": routes.DUTY.value}.get(
            next(iter(self._done & {"accept", "accept_duty"}), "")
        )

    def readers(self) -> list[int]:
        """Who may open it, by the rule of core/cases/migrations/access.sql."""
        desk = self.crew.desk.pk
        if self.flow.secret:
            return [query.office_token(desk, query.ACCUSATIONS)]
        found = {
            query.office_token(self.office, query.MEMBER),
            query.office_token(self.office, query.HEAD),
            query.office_token(None, query.LEADER),
            query.office_token(desk, query.LETTERS),
            *(query.office_token(office, code) for office in self.helping for code in (query.MEMBER, query.HELPS)),
        }
        people = (self.handler, self.opener)
        return sorted(found | {query.user_token(one.user) for one in people if one and one.user})

    def hands(self) -> list[int]:
        """Whom its steps keep from the decision for which it waits, as `move` marks it."""
        bars = moves_that_bar().get(self.state, frozenset()) if self.closed_at is None else ()
        return sorted({event["doer"].user for event in self.events if event["move"] in bars} - {None})

    @property
    def handler_id(self) -> int | None:
        """The account of the person who has it."""
        return self.handler.user if self.handler else None

    def review_until(self, calendar: Any) -> dt.date | None:
        """The last day to ask for review, once an opinion on route 6 was read."""
        read = dict(self.moves).get("read_answer")
        if read is None or self.route != Petition.Route.PETITION:
            return None
        return _review(timezone.localdate(read), calendar)

    def _event(self, key: str, at: dt.datetime) -> dict[str, Any]:
        if key == OPEN:
            return self._row(OPEN, at, "", self.state, True, {}, self.opener)
        step = self.flow.transition(key)
        if step is None:
            raise ValueError(f"{self.flow.key} has no move {key}")
        source, target = self.state, _target(self.flow.key, step, self.state)
        if target.rests and self.closed_at is None:
            self.closed_at = at
        self.state = target.key
        row = self._row(key, at, source, target.key, step.public, self._data(key), self._doer(key))
        row["words"] = _WORDS.get(key, {})
        return row

    def _row(
        self, move: str, at: dt.datetime, source: str, target: str, public: bool, data: dict[str, Any], doer: Doer
    ) -> dict[str, Any]:
        return {
            "move": move,
            "at": at,
            "source": source,
            "target": target,
            "public": public,
            "data": data,
            "doer": doer,
        }

    def _climb(self, limit: Any, day: dt.date, at: dt.datetime, rung: int) -> dict[str, Any]:
        late = (timezone.localdate(at) - day).days
        data = {"limit": limit.key, "rung": RUNG_NAMES[rung - 1], "days_late": late}
        return self._row(limit.on_breach, at, self.state, self.state, False, data, TIMER)

    def _doer(self, key: str) -> Doer:
        part = WHO.get(key, "resident")
        if part == "letters":
            return self.crew.keeper() if self.flow.secret else self.crew.at_desk("letters")
        if part == "head":
            return self.crew.keeper() if self.flow.secret else self.crew.head(self.office)
        return self.handler if part == "handler" and self.handler else RESIDENT

    def _data(self, key: str) -> dict[str, Any]:
        if key in ("accept", "accept_duty"):
            return {"office": self.office, "co_offices": self.helping}
        if key == "assign" and self.handler:
            return {"handler": self.handler.user}
        return {
            "register": {"neighbourhood": self.area},
            "draft": {"outcome": self.outcome},
            "divert": {"route": self.route},
            "judge": {"office_grade": self.grades[0], "answer_grade": self.grades[1]},
        }.get(key, {})


def _target(kind: str, step: Transition, state: str) -> State:
    """Where a move leads. Every made-up answer promises something, and waits until that is carried out."""
    key = "carrying_out" if step.key == "release" else step.target.key if step.target else state
    return _states(kind)[key]


@functools.cache
def _states(kind: str) -> dict[str, State]:
    return find(kind).states


@functools.cache
def _review(day: dt.date, calendar: Any) -> dt.date:
    return add_days(day, ASK_REVIEW.days, working=False, roll="forward", calendar=calendar).date
