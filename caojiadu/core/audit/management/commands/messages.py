"""Keep the Chinese message file: update it from the code, merge translations, compile it, check it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from babel.messages import Catalog
from babel.messages.pofile import PoFileError
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from caojiadu.core import translation


class Command(BaseCommand):
    """Needs neither database nor gettext programs. Without options: update the file from the code."""

    help = "Update the Chinese messages from the code; merge, compile or check them."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do besides; the order is always merge, update, prune, compile, check."""
        parser.add_argument("--merge", nargs="+", type=Path, default=[], metavar="FILE", help="take over these entries")
        parser.add_argument("--prune", action="store_true", help="drop translations nobody asks for any more")
        parser.add_argument("--compile", action="store_true", help="write the .mo only (with --merge: update too)")
        parser.add_argument("--check", action="store_true", help="exit 1 naming each message that is wrong")

    def handle(self, *, merge: list[Path], prune: bool, check: bool, **options: Any) -> None:
        """Do what was asked under the lock of the folder."""
        folder = Path(settings.LOCALE_PATHS[0]) / translation.LANGUAGE / "LC_MESSAGES"
        only_reads = check or options["compile"]
        with translation.locked(folder):
            if merge or prune or not only_reads:
                self._update(folder / "django.po", merge, prune)
            catalog = translation.read(folder / "django.po")
            if options["compile"]:
                translation.compile_messages(folder / "django.mo", catalog)
        if check:
            self._check(catalog)

    def _update(self, path: Path, fragments: list[Path], prune: bool) -> None:
        catalog = translation.read(path)
        for fragment in fragments:
            for changed in translation.merge(catalog, _fragment(fragment)):
                self.stdout.write(f"{fragment.name} changes {changed}")
        catalog = translation.updated(catalog, translation.used_messages(settings.BASE_DIR))
        translation.write(path, translation.pruned(catalog) if prune else catalog)

    def _check(self, catalog: Catalog) -> None:
        found = list(translation.problems(catalog, translation.used_messages(settings.BASE_DIR)))
        for problem in found:
            self.stderr.write(problem)
        if found:
            raise CommandError(f"{len(found)} messages need work", returncode=1)


def _fragment(path: Path) -> Catalog:
    if not path.is_file():
        raise CommandError(f"{path}: no such file")
    try:
        return translation.read(path)
    except PoFileError as error:
        raise CommandError(f"{path}: {error}") from error
