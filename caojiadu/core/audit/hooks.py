"""What the audit trail asks of those above it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from caojiadu.core.hooks import many

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.db.models import QuerySet


@many
def confidential_subjects(but_of: AbstractBaseUser | None) -> dict[str, QuerySet[Any, Any]]:
    """By type of subject, the keys of what belongs to reports against people: no ordinary list shows who read them and
    why. With `but_of` without those from which this person is kept out."""
