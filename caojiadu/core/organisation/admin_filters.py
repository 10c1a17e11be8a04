"""Filters of the admin lists."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .models import Fact


class FilledFilter(admin.SimpleListFilter):
    """Facts that are filled in, and those that still wait."""

    title = _("filled in")
    parameter_name = "filled"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [("no", _("not yet set")), ("yes", _("filled in"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Fact]) -> QuerySet[Fact]:
        empty = {"value_zh": "", "value_en": ""}
        if self.value() == "no":
            return queryset.filter(**empty)
        return queryset.exclude(**empty) if self.value() == "yes" else queryset
