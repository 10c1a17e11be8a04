"""The official list as files: what belongs to no office is in `data/`, each office's part in its own folder."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .office import office_configs

DATA = Path(__file__).parent / "data"
Row = dict[str, Any]

# What a file may leave out; written down, so that a value taken out of a file leaves the database too.
OFFICE = {"plate_zh": "", "plate_en": "", "confirmed": True}
FUNCTION = {"assists": False, "basis": "practice", "source_zh": "", "source_en": ""}
CENTRE = {"assists": False, "also_zh": "", "also_en": ""}
BODY = {"confirmed": False}


@dataclass(frozen=True)
class Lists:
    """Rows of every kind, in official order, with foreign keys by their natural keys."""

    responsibilities: list[Row]
    offices: list[Row]
    functions: list[Row]
    centres: list[Row]
    neighbourhoods: list[Row]
    bodies: list[Row]
    facts: list[Row]


@cache
def read_lists() -> Lists:
    """Read every file of the official list once in a process."""
    parts = [(config, _read(config.list_file)) for config in office_configs()]
    centres = [CENTRE | {"office": config.code} | row for config, part in parts for row in part.get("centres", [])]
    facts = _read(DATA / "facts.toml")
    places = _read(DATA / "places.toml")
    return Lists(
        responsibilities=_responsibilities(_read(DATA / "responsibilities.toml")["responsibilities"]),
        offices=[OFFICE | {"code": config.code, "key": config.key} | part["office"] for config, part in parts],
        functions=[
            FUNCTION | {"office": config.code} | row for config, part in parts for row in part.get("functions", [])
        ],
        centres=centres,
        neighbourhoods=places["neighbourhoods"],
        bodies=[BODY | row for row in _read(DATA / "bodies.toml")["bodies"]],
        facts=[{"centre": None} | row for row in facts["facts"]]
        + [_of_centre(row, centre) for centre in centres for row in facts["each_centre"]],
    )


def _read(path: Path) -> dict[str, Any]:
    """Read one file."""
    with path.open("rb") as opened:
        return tomllib.load(opened)


def _responsibilities(found: list[Row]) -> list[Row]:
    """Put clauses after their responsibilities, so that a parent is there before its children."""
    clauses = [{"parent": row["code"], **clause} for row in found for clause in row["clauses"]]
    whole = [{"parent": None, **{field: value for field, value in row.items() if field != "clauses"}} for row in found]
    return whole + clauses


def _of_centre(row: Row, centre: Row) -> Row:
    """A fact that every centre has, as this centre's own."""
    key = f"centre_{centre['key']}_{row['key']}".replace("-", "_")
    return {**row, "key": key, "group": "centre", "centre": centre["key"]}
