"""The halls for administrators: names of windows, and the figures."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from caojiadu.core.administrators import SYSTEM
from caojiadu.core.cases.admin import Audited
from services.hall.models import HallRules, HallWindow


@admin.register(HallWindow)
class HallWindowAdmin(Audited, ModelAdmin):
    """The windows of the reception halls: the office keeps them in its register, here they get their names."""

    owner = SYSTEM
    list_display = ("__str__", "centre", "active")
    list_filter = ("centre", "active")
    list_select_related = ("centre",)

    def get_readonly_fields(self, request: HttpRequest, obj: HallWindow | None = None) -> tuple[str, ...]:
        """The register says which windows there are."""
        return ("centre", "number", "active")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """It is entered in the register of windows."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Tickets name their window for good."""
        return False


@admin.register(HallRules)
class HallRulesAdmin(Audited, ModelAdmin):
    """The figures for reception halls."""

    owner = SYSTEM
    list_display = ("__str__", "grace")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
