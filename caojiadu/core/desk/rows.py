"""The rows of a list of matters: a few columns of each, joined to names from memory, and drawn as far as words go."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, TypedDict

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONArray
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from caojiadu.core.cases.history import named
from caojiadu.core.cases.models import CaseEvent, Confidentiality, Waiting
from caojiadu.core.cases.models.case import FAR
from caojiadu.core.cases.names import names
from caojiadu.core.cases.query import CaseQuerySet
from caojiadu.core.front.templatetags.portal import SOON_DAYS, chip_state, day, due_words, icon
from caojiadu.core.personal import mask_name
from caojiadu.core.workflow import find

COLUMNS = (
    *("pk", "kind", "number", "title", "state", "headcount", "waiting", "repeat", "confidentiality"),
    *("opened_at", "closed_at", "due_at", "office_id", "handler_id", "neighbourhood_id", "resident_id"),
    "resident__name_sealed",
)
VERY_LATE_DAYS = 8
PILL = '<span class="pill">{}</span>'
LIMIT_ICONS = {"soon": "clock", "late": "exclamation-triangle-fill", "very": "exclamation-triangle-fill"}
# Stands for a number while the address of all rows is looked up.
ANY = "0"


class Line(TypedDict):
    """One row as templates show it. `kind` is what it is, `person` a masked name and how many more there are,
    `standing` the state and whom it waits for, `marks` what else is special, `limit` the days left or the day it was
    closed, `urgency` how that presses, `waits` whose answer is waited for, `last` what happened last, where asked for.
    """

    pk: int
    url: str
    number: str
    title: str
    kind: str
    person: str
    received: str
    office: str
    handler: str
    neighbourhood: str
    standing: SafeString
    marks: SafeString
    limit: SafeString
    urgency: str
    open: bool
    waits: str
    last: str


def columns_of(cases: CaseQuerySet, *more: str) -> Any:
    """The columns that `lines` needs, and more, in one query without the tables that only name something."""
    return cases.values_list(*COLUMNS, *more, named=True)


def lines(rows: Iterable[Any]) -> list[Line]:
    """Rows of `columns_of` as they are shown."""
    drawing = _Drawing()
    return [drawing.line(row) for row in rows]


def urgency(due_at: dt.datetime, now: dt.datetime) -> str:
    """How a limit presses: "soon" within three days, "late", "very" from eight days after it; nothing before."""
    if due_at == FAR:
        return ""
    left = (timezone.localdate(due_at) - timezone.localdate(now)).days
    if left <= -VERY_LATE_DAYS:
        return "very"
    if due_at < now:
        return "late"
    return "soon" if left <= SOON_DAYS else ""


def limit_mark(due_at: dt.datetime, pressing: str, now: dt.datetime) -> SafeString:
    """A limit in a list: its words, in the colour of how it presses; nothing where there is none."""
    if due_at == FAR:
        return SafeString("")
    words = due_words(due_at, now)[0]
    if not pressing:
        return format_html('<span class="due">{}</span>', words)
    return format_html('<span class="due {}">{}{}</span>', pressing, icon(LIMIT_ICONS[pressing]), words)


def short_moment(value: dt.datetime, today: dt.date) -> str:
    """When something happened, as short as it can be said: the time of today, else the day, with another year."""
    here = timezone.localtime(value)
    if here.date() == today:
        return f"{here:%H:%M}"
    return f"{here.month}/{here.day}" if here.year == today.year else f"{here.year}/{here.month}/{here.day}"


def with_last_step(cases: CaseQuerySet, *, public: bool) -> CaseQuerySet:
    """Matters with when and what happened last, as `last`; `public` for whoever reads only what the petitioner does."""
    events = CaseEvent.objects.filter(case_id=OuterRef("pk"), **({"public": True} if public else {}))
    return cases.annotate(last=Subquery(events.order_by("-id").values(said=JSONArray("at", "move"))[:1]))


# A row has ten cells: a template takes ten times as long for them, and most of a list's time.
_ROW = """<tr role="row" id="row-{pk}" class="{urgency}">
<td role="cell" class="c-kind"><span class="kind">{kind}</span></td>
<th role="rowheader" scope="row" class="c-title"><span class="line"><a href="{url}{within}">{title}</a>{marks}\
<span class="no">{number}</span></span></th>
<td role="cell" class="c-person">{person}</td>{office_cell}
<td role="cell" class="c-neighbourhood">{neighbourhood}</td>
<td role="cell" class="c-handler">{handler_cell}</td>
<td role="cell" class="c-received">{received}</td>
<td role="cell" class="c-last">{last}</td>
<td role="cell" class="c-state">{standing}</td>
<td role="cell" class="c-limit">{limit}</td>
</tr>
"""
_TICK = """<td role="cell" class="c-tick"><label><input type="checkbox" name="case" value="{pk}" form="many" \
aria-label="{tick} {number}"></label></td>
"""
_TICKED = _ROW.replace("\n", f"\n{_TICK}", 1)
_OFFICE = '\n<td role="cell" class="c-office">{}</td>'


def drawn(lines: Iterable[Line], *, within: str, with_office: bool, with_ticks: bool = False) -> SafeString:
    """The body of a list's table. `within` is the mark of the list in the addresses of its matters; with ticks, the
    rows can be chosen for a form of the name "many"."""
    tick = pgettext("a row", "Tick")
    row = _TICKED if with_ticks else _ROW
    nobody = format_html('<span class="nobody">{}</span>', _("Nobody yet"))
    return SafeString(
        "".join(
            format_html(
                row,
                within=within,
                tick=tick,
                office_cell=format_html(_OFFICE, line["office"]) if with_office else "",
                handler_cell=line["handler"] or (nobody if line["open"] else ""),
                **line,
            )
            for line in lines
        )
    )


class _Drawing:
    """What rows of one page share: what is said of many of them is drawn once."""

    def __init__(self) -> None:
        self.names, self.now, self.today = names(), timezone.now(), timezone.localdate()
        self.address = reverse("desk:case", args=[ANY]).removesuffix(f"{ANY}/")
        self.states: dict[tuple[str, str, str], SafeString] = {}
        self.limits: dict[dt.datetime, tuple[str, SafeString]] = {}
        self.kinds: dict[str, str] = {}
        self.steps: dict[tuple[str, str], str] = {}

    def line(self, row: Any) -> Line:
        named = self.names
        pressing, limit = self._limit(row)
        return {
            "pk": row.pk,
            "url": f"{self.address}{row.number}/",
            "number": row.number,
            "title": row.title,
            "kind": self._kind(row.kind),
            "person": self._person(row),
            "received": short_moment(row.opened_at, self.today),
            "office": named.offices[row.office_id],
            "handler": named.people[row.handler_id] if row.handler_id else "",
            "neighbourhood": named.neighbourhoods[row.neighbourhood_id] if row.neighbourhood_id else "—",
            "standing": self._standing(row),
            "marks": _marks(row),
            "limit": limit,
            "urgency": pressing,
            "open": row.closed_at is None,
            "waits": str(Waiting(row.waiting).label) if row.waiting else "",
            "last": self._last(row),
        }

    def _kind(self, key: str) -> str:
        if key not in self.kinds:
            self.kinds[key] = str(find(key).label)
        return self.kinds[key]

    def _person(self, row: Any) -> str:
        name = mask_name(row.resident__name_sealed) if row.resident_id else ""
        if row.headcount <= 1:
            return name
        return _("%(name)s and others, %(n)s in all") % {"name": name, "n": row.headcount}

    def _last(self, row: Any) -> str:
        if not (said := getattr(row, "last", None)):
            return ""
        at, move = said
        if (row.kind, move) not in self.steps:
            self.steps[row.kind, move] = named(find(row.kind), move)
        return f"{short_moment(dt.datetime.fromisoformat(at), self.today)} {self.steps[row.kind, move]}"

    def _standing(self, row: Any) -> SafeString:
        key = (row.kind, row.state, row.waiting)
        if key not in self.states:
            state = find(row.kind).states[row.state]
            waits = format_html(PILL, Waiting(row.waiting).label) if row.waiting else ""
            self.states[key] = format_html("{}{}", format_html(PILL, state.label), waits)
        return self.states[key]

    def _limit(self, row: Any) -> tuple[str, SafeString]:
        if row.closed_at:
            return "", format_html('<span class="num">{}</span>', day(row.closed_at))
        if row.due_at not in self.limits:
            pressing = urgency(row.due_at, self.now)
            self.limits[row.due_at] = pressing, limit_mark(row.due_at, pressing, self.now)
        return self.limits[row.due_at]


def _marks(row: Any) -> SafeString:
    found = SafeString("")
    if row.repeat:
        found += chip_state(_("repeat letter"), "plain", "arrow-repeat")
    if row.confidentiality:
        found += chip_state(str(Confidentiality(row.confidentiality).label), "plain", "lock")
    return found
