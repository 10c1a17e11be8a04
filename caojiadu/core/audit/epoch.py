"""After a restore the server counts transactions from anew: an epoch lifts new rows above everything that was restored.

The rows of a sealed table stand in the order of `xid`. A database restored from a dump brings the numbers of its old
server, and the new one begins near nothing. So a restore adds a shift to the default of `xid` in every sealed table;
the sealer adds the same shift to what it reads. The restore itself is an entry of the trail under the same MAC and the
same seals as any other, and a line of the file of heads: whatever else cut the chain back stays damage.
"""

from typing import Any

from django.db import connection, transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from caojiadu.core.audit import seal_file
from caojiadu.core.audit.models import Entry, Seal
from caojiadu.core.audit.order import TransactionId
from caojiadu.core.audit.roles import quoted
from caojiadu.core.audit.sealed import ENTRIES, sealed_tables
from caojiadu.core.audit.trail import record

KIND = KEY = "epoch"


def restores() -> QuerySet[Entry]:
    """The restores that the trail records, oldest first."""
    return Entry.objects.filter(subject_type=KIND, subject_key=KEY, action="restore").order_by("id")


def shift() -> int:
    """By how much the numbers of this server's transactions are lifted; 0 where nothing was ever restored.

    Only an entry with its MAC counts: whoever can write rows without the key lifts nothing.
    """
    last = restores().last()
    return int(last.data["shift"]) if last and is_genuine(last) else 0


def is_genuine(entry: Entry) -> bool:
    """Whether the portal wrote this entry, by its MAC."""
    return entry.mac == ENTRIES.row_mac({name: getattr(entry, name) for name in ENTRIES.columns})


def raise_epoch(*, reason: str, backup: str = "", who: str = "") -> Entry:
    """Let sealing go on after a restore, and write down that there was one. Needs the rights of the tables' owner.

    The line in the file of heads comes before the commit: cut off between the two, a second call takes its place.
    """
    with transaction.atomic():
        lift = max(shift(), _highest() + 1 - snapshot_xmin())
        number = restores().count() + 1
        set_defaults(lift)
        data: dict[str, Any] = {"epoch": number, "shift": lift, "seals": _last_seals(), "backup": backup}
        entry = record(action="restore", subject_type=KIND, subject_key=KEY, actor_label=who, reason=reason, data=data)
        seal_file.append_restore(number=number, at=timezone.now(), entry=str(entry.key), seals=data["seals"])
    return entry


def set_defaults(lift: int) -> None:
    """Lift the default of `xid` in every sealed table; needs their owner's rights."""
    plain = TransactionId.template % {"function": TransactionId.function}
    with connection.cursor() as cursor:
        for table in sealed_tables():
            cursor.execute(f"ALTER TABLE {quoted(table.name)} ALTER xid SET DEFAULT {plain} + {int(lift)}")


def lift_new_tables(**_signal: Any) -> None:
    """After a migration: a table that is new under seal is lifted as the others are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [Entry._meta.db_table])
        there = cursor.fetchone()[0]
    if there and (lift := shift()):
        set_defaults(lift)


def snapshot_xmin() -> int:
    """The number of this server's oldest transaction that may still write; not lifted."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        return int(cursor.fetchone()[0])


def _highest() -> int:
    """The highest number that any sealed row or seal carries."""
    rows = [table.model._default_manager.aggregate(most=Max("xid"))["most"] for table in sealed_tables()]
    seals = Seal.objects.aggregate(most=Max("before_xid"))["most"]
    return max(number or 0 for number in (*rows, seals))


def _last_seals() -> dict[str, int]:
    found = Seal.objects.values_list("table").annotate(last=Max("number")).order_by("table")
    return {str(table): int(last) for table, last in found}
