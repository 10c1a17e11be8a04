"""`measure_same_matter --data DIR`: how good the search for the same matter is, on pairs labelled by hand."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from petitions.duplicates import measuring
from petitions.duplicates.likeness import SHARES, WEIGHTS, known_shares, learned
from petitions.duplicates.measuring import found_among_candidates

PAIRS = Path(settings.BASE_DIR) / "tests" / "data" / "same-matter-pairs.csv"


class Command(BaseCommand):
    """Print precision and recall; with --learn, count the shares again and keep the weights learned from all pairs."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--data", type=Path, required=True, help="folder with letters.csv and its neighbours")
        parser.add_argument("--pairs", type=Path, default=PAIRS, help="labelled pairs, CSV")
        parser.add_argument("--learn", action="store_true", help="write the shares and the weights")

    def handle(self, **options: Any) -> None:
        try:
            letters = measuring.read_letters(options["data"])
            pairs = measuring.read_pairs(options["pairs"])
        except measuring.NoLetters as missing:
            raise CommandError(f"{missing} is not there") from missing
        except OSError as error:
            raise CommandError(str(error)) from error
        if options["learn"]:
            self._count(letters)
        measured, weights = measuring.measure(pairs, letters)
        if options["learn"]:
            self._keep(measured, weights)
        self._say(pairs, measured, letters)

    def _count(self, letters: Any) -> None:
        shares = measuring.count_shares(letters.values())
        SHARES.write_text("".join(f"{pair}\t{share}\n" for pair, share in shares.items()), "utf-8")
        known_shares.cache_clear()

    def _keep(self, measured: measuring.Measured, weights: dict[str, Any]) -> None:
        kept = weights | {"likely": measured.threshold(), "related": measuring.RELATED}
        WEIGHTS.write_text(json.dumps(kept, indent=2) + "\n", "utf-8")
        learned.cache_clear()

    def _say(self, pairs: list[measuring.Pair], measured: measuring.Measured, letters: Any) -> None:
        labels = {label: measured.labels.count(label) for label in ("same", "place", "other")}
        self.stdout.write(
            f"{len(pairs)} pairs labelled by hand: {labels['same']} the same matter, "
            f"{labels['place']} the same place but another matter, {labels['other']} other"
        )
        for name in ("likely", "related"):
            threshold = learned()[name]
            precision, recall = measured.at(threshold)
            wrong = measured.wrong_at(threshold)
            self.stdout.write(
                f"{name}, from {threshold:.2f} on, cross-validated: precision {precision:.3f}, recall {recall:.3f}; "
                f"wrong: {wrong['place']} same place, {wrong['other']} other"
            )
        found, of, looked_at = found_among_candidates(pairs, letters)
        self.stdout.write(
            f"candidates: {found} of {of} pairs found ({found / of:.3f}) among {len(letters)} letters, "
            f"at most {looked_at} looked at for one letter"
        )
