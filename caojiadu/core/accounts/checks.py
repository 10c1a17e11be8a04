"""Checks of the settings that accounts and personal data need."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.core.checks import CheckMessage, Error, Warning, register
from django.core.exceptions import ImproperlyConfigured

from caojiadu.core.accounts.approvals import DECIDING
from caojiadu.core.accounts.models import Approval
from caojiadu.core.accounts.site import owners_of
from caojiadu.core.administrators import ADMINISTRATORS
from caojiadu.core.personal import check_keys


@register()
def keys(**_kwargs: Any) -> list[CheckMessage]:
    """The keys of personal data can be used."""
    try:
        check_keys()
    except ImproperlyConfigured as error:
        return [Error(str(error), id="accounts.E001")]
    return []


@register()
def owners(**_kwargs: Any) -> list[CheckMessage]:
    """Each page of the administrators belongs to one of the three; one is shared, on which two decide together."""
    bad = [page for page in admin.site._registry.values() if not _owned(page)]
    said = "%s has no owner: say `owner = SYSTEM`, SECURITY or AUDIT (caojiadu.core.administrators)"
    return [Error(said % type(page).__name__, id="accounts.E003") for page in bad]


def _owned(page: admin.ModelAdmin) -> bool:
    owners = owners_of(page)
    return owners == DECIDING if page.model is Approval else len(owners) == 1 and owners[0] in ADMINISTRATORS


@register(deploy=True)
def second_factor(**_kwargs: Any) -> list[CheckMessage]:
    """Staff show a second factor."""
    if settings.SECOND_FACTOR_REQUIRED:
        return []
    return [Error("SECOND_FACTOR_REQUIRED is off: a password alone opens the staff's pages.", id="accounts.E004")]


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
