"""A great many entries like one that is there."""

from typing import Any

from django.db import connection


def copies(row: Any, many: int) -> None:
    """Add that many entries which say what this one says, to its own table and that of all entries."""
    child = row._meta
    parent = child.pk.related_model._meta
    shared = ", ".join(f'"{one.column}"' for one in parent.local_concrete_fields if not one.primary_key)
    own = ", ".join(f'"{one.column}"' for one in child.local_concrete_fields if not one.primary_key)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH made AS (INSERT INTO {parent.db_table} ({shared}) SELECT {shared} FROM {parent.db_table}, "
            f"generate_series(1, %s) WHERE {parent.pk.column} = %s RETURNING {parent.pk.column} AS key) "
            f"INSERT INTO {child.db_table} ({child.pk.column}, {own}) "
            f"SELECT made.key, {own} FROM made, {child.db_table} WHERE {child.pk.column} = %s",
            [many, row.pk, row.pk],
        )
