"""Check the audit trail and every other sealed table for rows edited, removed or inserted."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from caojiadu.core.audit.verify import verify


class Command(BaseCommand):
    """Exit code 1 when something was tampered with."""

    help = "Check sealed tables for rows edited, removed or inserted behind the portal's back."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print notes, then damage."""
        report = verify()
        for line in report.notes:
            self.stdout.write(line)
        for line in report.damage:
            self.stderr.write(self.style.ERROR(line))
        if report.damage:
            raise CommandError(_("Damage found: %(count)s.") % {"count": len(report.damage)}, returncode=1)
        self.stdout.write(self.style.SUCCESS(_("No damage found.")))
