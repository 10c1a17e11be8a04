"""Pairs of public letters labelled by hand, and what the scorer and the search for candidates make of them."""

import csv
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from caojiadu.core.cases.search import words_of
from caojiadu.core.sheets.cells import BadCell, moment
from petitions.duplicates.likeness import FEATURES, RARE, Letter, Shares, features
from petitions.duplicates.matches import BY_PERSON, BY_WORDS, ask_for, best

FILES = ("letters", "letters-answered", "letters-labelled")
FOLDS, ROUNDS, STRENGTH = 10, 5, 0.3
RELATED = 0.3  # a clerk may want to look at these; most of them are not the same matter
WANTED = 0.92  # precision aimed at when the threshold is set: a little above what is promised
# The public letters hide places behind codes (A3区): these are no names, and must not count as common ones.
_CODES = re.compile(r"[A-Z]\d*(?=[市区县])")


class NoLetters(Exception):
    """A folder without the public letters."""


@dataclass(frozen=True)
class Pair:
    """Two letters and what a reader decided: same, place (same place, another matter) or other."""

    one: tuple[str, str]
    two: tuple[str, str]
    label: str


def read_letters(folder: Path) -> dict[tuple[str, str], Letter]:
    """Every public letter by file and number. Raises NoLetters."""
    found = {}
    for name in FILES:
        path = folder / f"{name}.csv"
        if not path.is_file():
            raise NoLetters(path)
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                try:
                    day = moment(row["留言时间"]).date()
                except BadCell:
                    continue
                found[(name, row["留言编号"])] = Letter(
                    title=_CODES.sub("", row["留言主题"].strip()),
                    text=_CODES.sub("", row["留言详情"].strip()),
                    day=day,
                    person=row["留言用户"],
                )
    return found


def read_pairs(path: Path) -> list[Pair]:
    """The labelled pairs."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Pair((row["file_a"], row["number_a"]), (row["file_b"], row["number_b"]), row["label"])
            for row in csv.DictReader(file)
        ]


def count_shares(letters: Any) -> dict[str, float]:
    """In what share of letters each common pair of characters stands."""
    counted: Counter[str] = Counter()
    for letter in letters:
        counted.update(letter.in_all.keys())
    many = len(letters)
    return {pair: round(times / many, 4) for pair, times in sorted(counted.items()) if times / many >= RARE}


@dataclass
class Measured:
    """What came out: for each pair its label and probability when it was not learned from."""

    truth: Any
    chance: Any
    labels: list[str]

    def at(self, threshold: float) -> tuple[float, float]:
        """Precision and recall of "same matter" from a probability on."""
        said = self.chance >= threshold
        right = (said & self.truth).sum()
        return (right / said.sum() if said.any() else 0.0), right / self.truth.sum()

    def wrong_at(self, threshold: float) -> dict[str, int]:
        """The pairs wrongly called the same matter, by label."""
        said = [label for label, chance in zip(self.labels, self.chance, strict=True) if chance >= threshold]
        return {label: said.count(label) for label in ("place", "other")}

    def threshold(self) -> float:
        """The lowest one that keeps the precision aimed at."""
        steps = [step / 100 for step in range(30, 96)]
        return min((step for step in steps if self.at(step)[0] >= WANTED), key=lambda step: -self.at(step)[1])


def measure(pairs: list[Pair], letters: dict[tuple[str, str], Letter]) -> tuple[Measured, dict[str, Any]]:
    """Learn and judge in turns, clusters of letters kept together; and the weights learned from all pairs."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold, cross_val_predict
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    shares = Shares()
    seen = np.array([features(letters[pair.one], letters[pair.two], shares) for pair in pairs])
    truth = np.array([pair.label == "same" for pair in pairs])
    clusters = np.array(_clusters(pairs))
    model = make_pipeline(StandardScaler(), LogisticRegression(C=STRENGTH))
    chance = np.zeros(len(pairs))
    for turn in range(ROUNDS):
        order = np.random.default_rng(turn).permutation(clusters.max() + 1)
        folds = {"groups": order[clusters] % FOLDS, "cv": GroupKFold(FOLDS), "method": "predict_proba"}
        chance += cross_val_predict(model, seen, truth, **folds)[:, 1] / ROUNDS
    model.fit(seen, truth)
    scaler, regression = model[0], model[1]
    weights = regression.coef_[0] / scaler.scale_
    bias = float(regression.intercept_[0] - (weights * scaler.mean_).sum())
    found = {
        "weights": {name: round(float(value), 4) for name, value in zip(FEATURES, weights, strict=True)},
        "bias": round(bias, 4),
    }
    return Measured(truth, chance, [pair.label for pair in pairs]), found


def _clusters(pairs: list[Pair]) -> list[int]:
    """A number for each pair: pairs that share a letter, directly or through others, have the same one."""
    parent: dict[Any, Any] = {}

    def root(key: Any) -> Any:
        while parent.setdefault(key, key) != key:
            key = parent[key]
        return key

    for pair in pairs:
        parent[root(pair.one)] = root(pair.two)
    numbers: dict[Any, int] = {}
    return [numbers.setdefault(root(pair.one), len(numbers)) for pair in pairs]


def found_among_candidates(pairs: list[Pair], letters: dict[tuple[str, str], Any]) -> tuple[int, int, int]:
    """For each pair of the same matter, look for the earlier letter from the later one.

    Returns how many were found, of how many, and the most letters looked at for one.
    """
    shares = Shares()
    held = {key: set(words_of(f"{letter.title} {letter.text}")) for key, letter in letters.items()}
    same = [pair for pair in pairs if pair.label == "same"]
    found, most = 0, 0
    for pair in same:
        earlier, later = sorted((pair.one, pair.two), key=lambda key: letters[key].day)
        keys = _candidates(later, letters, held, shares)
        found += earlier in keys
        most = max(most, len(keys))
    return found, len(same), most


def _candidates(key: Any, letters: Any, held: dict[Any, set[str]], shares: Shares) -> set[Any]:
    letter = letters[key]
    asked = ask_for(letter.title, letter.text, shares, len(letters))
    newest = sorted(letters, key=lambda other: letters[other].day, reverse=True)
    by_words = best(held, asked, BY_WORDS + 1, lambda other: letters[other].day)
    theirs = [other for other in newest if letters[other].person == letter.person]
    return {*by_words, *theirs[: BY_PERSON + 1]} - {key}
