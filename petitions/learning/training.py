"""Training with scikit-learn. Import this module only where something is trained: it is slow to load.

A linear support vector machine on tf-idf; how strictly it fits is chosen by cross-validation, and one more number,
found on the letters that each fold had not seen, turns its scores into probabilities that can be believed. Letters of
one person stay together, so that nothing is measured on the twin of a letter that was learnt.
"""

import warnings
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import minimize_scalar
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.model_selection import StratifiedGroupKFold
from sklearn.svm import LinearSVC

from petitions.learning.weights import Weights, chances_of

FOLDS = 5
STRICT = (0.1, 0.3, 1.0, 3.0)
PEOPLE = 3  # a word has to stand in letters of so many people, else it could be somebody's own
LONGEST = 20_000  # features at most
CHOSEN_ON = 3_000  # letters on which strictness and warmth are chosen
_NEVER = -10.0  # the score of a class that a fold never saw


@dataclass(frozen=True)
class Example:
    """One letter: its features, what was decided, and whose it is (a key that stands for the person)."""

    features: Sequence[str]
    label: int
    person: Any


@dataclass(frozen=True)
class Measured:
    """What came of letters that were not learnt: the true labels, those found, and how sure."""

    truth: Any
    found: Any
    sure: Any

    @property
    def accuracy(self) -> float:
        """Share of letters that were put right."""
        return float((self.truth == self.found).mean())

    @property
    def baseline(self) -> float:
        """Share that one puts right by always saying the commonest."""
        return float(np.max(np.unique(self.truth, return_counts=True)[1]) / len(self.truth))

    def spoken(self, threshold: float) -> tuple[float, float]:
        """For how many it would have spoken at this threshold, and how often that would have been right."""
        loud = self.sure >= threshold
        right = float((self.truth == self.found)[loud].mean()) if loud.any() else 0.0
        return float(loud.mean()), right

    @property
    def boast(self) -> float:
        """By how much what it says of itself and what is true part, on the average of ten steps."""
        right, steps = self.truth == self.found, np.minimum((self.sure * 10).astype(int), 9)
        gaps = [abs(self.sure[steps == s].sum() - right[steps == s].sum()) for s in range(10)]
        return float(sum(gaps) / len(right))


def train(examples: Sequence[Example], *, folds: int = FOLDS) -> tuple[Weights, Measured]:
    """Choose, fit and measure. Raises ValueError for fewer than two classes."""
    labels = tuple(sorted({example.label for example in examples}))
    if len(labels) < 2:
        raise ValueError("there is nothing to tell apart")
    seen = examples[:CHOSEN_ON]
    parts = _folds(seen, folds)
    tried = {strict: _unseen(seen, labels, parts, strict) for strict in STRICT}
    truth = np.array([example.label for example in seen])
    best = max(STRICT, key=lambda strict: (_right(tried[strict], labels, truth), -strict))
    warmth = _warmth(tried[best], np.searchsorted(labels, truth))
    chances = chances_of(tried[best], warmth)
    measured = Measured(truth, np.array(labels)[chances.argmax(axis=1)], chances.max(axis=1))
    vocabulary, idf, weights, bias = _fit(examples, labels, best)
    return Weights(vocabulary, labels, idf, weights, bias, warmth), measured


def measure(examples: Sequence[Example], *, folds: int = FOLDS) -> Measured:
    """An honest measure: everything, the choice of strictness too, is learnt again without the letters of each fold."""
    truth, found, sure = [], [], []
    for learnt, tried in _folds(examples, folds):
        weights, _inside = train([examples[place] for place in learnt], folds=3)
        guesses = [(examples[place], weights.guess(examples[place].features)) for place in tried]
        truth += [example.label for example, _guess in guesses]
        found += [guess.label if guess else -1 for _example, guess in guesses]
        sure += [guess.sure if guess else 0.0 for _example, guess in guesses]
    return Measured(np.array(truth), np.array(found), np.array(sure))


def _folds(examples: Sequence[Example], folds: int) -> list[tuple[Any, Any]]:
    split = StratifiedGroupKFold(folds, shuffle=True, random_state=0)
    labels, people = [e.label for e in examples], [str(e.person) for e in examples]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a class smaller than the number of folds is no mistake here
        return list(split.split(np.zeros(len(examples)), labels, people))


def _unseen(examples: Sequence[Example], labels: tuple[int, ...], parts: Any, strict: float) -> Any:
    """The scores of each letter, from the fold that had not seen it."""
    scores = np.full((len(examples), len(labels)), _NEVER)
    for learnt, tried in parts:
        vocabulary, idf, weights, bias = _fit([examples[place] for place in learnt], labels, strict)
        matrix = _vectorizer(vocabulary, idf).transform(examples[place].features for place in tried)
        scores[tried] = matrix @ weights.T + bias
    return scores


def _fit(examples: Sequence[Example], labels: tuple[int, ...], strict: float) -> tuple[tuple[str, ...], Any, Any, Any]:
    """Vocabulary, rarity of each feature, weights and biases, a row for each label; one that is absent never wins."""
    vocabulary = _vocabulary(examples)
    vectorizer = _vectorizer(vocabulary)
    matrix = vectorizer.fit_transform(example.features for example in examples)
    machine = LinearSVC(C=strict, random_state=0).fit(matrix, [example.label for example in examples])
    rows, bias = machine.coef_, machine.intercept_
    if len(machine.classes_) == 2:
        rows, bias = np.vstack([-rows, rows]), np.concatenate([-bias, bias])
    weights, biases = np.zeros((len(labels), len(vocabulary))), np.full(len(labels), _NEVER)
    places = np.searchsorted(labels, machine.classes_)
    weights[places], biases[places] = rows, bias
    return vocabulary, vectorizer.idf_, weights, biases


def _vocabulary(examples: Sequence[Example]) -> tuple[str, ...]:
    """The features that letters of several people share, the commonest if there are too many."""
    people: dict[str, set[Any]] = defaultdict(set)
    for example in examples:
        for feature in set(example.features):
            people[feature].add(example.person)
    shared = [feature for feature, whose in people.items() if len(whose) >= PEOPLE]
    if not shared:
        raise ValueError("no word is shared by enough people")
    return tuple(sorted(sorted(shared, key=lambda feature: (-len(people[feature]), feature))[:LONGEST]))


def _vectorizer(vocabulary: tuple[str, ...], idf: Any = None) -> TfidfVectorizer:
    made = TfidfVectorizer(analyzer=list, vocabulary=vocabulary, sublinear_tf=True)
    if idf is not None:
        made.idf_ = idf
    return made


def _right(scores: Any, labels: tuple[int, ...], truth: Any) -> float:
    return float((np.array(labels)[scores.argmax(axis=1)] == truth).mean())


def _warmth(scores: Any, places: Any) -> float:
    """The number by which scores are divided so that the chance given to what is true is greatest."""

    def surprise(power: float) -> float:
        chances = chances_of(scores, float(np.exp(power)))
        return float(-np.log(chances[np.arange(len(places)), places] + 1e-12).mean())

    return float(np.exp(minimize_scalar(surprise, bounds=(-4, 2), method="bounded").x))
