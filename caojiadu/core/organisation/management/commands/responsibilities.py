"""Compare the official list with the code."""

from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError, CommandParser

from caojiadu.core.organisation.consistency import Findings, compare
from caojiadu.core.organisation.queries import organisation_chart


class Command(BaseCommand):
    """Prints the official list; with --check compares it with the code and fails where they disagree.

    With --lines it says how much code each office has of its own.
    """

    help = "Show offices with their functions; --check compares the official list with the code; --lines counts code."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take --check or --lines."""
        parser.add_argument("--check", action="store_true", help="fail when list, code and database disagree")
        parser.add_argument("--lines", action="store_true", help="lines of Python per office and function")

    def handle(self, *args: Any, check: bool = False, lines: bool = False, **options: Any) -> None:
        if lines:
            return self._lines()
        if not check:
            return self._show()
        found = compare()
        for fault in found.faults:
            self.stderr.write(fault)
        self._count(found)
        if found.faults:
            raise CommandError(f"{len(found.faults)} faults in the official list")
        return None

    def _show(self) -> None:
        """Print every office with its functions."""
        for office in organisation_chart():
            self.stdout.write(f"{office.code} {office.name_zh} {office.name_en}")
            for function in office.functions.all():
                clauses = " ".join(clause.code for clause in function.responsibilities.all())
                self.stdout.write(f"  {function.code} {function.name_zh} {function.name_en} [{clauses}]")

    def _lines(self) -> None:
        """Lines that are not blank, without migrations and what is made up for demonstrations."""
        for office in organisation_chart():
            functions = office.functions.count()
            lines = _lines_in(Path(apps.get_app_config(f"office_{office.key}").path))
            self.stdout.write(f"{office.code} {office.name_en}: {lines} lines, {lines // functions} for each function")

    def _count(self, found: Findings) -> None:
        """Say which functions have a working record."""
        for function, kinds in sorted(found.kinds.items()):
            self.stdout.write(f"{function}: {', '.join(kinds)}")
        total = len(found.kinds) + len(found.without_record)
        self.stdout.write(f"{len(found.kinds)} of {total} functions have a working record.")
        if found.without_record:
            self.stdout.write(f"Not yet: {' '.join(found.without_record)}")


def _lines_in(folder: Path) -> int:
    left_out = {"migrations", "demo", "demo.py"}
    files = [file for file in folder.rglob("*.py") if not left_out & set(file.relative_to(folder).parts)]
    return sum(bool(line.strip()) for file in files for line in file.read_text("utf-8").splitlines())
