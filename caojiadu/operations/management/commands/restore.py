"""Bring a backup back, rehearse that, or record a restore that was done by other means."""

import getpass
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from caojiadu.operations.backup import encryption, rehearsing, restoring, shelf
from caojiadu.operations.backup.trouble import BackupTrouble


class Command(BaseCommand):
    """Needs the rights of the tables' owner: DATABASE_URL names that role."""

    help = "Restore a backup into an empty database; with --rehearse into a second place that is thrown away again."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which, by whose key, and why."""
        parser.add_argument("name", nargs="?", default="", help="which backup; the newest unless named")
        parser.add_argument("--identity", type=Path, metavar="FILE", help="the secret key of age")
        parser.add_argument("--from", dest="place", type=Path, metavar="FOLDER", help="where the backups stand")
        parser.add_argument("--reason", default="", help="why; the trail keeps it")
        parser.add_argument("--look", action="store_true", help="open pages afterwards, signed in")
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--rehearse", action="store_true", help="into a second place, compared and thrown away")
        what.add_argument(
            "--record", action="store_true", help="the database came back by other means: let the portal go on"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it. Raises CommandError."""
        try:
            self._do(options)
        except BackupTrouble as trouble:
            raise CommandError(str(trouble)) from trouble

    def _do(self, options: dict[str, Any]) -> None:
        who = getpass.getuser()
        if not (options["reason"] or options["rehearse"]):
            raise BackupTrouble("Say why with --reason; the trail keeps it.")
        if options["record"]:
            return restoring.go_on(reason=options["reason"], backup="", who=who, say=self.stdout.write)
        if not options["identity"]:
            raise BackupTrouble("Name the secret key with --identity FILE.")
        backup, keys = shelf.find(options["name"], options["place"]), encryption.identities(options["identity"])
        self.stdout.write(f"Backup {backup.name}, portal {backup.manifest['portal']}.")
        if options["rehearse"]:
            rehearsing.rehearse(backup, options["identity"], self.stdout.write)
            return self.stdout.write(self.style.SUCCESS("The rehearsal went well; nothing of it is left."))
        restoring.restore(backup, keys, reason=options["reason"], who=who, say=self.stdout.write)
        if options["look"]:
            rehearsing.look(self.stdout.write)
        return self.stdout.write(self.style.SUCCESS("Restored. Start the portal, and run audit_verify."))
