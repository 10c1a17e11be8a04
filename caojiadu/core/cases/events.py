"""What a move leaves behind: keys in the sealed row, people's words beside it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from caojiadu.core import history
from caojiadu.core.cases.actor import Actor
from caojiadu.core.cases.models import Case, CaseEvent


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
    )
    return history.append(event, {**keys, **(extra or {})}, typed)


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
            keys[name] = value
    return keys, words
