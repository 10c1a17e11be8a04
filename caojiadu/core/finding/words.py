"""Words as people type them, made ready for comparing: characters, sounds, first letters, without what says nothing."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from caojiadu.core.cases.search import simplified, words_of

KEPT = 60_000  # phrases made ready, of all languages and entries
HAN = re.compile(r"[㐀-鿿]")
_RUN = re.compile(r"[㐀-鿿]+|[a-z0-9]+")
_PARTED = re.compile(r"[、，,;；。\n]+")
_PARTICLES = re.compile(r"了(?!解)|[吗呢吧啊呀]|的(?!士)")
_MARKS = re.compile(r"[^\w㐀-鿿]+")
# Words whose characters the dictionary would say otherwise.
_SAID = {"长护险": "cháng hù xiǎn"}
# What stands in every question and in no answer, as words: 去 alone says nothing, 去世 does.
_EMPTY = frozenset((Path(__file__).parent / "data/empty.txt").read_text(encoding="utf-8").split())


@dataclass(frozen=True, eq=False)
class Phrase:
    """A name, or what people say: its characters, its sound with a space around each syllable and without, its first
    letters, its words. There is one of each text (`phrase`), so that two are compared by what they are."""

    text: str
    han: str
    sound: str
    spelt: str
    initials: str
    units: frozenset[str]


@lru_cache(KEPT)
def phrase(text: str) -> Phrase:
    """A phrase of an entry, made ready once in a process."""
    return _ready(text)


def _ready(text: str) -> Phrase:
    plain = _plain(text)
    han = "".join(HAN.findall(plain))
    syllables = sounds(han) if han else []
    sound = f" {' '.join(syllables)} " if syllables else ""
    return Phrase(plain, han, sound, "".join(syllables), "".join(one[:1] for one in syllables), units(plain))


def phrases(words: str) -> list[Phrase]:
    """The phrases of a list parted by commas."""
    return [phrase(part.strip()) for part in _PARTED.split(words) if part.strip()]


def asked(typed: str) -> Phrase:
    """What was typed, without what stands in every question; nothing, where nothing else is left. It is never kept:
    people type names and what befell them."""
    plain = _plain(typed)
    if not HAN.search(plain):
        return _ready(" ".join(meant(plain.split())))
    import rjieba

    return _ready(
        "".join(word for word in rjieba.cut(_PARTICLES.sub("", plain)) if word not in _EMPTY and word.strip())
    )


def meant(words: list[str]) -> list[str]:
    """English words without those that every question has; all of them, where no other is there."""
    return [word for word in words if word not in _EMPTY] or words


def units(plain: str) -> frozenset[str]:
    """The words that mean something alone, and of Chinese the pairs of characters."""
    if not HAN.search(plain):
        return frozenset(stem(word) for word in meant(plain.split()) if len(word) > 1)
    words = {stem(word) for word in words_of(plain) if len(word) > 1}
    pairs = {run[at : at + 2] for run in _RUN.findall(plain) if HAN.match(run) for at in range(len(run) - 1)}
    return frozenset(words | pairs)


def stem(word: str) -> str:
    """An English word without the endings of number and time; a Chinese one as it is."""
    if not word.isascii() or len(word) < 4:
        return word
    for ending, instead in (("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            return (word[: -len(ending)] + instead).rstrip("e")
    return word.rstrip("e")


def sounds(chinese: str) -> list[str]:
    """A syllable for each character, without tones."""
    return list(_pinyin()("".join(HAN.findall(chinese))))


# The dictionary is loaded with the first word and not at the start.
@cache
def _pinyin() -> Callable[[str], list[str]]:
    import pypinyin

    pypinyin.load_phrases_dict({word: [[one] for one in said.split()] for word, said in _SAID.items()})
    return pypinyin.lazy_pinyin


def _plain(text: str) -> str:
    """One way of writing: simplified characters, small letters, half-width, marks as spaces."""
    return " ".join(_MARKS.sub(" ", simplified(unicodedata.normalize("NFKC", text))).split())
