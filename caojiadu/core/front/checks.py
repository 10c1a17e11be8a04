"""A system check before `migrate`: whether the tables that are there are ones that this version can carry on with."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

TEXT = "Another version of the portal made the tables of this database, and this one cannot carry them on: {missing}."
HINT = (
    "A demonstration begins anew: stop it, delete the folder {var}, and call `make run`. The database of an office "
    "goes on with the version that made it, or with a backup."
)


@register(Tags.database)
def tables_of_another_version(databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """An error where a migration was applied that this version does not have.

    Up to 0.1 an app had as many as 29 of them; 0.2 begins with one each, since no office had begun to work with it.
    """
    found = sorted(name for database in databases or () for name in _applied_and_unknown(database))
    hint = HINT.format(var=settings.VAR_DIR)
    return [Error(TEXT.format(missing=", ".join(found[:3])), hint=hint, id="front.E001")] if found else []


def _applied_and_unknown(database: str) -> set[str]:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    applied = set(MigrationRecorder(connections[database]).applied_migrations())
    return {f"{label} {name}" for label, name in applied - set(loader.disk_migrations) if label in loader.migrated_apps}
