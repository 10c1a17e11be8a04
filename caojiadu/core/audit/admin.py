"""The audit trail in admin: an auditor reads it, nobody changes it."""

from typing import Any

from django.contrib import admin
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from unfold.admin import ModelAdmin

from caojiadu.core.audit.models import Entry
from caojiadu.core.audit.trail import read_once


class CappedPaginator(Paginator):
    """Counts no further than anybody leafs: the trail grows without end."""

    most = 10_000

    @cached_property
    def count(self) -> int:
        """The number of entries, at most `most`."""
        entries: Any = self.object_list
        return len(entries.values_list("pk")[: self.most])


@admin.register(Entry)
class EntryAdmin(ModelAdmin):
    """Read-only list of entries for those who hold `audit.view_entry`; looking is recorded too."""

    list_display = ("at", "action", "actor_label", "subject_type", "subject_key", "reason", "ip")
    list_filter = ("action", "subject_type")
    search_fields = ("subject_key__exact", "actor_label__exact")
    fields = (
        *("key", "at", "action", "actor_user_id", "actor_label", "office_id"),
        *("subject_type", "subject_key", "reason", "ip", "data"),
    )
    list_per_page = 50
    paginator = CappedPaginator
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the list, and record who looked with which filter."""
        if self.has_view_permission(request):
            read_once(request=request, subject_type="audit.entry", subject_key=request.GET.urlencode() or "list")
        return super().changelist_view(request, extra_context)
