"""Calls for suggestions, for administrators."""

from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from caojiadu.core.cases.admin import Audited
from petitions.models import Call


@admin.register(Call)
class CallAdmin(Audited, ModelAdmin):
    """What is asked, from which day to which; a call that letters name is taken off the site, not removed."""

    list_display = ("name_zh", "name_en", "opens_on", "closes_on", "published")
    list_filter = ("published",)
    search_fields = ("name_zh", "name_en")
    fields = ("name_zh", "text_zh", "name_en", "text_en", "opens_on", "closes_on", "published")

    def has_delete_permission(self, request: HttpRequest, obj: Call | None = None) -> bool:
        """Letters may point to it."""
        return False
