"""The classes of grid cases to begin with; administrators set the rest."""

import csv
from pathlib import Path

from caojiadu.core.hooks import provide
from offices.management.models import GridClass, GridRules

FILE = Path(__file__).parent.parent / "data" / "grid-classes.csv"


@provide("load_lists")
def load_classes() -> int:
    """Add the classes that are missing, and the row of figures; what an administrator changed stays.

    Returns how many classes were added.
    """
    GridRules.objects.get_or_create(pk=1)
    there = set(GridClass.objects.values_list("group", "name_zh"))
    rows = [row for row in entries() if (row.group, row.name_zh) not in there]
    GridClass.objects.bulk_create(rows)
    return len(rows)


def entries() -> list[GridClass]:
    """Every class of the file, unsaved, in its order."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return [_entry(order, row) for order, row in enumerate(csv.DictReader(file))]


def _entry(order: int, row: dict[str, str]) -> GridClass:
    return GridClass(
        group=row["group"],
        name_zh=row["name_zh"],
        name_en=row["name_en"],
        amount=int(row["amount"]) if row["amount"] else None,
        unit=row["unit"] or GridClass.Unit.DAYS,
        source=row["source"],
        on_spot=row["on_spot"] == "yes",
        order=order,
    )
