"""The catalogue for administrators: items with what is said of them are added, changed, confirmed and retired."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Count, Field, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, StackedInline

from caojiadu.core.audit.trail import record
from caojiadu.core.cases.admin import Audited
from services.models import Amount, Condition, HallRules, HallWindow, Item, LifeEvent, Limit, Paper, Question


class SaidInline(StackedInline):
    """What is said of an item, each with its source."""

    extra = 0
    tab = True
    exclude = ("loaded", "order")


INLINES = [
    type(f"{model.__name__}Inline", (SaidInline,), {"model": model})
    for model in (Condition, Paper, Limit, Amount, Question)
]


class Unconfirmed(admin.SimpleListFilter):
    """Items of which something waits to be confirmed."""

    title = _("to be confirmed")
    parameter_name = "unconfirmed"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Only these."""
        return [("yes", _("something to confirm"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Item]) -> QuerySet[Item]:
        """Narrow the list."""
        return queryset.filter(waiting__gt=0) if self.value() == "yes" else queryset


class Kept(ModelAdmin):
    """Saved with a line in the audit trail that names the fields."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save what belongs to it, then note what was changed."""
        lines = {one.prefix: [str(row.instance) for row in one if row.has_changed()] for one in formsets}
        super().save_related(request, form, formsets, change)
        record(
            action="change" if change else "add",
            actor=request.user,
            request=request,
            subject_type=form.instance._meta.label_lower,
            subject_key=form.instance.key,
            data={"fields": form.changed_data} | {name: rows for name, rows in lines.items() if rows},
        )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What people were told is retired, not deleted."""
        return False


@admin.register(Item)
class ItemAdmin(Kept):
    """A service item with everything that is said of it."""

    list_display = ("name_zh", "name_en", "function", "channel", "published", "to_confirm")
    list_filter = (Unconfirmed, "published", "channel", "events")
    list_select_related = ("function",)
    search_fields = ("key", "name_zh", "name_en", "also_zh", "also_en")
    filter_horizontal = ("events",)
    inlines: ClassVar[list[Any]] = INLINES
    exclude = ("loaded", "order")

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        """An address typed without a scheme is meant to be safe."""
        if db_field.name == "link":
            kwargs["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Item | None = None) -> tuple[str, ...]:
        """The short name stands in addresses that people keep."""
        return ("key",) if obj else ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Item]:
        """Each with how much of it waits to be confirmed."""
        waiting = [
            Count(name, filter=Q(**{f"{name}__confirmed": False}), distinct=True)
            for name in ("conditions", "papers", "limits", "amounts", "questions")
        ]
        return super().get_queryset(request).annotate(waiting=sum(waiting[1:], waiting[0]))

    @admin.display(description=_("to confirm"), ordering="waiting")
    def to_confirm(self, item: Any) -> int:
        """How many lines the public does not see yet."""
        return int(item.waiting)


@admin.register(LifeEvent)
class LifeEventAdmin(Kept):
    """The occasions under which items are found."""

    list_display = ("name_zh", "name_en", "key")
    search_fields = ("name_zh", "name_en")
    exclude = ("loaded", "order")


@admin.register(HallWindow)
class HallWindowAdmin(Audited, ModelAdmin):
    """The windows of the reception halls. One that is there no longer is put out of use."""

    list_display = ("__str__", "centre", "active")
    list_filter = ("centre", "active")
    list_select_related = ("centre",)

    def get_readonly_fields(self, request: HttpRequest, obj: HallWindow | None = None) -> tuple[str, ...]:
        """Tickets were called to this number in this hall."""
        return ("centre", "number") if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Tickets name their window for good."""
        return False


@admin.register(HallRules)
class HallRulesAdmin(Audited, ModelAdmin):
    """The figures for reception halls."""

    list_display = ("__str__", "grace")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """There is one row."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """It stays."""
        return False
