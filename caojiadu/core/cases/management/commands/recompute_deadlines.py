"""`recompute_deadlines`: count every running clock again over the calendar as it is now."""

from typing import Any

from django.core.management.base import BaseCommand

from caojiadu.core.cases.providers import recompute_deadlines


class Command(BaseCommand):
    """Count every running clock again and print the dates that moved."""

    help = "Count every running clock again over the calendar as it is now, and print the dates that moved."

    def handle(self, **_options: Any) -> None:
        moved = recompute_deadlines()
        for clock, old, new in moved:
            self.stdout.write(f"clock {clock}: {old} -> {new}")
        self.stdout.write(f"{len(moved)} dates moved")
