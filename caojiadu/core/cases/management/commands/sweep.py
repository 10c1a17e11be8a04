"""`sweep [--at ISO-TIME]`: what beat does each minute, at a time of your choosing."""

import datetime as dt
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from caojiadu.core.cases.sweep import sweep


class Command(BaseCommand):
    """Warn of limits that come and climb for those that passed."""

    help = "Warn of limits that come and climb for those that passed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--at", help="ISO time, local unless it names a zone; now when left out")

    def handle(self, **options: Any) -> None:
        done = sweep(parse(options["at"]))
        self.stdout.write(f"warned {done['warned']}, climbed {done['climbed']}")


def parse(text: str | None) -> dt.datetime:
    """An ISO time as an aware one. Raises CommandError."""
    if not text:
        return timezone.now()
    try:
        when = dt.datetime.fromisoformat(text)
    except ValueError:
        raise CommandError(f"{text!r} is not an ISO time, such as 2026-11-24T09:00") from None
    return timezone.make_aware(when) if timezone.is_naive(when) else when
