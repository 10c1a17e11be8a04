"""A trained model as plain numbers: one weight for each word and class, and how to keep them without a pickle.

What a letter is made of, for learning: Chinese words and pairs of characters, without names and numbers.
"""

import io
import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from caojiadu.core import personal
from caojiadu.core.cases.search import simplified

MOST = 6_000  # characters of one letter that are read
WORD, SIGNS = "w:", "c:"
PERSON = "nr"  # the tag that jieba gives to names of people
_HAN = re.compile(r"[\u3400-\u9fff]+")


def features(title: str, text: str, names: Iterable[str] = ()) -> list[str]:
    """Words, single characters and pairs of a letter. The title counts twice; `names` are taken out beforehand."""
    import rjieba  # loads its dictionary: not before something is learnt

    plain = simplified(f"{title}\n{title}\n{text}"[:MOST])
    for name in filter(None, names):
        plain = plain.replace(simplified(name), " ")
    tagged = rjieba.tag(plain)
    words = [f"{WORD}{word}" for word, kind in tagged if kind != PERSON and len(word) > 1 and _HAN.fullmatch(word)]
    nameless = "".join(" " if kind == PERSON else word for word, kind in tagged)
    return words + [f"{SIGNS}{part}" for run in _HAN.findall(nameless) for part in _parts(run)]


def _parts(run: str) -> list[str]:
    return [*run, *(run[at : at + 2] for at in range(len(run) - 1))]


def shown(feature: str) -> str:
    """A word as a clerk reads it; empty for the parts of words."""
    return feature.removeprefix(WORD) if feature.startswith(WORD) else ""


REST = 0  # the class of everything too rare to be suggested: the model is silent there
WORDS_SHOWN = 3


class Spoilt(ValueError):
    """What is kept is not what was written."""


@dataclass(frozen=True)
class Guess:
    """The likeliest class, how sure (0 to 1), and the words of the letter that speak most for it."""

    label: int
    sure: float
    words: tuple[str, ...]


@dataclass(frozen=True)
class Weights:
    """A linear model on tf-idf. `weights` has a row for each label; `warmth` turns scores into probabilities."""

    vocabulary: tuple[str, ...]
    labels: tuple[int, ...]
    idf: Any
    weights: Any
    bias: Any
    warmth: float

    @cached_property
    def places(self) -> dict[str, int]:
        """Where each feature stands."""
        return {feature: place for place, feature in enumerate(self.vocabulary)}

    def guess(self, features: Sequence[str]) -> Guess | None:
        """What a letter of these features is. None where it has no word that is known."""
        import numpy as np

        counted = Counter(self.places[feature] for feature in features if feature in self.places)
        if not counted:
            return None
        places = np.fromiter(counted, int)
        values = np.array([1 + math.log(counted[place]) for place in counted]) * self.idf[places]
        values /= np.sqrt((values**2).sum())
        shares = self.weights[:, places] * values
        chances = chances_of((shares.sum(axis=1) + self.bias)[None, :], self.warmth)[0]
        best = int(chances.argmax())
        return Guess(self.labels[best], float(chances[best]), self._reasons(shares, places, best))

    def _reasons(self, shares: Any, places: Any, best: int) -> tuple[str, ...]:
        """The words that lift the best class most above the mean of all."""
        lift = shares[best] - shares.mean(axis=0)
        order = [place for place in (-lift).argsort() if lift[place] > 0]
        words = (shown(self.vocabulary[places[place]]) for place in order)
        return tuple(word for word in words if word)[:WORDS_SHOWN]

    def packed(self) -> bytes:
        """Everything in one file of plain arrays."""
        import numpy as np

        file, rest = io.BytesIO(), json.dumps([self.vocabulary, self.labels, self.warmth], ensure_ascii=False)
        np.savez_compressed(
            file,
            rest=np.frombuffer(rest.encode(), "u1"),
            idf=self.idf.astype("f4"),
            weights=self.weights.astype("f4"),
            bias=self.bias.astype("f4"),
        )
        return file.getvalue()

    @classmethod
    def unpacked(cls, data: bytes, digest: str) -> "Weights":
        """Read it back. Raises Spoilt where the digest does not fit; nothing in the file can run."""
        import numpy as np

        if digest_of(data) != digest:
            raise Spoilt("the digest does not fit")
        with np.load(io.BytesIO(data), allow_pickle=False) as found:
            vocabulary, labels, warmth = json.loads(found["rest"].tobytes())
            return cls(tuple(vocabulary), tuple(labels), found["idf"], found["weights"], found["bias"], warmth)


def digest_of(data: bytes) -> str:
    """The keyed digest of a file of weights: only the portal makes one that fits."""
    return str(personal.digest("learnt weights", data.hex()))


def chances_of(scores: Any, warmth: float) -> Any:
    """Scores, a row for each letter, as probabilities that add up to one."""
    import numpy as np

    warm = scores / warmth
    raised = np.exp(warm - warm.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)
