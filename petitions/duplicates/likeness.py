"""How likely two letters are about the same matter: five things seen, weighed as learned from labelled pairs.

How much a piece of text tells goes by pairs of neighbouring characters, and in what share of all letters each stands.
A pair that hardly any letter holds is mostly part of a name (丽发, 伊景): names of estates and firms are in no
dictionary, so words cut by one would tear them apart. The shares come with the portal (`data/same-matter/pairs.tsv`,
counted over public letters); what is common in this sub-district, such as its own name, is known from the database's
statistics.
"""

import datetime as dt
import json
import math
import re
import time
from collections import Counter
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from django.db import connection

from caojiadu.core.cases.search import simplified

SHARES = Path(__file__).parent.parent / "data" / "same-matter" / "pairs.tsv"
RARE = 0.01  # a pair in fewer letters than this is as good as a name
_UNKNOWN = 0.004  # the share assumed for a pair that the file does not hold
MOST_TEXT = 1500  # characters of a letter that are compared
_RUN = re.compile(r"[\u3400-\u9fffa-z0-9]+")
_LOCAL_FOR = 3600  # seconds for which the database's statistics are kept
_local: tuple[float, dict[str, float]] = (-1.0, {})


@cache
def known_shares() -> dict[str, float]:
    """The share of letters in which each common pair stands."""
    lines = SHARES.read_text("utf-8").splitlines()
    return {pair: float(share) for pair, share in (line.split("\t") for line in lines)}


def pairs_of(text: str) -> Counter[str]:
    """Every pair of neighbouring characters of a text, with how often it stands there."""
    found: Counter[str] = Counter()
    for run in _RUN.findall(simplified(text)):
        found.update(run[at : at + 2] for at in range(len(run) - 1))
    return found


def local_shares() -> dict[str, float]:
    """Words in more than a hundredth of the letters kept here; read from the statistics at most once an hour."""
    global _local
    if _local[0] < 0 or time.monotonic() - _local[0] > _LOCAL_FOR:
        _local = (time.monotonic(), _from_statistics())
    return _local[1]


def forget_local_shares() -> None:
    """Read the statistics again at the next question."""
    global _local
    _local = (-1.0, {})


def _from_statistics() -> dict[str, float]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT most_common_elems::text::text[], most_common_elem_freqs FROM pg_stats "
            "WHERE schemaname = current_schema() AND tablename = 'cases_casesearch' AND attname = 'vector'"
        )
        row = cursor.fetchone()
    if not row or not row[0]:
        return {}
    # Behind the shares of the words stand the least and the greatest of them.
    return {word: share for word, share in zip(row[0], row[1], strict=False) if not word.startswith("py")}


class Shares:
    """The share of each pair, as known from elsewhere and as found here, whichever is greater."""

    def __init__(self, local: dict[str, float] | None = None) -> None:
        self.known = known_shares()
        self.here: dict[str, float] = {}
        for word, share in (local or {}).items():
            for at in range(len(word) - 1):
                pair = word[at : at + 2]
                self.here[pair] = max(share, self.here.get(pair, 0))

    def of(self, pair: str) -> float:
        """The share of letters that hold a pair."""
        return max(self.known.get(pair, 0), self.here.get(pair, 0))

    def rare(self, pair: str) -> bool:
        """Say whether a pair is as good as a name."""
        return self.of(pair) < RARE

    def tells(self, pair: str) -> float:
        """How much a pair tells: the rarer, the more."""
        return -math.log(self.of(pair) or _UNKNOWN)

    def likeness(self, one: Counter[str], other: Counter[str]) -> float:
        """How alike two texts are, from 0 to 1: the cosine of their pairs, weighed by how much each tells."""
        shared = sum(self._weight(p, one[p]) * self._weight(p, other[p]) for p in one.keys() & other.keys())
        return shared / (self._length(one) * self._length(other)) if shared else 0.0

    def _weight(self, pair: str, times: int) -> float:
        return self.tells(pair) * (1 + math.log(times))

    def _length(self, pairs: Counter[str]) -> float:
        return math.sqrt(sum(self._weight(pair, times) ** 2 for pair, times in pairs.items()))


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
