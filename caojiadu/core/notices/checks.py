"""System checks: quiet hours can be read, and in production the channels are set."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from caojiadu.core.notices.texts import registered
from caojiadu.core.notices.timing import quiet_hours

ALIYUN = "caojiadu.core.channels.aliyun.AliyunSms"
ALIYUN_SETTINGS = ("ALIYUN_SMS_KEY_ID", "ALIYUN_SMS_KEY_SECRET", "ALIYUN_SMS_SIGN_NAME", "ALIYUN_SMS_TEMPLATES")


@register()
def quiet_hours_can_be_read(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The setting is two clock times."""
    try:
        quiet_hours()
    except ImproperlyConfigured as error:
        return [Error(str(error), id="notices.E002")]
    return []


@register(Tags.security, deploy=True)
def channels_are_set(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """In production there is a real provider for text messages and a sender's address."""
    return [Error(text, id="notices.E003") for text in _unset()]


def _unset() -> Iterable[str]:
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        yield "DEFAULT_FROM_EMAIL is not set"
    if not settings.SMS_ADAPTER:
        yield "SMS_ADAPTER is not set: no text message leaves the house, and nobody can sign in by phone"
        return
    try:
        import_string(settings.SMS_ADAPTER)
    except ImportError:
        yield f"SMS_ADAPTER {settings.SMS_ADAPTER!r} cannot be imported"
    if settings.SMS_ADAPTER.endswith(".FileSms"):
        yield "SMS_ADAPTER writes to a file: it is for demonstrations only"
    if settings.SMS_ADAPTER == ALIYUN:
        yield from (f"{name} is not set" for name in ALIYUN_SETTINGS if not getattr(settings, name))
        missing = sorted(registered().keys() - settings.ALIYUN_SMS_TEMPLATES.keys())
        if settings.ALIYUN_SMS_TEMPLATES and missing:
            yield f"ALIYUN_SMS_TEMPLATES has no code for: {', '.join(missing)}"
