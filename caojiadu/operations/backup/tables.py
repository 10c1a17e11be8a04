"""What stands in every table, counted and digested, to compare a database with what it was restored from."""

from django.conf import settings
from django.db import connection

# Rows are left out: signing in again is safer than a session of before, and what is kept in the cache comes again.
EMPTY = ("django_session", settings.CACHES["default"]["LOCATION"])
# The same row, the same text, wherever it is read.
SPELLING = (
    "SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO'; SET LOCAL intervalstyle = 'iso_8601'; "
    "SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex'"
)
NAMES = (
    "SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') "
    "AND NOT c.relispartition ORDER BY 1"
)
# The sum does not ask in which order the rows lie.
DIGEST = (
    "SELECT count(*), coalesce(sum(('x' || left(md5(one_row::text), 15))::bit(60)::bigint), 0)::text "
    "FROM public.{table} AS one_row"
)
Tables = dict[str, list[int | str]]


def names() -> list[str]:
    """Every table of the portal."""
    with connection.cursor() as cursor:
        cursor.execute(NAMES)
        return [name for (name,) in cursor.fetchall()]


def digests() -> Tables:
    """By table, the number of rows and a digest of them. Called in a transaction."""
    found: Tables = {}
    with connection.cursor() as cursor:
        cursor.execute(SPELLING)
        for name in names():
            if name not in EMPTY:
                cursor.execute(DIGEST.format(table=connection.ops.quote_name(name)))
                found[name] = list(cursor.fetchone())
    return found


def differences(before: Tables, now: Tables) -> list[str]:
    """What does not agree, a sentence for each table."""
    found = []
    for name in sorted({*before, *now}):
        was, is_now = before.get(name), now.get(name)
        if was == is_now:
            continue
        if was is None or is_now is None:
            found.append(f"{name}: the table is only {'there now' if was is None else 'in the backup'}")
        elif was[0] != is_now[0]:
            found.append(f"{name}: {was[0]} rows in the backup, {is_now[0]} now")
        else:
            found.append(f"{name}: a row is another than in the backup")
    return found
