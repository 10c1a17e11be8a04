"""A model field that is sealed in the database and clear in Python."""

from typing import Any

from django.core.exceptions import FieldError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Expression
from django.db.models.lookups import Lookup

from caojiadu.core.personal.sealing import seal, unseal
from caojiadu.core.personal.words import clean_text


class SealedTextField(models.TextField):
    """Text encrypted at rest. It cannot be searched or sorted: keep a digest beside it for that."""

    description = "Text encrypted at rest"

    def from_db_value(self, value: str | None, expression: Expression, connection: BaseDatabaseWrapper) -> str | None:
        """Open what the database holds."""
        return value if value is None else unseal(value)

    def get_prep_value(self, value: Any) -> Any:
        """Seal what goes to the database; text nobody could see is refused here at the latest."""
        value = super().get_prep_value(value)
        return value if value is None else seal(clean_text(value))

    def get_lookup(self, lookup_name: str) -> "type[Lookup[Any]] | None":
        """Refuse to compare: every sealing of a text differs, so a filter would quietly find nothing."""
        raise FieldError(f"{self.name} is sealed: look it up by its digest, not by {lookup_name}")
