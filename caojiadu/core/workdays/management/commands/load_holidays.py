"""Load the holiday plan of a year: from the library when it knows the year, else from the new notice as a file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from caojiadu.core.workdays.changes import publish
from caojiadu.core.workdays.models import Day
from caojiadu.core.workdays.published import UnknownYear, known_days, read_notice


class Command(BaseCommand):
    """Write every day of the years named; days edited here are kept and listed."""

    help = "Load the holidays of YEAR…, or those of a new notice from a CSV file (date,working,name[,name_en])."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Years, or a file and perhaps its year."""
        parser.add_argument("years", nargs="*", type=int, metavar="YEAR")
        parser.add_argument("--file", type=Path, help="CSV of the exceptional days: date,working,name[,name_en]")
        parser.add_argument("--force", action="store_true", help="overwrite days edited here too")

    def handle(self, *, years: list[int], file: Path | None, force: bool, **options: Any) -> None:
        """Load and say what changed."""
        loaded = publish(days=_days(years, file), force=force)
        self.stdout.write(f"{len(loaded.created)} days added, {len(loaded.changed)} changed, {len(loaded.kept)} kept")
        for day in loaded.changed:
            self.stdout.write(f"changed: {_said(day)}")
        for day in loaded.kept:
            self.stdout.write(f"kept as edited here, the plan says: {_said(day)} (--force overwrites)")
        for key, old, new in loaded.moved:
            self.stdout.write(f"deadline {key} moved: {old} -> {new}")


def _days(years: list[int], file: Path | None) -> list[Day]:
    if file:
        return _from_file(years, file)
    if not years:
        raise CommandError("name a year, or a file with --file")
    try:
        return [day for year in sorted(set(years)) for day in known_days(year)]
    except UnknownYear as error:
        raise CommandError(f"{error}; load the notice with --file") from error


def _from_file(years: list[int], file: Path) -> list[Day]:
    if len(years) > 1:
        raise CommandError("a file holds the notice of one year")
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            return read_notice(opened, *years)
    except (OSError, ValueError) as error:
        raise CommandError(f"{file}: {error}") from error


def _said(day: Day) -> str:
    return f"{day.date} {'working' if day.working else 'off'} {day.name_zh}".rstrip()
