"""Who is called for urgent reports."""

from typing import Any

from django.contrib import admin
from django.forms import ModelChoiceField
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from caojiadu.core.cases.admin import Audited
from caojiadu.core.cases.grants import people_to_grant
from petitions.models import DutyOrder


@admin.register(DutyOrder)
class DutyOrderAdmin(Audited, ModelAdmin):
    """The line, first to last; a person may stand in it for some days only."""

    list_display = ("place", "user", "minutes", "since", "until")
    list_display_links = ("user",)
    list_select_related = ("user",)
    ordering = ("place", "id")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> ModelChoiceField:
        """Only those who do case work today."""
        kwargs["queryset"] = people_to_grant()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
