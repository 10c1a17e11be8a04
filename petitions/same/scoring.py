"""How likely two letters are about the same matter: five things seen, weighed as learned from labelled pairs."""

import datetime as dt
import json
import math
from collections import Counter
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from petitions.same.words import MOST_TEXT, Shares, pairs_of

WEIGHTS = Path(__file__).parent.parent / "data" / "same-matter" / "weights.json"
FEATURES = ("titles", "texts", "names", "person", "days")


@dataclass
class Letter:
    """What is compared of a letter. `person` is anything that is equal for one petitioner, None when unknown."""

    title: str
    text: str
    day: dt.date
    person: Any = None

    @cached_property
    def in_title(self) -> Counter[str]:
        """The pairs of the title."""
        return pairs_of(self.title)

    @cached_property
    def in_all(self) -> Counter[str]:
        """The pairs of title and text."""
        return pairs_of(f"{self.title} {self.text[:MOST_TEXT]}")


def shared_names(one: Letter, other: Letter, shares: Shares) -> set[str]:
    """Rare pairs in the title of either letter that stand anywhere in the other."""
    both = (one.in_title.keys() & other.in_all.keys()) | (other.in_title.keys() & one.in_all.keys())
    return {pair for pair in both if shares.rare(pair)}


def features(one: Letter, other: Letter, shares: Shares) -> list[float]:
    """What is seen of two letters, in the order of FEATURES."""
    return [
        shares.likeness(one.in_title, other.in_title),
        shares.likeness(one.in_all, other.in_all),
        math.log1p(len(shared_names(one, other, shares))),
        float(one.person is not None and one.person == other.person),
        math.log1p(abs((one.day - other.day).days)),
    ]


@cache
def learned() -> dict[str, Any]:
    """The weights, and from which probability on two letters are called the same matter, or related."""
    return dict(json.loads(WEIGHTS.read_text("utf-8")))


def probability(seen: list[float]) -> float:
    """How likely it is the same matter, from 0 to 1."""
    known = learned()
    total = known["bias"] + sum(known["weights"][name] * value for name, value in zip(FEATURES, seen, strict=True))
    return 1 / (1 + math.exp(-total))
