"""Today's work: what burns, what waits for me, what waits for others; each a number, its first matters and its list."""

from dataclasses import dataclass
from typing import Any, TypeAlias
from urllib.parse import urlencode

from django.db.models import QuerySet, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from caojiadu.core import memory
from caojiadu.core.accounts.models import Visitor
from caojiadu.core.cases.open_counts import sum_of
from caojiadu.core.cases.query import CaseQuerySet
from caojiadu.core.desk import hooks
from caojiadu.core.desk.queues import Queue, cases_in, queues_for, to_count
from caojiadu.core.desk.rows import Line, columns_of, lines
from caojiadu.core.keyset import Counting, counted, counting

FIRST = 3  # matters of a tile; its figure opens them all
ORDER = (
    *("late", "today", "mine", "register", "confidential", "unassigned", "sign", "week", "waiting", "asked"),
    *("offered", "held", "helping", "entered"),
)
LEADERS_ORDER = ("sign", "late", "today", "week", "waiting", "held")
# Shown though nothing is in it: that nothing is late is worth knowing.
ALWAYS = frozenset({"late", "today", "sign", "unassigned", "register", "confidential", "week", "waiting"})
TONES = {"late": "late", "today": "soon"}
# A list as its address asks for it.
Asked: TypeAlias = dict[str, str]


@dataclass(frozen=True)
class Tile:
    """One number of the day: what it counts, its list, and its first matters, each with what matters most there."""

    key: str
    label: str
    empty: str
    count: str
    url: str
    rows: list[tuple[Line, Any]]

    @property
    def tone(self) -> str:
        """The colour of the number: only of what is late or falls due today."""
        return TONES.get(self.key, "") if self.count != "0" else ""


@dataclass(frozen=True)
class _Part:
    """What a tile is made of. `counted` is what counts it, or none where the rail does already."""

    key: str
    label: Any
    empty: Any
    asked: Asked
    rows: CaseQuerySet
    counted: CaseQuerySet | Counting | None


@dataclass(frozen=True)
class _Parts:
    """The tiles of a person, and what counts those that the rail does not."""

    parts: list[_Part]
    counts: Counting


def tiles(user: Visitor, rail: list[dict[str, Any]]) -> list[Tile]:
    """The tiles of a person, in two statements: the counts that the rail has not, and all first matters."""
    # By the day, as the rail is: a post that ends with it takes its lines from both at once.
    kept = memory.kept(("today", user.pk, timezone.localdate()), lambda: _parts_of(user), minutely=True)
    known = {line["key"]: line["count"] for line in rail if "count" in line}
    further = iter(counted(kept.counts) if any(part.counted is not None for part in kept.parts) else ())
    counts = [known[part.key] if part.counted is None else next(further) for part in kept.parts]
    shown = [(part, count) for part, count in zip(kept.parts, counts, strict=True) if count != "0" or _always(part)]
    first = _first([part.rows for part, _count in shown])
    return [
        Tile(
            part.key,
            str(part.label),
            str(part.empty),
            count,
            f"{reverse('desk:cases')}?{urlencode(part.asked)}",
            [(line, _beside(part.key, line)) for line in next(first)],
        )
        for part, count in shown
    ]


def _always(part: _Part) -> bool:
    return part.key in ALWAYS


def _parts_of(user: Any) -> _Parts:
    mine = {queue.key: queue for queue in queues_for(user)}
    leads = user.has_role("leader")
    parts = [
        _Part(key, queue.label, queue.empty, {"queue": key}, cases_in(queue, user), _to_count(queue, user))
        for key in (LEADERS_ORDER if leads else ORDER)
        if (queue := mine.get(key))
    ]
    if leads:
        still = cases_in(mine["open"], user)
        kinds = sorted((one for found in hooks.leading_kinds() for one in found), key=lambda one: one[0])
        parts[1:1] = [
            _Part(
                *(kind, label, empty, {"queue": "open", "kind": kind}),
                *(still.filter(kind=kind), sum_of(user, kind=kind)),
            )
            for _place, kind, label, empty in kinds
        ]
    return _Parts(parts, counting([part.counted for part in parts if part.counted is not None]))


def _to_count(queue: Queue, user: Visitor) -> CaseQuerySet | Counting | None:
    return to_count(queue, user) if queue.today_only else None


def _first(many: list[CaseQuerySet]) -> Any:
    """The first matters of each list, in one statement for all."""
    heads: list[QuerySet[Any, Any]] = [
        columns_of(rows.annotate(place=Value(place)), "place").order_by("due_at", "id")[:FIRST]
        for place, rows in enumerate(many)
    ]
    found: list[list[Any]] = [[] for _rows in many]
    if heads:
        for row in heads[0].union(*heads[1:], all=True):
            found[row.place].append(row)
    return (lines(sorted(rows, key=lambda row: (row.due_at, row.pk))) for rows in found)


def _beside(key: str, line: Line) -> Any:
    """What stands beside a matter: whom it waits for, who wrote the draft, where it happened; else its limit."""
    if key == "unassigned":
        return line["neighbourhood"]
    if key == "sign":
        return line["handler"] or line["office"]
    if key == "waiting":
        return line["waits"]
    if key == "helping":
        return line["office"]
    return line["limit"]


def words_of(rail: list[dict[str, Any]]) -> str:
    """How much is in hand, in a sentence: of oneself, of the office, of the sub-district."""
    counts = {line["key"]: line["count"] for line in rail if "count" in line}
    if "open" in counts:
        return _("%(n)s open in all offices") % {"n": counts["open"]}
    if "mine" in counts and counts["mine"] != "0":
        return _("You have %(n)s in hand, your office %(all)s") % {"n": counts["mine"], "all": counts["office"]}
    return _("Your office has %(n)s in hand") % {"n": counts["office"]} if "office" in counts else ""
