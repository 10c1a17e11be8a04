"""Load the official list."""

from typing import Any

from django.core.management.base import BaseCommand

from caojiadu.core.organisation.lists import load_official_lists


class Command(BaseCommand):
    """Loads responsibilities, offices, functions, centres, places, bodies and facts; may run at any time."""

    help = "Load the official lists, keeping what administrators have edited."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say how much."""
        counts = load_official_lists()
        self.stdout.write("Loaded " + ", ".join(f"{number} {kind}" for kind, number in counts.items()) + ".")
