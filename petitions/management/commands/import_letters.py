"""`import_letters FILE`: letters exported from another system, CSV or XLSX."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from caojiadu.core.external_systems.desks import key_of
from caojiadu.core.sheets.tables import Unreadable
from petitions.imports.run import KNOWN, Outcome, parse_maps, run, write_report

HELP = """Bring in letters exported from another system as CSV (UTF-8 or GB 18030) or XLSX.

Columns are found by their heads (留言编号, 留言主题, 留言时间, 留言详情, 答复意见, 答复时间 and others in use) or named
with --map. A letter is known by its system and number: running the same file again changes nothing.

Nobody gets a message about letters brought in. One with an answer is kept as closed, with that answer and its date.
One without an answer whose time to be told has passed is kept for reference; with --open it stays open and shows as
late, but climbs no ladder. A newer one is open and its limits run from the day it was received. An author's user
name is a pseudonym and is not kept. Rows that cannot be used are listed with their line and the reason; the others
are kept. Exit code 1 only when no row could be used.
"""


class Command(BaseCommand):
    """Bring in letters row by row."""

    help = HELP

    def create_parser(self, *args: Any, **kwargs: Any) -> Any:
        return super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        fields = ", ".join(KNOWN)
        parser.add_argument(
            "--map", action="append", default=[], metavar="FIELD=COLUMN", help=f"name a column; fields: {fields}"
        )
        parser.add_argument("--system", default="import", help="name of the system the numbers come from")
        parser.add_argument("--dry-run", action="store_true", help="try every row and keep nothing")
        parser.add_argument("--open", action="store_true", help="leave letters open whose limit has passed")
        parser.add_argument("--report", type=Path, metavar="FILE.csv", help="write the bad rows there")

    def handle(self, **options: Any) -> None:
        system = key_of(options["system"].strip())
        if not 1 <= len(system) <= 40:
            raise CommandError(_("The name of the system has 1 to 40 characters."))
        try:
            outcome = run(
                options["file"],
                system=system,
                told=parse_maps(options["map"]),
                keep_open=options["open"],
                dry=options["dry_run"],
                say=self._say,
            )
        except Unreadable as error:
            raise CommandError(str(error)) from error
        if options["report"]:
            write_report(options["report"], outcome)
        self._sum_up(outcome, dry=options["dry_run"])

    def _say(self, line: int, number: str, reason: str) -> None:
        where = _("line %(line)d") % {"line": line}
        self.stderr.write(f"{where}{f' ({number})' if number else ''}: {reason}")

    def _sum_up(self, outcome: Outcome, *, dry: bool) -> None:
        counts = outcome.counts
        said = (
            (_("brought in with an answer"), counts["answered"]),
            (_("kept for reference"), counts["filed"]),
            (_("open"), counts["open"]),
            (_("here already"), counts["here"]),
            (_("cannot be used"), counts["bad"]),
        )
        self.stdout.write(" · ".join(f"{label}: {count}" for label, count in said))
        if dry:
            self.stdout.write(_("Only tried: nothing was kept."))
        if not outcome.usable:
            raise CommandError(_("No row of this file could be used."))
