"""Dates in registers for administrators: how early somebody is told, and the office's own norms."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from caojiadu.core.cases.admin import Audited
from caojiadu.core.registers.models import ReminderRule


@admin.register(ReminderRule)
class ReminderRuleAdmin(Audited, ModelAdmin):
    """The rows are there from the start; what law fixes cannot be changed."""

    list_display = ("label", "register", "months", "days", "lead", "legal", "article")
    list_filter = ("legal",)
    search_fields = ("label", "register")
    fields = ("register", "label", "months", "days", "lead", "legal", "article")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """A norm's length may be set; the lead always."""
        fixed = ("register", "label", "legal", "article")
        return (*fixed, "months", "days") if obj is None or obj.legal else fixed

    def save_model(self, request: HttpRequest, obj: ReminderRule, form: Any, change: bool) -> None:
        """The dates of entries that are there follow, behind the scenes."""
        obj.recounted = False
        super().save_model(request, obj, form, change)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """None is added."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """None goes."""
        return False
