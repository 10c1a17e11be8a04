"""SMS adapters for tests: one that follows a script, and two that hand a message over and then never come back."""

import os
from pathlib import Path
from typing import ClassVar

from django.conf import settings

from caojiadu.core.channels import Sent
from caojiadu.core.channels.sms import FileSms

HERE = "tests.core.notices.adapters"


class Scripted:
    """Raises what its script says, in turn; then takes everything."""

    idempotent = False
    script: ClassVar[list[Exception]] = []
    sent: ClassVar[list[dict]] = []

    def send(self, **message) -> Sent:
        """Raise or remember."""
        if self.script:
            raise self.script.pop(0)
        self.sent.append(message)
        return Sent(f"number-{len(self.sent)}")


class ScriptedSafe(Scripted):
    """The same, of a provider that knows our keys."""

    idempotent = True


class StuckSafe(FileSms):
    """Hands over, says so, and is stuck while the gate is there; knows a key again."""

    def send(self, **message) -> Sent:
        """Write the line, then wait for ever on a pipe that nobody writes to."""
        sent = super().send(**message)
        self._wait(message["dedup_key"])
        return sent

    @staticmethod
    def _wait(key: str) -> None:
        gate = Path(settings.VAR_DIR) / "gate"
        if gate.exists():
            (Path(settings.VAR_DIR) / "begun").write_text(key)
            os.close(os.open(gate, os.O_RDONLY))


class StuckBlind(StuckSafe):
    """The same, of a provider that cannot tell a repeat from a new message."""

    idempotent = False

    def send(self, **message) -> Sent:
        """Write a line each time, whatever the key."""
        with Path(settings.SMS_FILE).open("a", encoding="utf-8") as file:
            file.write(message["dedup_key"] + "\n")
        self._wait(message["dedup_key"])
        return Sent("number")
