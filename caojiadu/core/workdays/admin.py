"""The calendar for administrators: any day can be corrected, none can be removed."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from caojiadu.core.administrators import SYSTEM
from caojiadu.core.workdays.changes import set_day
from caojiadu.core.workdays.models import Day


class ExceptionalFilter(admin.SimpleListFilter):
    """Holidays and make-up days: what the yearly notice names, or only the days edited here."""

    title = _("which days")
    parameter_name = "which"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("named", gettext("holidays and make-up days")), ("edited", gettext("edited here"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "named":
            return queryset.exclude(name_zh="")
        if self.value() == "edited":
            return queryset.filter(source=Day.Source.EDITED)
        return queryset


@admin.register(Day)
class DayAdmin(ModelAdmin):
    """Days by year. A changed day is recorded, and the limits that run over it are counted again."""

    owner = SYSTEM
    list_display = ("date", "working", "name_zh", "name_en", "source")
    list_filter = (ExceptionalFilter, "working")
    date_hierarchy = "date"
    search_fields = ("date", "name_zh", "name_en")
    fields = ("date", "working", "name_zh", "name_en")

    def get_readonly_fields(self, request: HttpRequest, obj: Day | None = None) -> tuple[str, ...]:
        """A day stays the day it is."""
        return ("date",) if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Day | None = None) -> bool:
        """A removed day would silently turn a sure date into a guess."""
        return False

    def save_model(self, request: HttpRequest, obj: Day, form: object, change: bool) -> None:
        """Change the day through the one verb, which logs and tells."""
        set_day(day=obj.date, working=obj.working, name_zh=obj.name_zh, name_en=obj.name_en, actor=request.user)
