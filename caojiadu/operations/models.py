"""What the portal notes about itself."""

from typing import Any

from django.db import models
from django.utils import timezone


class Mark(models.Model):
    """The last time that something happened, and what was measured then."""

    name = models.CharField(max_length=60, primary_key=True)
    at = models.DateTimeField()
    data = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.name

    @classmethod
    def put(cls, mark: str, **data: Any) -> None:
        """Note that it happened now."""
        cls.objects.update_or_create(name=mark, defaults={"at": timezone.now(), "data": data})
