"""What every page about people, posts and permissions has in common."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from caojiadu.core.audit import trail


class Recorded:
    """Mixin: what an administrator adds or changes goes into the audit trail as well."""

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        note(request, obj, "add", message)
        return super().log_addition(request, obj, message)  # type: ignore[misc]

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        note(request, obj, "change", message)
        return super().log_change(request, obj, message)  # type: ignore[misc]


def note(request: HttpRequest, obj: Any, action: str, message: Any) -> None:
    """Write what was done to a person, their posts or a group of permissions."""
    trail.record(
        action=action,
        subject_type=obj._meta.concrete_model._meta.label_lower,
        subject_key=obj.pk,
        request=request,
        data={"what": message},
    )


def say_it_waits(page: Any, request: HttpRequest) -> None:
    """Tell whoever asked that nothing has changed yet."""
    said = _("Asked for, and not in force yet: another administrator must approve it.")
    page.message_user(request, said, messages.WARNING)
