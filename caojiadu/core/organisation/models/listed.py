"""What every row of the official list has in common."""

import datetime as dt
from typing import ClassVar

from django.db import models


class Listed(models.Model):
    """A row that comes from a data file and that administrators may edit afterwards.

    `loaded` holds the values as last read from the file. A field that differs from it was edited by hand, so that
    reading the list again keeps it; a field that still agrees follows the file.
    """

    listed_by: ClassVar[str] = "key"

    order = models.PositiveSmallIntegerField(default=0, editable=False)
    loaded = models.JSONField(default=dict, editable=False)

    class Meta:
        abstract = True

    def edited(self, field: str) -> bool:
        """Say whether somebody changed a field since the list was read."""
        return field in self.loaded and self.loaded[field] != self.value_of(field)

    def value_of(self, field: str) -> object:
        """The value of a field as a data file writes it: a foreign key by its natural key, a day by its number."""
        value = getattr(self, field)
        if isinstance(value, dt.date):
            return value.isoformat()
        return value.natural_key()[0] if isinstance(value, Listed) else value

    def natural_key(self) -> tuple[str]:
        """The code or key that the data files call this row by."""
        return (getattr(self, self.listed_by),)
