"""Name one of the three administrators, for whoever keeps the server: the first ones, and when one is gone."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from caojiadu.core.accounts.models import Post, User
from caojiadu.core.accounts.posts import appoint, end_post
from caojiadu.core.administrators import ADMINISTRATORS, AUDIT, SECURITY, SYSTEM
from caojiadu.core.audit.trail import record

KINDS = {"system": SYSTEM, "security": SECURITY, "audit": AUDIT}


class Command(BaseCommand):
    """Asks nobody else, as nobody can approve before there are two; the audit trail keeps it."""

    help = "Make somebody the system, security or audit administrator from today on; another such post of theirs ends."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="sign-in name of an account of staff")
        parser.add_argument("kind", choices=KINDS)

    @transaction.atomic
    def handle(self, *, username: str, kind: str, **options: Any) -> None:
        """Raises CommandError for somebody unknown, or who cannot hold the post."""
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no account {username}.")
        try:
            self._end_others(user)
            appoint(user=user, role=KINDS[kind])
        except ValidationError as refused:
            raise CommandError(" ".join(refused.messages)) from refused
        record(action="administrator", subject_type="accounts.user", subject_key=user.pk, data={"role": KINDS[kind]})
        self.stdout.write(self.style.SUCCESS(f"{username} is {KINDS[kind]} from today on."))

    def _end_others(self, user: User) -> None:
        """Yesterday; a post that begins today or later never began."""
        today = timezone.localdate()
        for post in user.posts.filter(role__in=ADMINISTRATORS).exclude(until__lt=today):
            if post.since < today:
                end_post(post=post, on=today - timedelta(days=1))
            else:
                Post.objects.filter(pk=post.pk).delete()
