"""The order of append-only rows: by transaction, then by number. A sealed table has `xid` with this default."""

from django.db.models import BigIntegerField, Func


class TransactionId(Func):
    """The number of the running transaction, as a database default: gives sealed rows their order."""

    function = "pg_current_xact_id"
    template = "(%(function)s()::text::bigint)"
    arity = 0
    output_field = BigIntegerField()
