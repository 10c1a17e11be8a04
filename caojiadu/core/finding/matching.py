"""How well entries fit what was typed: as it stands, by sound, first letters, with a wrong character, by words."""

import difflib
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from caojiadu.core.finding.entries import Entry, Kind
from caojiadu.core.finding.words import HAN, Phrase, asked, phrases

# Points of the ways of fitting; between two bounds the longer part of the other counts more.
SAME, SAME_SOUND = 10.0, 9.0
WITHIN, BEGINS = (5.0, 8.0), 0.5  # what was typed stands in a phrase; a bit more, where the phrase begins with it
SAID = (4.0, 8.5)  # a phrase stands in what was typed
LETTERS = (7.5, 5.0, 3.0)  # first letters of the whole, of the beginning, of a part
SLIP = 4.5  # one character of three or more is another
WORDS = (1.0, 6.0)  # words are shared
SURE = 3.0  # from here on an entry answers; below it is a guess
GUESS = 1.75
NEAR = 0.4  # of the points of the best: what has fewer is not shown
UNKNOWN = 0.5  # of the weight of the rarest word: a word that no entry has
_ORDER = {kind: place for place, kind in enumerate(Kind)}
_FIRST = {
    Kind.SERVICE: 0.4,
    Kind.ELSEWHERE: 0.35,
    Kind.ORDER: 0.3,
    Kind.PAGE: 0.3,
    Kind.DUTY: -0.8,
    Kind.REGISTER: -0.6,
}


@dataclass(frozen=True)
class Hit:
    """An entry with its points."""

    entry: Entry
    points: float

    @property
    def sure(self) -> bool:
        """Whether it answers, and is not only a guess."""
        return self.points >= SURE


class Index:
    """Entries made ready for any number of questions. Nothing in it changes once it is made."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries
        self._phrases: dict[Phrase, set[int]] = defaultdict(set)
        self._units: dict[str, set[int]] = defaultdict(set)
        for at, entry in enumerate(entries):
            for one in (found for words in entry.words for found in phrases(words)):
                self._phrases[one].add(at)
                for unit in one.units:
                    self._units[unit].add(at)
        self._holding: dict[str, set[Phrase]] = defaultdict(set)  # by character, or by English word
        for one in self._phrases:
            for sign in {*one.han, *(() if one.han else one.units)}:
                self._holding[sign].add(one)
        self._rarest = math.log(1 + len(entries))
        self._vocabulary = [unit for unit in self._units if unit.isascii() and len(unit) > 4]

    def find(self, typed: str) -> list[Hit]:
        """Everything that fits, the best first."""
        wanted = asked(typed)
        points: dict[int, float] = defaultdict(float)
        for known in self._near(wanted):
            if fit := _fit(wanted, known):
                for at in self._phrases[known]:
                    points[at] = max(points[at], fit)
        if not points and len(wanted.text) > 2 and HAN.search(wanted.text):
            points |= self._slips(wanted)
        for at, fit in self._shared(wanted).items():
            points[at] = max(points[at], fit) + min(points[at], fit) / 4
        return best(Hit(self.entries[at], fit + _FIRST.get(self.entries[at].kind, 0)) for at, fit in points.items())

    def _near(self, wanted: Phrase) -> set[Phrase]:
        """The phrases that may fit: of the same characters or words; letters may stand for any Chinese phrase."""
        found = set().union(*(self._holding.get(sign, ()) for sign in {*wanted.han, *wanted.units}))
        letters = "" if wanted.han else wanted.text.replace(" ", "")
        if len(letters) > 1 and letters.isalpha():
            found |= {one for one in self._phrases if letters in one.initials or letters in one.spelt}
        return found

    def _slips(self, wanted: Phrase) -> dict[int, float]:
        """Entries of which a phrase has all but one of the characters that were typed, each in its place."""
        size = len(wanted.text)
        return {
            at: SLIP
            for known, entries in ((one, self._phrases[one]) for one in self._near(wanted))
            if any(
                sum(a != b for a, b in zip(wanted.text, known.text[start : start + size], strict=True)) == 1
                for start in range(len(known.text) - size + 1)
            )
            for at in entries
        }

    def _shared(self, wanted: Phrase) -> dict[int, float]:
        """Entries that share words with what was typed, by how seldom the words are."""
        known = {unit: self._units.get(unit) or self._units.get(self._meant(unit), set()) for unit in wanted.units}
        weights = {
            unit: math.log(1 + len(self.entries) / len(found)) if found else self._rarest * UNKNOWN
            for unit, found in known.items()
        }
        whole = sum(weights.values())
        found: dict[int, float] = defaultdict(float)
        for unit, entries in known.items():
            for at in entries:
                found[at] += weights[unit]
        return {at: _between(WORDS, weight / whole) for at, weight in found.items() if weight / whole >= 0.2}

    def _meant(self, unit: str) -> str:
        """The word that a misspelt English one is nearest to; empty where none is near."""
        if not unit.isascii() or len(unit) < 5:
            return ""
        return next(iter(difflib.get_close_matches(unit, self._vocabulary, 1, 0.82)), "")


def best(hits: Iterable[Hit]) -> list[Hit]:
    """Those worth showing, the best first; of equals the kind named first."""
    ranked = sorted(hits, key=lambda hit: (-hit.points, _ORDER[hit.entry.kind], len(hit.entry.title)))
    least = max(GUESS, ranked[0].points * NEAR) if ranked else GUESS
    return [hit for hit in ranked if hit.points >= least]


def _fit(wanted: Phrase, known: Phrase) -> float:
    """Points of one phrase for what was typed; none where they have nothing in common but words."""
    if not wanted.text or not known.text:
        return 0.0
    if HAN.search(wanted.text):
        return _fit_chinese(wanted, known)
    return _fit_letters(wanted.text.replace(" ", ""), known) if known.sound else _fit_english(wanted, known)


def _fit_chinese(wanted: Phrase, known: Phrase) -> float:
    if wanted.text == known.text:
        return SAME
    if fit := _part(wanted.text, known.text):
        return fit
    if not _sounds_like(wanted, known):
        return 0.0
    return SAME_SOUND if wanted.sound == known.sound else _part(wanted.sound, known.sound) - 1


def _sounds_like(one: Phrase, other: Phrase) -> bool:
    """Whether the shorter sounds like a part of the longer, of which it shares at least half of the characters."""
    short, long = sorted((one, other), key=lambda phrase: len(phrase.han))
    if len(short.han) < 2 or short.han != short.text or short.sound not in long.sound:
        return False
    at = long.sound.index(short.sound)
    start = long.sound[:at].count(" ")
    same = sum(a == b for a, b in zip(short.han, long.han[start:], strict=False))
    return 2 * same >= len(short.han)


def _part(wanted: str, known: str) -> float:
    """Points where one stands within the other; a single character says half."""
    if wanted in known:
        fit = _between(WITHIN, len(wanted) / len(known)) + BEGINS * known.startswith(wanted)
    elif known in wanted:
        fit = _between(SAID, len(known) / len(wanted))
    else:
        return 0.0
    return fit if min(len(wanted), len(known)) > 1 else fit / 2


def _fit_letters(letters: str, known: Phrase) -> float:
    """Letters for a Chinese phrase: its syllables written out, or the first of each."""
    spelt = known.spelt
    if letters == spelt:
        return SAME_SOUND
    if len(letters) > 4 and letters in spelt and _spells(letters, known.sound.split()):
        return _between(WITHIN, len(letters) / len(spelt)) + BEGINS * spelt.startswith(letters)
    if letters == known.initials:
        return LETTERS[0]
    if known.initials.startswith(letters):
        return LETTERS[1] + len(letters) / len(known.initials)
    return LETTERS[2] + len(letters) / len(known.initials) if len(letters) > 2 and letters in known.initials else 0.0


def _spells(letters: str, syllables: list[str]) -> bool:
    """Whether letters are the syllables from one of them onwards; the last may be unfinished."""
    return any("".join(syllables[at:]).startswith(letters) for at in range(len(syllables)))


def _fit_english(wanted: Phrase, known: Phrase) -> float:
    if wanted.text == known.text:
        return SAME
    if not known.units or not wanted.units:
        return 0.0
    if wanted.units == known.units:
        return SAME_SOUND
    if wanted.units <= known.units:
        return _between(WITHIN, len(wanted.units) / len(known.units))
    if known.units <= wanted.units:
        return _between(SAID, len(known.units) / len(wanted.units))
    return 0.0


def _between(bounds: tuple[float, float], part: float) -> float:
    return bounds[0] + (bounds[1] - bounds[0]) * min(part, 1.0)
