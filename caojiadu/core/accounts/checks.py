"""Checks of the settings that accounts and personal data need."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.core.exceptions import ImproperlyConfigured

from caojiadu.core.personal import check_keys


@register()
def keys(**_kwargs: Any) -> list[CheckMessage]:
    """The keys of personal data can be used."""
    try:
        check_keys()
    except ImproperlyConfigured as error:
        return [Error(str(error), id="accounts.E001")]
    return []


@register(deploy=True)
def inside_host(**_kwargs: Any) -> list[CheckMessage]:
    """The staff's pages are on a host of their own, which Django answers to."""
    if not settings.INSIDE_HOST:
        return [
            Warning(
                "INSIDE_HOST is not set: the staff's pages answer on the public host too.",
                hint="Set it to the host name that only the office's network reaches.",
                id="accounts.W001",
            )
        ]
    if settings.INSIDE_HOST.partition(":")[0] not in settings.ALLOWED_HOSTS:
        return [Error(f"INSIDE_HOST {settings.INSIDE_HOST} is missing from ALLOWED_HOSTS.", id="accounts.E002")]
    return []
