"""`measure_suggestions --data DIR`: how well the first-level category is suggested on labelled letters."""

import csv
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from petitions.learning.weights import features

FILE = "letters-labelled.csv"
THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.9)


class Command(BaseCommand):
    """Measure by cross-validation, beside always saying the commonest category."""

    help = (
        f"Measure the suggested category on {FILE}, by cross-validation in five parts: each letter is judged by a "
        "training that has seen neither it nor another letter of its author, its settings chosen without it too."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--data", type=Path, required=True, metavar="DIR", help=f"the folder that holds {FILE}")

    def handle(self, **options: Any) -> None:
        rows = self._rows(options["data"] / FILE)
        from petitions.learning.training import Example, measure

        names = sorted({row["一级分类"] for row in rows})
        measured = measure(
            [
                Example(features(row["留言主题"], row["留言详情"]), names.index(row["一级分类"]) + 1, row["留言用户"])
                for row in rows
            ]
        )
        self.stdout.write(f"{len(rows)} letters, {len(names)} categories of the first level")
        self.stdout.write(f"accuracy {measured.accuracy:.3f}, majority baseline {measured.baseline:.3f}")
        self.stdout.write(f"probabilities are off by {measured.boast:.3f} on the average")
        for threshold in THRESHOLDS:
            spoke, right = measured.spoken(threshold)
            self.stdout.write(f"at {threshold:.0%}: speaks for {spoke:.1%}, right in {right:.1%} of them")

    def _rows(self, path: Path) -> list[dict[str, str]]:
        try:
            with path.open(encoding="utf-8-sig", newline="") as file:
                rows = list(csv.DictReader(file))
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}") from error
        if not rows or not {"留言主题", "留言详情", "留言用户", "一级分类"} <= set(rows[0]):
            raise CommandError(f"{path} has not the columns 留言主题, 留言详情, 留言用户, 一级分类")
        return rows
