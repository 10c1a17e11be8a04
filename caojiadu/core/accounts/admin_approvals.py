"""What another administrator asked for: the list of what waits, and the page that approves or refuses it."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from caojiadu.core.accounts import approvals
from caojiadu.core.accounts.access import signed_in
from caojiadu.core.accounts.models import Approval


@admin.register(Approval)
class ApprovalAdmin(ModelAdmin):
    """Kept for good, changed by nothing but a decision."""

    owner = approvals.DECIDING
    list_display = ("id", "what", "user", "reason", "asked_by", "asked_at", "standing", "decided_by")
    list_display_links = ("id", "what")
    list_filter = ("decision", "what")
    list_select_related = ("user", "asked_by", "decided_by")
    show_full_result_count = False

    @admin.display(description=_("state"))
    def standing(self, row: Approval) -> str:
        """Decided, waiting, or too late to decide."""
        if row.decision:
            return row.get_decision_display()
        return str(_("waits") if row.waits else _("ended by itself"))

    def get_urls(self) -> list[Any]:
        """And the address that decides."""
        view = self.admin_site.admin_view(self.decide)
        return [path("<int:pk>/decide/", view, name="accounts_approval_decide"), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The page that says all of it is the page that decides."""
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404
        return redirect("admin:accounts_approval_decide", row.pk)

    def decide(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What exactly is asked, by whom and why; with the two buttons for whoever may press them."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        row = self.get_queryset(request).select_related("user", "asked_by", "decided_by").filter(pk=pk).first()
        if row is None:
            raise Http404
        if request.method == "POST" and self._decided(request, row):
            return redirect("admin:accounts_approval_changelist")
        context = self.admin_site.each_context(request) | {
            "title": str(row),
            "opts": self.opts,
            "approval": row,
            "lines": approvals.says(row),
            "standing": self.standing(row),
            "may_decide": row.waits and approvals.may_decide(signed_in(request), row),
        }
        return TemplateResponse(request, "admin/accounts/approval/decide.html", context)

    def _decided(self, request: HttpRequest, row: Approval) -> bool:
        approve = "approve" in request.POST
        if not approve and "refuse" not in request.POST:
            return False
        try:
            approvals.decide(approval=row, approve=approve, by=signed_in(request), request=request)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return False
        said = _("Approved: it is in force now.") if approve else _("Refused: nothing was changed.")
        self.message_user(request, said)
        return True

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Approval | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Approval | None = None) -> bool:
        return False
