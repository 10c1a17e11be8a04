"""Taking a register out as a sheet, and bringing one in row by row."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caojiadu.core.accounts.models import User
from caojiadu.core.audit.trail import record
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.forms import Words
from caojiadu.core.organisation.models import Office
from caojiadu.core.registers import lists, verbs
from caojiadu.core.registers.access import rows_of as rows_for
from caojiadu.core.registers.declaration import Register
from caojiadu.core.registers.forms import EntryForm, as_typed, form_for
from caojiadu.core.registers.models import SheetIn
from caojiadu.core.sheets.cells import line, text
from caojiadu.core.sheets.heads import columns_by_name, first_of, missing_columns
from caojiadu.core.sheets.tables import Unreadable, rows_of
from caojiadu.core.sheets.writing import as_download, as_stream, workbook

MOST_OUT, MOST_IN, SHOWN, BATCH = 20_000, 2_000, 20, 2_000  # rows


class TooMany(ValueError):
    """More rows than one sheet takes."""


class ExportForm(forms.Form):
    """In which form, and why."""

    form = forms.ChoiceField(
        label=gettext_lazy("As"), choices=(("xlsx", "Excel (.xlsx)"), ("csv", "CSV")), widget=forms.RadioSelect
    )
    reason = Words(
        label=gettext_lazy("Why you need the list"), max_length=200, help_text=gettext_lazy("Kept in the log.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("form", "xlsx")


class SheetForm(forms.Form):
    """A file."""

    sheet = forms.FileField(
        label=gettext_lazy("Sheet"),
        help_text=gettext_lazy("Excel (.xlsx) or CSV, at most 2,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )


def export(register: Register, request: HttpRequest, office: Office, *, form: str, reason: str) -> HttpResponseBase:
    """The list as the address narrows it. Raises TooMany beyond what one sheet takes."""
    tab = request.GET.get("tab") or lists.tabs_of(register)[0].key
    narrowed = lists.filter_class(register)(
        request.GET, queryset=rows_for(request.user, register, office), request=request
    )
    rows = lists.in_tab(narrowed.qs if narrowed.is_valid() else narrowed.queryset.none(), tab, register)
    many = rows.order_by()[: MOST_OUT + 1].count()
    if many > MOST_OUT:
        raise TooMany(_("More than %(n)d rows. Narrow the list down first.") % {"n": MOST_OUT})
    record(
        action="export",
        subject_type="register",
        subject_key=register.key,
        reason=reason,
        request=request,
        data={"rows": many, "narrowed": request.GET.urlencode()[:200]},
    )
    lines = _lines(register, lists.with_names(register, rows, every=True).order_by("-pk")[:many])
    name = f"{register.key}-{timezone.localdate():%Y%m%d}.{form}"
    heads = [_("Number"), *([_("Person")] if register.person else []), *(_labels(register)), _("State")]
    return as_stream(heads, lines, name) if form == "csv" else as_download(workbook("1", heads, lines), name)


def heads_of(register: Register) -> list[str]:
    """The heads of a sheet to be sent in."""
    return [str(field.label) for field in form_for(register)(instance=register.model_class()).fields.values()]


def read(register: Register, path: Path, name: str, user: User) -> SheetIn:
    """Read a sheet and keep its good rows under seal. Raises Unreadable for what is no table, or not this one."""
    rows = rows_of(path, name=name)
    first = next(rows, None)
    if first is None:
        raise Unreadable(_("The sheet is empty."))
    fields = form_for(register)(instance=register.model_class()).fields
    columns = columns_by_name(first[1], {key: (str(field.label), key) for key, field in fields.items()})
    missing = [str(field.label) for key, field in fields.items() if field.required and key not in columns]
    if missing:
        raise missing_columns(first[1], missing, _("Use the empty sheet of this register."))
    good: list[dict[str, str]] = []
    bad: list[list[str]] = []
    for number, cells in rows:
        if len(good) + len(bad) >= MOST_IN:
            raise Unreadable(_("More than %(n)d rows. Split the sheet.") % {"n": MOST_IN})
        typed = {key: _cell(fields[key], first_of(cells, at)) for key, at in columns.items()}
        form = _form(register, typed)
        if form.is_valid():
            good.append(typed)
        else:
            bad.append([str(number), typed.get("title", ""), _why(form)])
    return SheetIn.objects.create(
        register=register.key,
        name=name[:200],
        sent_by=user,
        good=len(good),
        bad=bad,
        rows_sealed=json.dumps(good, ensure_ascii=False),
    )


def preview(sheet: SheetIn) -> list[list[str]]:
    """The first good rows."""
    return [list(row.values()) for row in json.loads(sheet.rows_sealed or "[]")[:SHOWN]]


def bring_in(register: Register, sheet: SheetIn, user: User, office: Office) -> None:
    """Enter the good rows, each by itself; one that no longer fits is reported. What was read goes."""
    refused: list[list[str]] = []
    for typed in json.loads(sheet.rows_sealed or "[]"):
        form = _form(register, typed)
        if not form.is_valid():
            refused.append(["", typed.get("title", ""), _why(form)])
            continue
        try:
            with transaction.atomic():
                person = form.resident()
                verbs.enter(register, form.values, user=user, office=office, resident=person, action="imported")
        except Refused as refusal:
            refused.append(["", typed.get("title", ""), str(refusal)])
    sheet.good, sheet.bad, sheet.rows_sealed = sheet.good - len(refused), [*sheet.bad, *refused], ""
    sheet.save(update_fields=["good", "bad", "rows_sealed"])


def _form(register: Register, typed: dict[str, str]) -> EntryForm:
    kind = form_for(register)
    blank = kind(instance=register.model_class())
    return kind(as_typed(blank, typed), instance=register.model_class())


def _cell(field: forms.Field, cell: Any) -> str:
    if hasattr(cell, "date") and isinstance(field, forms.DateField) and not isinstance(field, forms.DateTimeField):
        return str(cell.date())
    return text(cell) if isinstance(field.widget, forms.Textarea) else line(cell)


def _why(form: EntryForm) -> str:
    problems = []
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        problems += [f"{label}: {error}" if label else str(error) for error in errors]
    return "；".join(problems)


def _labels(register: Register) -> list[str]:
    return [str(register.label_of(name)) for name in register.fields]


def _lines(register: Register, rows: Any) -> Iterator[list[Any]]:
    """A line for each row, read a batch at a time; what all lines share is made once, before the first is asked for."""
    values = [lists.reader_of(register, name) for name in register.fields]
    number, state = _number_and_state(register)

    def line_of(row: Any) -> list[Any]:
        person = [str(row.resident or "")] if register.person else []
        return [number(row), *person, *(_plain(value(row)) for value in values), state(row)]

    return map(line_of, rows.iterator(chunk_size=BATCH))


def _number_and_state(register: Register) -> tuple[Callable[[Any], str], Callable[[Any], str]]:
    """How a row's number and state are written."""
    if register.workflow is not None:
        labels = {key: str(state.label) for key, state in register.workflow.states.items()}
        return (lambda row: row.number), (lambda row: labels[row.state])
    ended, current = str(_("ended")), str(_("current"))
    return (lambda row: f"#{row.pk}"), (lambda row: ended if row.ended_on else current)


def _plain(value: Any) -> Any:
    if hasattr(value, "hour"):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    return value.isoformat() if hasattr(value, "isoformat") else "" if value is None else value
