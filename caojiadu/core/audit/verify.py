"""Reads the sealed tables against their seals and says what does not fit."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.formats import localize
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from caojiadu.core.audit import epoch, seal_file
from caojiadu.core.audit.models import Seal
from caojiadu.core.audit.sealed import RowsDigest, SealedTable, sealed_tables
from caojiadu.core.audit.sealing import head_of


@dataclass
class Report:
    """What a check found: damage, and sentences that only inform."""

    damage: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def verify() -> Report:
    """Check every sealed table, the rights on it and the file of heads."""
    report = Report()
    # The file first: a seal made while we read is then in the database only, never in the file only.
    written = seal_file.read()
    for table in sealed_tables():
        seals = list(Seal.objects.filter(table=table.name).order_by("number"))
        _check_rights(table.name, report)
        _check_chain(table, seals, report)
        _check_window(table, seals, report)
        _check_file(table, seals, written.heads, report)
    _check_restores(written, report)
    _check_rights(Seal._meta.db_table, report)
    return report


def _check_rights(name: str, report: Report) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p FROM unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) p WHERE has_table_privilege(%s, %s, p)",
            [settings.APPLICATION_ROLE, f'public."{name}"'],
        )
        rights = ", ".join(right for (right,) in cursor.fetchall())
    if rights:
        report.damage.append(
            _("%(table)s: the role %(role)s may rewrite it (%(rights)s).")
            % {"table": name, "role": settings.APPLICATION_ROLE, "rights": rights}
        )


def _check_chain(table: SealedTable, seals: list[Seal], report: Report) -> None:
    """Check that the seals follow one another, and each against its rows."""
    head, xid = "", 0
    for expected, seal in enumerate(seals, start=1):
        link = {"table": table.name, "number": seal.number}
        if seal.number != expected or seal.from_xid != xid or seal.head != head_of(seal, head):
            report.damage.append(_("%(table)s: seal %(number)s was changed, removed or added.") % link)
        else:
            _check_rows(table, seal, report)
        head, xid = seal.head, seal.before_xid
        if seal.number != expected:
            return


def _check_rows(table: SealedTable, seal: Seal, report: Report) -> None:
    digest = RowsDigest()
    for row in table.rows(from_xid=seal.from_xid, before_xid=seal.before_xid):
        digest.add(row)
        _check_row(table, row, report)
    what = {"table": table.name, "number": seal.number, "sealed": seal.rows, "found": digest.count}
    if digest.count != seal.rows:
        report.damage.append(
            _("%(table)s: seal %(number)s covers %(sealed)s rows, %(found)s were found: removed or inserted.") % what
        )
    elif digest.hexdigest() != seal.rows_digest:
        report.damage.append(_("%(table)s: a row under seal %(number)s was edited or replaced.") % what)


def _check_row(table: SealedTable, row: tuple[Any, ...], report: Report) -> None:
    if not table.is_genuine(row):
        report.damage.append(
            _("%(table)s: row %(id)s was edited, or not written by the portal.") % {"table": table.name, "id": row[1]}
        )


def _check_window(table: SealedTable, seals: list[Seal], report: Report) -> None:
    """Check rows not sealed yet by their own MAC, and say how many there are."""
    count, macs = 0, set()
    for row in table.rows(from_xid=seals[-1].before_xid if seals else 0, before_xid=None):
        count += 1
        _check_row(table, row, report)
        if row[2] in macs:
            report.damage.append(_("%(table)s: row %(id)s is a copy.") % {"table": table.name, "id": row[1]})
        macs |= {row[2]} - {None}
    since = localize(localtime(seals[-1].at)) if seals else _("the beginning")
    what = {"table": table.name, "seals": len(seals), "rows": count, "since": since}
    report.notes.append(
        _(
            "%(table)s: %(seals)s seals; %(rows)s rows since %(since)s are not sealed yet, "
            "the removal of one of those would not be seen."
        )
        % what
    )


def _check_file(table: SealedTable, seals: list[Seal], written: dict[tuple[str, int], str], report: Report) -> None:
    """Compare the heads with the file; the newest one may still be on its way there."""
    kept = {seal.number: seal.head for seal in seals}
    filed = {number: head for (name, number), head in written.items() if name == table.name}
    changed = [number for number, head in filed.items() if kept.get(number) != head]
    missing = sorted(set(kept) - set(filed) - ({max(kept)} if kept else set()))
    file = seal_file.path()
    for number in sorted(changed):
        report.damage.append(
            _("%(table)s: seal %(number)s in %(file)s is not in the database: removed or changed.")
            % {"table": table.name, "number": number, "file": file}
        )
    if missing:
        report.damage.append(
            _("%(table)s: %(count)s seals are missing in %(file)s; run this where the worker keeps its files.")
            % {"table": table.name, "count": len(missing), "file": file}
        )


def _check_restores(written: seal_file.Filed, report: Report) -> None:
    """A restore stands in the trail and in the file alike; only so does it explain that seals are gone."""
    recorded = {str(entry.key): entry for entry in epoch.restores() if epoch.is_genuine(entry)}
    filed = {line["entry"]: line for line in written.restores}
    for key in recorded.keys() ^ filed.keys():
        place = _("the trail") if key in recorded else str(seal_file.path())
        report.damage.append(_("A restore is recorded in %(place)s alone.") % {"place": place})
    if written.forged:
        report.damage.append(
            _("%(file)s: %(count)s restores were not written by the portal.")
            % {"file": seal_file.path(), "count": written.forged}
        )
    for key in recorded.keys() & filed.keys():
        if recorded[key].data["seals"] != filed[key]["seals"]:
            report.damage.append(_("A restore is recorded in two ways that do not agree."))
    for entry in recorded.values():
        report.notes.append(
            _("Restored at %(at)s: %(reason)s") % {"at": localize(localtime(entry.at)), "reason": entry.reason}
        )
    if written.taken_back:
        report.notes.append(
            _("%(count)s seals were made after what was restored, and went with it.") % {"count": written.taken_back}
        )
