"""Is the process alive; are the database and its migrations ready."""

from functools import cache

import redis
from django.conf import settings
from django.db import Error, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

TIMEOUT_MS = 2000


@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    """Answer without asking anybody."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """Answer 200 when letters can be taken; Redis is reported and not required."""
    database, migrations = _database()
    answer = {"database": database, "migrations": migrations, "redis": _redis()}
    return JsonResponse(answer, status=200 if database == migrations == "ready" else 503)


def _database() -> tuple[str, str]:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL statement_timeout = {TIMEOUT_MS}")
            missing = _known_migrations() - set(MigrationRecorder(connection).applied_migrations())
    except Error:
        return "not reachable", "unknown"
    return "ready", f"{len(missing)} not applied" if missing else "ready"


@cache
def _known_migrations() -> frozenset[tuple[str, str]]:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return frozenset(loader.disk_migrations)


def _redis() -> str:
    client = redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=0.5, socket_timeout=0.5)
    try:
        client.ping()
    except redis.RedisError:
        return "not reachable (not required)"
    finally:
        client.close()
    return "ready"
