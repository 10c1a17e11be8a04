"""`seed_demo [--cases N]`: made-up people and letters; beyond a few dozen the letters are loaded in bulk."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from caojiadu.core.demo import refuse_production
from petitions import hooks
from petitions.demo.bulk import load
from petitions.demo.letters import Storyteller, show_who_acts
from petitions.demo.people import make_people
from petitions.letters.models import Petition

TOLD = 42  # letters that go through real moves


class Command(BaseCommand):
    """Fill a demonstration. Refuses a production database."""

    help = "Fill a demonstration with made-up people and letters. Refuses a production database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--cases", type=int, default=TOLD, help="how many letters there should be in all")

    def handle(self, **options: Any) -> None:
        refuse_production("`seed_demo`")
        wanted = options["cases"]
        if wanted < 0:
            raise CommandError("--cases takes a whole number from 0")
        with transaction.atomic():
            people = make_people()
            there = Petition.objects.count()
            if there == 0:
                storyteller = Storyteller(people)
                storyteller.tell(min(wanted, TOLD))
                show_who_acts(storyteller)
            hooks.demo(people)
        more = wanted - Petition.objects.count()
        if more > 0:
            load(more, people, say=self.stdout.write if options["verbosity"] else lambda _text: None)
        self.stdout.write(f"{Petition.objects.count()} letters, {len(people)} people")
