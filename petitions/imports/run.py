"""A whole file: each row for itself, the bad ones told with line and reason, the good ones kept."""

import csv
import logging
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import Error, transaction
from django.utils.translation import gettext as _

from caojiadu.core.sheets.cells import BadCell
from caojiadu.core.sheets.tables import Unreadable, rows_of
from petitions.imports.heads import mapped
from petitions.imports.letters import bring_in, is_here, number_in, read

log = logging.getLogger(__name__)
KEPT = ("answered", "filed", "open", "here")


@dataclass
class Outcome:
    """What became of a file."""

    counts: Counter[str] = field(default_factory=Counter)
    bad: list[tuple[int, str, str]] = field(default_factory=list)

    @property
    def usable(self) -> int:
        """How many rows are in the portal now."""
        return sum(self.counts[one] for one in KEPT)


def run(
    path: Path,
    *,
    system: str,
    told: Mapping[str, str],
    keep_open: bool = False,
    dry: bool = False,
    say: Callable[[int, str, str], Any] = lambda *_bad: None,
) -> Outcome:
    """Bring in every usable row; `say` hears (line, number, reason) of each bad one as it comes."""
    rows = rows_of(path)
    _line, heads = next(rows, (0, []))
    if not heads:
        raise Unreadable(_("%(path)s is empty.") % {"path": path})
    columns, outcome, seen = mapped(heads, told), Outcome(), {}
    with _perhaps_undone(dry):
        for line, cells in rows:
            became, number, reason = _one(line, cells, columns, seen, system, keep_open)
            outcome.counts[became] += 1
            if reason:
                outcome.bad.append((line, number, reason))
                say(line, number, reason)
    return outcome


def _one(
    line: int, cells: list[Any], columns: dict[str, list[int]], seen: dict[str, int], system: str, keep_open: bool
) -> tuple[str, str, str]:
    number = number_in(cells, columns)
    try:
        letter = read(cells, columns)
        if number in seen:
            raise BadCell(_("the same number is in line %(line)d already") % {"line": seen[number]})
        seen[number] = line
        if is_here(system, number):
            return "here", number, ""
        return bring_in(letter, system=system, keep_open=keep_open), number, ""
    except BadCell as error:
        return "bad", number, str(error)
    except Error as error:
        # One row that the database refuses hinders no other; the error's own text would put words of it into the log.
        log.error("letter %s of a file was not kept: %s", number, type(error).__name__)
        return "bad", number, _("the portal could not keep this row, and kept nothing of it; tell the administrator")


@contextmanager
def _perhaps_undone(dry: bool) -> Any:
    """Without --dry-run every row is committed by itself, so that the number series is never held for long."""
    if not dry:
        yield
        return
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def write_report(path: Path, outcome: Outcome) -> None:
    """Write the bad rows as a CSV that Excel opens with its characters right."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([_("Line"), _("Number"), _("What is wrong")])
        writer.writerows(outcome.bad)
