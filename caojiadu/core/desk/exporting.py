"""A list of matters as a sheet: as it is narrowed, with a reason, persons masked unless asked for and allowed, logged.

Up to 3,000 matters are sent while one waits; more are put together by the worker, sealed, and kept for a day for the
person who asked. Reports against somebody are in no sheet.
"""

import base64
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, override, pgettext
from django.utils.translation import gettext as _

from caojiadu.core.accounts.models import User
from caojiadu.core.audit.trail import record, record_many
from caojiadu.core.cases.access import may_reveal
from caojiadu.core.cases.forms import Words
from caojiadu.core.cases.models import Case, Channel, Confidentiality, Waiting
from caojiadu.core.cases.models.case import FAR
from caojiadu.core.cases.names import names
from caojiadu.core.cases.query import CaseQuerySet
from caojiadu.core.desk.models import Sheet
from caojiadu.core.desk.order import BY_INDEX
from caojiadu.core.desk.place import list_of, words_of
from caojiadu.core.personal import mask_name
from caojiadu.core.sheets.writing import as_download, as_stream, separated, workbook
from caojiadu.core.types import Cell
from caojiadu.core.workflow import all_workflows

AT_ONCE, MOST, MOST_NAMED, BATCH = 3_000, 20_000, 1_000, 2_000  # matters
KEPT = dt.timedelta(days=1)
COLUMNS = (
    *("pk", "number", "kind", "title", "state", "waiting", "headcount", "opened_at", "due_at", "closed_at", "channel"),
    *("office_id", "handler_id", "neighbourhood_id", "category_id", "resident_id", "resident__name_sealed"),
)


class TooMany(ValueError):
    """More matters than a sheet takes."""


class ExportForm(forms.Form):
    """In which form, with or without who wrote, and why."""

    form = forms.ChoiceField(
        label=gettext_lazy("As"), choices=(("xlsx", "Excel (.xlsx)"), ("csv", "CSV")), widget=forms.RadioSelect
    )
    full = forms.BooleanField(
        label=gettext_lazy("With name and phone, where I may see them"),
        required=False,
        help_text=gettext_lazy("Each is logged like a look at the person. At most 1,000 matters."),
    )
    reason = Words(
        label=gettext_lazy("Why you need the list"), max_length=200, help_text=gettext_lazy("Kept in the log.")
    )

    def __init__(self, data: Any, user: User) -> None:
        super().__init__(data, initial={"form": "xlsx"})
        if not user.has_perm("cases.reveal_resident"):
            del self.fields["full"]


@dataclass(frozen=True)
class Wanted:
    """What somebody wants as a sheet: the list as its address narrows it, or only some of it by key."""

    user: User
    asked: QueryDict
    keys: list[int]
    form: str
    reason: str
    full: bool = False

    def cases(self) -> CaseQuerySet:
        """The matters, as the person may open them now."""
        request = HttpRequest()
        request.user = self.user
        _queue, cases, order = list_of(request, self.asked)
        column = BY_INDEX.get(order.key, "opened_at")
        cases = cases.filter(pk__in=self.keys) if self.keys else cases
        cases = cases.exclude(confidentiality=Confidentiality.SECRET)
        return cases.order_by(f"{'-' if order.descending else ''}{column}", "-pk")


def export(wanted: Wanted, request: HttpRequest) -> HttpResponseBase | Sheet:
    """The sheet, or the row of one that the worker puts together. Raises TooMany."""
    cases = wanted.cases()
    many = cases.order_by()[: MOST + 1].count()
    most = MOST_NAMED if wanted.full else MOST
    if many > most:
        raise TooMany(_("More than %(n)d matters. Narrow the list down first.") % {"n": most})
    record(
        action="export",
        subject_type="matters",
        subject_key=wanted.asked.get("queue", "") or "list",
        reason=wanted.reason,
        request=request,
        data={"rows": many, "narrowed": words_of(wanted.asked)[:200], "full": wanted.full},
    )
    if many > AT_ONCE:
        return Sheet.objects.create(
            by=wanted.user,
            asked=words_of(wanted.asked),
            keys=wanted.keys,
            form=wanted.form,
            reason_sealed=wanted.reason,
            language=get_language() or "zh-hans",
            rows=many,
        )
    revealed = _revealed(wanted, request) if wanted.full else {}
    heads, lines = _heads(named=bool(revealed)), _lines(cases, revealed)
    name = f"{timezone.localdate():%Y%m%d}.{wanted.form}"
    return as_stream(heads, lines, name) if wanted.form == "csv" else as_download(workbook("1", heads, lines), name)


def make_waiting() -> int:
    """What the worker does: put together the sheets that wait, and throw away those of yesterday."""
    Sheet.objects.filter(asked_at__lt=timezone.now() - KEPT).delete()
    done = 0
    while _make_next():
        done += 1
    return done


@transaction.atomic
def _make_next() -> bool:
    row = Sheet.objects.filter(made_at=None).select_for_update(skip_locked=True).order_by("id").first()
    if row is None:
        return False
    user = User.objects.get(pk=row.by_id)
    wanted = Wanted(user, QueryDict(row.asked), row.keys, row.form, row.reason_sealed)
    with override(row.language):
        cases: Any = wanted.cases() if user.is_active else Case.objects.none()
        heads, lines = _heads(named=False), _lines(cases[:MOST], {})
        content = separated(heads, lines) if row.form == "csv" else workbook("1", heads, lines)
    row.content_sealed = base64.b85encode(content).decode()
    row.made_at = timezone.now()
    row.save(update_fields=["content_sealed", "made_at"])
    return True


def sent(row: Sheet) -> HttpResponseBase:
    """A sheet that the worker put together, as a file to keep."""
    name = f"{timezone.localdate(row.asked_at):%Y%m%d}.{row.form}"
    return as_download(base64.b85decode(row.content_sealed), name)


def _revealed(wanted: Wanted, request: HttpRequest) -> dict[int, tuple[str, str]]:
    """Name and phone by matter, where this person may see them; each look is logged."""
    rows: Any = wanted.cases().select_related("resident")
    seen = [case for case in rows if may_reveal(wanted.user, case)]
    record_many(
        action="reveal",
        subject_type="case",
        subject_keys=[case.number for case in seen],
        reason=wanted.reason,
        request=request,
        data={"export": "matters"},
    )
    return {case.pk: (case.resident.name_sealed, case.resident.phone_sealed) for case in seen}


def _heads(*, named: bool) -> list[str]:
    said = (_("Number"), _("Kind"), _("Title"), _("Written by"), *((_("Phone"),) if named else ()), _("Lead office"))
    more = (_("Handler"), _("Neighbourhood"), _("Category"), _("Channel"), _("Received"), _("State"))
    return [str(head) for head in (*said, *more, _("Waits for"), _("Limit"), pgettext("when", "Closed"))]


def _lines(cases: CaseQuerySet, revealed: dict[int, tuple[str, str]]) -> Iterator[list[Cell]]:
    """A line for each matter, read a batch at a time; what all lines share, and the language, is fixed before."""
    kinds = {flow.key: str(flow.label) for flow in all_workflows()}
    states = {(flow.key, key): str(state.label) for flow in all_workflows() for key, state in flow.states.items()}
    channels, waits = _said(Channel), _said(Waiting)
    called = names()
    rows = cases.values_list(*COLUMNS, named=True).iterator(chunk_size=BATCH)

    def read(row: Any) -> list[Cell]:
        name, phone = revealed.get(row.pk, (mask_name(row.resident__name_sealed) if row.resident_id else "", ""))
        return [
            *(row.number, kinds[row.kind], row.title, name, *([phone] if revealed else [])),
            called.offices[row.office_id],
            called.people[row.handler_id] if row.handler_id else "",
            called.neighbourhoods[row.neighbourhood_id] if row.neighbourhood_id else "",
            called.categories[row.category_id] if row.category_id else "",
            channels.get(row.channel, row.channel),
            _moment(row.opened_at),
            states[row.kind, row.state],
            waits.get(row.waiting, ""),
            "" if row.due_at == FAR or row.closed_at else _moment(row.due_at),
            _moment(row.closed_at) if row.closed_at else "",
        ]

    return map(read, rows)


def _said(choices: Any) -> dict[str, str]:
    return {str(key): str(label) for key, label in choices.choices}


def _moment(at: dt.datetime) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"
