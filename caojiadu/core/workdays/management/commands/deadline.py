"""Count a deadline and say why: for staff who are asked, and for scripts that check the calendar."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from caojiadu.core.workdays.deadlines import add_days


class Command(BaseCommand):
    """Print the last day of a limit on the first line, then every reason on a line of its own."""

    help = "Print the last day of a limit (ISO), then why it is that day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The terms of the limit."""
        parser.add_argument("--from", dest="start", type=date.fromisoformat, required=True, metavar="DATE")
        parser.add_argument("--days", type=int, required=True, metavar="N")
        parser.add_argument("--working", action="store_true", help="count working days only")
        parser.add_argument("--roll", choices=("back", "forward"), help="where to go when the last day is a day off")

    def handle(self, *, start: date, days: int, working: bool, roll: str | None, **options: Any) -> None:
        try:
            deadline = add_days(start, days, working=working, roll=roll)  # type: ignore[arg-type]
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(deadline.date.isoformat())
        for sentence in deadline.explain():
            self.stdout.write(sentence)
