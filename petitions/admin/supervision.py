"""The breaches that supervision cards name."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from caojiadu.core.cases.admin import Audited
from petitions.models import BreachKind


@admin.register(BreachKind)
class BreachKindAdmin(Audited, ModelAdmin):
    """What is out of use stays on the cards that name it; nothing is deleted."""

    list_display = ("name_zh", "name_en", "article", "active", "order")
    ordering = ("order", "id")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
