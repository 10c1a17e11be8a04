"""Appending events: keys in the sealed row, people's words beside it."""

import datetime as dt
import hashlib
import json
import secrets
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Model

from caojiadu.core.audit.sealed import sealed_table
from caojiadu.core.cases.actor import Actor
from caojiadu.core.cases.models import Case, CaseEvent, EventWords

# Under this key an event says for whom a deputy acted.
IN_PLACE_OF = "in_place_of"
EVENTS = sealed_table(
    "cases_caseevent",
    *("key", "case_id", "at", "move", "actor_kind", "actor_user_id", "actor_office_id"),
    *("source", "target", "public", "data", "words_digest"),
    mac="mac",
)


def append(
    *,
    case: Case,
    move: str,
    actor: Actor,
    source: str,
    target: str,
    now: dt.datetime,
    public: bool,
    form: Any = None,
    extra: Mapping[str, Any] | None = None,
) -> CaseEvent:
    """Append one event. Text typed into the form becomes words; choices, dates and rows become keys."""
    keys, typed = _split(form)
    keys.update({name: _key(value) for name, value in (extra or {}).items()})
    salt = secrets.token_hex(16) if typed else ""
    event = CaseEvent(
        case_id=case.pk,
        at=now,
        move=move,
        actor_kind=actor.by,
        actor_user_id=actor.user_id,
        actor_office_id=actor.office_in(case),
        source=source,
        target=target,
        public=public,
        data=keys,
        words_digest=digest_of(salt, typed) if typed else "",
    )
    event.mac = EVENTS.row_mac({name: getattr(event, name) for name in EVENTS.columns})
    event.save(force_insert=True)
    if typed:
        EventWords.objects.create(event=event, salt=salt, text=typed)
    return event


def digest_of(salt: str, words: Mapping[str, str]) -> str:
    """The salted digest that the seal covers, so that words can be shredded and the chain still holds."""
    text = salt + json.dumps(words, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _split(form: Any) -> tuple[dict[str, Any], dict[str, str]]:
    keys: dict[str, Any] = {}
    words: dict[str, str] = {}
    if form is None:
        return keys, words
    key_fields, personal = getattr(form, "key_fields", ()), getattr(form, "personal_fields", ())
    for name, value in form.cleaned_data.items():
        if name in personal or value in (None, "", [], ()):
            continue
        if isinstance(value, str) and name not in key_fields:
            words[name] = value
        else:
            keys[name] = _key(value)
    return keys, words


def _key(value: Any) -> Any:
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, dt.date | dt.datetime | dt.time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, str | int | float | bool) or value is None:
        return value
    return [_key(one) for one in value]
