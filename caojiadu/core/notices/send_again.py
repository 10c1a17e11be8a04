"""Admin: the action "Send again" of what is on its way to somebody, with a reason."""

from collections.abc import Callable
from typing import ClassVar

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.forms import CharField
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.forms import ActionForm


class ReasonBar(ActionForm):
    """The action bar with room for a reason."""

    reason = CharField(label=_("Reason"), required=False, max_length=200)


class SendsAgain(ModelAdmin):
    """Rows to read, which whoever has the permission `may_send_again` puts on their way once more, with a reason.

    A subclass gives the method `send_again`, which raises `refusal` for a row that cannot be sent again, and the field
    `named_by` with which such a row is named.
    """

    send_again: Callable[[Model, str, HttpRequest], None]
    may_send_again: ClassVar[str]
    refusal: ClassVar[type[ValueError]]
    named_by: ClassVar[str] = "pk"
    # A sentence with %(count)s.
    sent_again: ClassVar[Promise]
    actions = ("send_once_more",)
    action_form = ReasonBar

    @admin.action(description=_("Send again (with a reason)"), permissions=["send_again"])
    def send_once_more(self, request: HttpRequest, rows: QuerySet[Model]) -> None:
        """Put the chosen rows on their way again, and say of each other why it is not."""
        done = 0
        for row in rows:
            try:
                self.send_again(row, request.POST.get("reason", ""), request)
                done += 1
            except self.refusal as error:
                self.message_user(request, f"{getattr(row, self.named_by)}: {error}", messages.ERROR)
        if done:
            self.message_user(request, self.sent_again % {"count": done})

    def has_send_again_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.may_send_again)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
