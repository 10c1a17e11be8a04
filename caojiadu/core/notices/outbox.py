"""Writing a message into the outbox: rows in the caller's transaction, nothing else; the worker finds them there."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from caojiadu.core.community.models import Resident
from caojiadu.core.notices.models import Notice
from caojiadu.core.notices.recipients import Person, To, reach
from caojiadu.core.notices.texts import registered


def put(
    *,
    template: str,
    to: To,
    dedup_key: str,
    context: Mapping[str, Any] | None = None,
    case_number: str = "",
    channels: tuple[str, ...] | None = None,
    urgent: bool = False,
    not_before: datetime | None = None,
) -> None:
    """Write one row for each channel, unless a row with its key is there already.

    `context` holds the template's own variables, without personal data. Raises LookupError for an unknown template and
    ValueError when its variables are not the ones given.
    """
    context = dict(context or {})
    _check(template, context)
    person = reach(to)
    now = timezone.now()
    Notice.objects.bulk_create(
        [
            Notice(
                dedup_key=f"{dedup_key}:{channel}",
                channel=channel,
                template=template,
                user_id=to.user_id,
                resident_key=to.resident_key,
                endpoint=to.endpoint,
                case_number=case_number,
                context=context,
                language=person.language,
                urgent=urgent,
                next_try_at=not_before or now,
                **_as_posted(channel, now),
            )
            for channel in channels or person.channels()
        ],
        ignore_conflicts=True,
    )


def put_urgent(*, template: str, to: To, dedup_key: str, case_number: str = "") -> None:
    """Ring somebody at any hour: every channel that reaches them, staff by text message too, past quiet hours."""
    channels = with_text_message(reach(to))
    put(template=template, to=to, dedup_key=dedup_key, case_number=case_number, channels=channels, urgent=True)


def with_text_message(person: Person) -> tuple[str, ...]:
    """Every channel that reaches somebody, and the text message that staff get for little else."""
    channels = person.channels()
    return (*channels, Notice.Channel.SMS) if person.phone and Notice.Channel.SMS not in channels else channels


def put_to_residents(
    to: Iterable[tuple[Resident, str, str]],
    *,
    context: Mapping[str, Any] | None = None,
    case_number: str = "",
    urgent: bool = False,
) -> None:
    """Write the rows of messages to many residents, each with a template and a key, in one statement.

    `context` is the same for all of them. Raises LookupError and ValueError as `put`.
    """
    context, now, rows = dict(context or {}), timezone.now(), []
    for resident, template, key in to:
        _check(template, context)
        for channel in Person(resident.language, resident.phone_sealed, resident.email_sealed).channels():
            row = Notice(
                dedup_key=f"{key}:{channel}",
                channel=channel,
                template=template,
                resident_key=resident.key,
                case_number=case_number,
                context=context,
                language=resident.language,
                urgent=urgent,
                next_try_at=now,
                **_as_posted(channel, now),
            )
            rows.append(row)
    Notice.objects.bulk_create(rows, ignore_conflicts=True)


def written(keys: Iterable[str]) -> set[str]:
    """Which of these keys stand on a message to a person already: one query."""
    portal = {f"{key}:{Notice.Channel.PORTAL}": key for key in keys}
    found = Notice.objects.filter(dedup_key__in=portal).values_list("dedup_key", flat=True)
    return {portal[key] for key in found}


def _check(template: str, context: Mapping[str, Any]) -> None:
    known = registered().get(template)
    if known is None:
        raise LookupError(f"no message template {template!r} is registered")
    if context.keys() != known.own_variables:
        raise ValueError(f"{template} needs {sorted(known.own_variables)}, got {sorted(context)}")


def _as_posted(channel: str, now: datetime) -> dict[str, Any]:
    """In the portal a message has arrived once its row is there."""
    if channel == Notice.Channel.PORTAL:
        return {"state": Notice.State.DELIVERED, "sent_at": now, "delivered_at": now}
    return {}
