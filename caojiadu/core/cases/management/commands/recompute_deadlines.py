"""`recompute_deadlines`: count every last day again over the calendar as it is now: running clocks and rights."""

from typing import Any

from django.core.management.base import BaseCommand

from caojiadu.core.workdays import hooks


class Command(BaseCommand):
    """Count every running clock and every right again and print the dates that moved."""

    help = "Count every last day again over the calendar as it is now, and print the dates that moved."

    def handle(self, **_options: Any) -> None:
        moved = [one for answer in hooks.calendar_changed() for one in answer or ()]
        for key, old, new in moved:
            self.stdout.write(f"{key}: {old} -> {new}")
        self.stdout.write(f"{len(moved)} dates moved")
