"""One spelling of a row, so that the same row always gives the same keyed digest."""

import hashlib
import hmac
import json
from datetime import UTC, date, datetime
from typing import Any

from django.conf import settings


def clean_text(value: object) -> str:
    """Return text that PostgreSQL stores and gives back unchanged: no NUL, no half of a surrogate pair."""
    text = str(value)
    if text.isascii() and "\0" not in text:
        return text
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def plain(value: Any) -> Any:
    """Reduce a value to what JSON in the database gives back unchanged; anything else becomes text."""
    if isinstance(value, str):
        return clean_text(value)
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, dict):
        return {clean_text(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else clean_text(value)


def canonical(value: Any) -> bytes:
    """Spell a value as JSON on one line with sorted keys."""
    text = json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8")


def new_mac() -> hmac.HMAC:
    """Start a keyed digest; without AUDIT_KEY, which the database never sees, nobody can make or mend one."""
    return hmac.new(settings.AUDIT_KEY.encode("utf-8"), digestmod=hashlib.sha256)


def mac_of(value: Any) -> str:
    """Return the keyed digest of a value."""
    digest = new_mac()
    digest.update(canonical(value))
    return digest.hexdigest()
