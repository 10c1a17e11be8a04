"""Admin: how the sending goes. Administrators do no case work, so neither title nor words of a report are here."""

from typing import cast

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from caojiadu.core.administrators import SYSTEM
from caojiadu.core.district.models import Report
from caojiadu.core.district.verbs import CannotSendAgain, send_again
from caojiadu.core.notices.send_again import SendsAgain


@admin.register(Report)
class ReportAdmin(SendsAgain):
    """Reports on their way, to read."""

    owner = SYSTEM
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
    may_send_again = "district.send_report_again"
    refusal = CannotSendAgain
    named_by = "key"
    sent_again = _("Reports on their way again: %(count)s")

    @admin.display(description=_("last trouble"))
    def trouble(self, row: Report) -> str:
        """The last trouble in the reader's language."""
        return row.trouble

    def send_again(self, row: Model, reason: str, request: HttpRequest) -> None:
        send_again(report=cast(Report, row), actor=request.user, reason=reason, request=request)
