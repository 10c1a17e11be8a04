"""Which of the words of a letter to ask the search index for: those that few letters hold."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from caojiadu.core.cases.search import vector, words_of
from petitions.same.words import MOST_TEXT, Shares

FROM_TITLE, FROM_TEXT = 8, 6
# Two words that each stand in this share of all letters bring some fifty of them together by chance.
BY_CHANCE = 50
COMMON, RAREST = 0.05, 0.002
MOST_HITS = 300  # newest letters that are ranked


@dataclass(frozen=True)
class Asked:
    """The words asked for, each with how much it tells."""

    words: dict[str, float]

    @property
    def query(self) -> str:
        """As text of a tsquery: any two of the words."""
        pairs = combinations(self.words, 2)
        return " | ".join(f"({vector([one])} & {vector([other])})" for one, other in pairs)

    def weight(self, held: set[str]) -> float:
        """How much the words tell that a text holds; nothing for fewer than two."""
        found = self.words.keys() & held
        return sum(self.words[word] for word in found) if len(found) > 1 else 0.0


def ask_for(title: str, text: str, shares: Shares, letters: int) -> Asked:
    """The rarest words of title and text. `letters` is about how many there are: the more, the rarer they must be."""
    most = max(RAREST, min(COMMON, math.sqrt(BY_CHANCE / max(letters, 1))))
    in_title = _rarest(words_of(title), shares, most, FROM_TITLE)
    rest = [word for word in words_of(text[:MOST_TEXT]) if word not in in_title]
    chosen = in_title + _rarest(rest, shares, most, FROM_TEXT)
    return Asked({word: _tells(_share(word, shares)) for word in chosen})


def _rarest(words: list[str], shares: Shares, most: float, many: int) -> list[str]:
    kept = [word for word in words if len(word) > 1 and _share(word, shares) < most]
    return sorted(kept, key=lambda word: (_share(word, shares), -len(word)))[:many]


def _share(word: str, shares: Shares) -> float:
    """At most the share of the rarest pair of characters in it."""
    return min(shares.of(word[at : at + 2]) for at in range(len(word) - 1))


def _tells(share: float) -> float:
    return -math.log(max(share, RAREST))


def best(found: dict[Any, set[str]], asked: Asked, many: int, order: Callable[[Any], Any]) -> list[Any]:
    """Of letters and their words, the ones that hold most of what was asked for; as the database ranks them."""
    weights = {key: asked.weight(words) for key, words in found.items()}
    hits = [key for key, weight in weights.items() if weight]
    newest = sorted(hits, key=order, reverse=True)[:MOST_HITS]
    return sorted(newest, key=lambda key: weights[key], reverse=True)[:many]
