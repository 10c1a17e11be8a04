"""Filters of the list, kept in the address so that a list can be passed on."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Self

import django_filters
from django import forms
from django.db.models import F
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from caojiadu.core.accounts.models import User
from caojiadu.core.cases.models import Case, CaseSearch, Category, Channel
from caojiadu.core.cases.query import CaseQuerySet, persons, tokens_of
from caojiadu.core.cases.search import numbered, query_for
from caojiadu.core.desk import hooks
from caojiadu.core.desk.pages import address
from caojiadu.core.front.templatetags.portal import day
from caojiadu.core.keyset import MOST
from caojiadu.core.organisation.models import Neighbourhood, Office
from caojiadu.core.workdays.deadlines import end_of
from caojiadu.core.workflow import Workflow, all_workflows, find

# Only the newest hits are looked at: ranking or counting all of a common word costs a second and serves nobody.
MOST_HITS = 1000


def flows_of(user: Any) -> list[Workflow]:
    """The kinds of matter on which somebody works; for whoever watches over all of them, every one."""
    permissions = {name for one in persons(user) for name in one.get_all_permissions()}
    able = [flow for flow in all_workflows() if any(move.needs in permissions for move in flow.transitions)]
    return able if able and not user.has_role("leader") else list(all_workflows())


def belonging() -> list[tuple[str, Any]]:
    """In what way a matter belongs to others."""
    return [("repeat", _("repeat letters")), ("linked", _("linked with others"))]


def states_of(flows: Iterable[Workflow]) -> list[tuple[str, Any]]:
    """Every state of some kinds, once."""
    found: dict[str, Any] = {}
    for flow in flows:
        for key, state in flow.states.items():
            found.setdefault(key, state.label)
    return list(found.items())


def joint() -> list[tuple[int, Any]]:
    """Matters of several people, and of as many as make a joint visit."""
    many = hooks.mass_from() or 5
    numbers = sorted({2, many})
    return [
        (number, ngettext("%(n)d person or more", "%(n)d people or more", number) % {"n": number}) for number in numbers
    ]


class CaseFilter(django_filters.FilterSet):
    """What narrows a list; every choice of something that may be missing offers "none"."""

    q = django_filters.CharFilter(label=_("Search"), method="search", max_length=100)
    state = django_filters.ChoiceFilter(label=_("State"), choices=(), empty_label=_("any"))
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=(), empty_label=_("any"))
    office = django_filters.ModelChoiceFilter(
        label=_("Lead office"), queryset=Office.objects.all(), empty_label=_("any")
    )
    handler = django_filters.ModelChoiceFilter(
        label=_("Handler"), queryset=User.objects.none(), null_label=_("nobody"), empty_label=_("any")
    )
    category = django_filters.ModelChoiceFilter(
        label=_("Category"), queryset=Category.objects.none(), null_label=_("none"), empty_label=_("any")
    )
    neighbourhood = django_filters.ModelChoiceFilter(
        label=_("Neighbourhood"), queryset=Neighbourhood.objects.all(), null_label=_("none"), empty_label=_("any")
    )
    channel = django_filters.ChoiceFilter(label=_("Channel"), choices=Channel.choices, empty_label=_("any"))
    together = django_filters.ChoiceFilter(
        label=_("Same matter"), choices=belonging, method="belongs_together", empty_label=_("any")
    )
    people = django_filters.ChoiceFilter(
        label=_("Joint"), choices=joint, field_name="headcount", lookup_expr="gte", empty_label=_("any")
    )
    cell = django_filters.CharFilter(
        label=_("Figure of a report"), method="of_cell", max_length=60, widget=forms.HiddenInput
    )
    since = django_filters.DateFilter(
        label=_("Received from"),
        method="received_from",
        widget=forms.DateInput({"type": "date"}),
    )
    until = django_filters.DateFilter(
        label=_("Received to"),
        method="received_to",
        widget=forms.DateInput({"type": "date"}),
    )

    class Meta:
        model = Case
        fields = ()

    @classmethod
    def of(cls, request: HttpRequest, cases: CaseQuerySet) -> Self:
        """The filters of an address; unbound, so that nothing is asked for, where it names none."""
        return cls.within(request, request.GET, cases)

    @classmethod
    def within(cls, request: HttpRequest, asked: QueryDict, cases: CaseQuerySet) -> Self:
        """The filters of a list that is kept elsewhere, such as in the address of one of its matters."""
        named = any(asked.get(name) for name in cls.base_filters)
        return cls(asked if named else None, queryset=cases, request=request)

    def get_form_class(self) -> type[forms.Form]:
        """The form, with the choices that this person has: drawn up only where it is shown or something is asked."""
        flows = flows_of(self.request.user)
        self.filters["kind"].extra["choices"] = [(flow.key, flow.label) for flow in flows]
        self.filters["state"].extra["choices"] = self._states(flows)
        self.filters["handler"].queryset = colleagues(self.request.user)
        self.filters["category"].queryset = Category.objects.filter(office__isnull=False).select_related("parent")
        form: type[forms.Form] = super().get_form_class()
        return form

    def _states(self, flows: list[Workflow]) -> list[tuple[str, Any]]:
        """The states of what is listed, once the form is shown; of a list too long to look through, all."""
        asked = self.data.get("state", "") if self.is_bound else ""
        if "narrow" in self.request.GET:
            listed = list(self.queryset.order_by().values_list("kind", "state")[: MOST + 1])
            if len(listed) <= MOST:
                found = {state: find(kind).states[state].label for kind, state in listed}
                return sorted(found.items(), key=lambda one: str(one[1])) + [
                    (key, label) for key, label in states_of(flows) if key == asked and key not in found
                ]
        return states_of(flows)

    @property
    def cases(self) -> CaseQuerySet:
        """What fits; nothing where the address makes no sense."""
        found: CaseQuerySet = self.qs if not self.is_bound or self.is_valid() else self.queryset.none()
        return found

    @property
    def words(self) -> str:
        """What is searched for, as it was typed."""
        return str(self.data.get("q", "")) if self.is_bound else ""

    @property
    def chosen(self) -> list[dict[str, Any]]:
        """What is set beside the search: label, what was chosen, and the address of the list without it."""
        if not self.is_valid():
            return []
        fields = self.form.fields
        return [
            {
                "label": fields[name].label,
                "text": _said(fields[name], value),
                "url": address(self.data, without=name),
            }
            for name, value in self.form.cleaned_data.items()
            if name != "q" and value
        ]

    @property
    def wrong(self) -> bool:
        """Whether something of the address makes no sense, which its field says."""
        return self.is_bound and not self.is_valid()

    def search(self, cases: CaseQuerySet, _name: str, text: str) -> CaseQuerySet:
        """By number or a part of it, else by words and initials among what the person may open."""
        if (by_number := numbered(cases, text)) is not None:
            found = list(by_number.order_by("-pk").values_list("pk", flat=True)[:MOST_HITS])
            if found:
                return cases.filter(pk__in=found)
        query = query_for(text)
        if query is None:
            return cases.none()
        hits = CaseSearch.objects.filter(readers__overlap=tokens_of(self.request.user), vector=query)
        # Adding nothing keeps the planner from walking the whole table by key in the hope of an early thousandth hit.
        newest = hits.order_by((F("case_id") + 0).desc())
        return cases.filter(pk__in=list(newest.values_list("case_id", flat=True)[:MOST_HITS]))

    def belongs_together(self, cases: CaseQuerySet, _name: str, way: str) -> CaseQuerySet:
        """Repeat letters, or whatever is linked with another matter."""
        return cases.filter(repeat=True) if way == "repeat" else cases.filter(linked=True)

    def of_cell(self, cases: CaseQuerySet, _name: str, key: str) -> CaseQuerySet:
        """Those that one figure of a report counts."""
        return hooks.cases_of_cell(cases, key, self.request.user)

    def received_from(self, cases: CaseQuerySet, _name: str, day: dt.date) -> CaseQuerySet:
        """From the beginning of a day, as instants, so that the index by date serves."""
        return cases.filter(opened_at__gte=timezone.make_aware(dt.datetime.combine(day, dt.time.min)))

    def received_to(self, cases: CaseQuerySet, _name: str, day: dt.date) -> CaseQuerySet:
        """To the end of a day."""
        return cases.filter(opened_at__lte=end_of(day))


def _said(field: forms.Field, value: Any) -> Any:
    """A choice as its list says it; nothing of what only the portal itself asks for."""
    if field.widget.is_hidden:
        return ""
    if isinstance(field, django_filters.fields.ChoiceField):
        return {str(key): label for key, label in field.choices}.get(str(value), value)
    if isinstance(field, django_filters.fields.ModelChoiceField) and value == field.null_value:
        return field.null_label
    return day(value) if isinstance(value, dt.date) else value


def colleagues(user: Any) -> Any:
    """Those who handle cases in one's offices; for a leader, everybody who does."""
    people = User.objects.filter(posts__role__in=("handler", "head"), is_active=True)
    if not user.has_role("leader", "letters"):
        people = people.filter(posts__office__in=[post.office_id for post in user.posts_at_work if post.office_id])
    return people.distinct().order_by("display_name")
