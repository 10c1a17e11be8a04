"""The settings of 12345 work and of grid cases, for administrators."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from caojiadu.core.administrators import SYSTEM
from caojiadu.core.cases.admin import Audited
from offices.management.models import GridClass, GridRules, HotlineRules, RateRule, SheetWord


class Kept:
    """Mixin: the rows are there from the start; they change, and neither come nor go."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(HotlineRules)
class HotlineRulesAdmin(Kept, Audited, ModelAdmin):
    """The figures for returns and extensions."""

    owner = SYSTEM
    list_display = ("__str__", "return_days", "returns_for_meeting", "extension_days", "handlers_see_private")


@admin.register(RateRule)
class RateRuleAdmin(Kept, Audited, ModelAdmin):
    """Which orders each measure is taken of."""

    owner = SYSTEM
    list_display = ("rate", "base")
    fields = ("rate", "base")
    readonly_fields = ("rate",)


@admin.register(SheetWord)
class SheetWordAdmin(Audited, ModelAdmin):
    """Further words that sheets of 12345 use."""

    owner = SYSTEM
    list_display = ("word", "means")
    list_filter = ("means",)
    search_fields = ("word",)


@admin.register(GridClass)
class GridClassAdmin(Audited, ModelAdmin):
    """Classes of parts and events with their limits. One that is not wanted any more is put out of use."""

    owner = SYSTEM
    list_display = ("name_zh", "group", "limit_text", "source", "on_spot", "active")
    list_filter = ("group", "active", "on_spot")
    search_fields = ("name_zh", "name_en")
    list_per_page = 100

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("limit"))
    def limit_text(self, obj: GridClass) -> str:
        return obj.limit_text


@admin.register(GridRules)
class GridRulesAdmin(Kept, Audited, ModelAdmin):
    """The figures for working hours, returns, extensions and standstills."""

    owner = SYSTEM
    list_display = ("__str__", "opens", "closes", "returns_for_meeting", "extension_days", "suspended_days")
