"""Taking a register out as a sheet."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

from django import forms
from django.db import models
from django.db.models import QuerySet, Sum
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caojiadu.core.audit.trail import record
from caojiadu.core.cases.forms import Words
from caojiadu.core.organisation.models import Office
from caojiadu.core.registers import lists
from caojiadu.core.registers.access import rows_of as rows_for
from caojiadu.core.registers.declaration import Register
from caojiadu.core.registers.incoming import fields_of
from caojiadu.core.registers.meaning import Meaning
from caojiadu.core.sheets.writing import as_download, as_stream, blank_workbook, workbook
from caojiadu.core.types import Cell

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
    lines = _lines(register, rows.order_by("-pk")[:many])
    name = f"{register.label}-{timezone.localdate():%Y%m%d}.{form}"
    heads = [_("Number"), *([_("Person")] if register.person else []), *(_labels(register)), _("State")]
    if form == "csv":
        return as_stream(heads, lines, name)
    return as_download(workbook("1", heads, chain(lines, _totals(register, rows, many))), name)


def blank(register: Register) -> bytes:
    """A sheet to be filled in and sent in: heads, lists to choose from, and what goes into each column."""
    fields = fields_of(register)
    meaning = Meaning(fields, list(fields))
    choices = {place: list(meaning.labels.get(key, ())) for place, key in enumerate(fields)}
    rules = [[_("Column"), _("Needed"), _("Example"), _("What goes in")]]
    rules += [
        [str(field.label), _("yes") if field.required else "", meaning.example(key), _rule(field, choices[place])]
        for place, (key, field) in enumerate(fields.items())
    ]
    return blank_workbook([str(field.label) for field in fields.values()], choices, rules, _("How to fill it in"))


def _rule(field: forms.Field, choices: list[str]) -> str:
    return "；".join(filter(None, [str(field.help_text or ""), "、".join(choices)]))


def _labels(register: Register) -> list[str]:
    return [str(register.label_of(name)) for name in register.fields]


def _lines(register: Register, rows: QuerySet[Any]) -> Iterator[list[Cell]]:
    """A line for each row, read a batch at a time, of the columns that it shows alone; what all lines share is made
    once, before the first is asked for."""
    meta = register.model_class._meta
    asked = [*(["resident"] if register.person else []), *register.fields]
    fields = [meta.get_field(name) for name in asked]
    readers = [lists.Named(field) if field.is_relation else lists.reader_of(field, raw=True) for field in fields]
    first, last, end = _number_and_state(register)
    names = (first, *(field.attname for field in fields), last)
    number, state = end
    return _read(rows.values_list(*names).iterator(chunk_size=BATCH), number, readers, state)


def _read(
    rows: Iterator[tuple[Any, ...]],
    number: Callable[[Any], Cell],
    readers: Sequence[Callable[[Any], Cell]],
    state: Callable[[Any], Cell],
) -> Iterator[list[Cell]]:
    columns = (number, *readers, state)
    while batch := list(islice(rows, BATCH)):
        for place, reader in enumerate(readers, 1):
            if isinstance(reader, lists.Named):
                reader.read(row[place] for row in batch)
        for row in batch:
            yield [read(value) for read, value in zip(columns, row, strict=True)]


def _number_and_state(register: Register) -> tuple[str, str, tuple[Callable[[Any], Cell], Callable[[Any], Cell]]]:
    """The columns of a row's number and state, and how each is written."""
    if register.workflow is not None:
        labels = {key: str(state.label) for key, state in register.workflow.states.items()}
        return "number", "state", (lambda number: number, labels.__getitem__)
    ended, current = str(_("ended")), str(_("current"))
    return "pk", "ended_on", (lambda key: f"#{key}", lambda day: ended if day else current)


def _totals(register: Register, rows: QuerySet[Any], many: int) -> Iterator[list[Cell]]:
    """A last line with the sum of each column that can be added up; none below two rows."""
    summed = {name for name in register.fields if can_be_summed(register, name)}
    if many < 2 or not summed:
        return
    found = rows.order_by().aggregate(**{f"sum_{name}": Sum(name) for name in summed})
    person = [""] if register.person else []
    yield [_("In all"), *person, *(found[f"sum_{name}"] if name in summed else "" for name in register.fields), ""]


# Numbers whose sum says nothing.
NO_SUM = {
    *("year", "first_year", "registered_year", "covers_from", "covers_to"),
    *("age", "age_from", "age_to", "original_age", "agreed_shift", "oldest", "youngest"),
    *("care_level", "level", "own_score", "span", "step", "term", "years"),
    *("least", "most", "longest", "wait", "target", "promise", "quorum", "personnel_quorum"),
    *("brought_over", "there"),  # of one month each
    *("high_times", "middle_times", "low_times"),
    *("costs", "declared_area", "declared_assets", "declared_income", "income", "pay"),
    *("duration", "fee", "minutes", "ticket"),
}


def can_be_summed(register: Register, name: str) -> bool:
    """Whether the numbers of a field can be added up. A stock counts each thing in its own unit."""
    field = register.model_class._meta.get_field(name)
    number = isinstance(field, models.IntegerField | models.DecimalField) and not field.choices
    return number and name not in NO_SUM and name not in (register.stock or ())
