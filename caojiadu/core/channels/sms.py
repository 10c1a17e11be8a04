"""SMS: the shape of an adapter, the choice of one, and the adapter that writes to a file."""

import fcntl
import json
import os
from pathlib import Path
from typing import Protocol, TextIO

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_noop

from caojiadu.core.channels.outcomes import Rejected, Sent


class SmsAdapter(Protocol):
    """What an SMS provider must offer; `idempotent` says whether it sends one dedup key once only."""

    idempotent: bool

    def send(self, *, phone: str, text: str, template: str, variables: dict[str, str], dedup_key: str) -> Sent:
        """Send one message to an E.164 number. Raises Retry, Rejected or Uncertain."""


class NoSms:
    """Stands in while no provider is set: refuses, so that staff are asked to ring instead."""

    idempotent = True

    def send(self, *, phone: str, text: str, template: str, variables: dict[str, str], dedup_key: str) -> Sent:
        """Refuse."""
        raise Rejected(gettext_noop("No provider for text messages is set"))


def adapter() -> SmsAdapter:
    """The provider named by SMS_ADAPTER."""
    return import_string(settings.SMS_ADAPTER)() if settings.SMS_ADAPTER else NoSms()


class FileSms:
    """Appends one JSON line for each message to SMS_FILE; a key already there is not written again."""

    idempotent = True

    def send(self, *, phone: str, text: str, template: str, variables: dict[str, str], dedup_key: str) -> Sent:
        """Append the message, under a lock so that two workers cannot both miss the other's line."""
        line = {"at": timezone.now().isoformat(), "key": dedup_key, "phone": phone, "template": template, "text": text}
        path = Path(settings.SMS_FILE)
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "r+", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            if not _holds(file, dedup_key):
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
        return Sent(dedup_key)


def _holds(file: TextIO, dedup_key: str) -> bool:
    """Whether a line carries the key; a last line torn by a crash is closed so that the next one stands alone."""
    needle = json.dumps(dedup_key, ensure_ascii=False)
    last = "\n"
    for last in file:
        if needle in last and _key(last) == dedup_key:
            return True
    if not last.endswith("\n"):
        file.write("\n")
    return False


def _key(line: str) -> str | None:
    try:
        return json.loads(line)["key"]
    except (ValueError, KeyError, TypeError):
        return None
