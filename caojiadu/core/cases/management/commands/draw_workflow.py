"""`draw_workflow KIND`: a kind of matter as a Mermaid diagram."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from caojiadu.core.workflow import all_workflows, find


class Command(BaseCommand):
    """Print the states and moves of a kind as a diagram."""

    help = "Print the states and moves of a kind as a Mermaid diagram."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind")

    def handle(self, **options: Any) -> None:
        try:
            self.stdout.write(find(options["kind"]).draw())
        except LookupError as error:
            known = ", ".join(flow.key for flow in all_workflows())
            raise CommandError(f"{error}; known are: {known}") from None
