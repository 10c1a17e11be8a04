"""Dates in registers for administrators: how early somebody is told, and the office's own norms."""

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from caojiadu.core.administrators import SYSTEM
from caojiadu.core.cases.admin import Audited
from caojiadu.core.registers.models import ReminderRule


@admin.register(ReminderRule)
class ReminderRuleAdmin(Audited, ModelAdmin):
    """The rows are there from the start; what law fixes cannot be changed."""

    owner = SYSTEM
    list_display = ("label", "register", "months", "days", "lead", "legal", "article")
    list_filter = ("legal",)
    search_fields = ("label", "register")
    fields = ("register", "label", "months", "days", "lead", "legal", "article")

    def get_readonly_fields(self, request: HttpRequest, obj: ReminderRule | None = None) -> tuple[str, ...]:
        """A norm's length may be set; the lead always."""
        fixed = ("register", "label", "legal", "article")
        return (*fixed, "months", "days") if obj is None or obj.legal else fixed

    def save_model(self, request: HttpRequest, obj: models.Model, form: forms.BaseForm, change: bool) -> None:
        """The dates of entries that are there follow, behind the scenes."""
        assert isinstance(obj, ReminderRule)
        obj.recounted = False
        super().save_model(request, obj, form, change)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: ReminderRule | None = None) -> bool:
        return False
