"""The list of a register: which entries, narrowed and searched, page by page, always in the same few queries."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import django_filters
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import CaseSearch
from caojiadu.core.cases.models.case import NUMBER, normal_number
from caojiadu.core.cases.query import tokens_of
from caojiadu.core.cases.search import query_for
from caojiadu.core.keyset import page_after
from caojiadu.core.organisation.models import Office
from caojiadu.core.personal import name_digest
from caojiadu.core.registers.access import rows_of
from caojiadu.core.registers.declaration import Register, by_model
from caojiadu.core.registers.forms import EntryField
from caojiadu.core.registers.models import Record
from caojiadu.core.types import Cell, Column, Fact, NamedRow
from caojiadu.core.workflow import Text

MOST_HITS = 1000
NUMBERS = (models.IntegerField, models.DecimalField, models.FloatField)
YEARS = {"min_value": 1900, "max_value": 2200}


@dataclass(frozen=True)
class Tab:
    """One of the lists of a register."""

    key: str
    label: Text
    empty: Text


RECORD_TABS = (
    Tab("current", _("Current"), _("Nothing has been entered yet.")),
    Tab("due", _("By date"), _("Nothing has a date.")),
    Tab("ended", _("Ended"), _("Nothing has ended.")),
)
SHORT_TAB = Tab("short", _("Too little"), _("Of everything there is at least as much as there should be."))
MATTER_TABS = (
    Tab("open", _("Open"), _("Nothing is open.")),
    Tab("all", _("All"), _("Nothing has been entered yet.")),
)


@dataclass
class Listing:
    """One page of a register."""

    tab: Tab
    filter: django_filters.FilterSet
    rows: list[Any]
    first_url: str
    next_url: str


def tabs_of(register: Register) -> tuple[Tab, ...]:
    """The lists of a register."""
    if register.is_matter:
        return MATTER_TABS
    return (RECORD_TABS[0], SHORT_TAB, *RECORD_TABS[1:]) if register.stock else RECORD_TABS


def listing(register: Register, request: HttpRequest, office: Office) -> Listing:
    """The page that the address asks for."""
    tabs = tabs_of(register)
    tab = next((one for one in tabs if one.key == request.GET.get("tab")), tabs[0])
    narrowed = filter_class(register)(request.GET, queryset=rows_of(request.user, register, office), request=request)
    rows = narrowed.qs if narrowed.is_valid() else narrowed.queryset.none()
    searching = narrowed.is_valid() and narrowed.form.cleaned_data["q"]
    rows = rows if searching else in_tab(rows, tab.key, register)
    columns, newest = _order(register, "" if searching else tab.key)
    found, mark = page_after(
        with_names(register, rows), request.GET.get("after", ""), columns=columns, newest_first=newest
    )
    return Listing(tab, narrowed, found, _url(request, "") if request.GET.get("after") else "", _url(request, mark))


def in_tab(rows: QuerySet[Any], key: str, register: Register | None = None) -> QuerySet[Any]:
    """The entries of one list; which are short, their register says."""
    if key == SHORT_TAB.key and register and register.stock:
        there, least = register.stock
        return rows.filter(ended_on=None, **{f"{there}__lt": models.F(least)})
    if key == "open":
        return rows.filter(closed_at=None)
    if key == "ended":
        return rows.filter(ended_on__isnull=False)
    if key == "due":
        return rows.filter(ended_on=None, due_on__isnull=False)
    return rows.filter(ended_on=None) if key == "current" else rows


def with_names(register: Register, rows: QuerySet[Any], *, every: bool = False) -> QuerySet[Any]:
    """With everything that a line names, in the same query; with `every`, whatever any field names."""
    wanted = register.fields if every else register.shown
    names = {name for name in wanted if register.model_class._meta.get_field(name).is_relation}
    always = {"office", "handler"} if register.is_matter else {"office"}
    return rows.select_related(*sorted(names | always | ({"resident"} if register.person else set())))


def cells(register: Register, row: NamedRow, names: tuple[str, ...]) -> list[Fact]:
    """What stands in a line or on a page: each field's label and value."""
    return [(register.label_of(name), shown_value(row, name)) for name in names]


def shown_value(row: NamedRow, name: str) -> Cell:
    """The value of a field as people read it; days and moments stay what they are, for the page to write."""
    display = getattr(row, f"get_{name}_display", None)
    return _written(display() if display else getattr(row, name))


def reader_of(field: Column, *, raw: bool = False) -> Callable[[object], Cell]:
    """`shown_value` of one column, for many rows: what its values have in common is made once. What a key names is read
    by `Named`. With `raw`, numbers and moments stay what they are, for a sheet that adds them up."""
    labels = {key: str(label) for key, label in field.flatchoices} if not field.is_relation else {}
    if isinstance(field, models.BooleanField):
        labels = {True: gettext("yes"), False: gettext("no"), **labels}
    if not labels:
        return field.to_python if raw and isinstance(field, NUMBERS) else _written
    return lambda value: labels[value] if value in labels else _written(value)


class Named:
    """What the keys of one column name, read a batch at a time: each row of the other table once."""

    def __init__(self, field: Column) -> None:
        self.field, self.names = field, dict[object, str]({None: ""})

    def read(self, keys: Iterable[object]) -> None:
        """Read those that were not named yet."""
        new = set(keys) - self.names.keys()
        if new and self.field.related_model:
            found = self.field.related_model._default_manager.in_bulk(new)
            self.names.update({key: str(row) for key, row in found.items()})

    def __call__(self, key: object) -> Cell:
        return self.names[key]


def _written(value: object) -> Cell:
    if type(value) is str:  # most are: asked first, and no subclass, whose own words would be lost
        return value
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, dt.date) or value is None:
        return value
    return f"{value:,}" if isinstance(value, Decimal) else str(value)


def late_or_soon(rows: QuerySet[Any], days: int = 30) -> QuerySet[Any]:
    """Entries whose date has passed, or comes within some calendar days."""
    until = timezone.localdate() + dt.timedelta(days=days)
    return rows.filter(ended_on=None, due_on__lte=until)


def filter_class(register: Register) -> type[django_filters.FilterSet]:
    """The filters of a register: a search, a choice for each field that it names, and years for each date."""
    made: dict[str, Any] = {
        "q": django_filters.CharFilter(label=_("Search"), method="search", max_length=100),
        "search": _search_matters if register.is_matter else _search_records,
        "register": register,
    }
    for name in register.filters:
        field = register.model_class._meta.get_field(name)
        made |= _years(field) if isinstance(field, models.DateField) else {name: _filter(register, name)}
    if register.is_matter and register.workflow:
        states = [(key, state.label) for key, state in register.workflow.states.items()]
        made["state"] = django_filters.ChoiceFilter(label=_("State"), choices=states, empty_label=_("any"))
    made["Meta"] = type("Meta", (), {"model": register.model_class, "fields": ()})
    return type("RegisterFilter", (django_filters.FilterSet,), made)


class EntryFilter(django_filters.Filter):
    """Narrows to what belongs to one entry of another register, typed by its name or number."""

    field_class = EntryField


def _years(field: Column) -> dict[str, django_filters.Filter]:
    """Two filters for a date: from a year, and up to one."""
    ends = (("from", "gte", _("from year")), ("to", "lte", _("up to year")))
    return {
        f"{field.name}_{key}": django_filters.NumberFilter(
            field_name=field.name,
            lookup_expr=f"year__{lookup}",
            label=format_lazy("{field}: {end}", field=capfirst(field.verbose_name), end=label),
            **YEARS,
        )
        for key, lookup, label in ends
    }


def _filter(register: Register, name: str) -> django_filters.Filter:
    field = register.model_class._meta.get_field(name)
    other = by_model(field.related_model) if field.related_model else None
    if other is not None:
        return EntryFilter(other=other, field_name=name, label=capfirst(field.verbose_name))
    common = {"field_name": name, "label": capfirst(field.verbose_name), "empty_label": _("any")}
    if field.choices:
        return django_filters.ChoiceFilter(choices=field.choices, **common)
    if isinstance(field, models.BooleanField):
        words = (("", common.pop("empty_label")), (True, _("yes")), (False, _("no")))
        return django_filters.TypedChoiceFilter(choices=words, coerce=lambda text: text == "True", **common)
    if isinstance(field, models.IntegerField):
        return django_filters.NumberFilter(field_name=name, label=common["label"])
    return django_filters.ModelChoiceFilter(queryset=field.related_model.objects.all(), **common)


def _search_records(self: django_filters.FilterSet, rows: QuerySet[Any], _name: str, text: str) -> QuerySet[Any]:
    """By number, by a person's full name, else by words and initials; only the newest thousand hits are looked at."""
    plain = text.strip().removeprefix("#")
    if text.strip().startswith("#") and plain.isdecimal() and len(plain) < 18:
        return rows.filter(pk=int(plain))
    key = self.register.key
    if self.register.person:
        people = list(Record.objects.filter(register=key, resident__name_digest=name_digest(text))[:MOST_HITS])
        if people:
            return rows.filter(pk__in=[one.pk for one in people])
    query = query_for(text)
    if query is None:
        return rows.none()
    hits = Record.objects.filter(register=key, vector=query).order_by((models.F("id") + 0).desc())
    return rows.filter(pk__in=list(hits.values_list("pk", flat=True)[:MOST_HITS]))


def _search_matters(self: django_filters.FilterSet, rows: QuerySet[Any], _name: str, text: str) -> QuerySet[Any]:
    """By number, else by words and initials."""
    if NUMBER.fullmatch(text.strip()):
        return rows.filter(number=normal_number(text))
    query = query_for(text)
    if query is None:
        return rows.none()
    hits = CaseSearch.objects.filter(readers__overlap=tokens_of(self.request.user), vector=query)
    newest = hits.order_by((models.F("case_id") + 0).desc())
    return rows.filter(pk__in=list(newest.values_list("case_id", flat=True)[:MOST_HITS]))


def _order(register: Register, tab: str) -> tuple[tuple[str, ...], bool]:
    if tab == "due":
        return ("due_on", "id"), False
    if tab == "open":
        return ("due_at", "id"), False
    return (("opened_at", "id") if register.is_matter else ("id",)), True


def _url(request: HttpRequest, mark: str) -> str:
    query = {name: value for name, value in request.GET.items() if name != "after" and value}
    if mark:
        query["after"] = mark
    elif not request.GET.get("after"):
        return ""
    return "?" + urlencode(query)
