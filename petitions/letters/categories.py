"""The official content classification of petition offices, three levels deep, and which office answers for what."""

import csv
from pathlib import Path

from caojiadu.core.cases.models import Category
from caojiadu.core.hooks import provide
from caojiadu.core.organisation.models import Office

DATA = Path(__file__).parent.parent / "data"
Names = tuple[str, ...]


@provide("load_lists")
def load_categories() -> int:
    """Add the entries that are missing, and change none: offices, names and what is offered are administrators' to set.

    Returns how many were added.
    """
    wanted = entries()
    there = _there()
    if all(names in there for names in wanted):
        return 0
    known, offices = _known(), dict(Office.objects.values_list("code", "pk"))
    before = len(there)
    for level in (1, 2, 3):
        missing = [(order, names) for order, names in enumerate(wanted) if len(names) == level and names not in there]
        made = Category.objects.bulk_create(
            _category(order, names, there, known.get(names, {}), offices) for order, names in missing
        )
        there.update({names: category.pk for (_order, names), category in zip(missing, made, strict=True)})
    return len(there) - before


def entries() -> list[Names]:
    """Every entry as the names from the first level down to its own, parents first."""
    found: dict[Names, None] = {}
    with (DATA / "categories.csv").open(encoding="utf-8", newline="") as file:
        for row in list(csv.reader(file))[1:]:
            names = tuple(name.strip() for name in row[:3] if name.strip())
            found.update({names[:level]: None for level in range(1, len(names) + 1)})
    return list(found)


def _known() -> dict[Names, dict[str, str]]:
    """What we add to the official names: English, the office, and whether residents are offered the entry."""
    with (DATA / "category-offices.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {tuple(row[head] for head in ("一级分类", "二级分类", "三级分类") if row[head]): row for row in rows}


def _there() -> dict[Names, int]:
    rows = {pk: (parent, name) for pk, parent, name in Category.objects.values_list("pk", "parent", "name_zh")}
    return {_path(pk, rows): pk for pk in rows}


def _path(pk: int, rows: dict[int, tuple[int | None, str]]) -> Names:
    parent, name = rows[pk]
    return (*(_path(parent, rows) if parent else ()), name)


def _category(
    order: int, names: Names, there: dict[Names, int], ours: dict[str, str], offices: dict[str, int]
) -> Category:
    office = offices.get(ours.get("office", ""))
    return Category(
        parent_id=there.get(names[:-1]),
        name_zh=names[-1],
        name_en=ours.get("English", ""),
        office_id=office,
        published=office is not None and ours.get("published") == "yes",
        order=order,
    )
