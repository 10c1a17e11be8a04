"""The rules for joint letters, proxies and guardians, for administrators."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from caojiadu.core.cases.admin import Audited
from petitions.models import JointRules


@admin.register(JointRules)
class JointRulesAdmin(Audited, ModelAdmin):
    """One row, changed here and recorded; it is there from the beginning."""

    list_display = ("__str__", "representatives_online", "mass_from", "link_days", "consent_days")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """There is one row."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """It stays."""
        return False
