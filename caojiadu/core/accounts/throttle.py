"""Counting tries in PostgreSQL, one statement a try, so that no number of workers lets one too many through; and locks
on what has no row of its own yet, such as a person or a grant that is about to be entered.

Count outside a transaction that may be rolled back: a try that is rolled back was never counted.
"""

from datetime import timedelta
from ipaddress import ip_network
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from caojiadu.core.accounts.models import Throttle
from caojiadu.core.audit.address import client_address
from caojiadu.core.personal import digest

IPV6_PREFIX = 64
_LOCK = "pg_advisory_xact_lock(hashtextextended(%s, 0))"
_HIT = """
INSERT INTO accounts_throttle AS kept (scope, key_digest, hits, expires_at) VALUES (%(scope)s, %(key)s, 1, %(end)s)
ON CONFLICT (scope, key_digest) DO UPDATE SET
    hits = CASE WHEN kept.expires_at <= %(now)s THEN 1 ELSE least(kept.hits + 1, 1000000) END,
    expires_at = CASE
        WHEN kept.expires_at <= %(now)s OR (%(renew)s AND kept.hits + 1 = %(limit)s) THEN excluded.expires_at
        ELSE kept.expires_at END
RETURNING hits
"""


def hit(*, scope: str, key: object, limit: int, seconds: int, renew: bool = False) -> bool:
    """Count one try; return True while it is allowed, False from the try after `limit` on.

    The count starts again `seconds` after the first try; with `renew`, `seconds` after the last allowed one (a lock).
    """
    now = timezone.now()
    values: dict[str, Any] = {
        "scope": scope,
        "key": digest(f"throttle:{scope}", str(key) or "-"),
        "now": now,
        "end": now + timedelta(seconds=seconds),
        "limit": limit,
        "renew": renew,
    }
    with connection.cursor() as cursor:
        cursor.execute(_HIT, values)
        return bool(cursor.fetchone()[0] <= limit)


def is_over(*, scope: str, key: object, limit: int) -> bool:
    """Say whether `limit` tries have been counted already; counts nothing."""
    return _kept(scope, key).filter(hits__gte=limit, expires_at__gt=timezone.now()).exists()


def clear(*, scope: str, key: object) -> None:
    """Forget the tries of a key."""
    _kept(scope, key).delete()


def clear_scope(scope: str) -> None:
    """Forget the tries of every key of a scope."""
    Throttle.objects.filter(scope=scope).delete()


def address_key(request: HttpRequest) -> str:
    """The address to count under: of IPv6 the network, for one subscriber has many addresses."""
    address = client_address(request) or "unknown"
    return str(ip_network(f"{address}/{IPV6_PREFIX}", strict=False)) if ":" in address else address


def _kept(scope: str, key: object) -> QuerySet[Throttle]:
    return Throttle.objects.filter(scope=scope, key_digest=digest(f"throttle:{scope}", str(key) or "-"))


def one_at_a_time(*names: str) -> None:
    """Wait until no other transaction holds one of these names, and hold them to the end of this one.

    What is read afterwards shows what the others saved. Call it inside a transaction.
    """
    wanted = sorted(set(names))  # always in the same order, or two would wait for each other
    if wanted:
        with connection.cursor() as cursor:
            cursor.execute("SELECT " + ", ".join([_LOCK] * len(wanted)), wanted)
