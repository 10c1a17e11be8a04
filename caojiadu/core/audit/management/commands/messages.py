"""Keep the message files: update them from the code, merge translations, compile them, check them."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from babel.messages import Catalog
from babel.messages.pofile import PoFileError
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from caojiadu.core import translation


class Command(BaseCommand):
    """Needs neither database nor gettext programs. Without options: update every language's file from the code."""

    help = "Update the messages of every language from the code; merge, compile or check them."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do besides; the order is always merge, update, prune, compile, check."""
        parser.add_argument("--merge", nargs="+", type=Path, default=[], metavar="FILE", help="take over these entries")
        parser.add_argument("--language", default="", help="whose entries --merge brings, where there are several")
        parser.add_argument("--prune", action="store_true", help="drop translations nobody asks for any more")
        parser.add_argument("--compile", action="store_true", help="write the .mo only (with --merge: update too)")
        parser.add_argument("--check", action="store_true", help="exit 1 naming each message that is wrong")

    def handle(self, *, merge: list[Path], prune: bool, check: bool, **options: Any) -> None:
        """Do what was asked for each language, under the lock of its folder."""
        files = translation.files()
        if merge and (len(files) > 1):
            files = [path for path in files if path.parent.parent.name == options["language"]]
            if not files:
                raise CommandError("say with --language whose translations these are, for example zh_Hans")
        used = translation.used_messages(settings.BASE_DIR)
        problems: list[str] = []
        for path in files:
            with translation.locked(path.parent):
                if merge or prune or not (check or options["compile"]):
                    self._update(path, used, merge, prune)
                catalog = translation.read(path)
                if options["compile"]:
                    translation.compile_messages(path.with_suffix(".mo"), catalog)
            problems += translation.problems(catalog, used) if check else ()
        for problem in problems:
            self.stderr.write(problem)
        if problems:
            raise CommandError(f"{len(problems)} messages need work", returncode=1)

    def _update(self, path: Path, used: Catalog, fragments: list[Path], prune: bool) -> None:
        catalog = translation.read(path)
        for fragment in fragments:
            for changed in translation.merge(catalog, _fragment(fragment, catalog.locale_identifier)):
                self.stdout.write(f"{fragment.name} changes {changed}")
        catalog = translation.updated(catalog, used)
        translation.write(path, translation.pruned(catalog) if prune else catalog)


def _fragment(path: Path, locale: str) -> Catalog:
    if not path.is_file():
        raise CommandError(f"{path}: no such file")
    try:
        return translation.read(path, locale)
    except PoFileError as error:
        raise CommandError(f"{path}: {error}") from error
