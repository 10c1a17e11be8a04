"""The sealer: chains rows of append-only tables once no running transaction can add one before them.

Rows are taken in (xid, id) order below the snapshot's xmin, so writers never wait for a chain. What is not below it
yet is the unsealed window: normally the last minute.
"""

from django.db import connection, transaction
from django.utils import timezone

from caojiadu.core.audit import epoch, seal_file
from caojiadu.core.audit.models import Seal
from caojiadu.core.audit.sealed import RowsDigest, SealedTable, mac_of, sealed_tables

LOCK = 0x5EA1


class CounterBehind(Exception):
    """The server's transaction counter is behind the seals: the database was restored from a dump."""


def seal_all() -> int:
    """Seal every table once and return how many rows that took. Does nothing while another sealer is at work."""
    return sum(seal_table(table) for table in sealed_tables())


def seal_table(table: SealedTable) -> int:
    """Seal one table's finished rows and return their number."""
    with transaction.atomic():
        if not _locked():
            return 0
        last = Seal.objects.filter(table=table.name).order_by("-number").first()
        seal_file.catch_up(table.name)
        seal = _next_seal(table, last)
        if seal is None:
            return 0
        seal.save(force_insert=True)
        transaction.on_commit(lambda: seal_file.append([seal]))
    return seal.rows


def head_of(seal: Seal, previous_head: str) -> str:
    """Return the head a seal must have, given the one before it."""
    covered = [seal.table, seal.number, seal.at, seal.from_xid, seal.before_xid, seal.rows, seal.rows_digest]
    return mac_of([previous_head, *covered])


def _next_seal(table: SealedTable, last: Seal | None) -> Seal | None:
    from_xid, before_xid = (last.before_xid if last else 0), epoch.snapshot_xmin() + epoch.shift()
    if before_xid < from_xid:
        raise CounterBehind(
            f"transaction counter {before_xid} is behind seal {table.name} ({from_xid}): "
            "a dump was restored by hand; stop the portal and run: manage.py restore --record --reason ..."
        )
    digest = RowsDigest()
    for row in table.rows(from_xid=from_xid, before_xid=before_xid):
        digest.add(row)
    if not digest.count:
        return None
    seal = Seal(
        table=table.name,
        number=last.number + 1 if last else 1,
        at=timezone.now(),
        from_xid=from_xid,
        before_xid=before_xid,
        rows=digest.count,
        rows_digest=digest.hexdigest(),
    )
    seal.head = head_of(seal, last.head if last else "")
    return seal


def _locked() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        return bool(cursor.fetchone()[0])
