"""System checks: the secrets of the bodies' systems, and that discipline inspection shares its key with nobody."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError

from caojiadu.core.district.reports import DISCIPLINE_BODY
from caojiadu.core.organisation.models import DistrictBody

SHORTEST = 32


@register(Tags.security)
def secrets_are_long(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A short secret can be guessed."""
    short = sorted(name for name, secret in settings.DISTRICT_KEYS.items() if len(secret) < SHORTEST)
    hint = f"At least {SHORTEST} random characters."
    return [Error(f"DISTRICT_KEYS: the secret of {name} is too short", hint=hint, id="district.E001") for name in short]


@register(deploy=True)
def bodies_can_be_reached(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every body with a system of its own has its secret."""
    try:
        bodies = list(DistrictBody.objects.filter(channel=DistrictBody.Channel.HTTP, active=True))
    except DatabaseError as trouble:
        return [Error(f"The district bodies cannot be read: {trouble}", hint="Run migrate.", id="district.E004")]
    return list(_faults(bodies))


def _faults(bodies: list[DistrictBody]) -> Iterable[CheckMessage]:
    for body in bodies:
        if body.key_id not in settings.DISTRICT_KEYS:
            yield Error(f"DISTRICT_KEYS has no secret {body.key_id!r} for {body.key}", id="district.E002")
    own = {body.key_id for body in bodies if body.key == DISCIPLINE_BODY}
    for body in bodies:
        if body.key_id in own and body.key != DISCIPLINE_BODY:
            yield Error(f"{body.key} shares the key of discipline inspection", id="district.E003")
