"""One spelling of a row, so that the same row always gives the same keyed digest."""

import hashlib
import hmac
import json
from datetime import UTC, date, datetime
from typing import Any

from django.conf import settings


def plain(value: Any) -> Any:
    """Reduce a value to what JSON in the database gives back unchanged; anything else becomes text.

    Text is kept as PostgreSQL keeps it: no NUL, no half of a surrogate pair.
    """
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, dict):
        return dict(zip(map(plain, map(str, value)), map(plain, value.values()), strict=True))
    if isinstance(value, list | tuple | set | frozenset):
        return list(map(plain, value))
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    text = value.isoformat() if isinstance(value, date) else str(value)
    if text.isascii() and "\0" not in text:
        return text
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def canonical(value: Any) -> bytes:
    """Spell a value as JSON on one line with sorted keys."""
    text = json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8")


def new_mac() -> hmac.HMAC:
    """Start a keyed digest; without AUDIT_KEY, which the database never sees, nobody can make or mend one."""
    return hmac.new(settings.AUDIT_KEY.encode("utf-8"), digestmod=hashlib.sha256)


def mac_of(value: Any) -> str:
    """Return the keyed digest of a value."""
    return hmac.digest(settings.AUDIT_KEY.encode("utf-8"), canonical(value), "sha256").hex()
