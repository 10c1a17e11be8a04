"""One made-up letter: what it says, who has it, and the events of its life."""

import datetime as dt
import functools
from typing import Any

from django.utils import timezone

from caojiadu.core.cases import tokens
from caojiadu.core.cases.sweep import RUNG_NAMES
from caojiadu.core.workdays.deadlines import add_days
from caojiadu.core.workflow import State, Transition, find
from caojiadu.core.workflow.parts import OPEN
from petitions.clocks.rights import ASK_REVIEW
from petitions.demo.crew import RESIDENT, TIMER, Doer
from petitions.demo.lives import WHO, Life
from petitions.demo.many import REPORTS, REQUESTS, ROADS
from petitions.models import Petition

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
        self.state, self.closed_at = self.flow.initial.key, None
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
            return [tokens.office_token(desk, tokens.ACCUSATIONS)]
        found = {
            tokens.office_token(self.office, tokens.MEMBER),
            tokens.office_token(self.office, tokens.HEAD),
            tokens.office_token(None, tokens.LEADER),
            tokens.office_token(desk, tokens.LETTERS),
            *(tokens.office_token(office, code) for office in self.helping for code in (tokens.MEMBER, tokens.HELPS)),
        }
        people = (self.handler, self.opener)
        return sorted(found | {tokens.user_token(one.user) for one in people if one and one.user})

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
