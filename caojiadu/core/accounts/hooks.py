"""What accounts ask of those above."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caojiadu.core.hooks import many, one

if TYPE_CHECKING:
    from django.http import HttpRequest

    from caojiadu.core.accounts.models import Approval, User
    from caojiadu.core.doors import Link


@one
def send_code(phone: str, code: str, language: str) -> object:
    """Send a code for signing in to a phone (in international form)."""


@one
def tell_of_approval(approval: Approval) -> object:
    """Tell keepers of reports, leaders and administrators of a change that was asked for, approved or refused."""


@one
def tell_of_sign_in(user: User, what: str) -> object:
    """Tell somebody what became of their sign-in, by the name of the message: "account_ready" (a password of their own
    is waited for), "password_changed", "phone_proven", "factor_added", "factor_removed", "recovery_codes_made"."""


@many
def post_permissions() -> dict[str, set[str]]:
    """What posts may do: permissions by role ("head", "system_admin") or group ("security.head")."""


@many
def keep_files(request: HttpRequest) -> bool:
    """Keep the files of a form that was not taken, so that it can be sent again; False where not all could be kept."""


@many
def to_look_after(user: User) -> list[Link]:
    """What waits for an administrator, for their first page: how much, and where; nothing that they may not see."""
