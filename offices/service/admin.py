"""The settings of the office's work, for administrators."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from caojiadu.core.administrators import SYSTEM
from caojiadu.core.cases.admin import Audited
from offices.service.models import AidRules


@admin.register(AidRules)
class AidRulesAdmin(Audited, ModelAdmin):
    """The figures for assistance and housing: one row, which changes and neither comes nor goes."""

    owner = SYSTEM
    list_display = ("__str__", "posting_days", "housing_days")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
