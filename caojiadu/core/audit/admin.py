"""The audit trail in admin: an auditor reads it, nobody changes it."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from caojiadu.core.administrators import AUDIT
from caojiadu.core.audit import hooks
from caojiadu.core.audit.models import ConfidentialEntry, Entry
from caojiadu.core.audit.trail import read_once


class CappedPaginator(Paginator):
    """Counts no further than anybody leafs: the trail grows without end."""

    most = 10_000

    @cached_property
    def count(self) -> int:
        """The number of entries, at most `most`."""
        entries: Any = self.object_list
        return len(entries.values_list("pk")[: self.most])


class ReadOnly(ModelAdmin):
    """Nobody adds, changes or deletes here."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Entry)
class EntryAdmin(ReadOnly):
    """Read-only list of entries for those who hold `audit.view_entry`; looking is recorded too."""

    owner = AUDIT
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

    def get_queryset(self, request: HttpRequest) -> QuerySet[Entry]:
        """Whoever read a report against somebody, when and for what reason, would tell that there is one."""
        entries = super().get_queryset(request)
        for subjects in hooks.confidential_subjects(None):
            for kind, keys in subjects.items():
                entries = entries.exclude(subject_type=kind, subject_key__in=keys)
        return entries

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the list, and record who looked with which filter."""
        if self.has_view_permission(request):
            read_once(request=request, subject_type="audit.entry", subject_key=request.GET.urlencode() or "list")
        return super().changelist_view(request, extra_context)


@admin.register(ConfidentialEntry)
class ConfidentialEntryAdmin(ReadOnly):
    """Who opened reports against people, when and why: for the audit administrator alone, who shows the second factor
    for it, reads nothing of what is against themselves, and whose every look stands in the trail."""

    owner = AUDIT
    asks_again = True
    list_display = ("at", "action", "actor_label", "subject_type", "subject_key", "ip")
    list_filter = ("action", "subject_type")
    search_fields = ("subject_key__exact", "actor_label__exact")
    fields = ("at", "action", "actor_label", "subject_type", "subject_key", "reason", "ip")
    list_per_page = 50
    paginator = CappedPaginator
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[ConfidentialEntry]:
        """Found from the reports, of which there are few, not from the trail, which grows without end."""
        user: Any = request.user
        entries = super().get_queryset(request)
        if user.administers != AUDIT:
            return entries.none()  # the break-glass account opens every page, and reads no matter
        first, *others = [
            Entry.objects.filter(subject_type=kind, subject_key__in=keys).order_by().values("pk")
            for subjects in hooks.confidential_subjects(user)
            for kind, keys in subjects.items()
        ]
        return entries.filter(pk__in=first.union(*others, all=True))

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """One entry with the reason that was typed: looking at it is written down."""
        found = super().get_object(request, object_id, from_field)
        if found is not None:
            read_once(request=request, subject_type="audit.confidential", subject_key=found.pk)
        return found

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list; that it was looked at is written down, and not for what was searched: that names a report."""
        if self.has_view_permission(request):
            read_once(request=request, subject_type="audit.confidential", subject_key="list")
        return super().changelist_view(request, extra_context)


@admin.register(LogEntry)
class SettingsHistoryAdmin(ReadOnly):
    """What the administrators changed on their pages, newest first; their values stand in the trail."""

    owner = AUDIT
    list_display = ("action_time", "user", "content_type", "object_repr", "said")
    list_filter = ("action_flag", "content_type")
    list_select_related = ("user", "content_type")
    fields = ("action_time", "user", "content_type", "object_id", "object_repr", "said")
    paginator = CappedPaginator
    show_full_result_count = False

    @admin.display(description=_("what was changed"))
    def said(self, row: LogEntry) -> str:
        """In the reader's language."""
        return row.get_change_message()
