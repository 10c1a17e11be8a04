"""The audit trail's door: write an entry. Each is one INSERT and waits for nobody."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from caojiadu.core.audit.address import client_address
from caojiadu.core.audit.models import Entry
from caojiadu.core.audit.sealed import ENTRIES, plain


def record(
    *,
    action: str,
    subject_type: str,
    subject_key: object,
    actor: Any = None,
    actor_label: str = "",
    office_id: int | None = None,
    reason: str = "",
    request: HttpRequest | None = None,
    data: Mapping[str, Any] | None = None,
) -> Entry:
    """Write that somebody did or saw something. Without `actor`, the request's user is meant."""
    actor = actor or _signed_in(request)
    entry = Entry(
        key=uuid.uuid4(),
        at=timezone.now(),
        action=action,
        actor_user_id=getattr(actor, "pk", None),
        actor_label=_cut(actor_label or _label(actor), 150),
        office_id=office_id,
        subject_type=subject_type,
        subject_key=_cut(subject_key, 100),
        reason=_cut(reason, 500),
        ip=client_address(request) if request else None,
        data=plain(dict(data or {})),
    )
    return _insert([entry])[0]


def record_many(
    *,
    action: str,
    subject_type: str,
    subject_keys: Iterable[object],
    actor: Any = None,
    reason: str = "",
    request: HttpRequest | None = None,
    data: Mapping[str, Any] | None = None,
) -> list[Entry]:
    """Write the same action on many things, an export for example, in as few statements as can be."""
    actor = actor or _signed_in(request)
    common: dict[str, Any] = {
        "at": timezone.now(),
        "action": action,
        "actor_user_id": getattr(actor, "pk", None),
        "actor_label": _cut(_label(actor), 150),
        "subject_type": subject_type,
        "reason": _cut(reason, 500),
        "ip": client_address(request) if request else None,
        "data": plain(dict(data or {})),
    }
    return _insert([Entry(key=uuid.uuid4(), subject_key=_cut(key, 100), **common) for key in subject_keys])


def read_once(
    *,
    request: HttpRequest,
    subject_type: str,
    subject_key: object,
    office_id: int | None = None,
    action: str = "read",
    reason: str = "",
) -> None:
    """Write that the request's user saw a thing: every view is written, one view only once."""
    seen: set[tuple[str, str, str]] = request.__dict__.setdefault("_audit_seen", set())
    mark = (action, subject_type, str(subject_key))
    if mark in seen:
        return
    seen.add(mark)
    record(
        action=action,
        subject_type=subject_type,
        subject_key=subject_key,
        office_id=office_id,
        reason=reason,
        request=request,
    )


def _insert(entries: list[Entry]) -> list[Entry]:
    for entry in entries:
        entry.mac = ENTRIES.row_mac({name: getattr(entry, name) for name in ENTRIES.columns})
    return Entry.objects.bulk_create(entries, batch_size=1000)


def _signed_in(request: HttpRequest | None) -> Any:
    user = getattr(request, "user", None)
    return user if getattr(user, "is_authenticated", False) else None


def _label(actor: Any) -> str:
    """Name staff by their sign-in name; a resident by nothing but the number, for the name may be a phone."""
    if actor is None or getattr(actor, "kind", "staff") == "resident":
        return ""
    return str(getattr(actor, "username", "") or actor)


def _cut(value: object, length: int) -> str:
    return str(plain(str(value)))[:length]
