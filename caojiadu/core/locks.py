"""Locks on what has no row of its own yet, such as a person or a grant that is about to be entered."""

from django.db import connection


def one_at_a_time(*names: str) -> None:
    """Wait until no other transaction holds one of these names, and hold them to the end of this one.

    What is read afterwards shows what the others saved. Call it inside a transaction.
    """
    with connection.cursor() as cursor:
        for name in sorted(set(names)):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
