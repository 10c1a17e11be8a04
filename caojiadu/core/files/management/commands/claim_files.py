"""Let the folder of uploaded files belong to this database: after a restore by hand, or a move to another server."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from caojiadu.core.files.cleaning import claim


class Command(BaseCommand):
    """Says whose it was before."""

    help = "Mark the folder of uploaded files as this database's; the clean-up touches no folder of another one."

    def handle(self, *args: Any, **options: Any) -> None:
        """Mark it."""
        claim()
        self.stdout.write(f"{settings.FILES_ROOT} belongs to this database now.")
