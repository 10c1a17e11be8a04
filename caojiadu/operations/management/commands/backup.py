"""Make, list or check backups."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from caojiadu.operations.backup import encryption, restoring, shelf
from caojiadu.operations.backup.making import make
from caojiadu.operations.backup.trouble import BackupTrouble


class Command(BaseCommand):
    """Without options: make one."""

    help = "Back up the database, the uploaded files and the heads of the seals, encrypted; keep them by the plan."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do instead."""
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--list", action="store_true", help="say which backups there are")
        what.add_argument("--check", action="store_true", help="read every backup again and compare its digests")
        what.add_argument("--new-key", type=Path, metavar="FILE", help="make a secret key and print the public one")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it. Raises CommandError."""
        try:
            self._do(options)
        except BackupTrouble as trouble:
            raise CommandError(str(trouble)) from trouble

    def _do(self, options: dict[str, Any]) -> None:
        if options["new_key"]:
            self.stdout.write(f"BACKUP_RECIPIENTS={encryption.new_key(options['new_key'])}")
            self.stdout.write(f"Keep {options['new_key']} away from this machine: whoever has it reads every backup.")
        elif options["list"]:
            for backup in shelf.backups():
                files = backup.manifest["files"]["number"]
                self.stdout.write(f"{backup.name}  {backup.size / 1e6:.1f} MB, {files} files")
        elif options["check"]:
            for backup in shelf.backups():
                restoring.check(shelf.find(backup.name))
                self.stdout.write(f"{backup.name} is whole.")
        else:
            made = make(self.stdout.write)
            self.stdout.write(self.style.SUCCESS(f"{made.folder} is written and read back."))
