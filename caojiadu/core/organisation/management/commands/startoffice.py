"""Lay out a new office."""

import re
from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from babel.messages import Catalog
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from caojiadu.core import translation
from caojiadu.core.organisation.new_office import NewOffice
from caojiadu.core.organisation.office import office_configs


class Command(BaseCommand):
    """Writes the folder of a new office; the word in the settings and the migration are then the person's to add."""

    help = "Write the folder of a new office."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take key, code and the two names."""
        parser.add_argument("key", type=_key, help="its folder, for example youth_affairs")
        parser.add_argument("--code", required=True, type=_code, help="its letter in the official list")
        parser.add_argument("--name-en", required=True)
        parser.add_argument("--name-zh", required=True)
        parser.add_argument("--into", type=Path, default=settings.BASE_DIR / "offices", help="where offices live")

    def handle(self, *args: Any, key: str, code: str, name_en: str, name_zh: str, into: Path, **options: Any) -> None:
        """Write the files and say what comes next."""
        for config in office_configs():
            if key == config.key or code == config.code:
                raise CommandError(f"{config.key} ({config.code}) is an office already")
        office = NewOffice(key=key, code=code, name_en=name_en, name_zh=name_zh, order=len(settings.OFFICES))
        try:
            written = office.write(into / key)
        except FileExistsError:
            raise CommandError(f"{into / key} exists already") from None
        if into == settings.BASE_DIR / "offices":
            _translate(name_en, name_zh)
        self.stdout.write("\n".join(str(path) for path in written))
        self.stdout.write(f'Next: add "{key}" to OFFICES in settings.py, then migrate and load_official_lists.')


def _translate(english: str, chinese: str) -> None:
    """Put the Chinese of its name into the message file, where `make check` looks for it."""
    path = Path(settings.LOCALE_PATHS[0]) / "zh_Hans" / "LC_MESSAGES" / "django.po"
    names = Catalog(locale="zh_Hans")
    names.add(english, chinese)
    with translation.locked(path.parent):
        catalog = translation.read(path)
        translation.merge(catalog, names)
        translation.write(path, catalog)


def _key(text: str) -> str:
    """A folder name that Python, PostgreSQL and addresses all take."""
    if not re.fullmatch(r"[a-z][a-z]*(_[a-z]+)*", text) or len(text) > 30:
        raise ArgumentTypeError("use up to 30 small letters, words joined by _")
    return text


def _code(text: str) -> str:
    """One capital letter."""
    if not re.fullmatch(r"[A-Z]", text):
        raise ArgumentTypeError("use one capital letter")
    return text
