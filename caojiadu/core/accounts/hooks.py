"""What accounts ask of those above."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caojiadu.core.hooks import many, one

if TYPE_CHECKING:
    from django.http import HttpRequest


@one
def send_code(phone: str, code: str, language: str) -> object:
    """Send a code for signing in to a phone (in international form)."""


@many
def post_permissions() -> dict[str, set[str]]:
    """What posts may do: permissions by role ("head", "administrator") or group ("security.head")."""


@many
def keep_files(request: HttpRequest) -> bool:
    """Keep the files of a form that was not taken, so that it can be sent again; False where not all could be kept."""
