"""System checks: what stands between this portal and the public."""

from typing import Any

from django.core.checks import CheckMessage, Error, Warning, register
from django.db import DatabaseError

from .facts import facts_missing, names_unconfirmed
from .models import Fact


@register(deploy=True)
def facts_are_filled(**kwargs: Any) -> list[CheckMessage]:
    """One error for every required fact nobody has filled in, one warning for every unsure name."""
    try:
        if not Fact.objects.exists():
            hint = "Run load_official_lists."
            return [Error("The official lists are not loaded.", hint=hint, id="organisation.E001")]
        return [_missing(found) for found in facts_missing()] + [_unsure(str(office)) for office in names_unconfirmed()]
    except DatabaseError as trouble:
        return [Error(f"The facts cannot be read: {trouble}", hint="Run migrate.", id="organisation.E003")]


def _missing(found: Fact) -> CheckMessage:
    """The error for one empty fact."""
    hint = "Fill it in at /admin/, Organisation, Facts."
    return Error(f"Not yet set: {found} ({found.key})", hint=hint, id="organisation.E002")


def _unsure(name: str) -> CheckMessage:
    """The warning for one unsure name."""
    return Warning(f"The name of the office is not confirmed: {name}", id="organisation.W001")
