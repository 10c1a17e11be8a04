"""What the official lists ask and tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from caojiadu.core.hooks import many, one

if TYPE_CHECKING:
    from django.http import HttpRequest

    from caojiadu.core.organisation.models import DistrictBody, Function, Office


@many
def load_lists() -> None:
    """Load what else is kept in data files: last step of `load_official_lists`, inside its transaction."""


@many
def function_moved(*, function: Function, office: Office, source: Office, actor: Any) -> object:
    """A function goes to another office: take along what belongs to it."""


@one
def ask_to_change_body(*, body: DistrictBody, changed: dict[str, Any], reason: str, request: HttpRequest) -> object:
    """Let a second administrator approve where reports against people go. Raises ValidationError without a reason."""


@many
def faults_of_records() -> list[str]:
    """What is wrong with what is kept, in words, for `responsibilities --check`."""


@many
def registers_for() -> list[tuple[str, str]]:
    """What is kept beside the kinds of matters: key and the code of the function it serves."""
