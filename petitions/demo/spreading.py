"""Beyond some ten thousand letters: each one that is made up becomes many, by statements in the database.

What the portal computes for a letter (limits, search words, sealed answers) is computed once and written many times,
under keys and numbers of its own. Events are the exception: their seal takes a key that the database never sees.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import models

from caojiadu.core.cases.models import Case

# What is taken off a table and how it is put on again: foreign keys and unique constraints, then other indexes.
_CONSTRAINTS = """
SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
       format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))
FROM pg_constraint WHERE contype = %s AND conrelid::regclass::text = ANY(%s)
"""
_INDEXES = """
SELECT format('DROP INDEX %%s', indexrelid::regclass), pg_get_indexdef(indexrelid)
FROM pg_index WHERE indrelid::regclass::text = ANY(%s)
    AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u'))
"""


@contextmanager
def bare(cursor: Any, names: list[str]) -> Iterator[None]:
    """Take foreign keys and indexes off tables while rows by the hundred thousand come in, and put them on again: they
    are checked and built in one go then, in a fraction of the time. A failure rolls that back with everything else."""
    cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
    taken: list[tuple[str, str]] = []
    for statement, asked in ((_CONSTRAINTS, ["f", names]), (_CONSTRAINTS, ["u", names]), (_INDEXES, [names])):
        cursor.execute(statement, asked)
        taken += cursor.fetchall()
    for drop, _create in taken:
        cursor.execute(drop)
    yield
    for _drop, create in reversed(taken):
        cursor.execute(create)


def copies_of(fields: Mapping[str, Any], firsts: Mapping[type[models.Model], int]) -> str:
    """What the columns of copy number `copy` of `copies` hold, for a row that was made up: keys that are counted keep
    the order of the letters, so they are dealt out anew from the first of each table on; so are numbers."""
    return ", ".join(_copied(name, field, firsts) for name, field in fields.items())


def _copied(name: str, field: Any, firsts: Mapping[type[models.Model], int]) -> str:
    names = field.model if isinstance(field, models.AutoField) else field.related_model
    first = next((first for model, first in firsts.items() if names and issubclass(names, model)), None)
    if first is not None:
        return f'{first} + (made."{name}" - {first}) * copies + copy'
    if isinstance(field, models.UUIDField):
        return "gen_random_uuid()"
    if field.model is Case and name == "number":
        return "left(made.number, 8) || lpad((right(made.number, 6)::int + copy)::text, 6, '0')"
    return f'made."{name}"'
