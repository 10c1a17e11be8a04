"""Limits, categories and grants for administrators, who do no case work: of a case they see no words and no person."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from caojiadu.core.administrators import SYSTEM
from caojiadu.core.audit.trail import record
from caojiadu.core.cases.admin_cases import CaseAdmin
from caojiadu.core.cases.admin_forms import CategoryForm, LimitRuleForm
from caojiadu.core.cases.models import Category, LimitRule
from caojiadu.core.types import Json
from caojiadu.core.workflow import Limit, all_workflows, find

__all__ = ["CaseAdmin", "CategoryAdmin", "LimitRuleAdmin"]


class KindFilter(admin.SimpleListFilter):
    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        """Every kind that there is."""
        return [(flow.key, str(flow.label)) for flow in all_workflows()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(kind=self.value()) if self.value() else queryset


def changes(obj: models.Model, form: forms.BaseForm) -> dict[str, list[Json]]:
    """Each changed field with its value before and after."""
    return {
        name: [_plain(form.initial.get(name)), _plain(form[name].field.prepare_value(getattr(obj, name)))]
        for name in form.changed_data
    }


def _plain(value: object) -> Json:
    return value if isinstance(value, str | int | float | bool | list | None) else str(value)


class Audited:
    """Mixin: every change is recorded with what was there before."""

    def save_model(self, request: HttpRequest, obj: models.Model, form: forms.BaseForm, change: bool) -> None:
        """Save, and record old and new."""
        super().save_model(request, obj, form, change)  # type: ignore[misc]
        record(
            action="change" if change else "add",
            subject_type=obj._meta.label_lower,
            subject_key=obj.pk,
            request=request,
            data=changes(obj, form),
        )


@admin.register(LimitRule)
class LimitRuleAdmin(Audited, ModelAdmin):
    """Norms are the office's to set; a limit set by law shows its article and cannot be lengthened here."""

    owner = SYSTEM
    form = LimitRuleForm
    list_display = ("kind_name", "limit_name", "length", "rolls", "source", "is_legal")
    list_display_links = ("limit_name",)
    list_filter = (KindFilter, "legal")
    ordering = ("kind", "id")
    list_per_page = 100
    of_law = ("days", "working", "roll")
    said = ("kind_name", "limit_name", "source", "is_legal")
    fieldsets = (
        (None, {"fields": said}),
        (
            _("Length of the limit"),
            {"fields": of_law, "description": _("What the law sets is here to read; norms are the office's to set.")},
        ),
        (_("Warnings and climbing"), {"fields": ("warn", "rungs")}),
    )

    @admin.display(description=_("kind"), ordering="kind")
    def kind_name(self, row: LimitRule) -> str:
        return next((str(flow.label) for flow in all_workflows() if flow.key == row.kind), row.kind)

    @admin.display(description=_("limit"))
    def limit_name(self, row: LimitRule) -> str:
        """The limit by its name, in the reader's language."""
        declared = self._declared(row)
        return str(declared.label) if declared else row.label

    @admin.display(description=_("source"))
    def source(self, row: LimitRule) -> str:
        """The article, in the reader's language."""
        declared = self._declared(row)
        return str(declared.article) if declared else row.article

    @admin.display(description=_("length"), ordering="days")
    def length(self, row: LimitRule) -> str:
        """Days with their kind."""
        said = gettext("%(days)s working days") if row.working else gettext("%(days)s days")
        return said % {"days": row.days}

    @admin.display(description=_("when it ends on a day off"))
    def rolls(self, row: LimitRule) -> str:
        """Which way it rolls."""
        return row.get_roll_display() or gettext("stays")

    @admin.display(description=_("set by law"), boolean=True)
    def is_legal(self, row: LimitRule) -> bool:
        """Whether the law sets it."""
        return row.legal

    def _declared(self, row: LimitRule) -> Limit | None:
        known = {flow.key for flow in all_workflows()}
        return find(row.kind).limit(row.key) if row.kind in known else None

    def get_readonly_fields(self, request: HttpRequest, obj: LimitRule | None = None) -> tuple[str, ...]:
        """What law fixes is read."""
        return (*self.said, *self.of_law) if obj and obj.legal else self.said

    def save_model(self, request: HttpRequest, obj: models.Model, form: forms.BaseForm, change: bool) -> None:
        """Say from when on a new length holds."""
        super().save_model(request, obj, form, change)
        if {"days", "working", "roll"} & set(form.changed_data):
            said = _("The new length holds for limits that start from now on; running ones keep their date.")
            self.message_user(request, said, messages.INFO)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Kinds declare their limits."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: LimitRule | None = None) -> bool:
        """A limit in force is not removed."""
        return False


class LevelFilter(admin.SimpleListFilter):
    """Categories by their level in the tree."""

    title = _("level")
    parameter_name = "level"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("1", gettext("first")), ("2", gettext("second")), ("3", gettext("third"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Category]) -> QuerySet[Category]:
        levels: dict[str, dict[str, Any]] = {
            "1": {"parent": None},
            "2": {"parent__isnull": False, "parent__parent": None},
            "3": {"parent__parent__isnull": False},
        }
        return queryset.filter(**levels.get(self.value() or "", {}))


@admin.register(Category)
class CategoryAdmin(Audited, ModelAdmin):
    """The classification as a tree; nothing is removed, for matters point to it: take back the offer instead."""

    owner = SYSTEM
    form = CategoryForm
    list_display = ("in_tree", "name_en", "office", "function", "published", "order")
    list_filter = (LevelFilter, "published", "office")
    list_select_related = ("parent__parent", "office", "function")
    search_fields = ("name_zh", "name_en", "parent__name_zh")
    fields = ("parent", "name_zh", "name_en", "office", "function", "published", "order")

    @admin.display(description=_("category"), ordering="order")
    def in_tree(self, row: Category) -> str:
        """The name under those above it."""
        above = [row.parent.parent, row.parent] if row.parent else []
        return format_html("{}{}", "".join(f"{one.name_zh} › " for one in above if one), row.name_zh)

    def has_delete_permission(self, request: HttpRequest, obj: Category | None = None) -> bool:
        """A category that matters point to stays."""
        return False
