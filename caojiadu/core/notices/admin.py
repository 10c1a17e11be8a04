"""Admin: message texts are edited, the outbox is read; a row is sent again with a reason, nothing else."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import CharField
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.forms import ActionForm

from caojiadu.core.notices.models import Notice, Template
from caojiadu.core.notices.queries import masked_recipient
from caojiadu.core.notices.texts import registered
from caojiadu.core.notices.verbs import NotInTrouble, send_again


@admin.register(Template)
class TemplateAdmin(ModelAdmin):
    """The office's own words beside the standard ones; an empty field uses the standard words."""

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


class ReasonBar(ActionForm):
    """The action bar with room for a reason."""

    reason = CharField(label=_("Reason"), required=False, max_length=200)


@admin.register(Notice)
class NoticeAdmin(ModelAdmin):
    """The outbox, to read."""

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
    actions = ("send_once_more",)
    action_form = ReasonBar

    @admin.display(description=_("recipient"))
    def recipient(self, row: Notice) -> str:
        """Whom it is for, masked."""
        return masked_recipient(row)

    @admin.action(description=_("Send again (with a reason)"), permissions=["handle_trouble"])
    def send_once_more(self, request: HttpRequest, rows: QuerySet[Notice]) -> None:
        """Put the chosen rows back into the queue."""
        done = 0
        for row in rows:
            try:
                send_again(notice=row, actor=request.user, reason=request.POST.get("reason", ""), request=request)
                done += 1
            except NotInTrouble as error:
                self.message_user(request, f"{row.pk}: {error}", messages.ERROR)
        if done:
            self.message_user(request, _("Messages on their way again: %(count)s") % {"count": done})

    def has_handle_trouble_permission(self, request: HttpRequest) -> bool:
        """Who may send again."""
        return request.user.has_perm("notices.handle_trouble")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
