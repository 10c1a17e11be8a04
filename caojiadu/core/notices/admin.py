"""Admin: message texts are edited, the outbox is read; a row is sent again with a reason, nothing else."""

from typing import cast

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from caojiadu.core.administrators import SYSTEM
from caojiadu.core.notices import hooks
from caojiadu.core.notices.models import Notice, Template
from caojiadu.core.notices.queries import masked_recipient
from caojiadu.core.notices.send_again import SendsAgain
from caojiadu.core.notices.texts import registered
from caojiadu.core.notices.verbs import NotInTrouble, send_again


@admin.register(Template)
class TemplateAdmin(ModelAdmin):
    """The office's own words beside the standard ones; an empty field uses the standard words."""

    owner = SYSTEM
    list_display = ("key", "standard_title", "title_zh", "title_en")
    search_fields = ("key", "title_zh", "body_zh", "title_en", "body_en")
    readonly_fields = ("key", "standard_zh", "standard_en", "variables")
    fields = ("key", "variables", "standard_zh", "title_zh", "body_zh", "standard_en", "title_en", "body_en")

    @admin.display(description=_("standard title"))
    def standard_title(self, row: Template) -> str:
        """The title in Chinese, to know the message by."""
        known = registered().get(row.key)
        return known.title[0] if known else ""

    @admin.display(description=_("standard Chinese words"))
    def standard_zh(self, row: Template) -> str:
        """What is sent while nothing is filled in."""
        return self._standard(row, 0)

    @admin.display(description=_("standard English words"))
    def standard_en(self, row: Template) -> str:
        """What is sent while nothing is filled in."""
        return self._standard(row, 1)

    @admin.display(description=_("variables; [text in square brackets] is left out when one in it is empty"))
    def variables(self, row: Template) -> str:
        """What may be filled in."""
        known = registered().get(row.key)
        return ", ".join(f"{{{name}}}" for name in sorted(known.variables)) if known else ""

    def _standard(self, row: Template, place: int) -> str:
        known = registered().get(row.key)
        return format_html("{}<br>{}", known.title[place], known.body[place]) if known else ""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Template | None = None) -> bool:
        return False


@admin.register(Notice)
class NoticeAdmin(SendsAgain):
    """The outbox, to read."""

    owner = SYSTEM
    list_display = ("id", "created_at", "channel", "template", "case_number", "recipient", "state", "attempts", "error")
    list_filter = ("state", "channel", "urgent")
    search_fields = ("case_number", "dedup_key", "foreign_id")
    ordering = ("-id",)
    show_full_result_count = False
    fields = (
        *("dedup_key", "channel", "template", "recipient", "case_number", "language", "urgent", "state", "attempts"),
        *("created_at", "next_try_at", "expires_at", "claimed_at", "sent_at", "delivered_at", "read_at"),
        *("foreign_id", "error"),
    )
    readonly_fields = fields
    may_send_again = "notices.handle_trouble"
    refusal = NotInTrouble
    sent_again = _("Messages on their way again: %(count)s")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Notice]:
        """Of a report against somebody neither number nor recipients."""
        return super().get_queryset(request).exclude(case_number__in=hooks.confidential_numbers())

    @admin.display(description=_("recipient"))
    def recipient(self, row: Notice) -> str:
        """Whom it is for, masked."""
        return masked_recipient(row)

    def send_again(self, row: Model, reason: str, request: HttpRequest) -> None:
        send_again(notice=cast(Notice, row), actor=request.user, reason=reason, request=request)
