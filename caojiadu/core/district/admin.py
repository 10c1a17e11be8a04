"""Admin: how the sending goes. Administrators do no case work, so neither title nor words of a report are here."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import CharField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.forms import ActionForm

from caojiadu.core.district.models import Report
from caojiadu.core.district.verbs import CannotSendAgain, send_again


class ReasonForm(ActionForm):
    """The action bar with room for a reason."""

    reason = CharField(label=_("Reason"), required=False, max_length=200)


@admin.register(Report)
class ReportAdmin(ModelAdmin):
    """Reports on their way, to read."""

    list_display = ("key", "created_at", "body", "kind", "state", "attempts", "trouble")
    list_filter = ("state", "kind", "body")
    list_select_related = ("body",)
    search_fields = ("key",)
    ordering = ("-created_at", "-id")
    show_full_result_count = False
    fields = (
        *("key", "body", "kind", "state", "created_at", "attempts", "attempts_allowed", "next_try_at", "claimed_at"),
        *("trouble", "sent_at", "acknowledged_at", "replied_at"),
    )
    readonly_fields = fields
    actions = ("send_once_more",)
    action_form = ReasonForm

    @admin.display(description=_("last trouble"))
    def trouble(self, row: Report) -> str:
        """The last trouble in the reader's language."""
        return row.trouble

    @admin.action(description=_("Send again (with a reason)"), permissions=["send_again"])
    def send_once_more(self, request: HttpRequest, rows: QuerySet[Report]) -> None:
        """Put the chosen reports on their way again."""
        done = 0
        for row in rows:
            try:
                send_again(report=row, actor=request.user, reason=request.POST.get("reason", ""), request=request)
                done += 1
            except CannotSendAgain as error:
                self.message_user(request, f"{row.key}: {error}", messages.ERROR)
        if done:
            self.message_user(request, _("Reports on their way again: %(count)s") % {"count": done})

    def has_send_again_permission(self, request: HttpRequest) -> bool:
        """Who may send again."""
        return request.user.has_perm("district.send_report_again")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
