"""Finding a service item by what people say: everyday words, letters of their sound, or a wrong character."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from caojiadu.core.cases.search import initials_of, simplified, words_of
from caojiadu.core.organisation.facts import facts
from services import hooks
from services.catalogue.models import Item

ENOUGH = 0.5  # of what was typed, in pairs of characters or words, that has to stand in an item's words
_LETTERS = re.compile(r"[a-z]{2,10}")
_SOUND = re.compile(r"[a-z ]{5,60}")  # syllables written out: yanglaojin, yang lao jin
_CJK = re.compile(r"[㐀-鿿]+")
# Words that are in every question and in no answer.
_EMPTY = re.compile(r"(我想|我要|怎么|如何|哪里|在哪|办理|办|领取|领|申请|查询|请问|可以|需要|什么|免费|吗|的|了|\s)+")


@dataclass(frozen=True)
class Words:
    """What an item is known by, made ready for comparing."""

    text: str
    pairs: frozenset[str]
    words: frozenset[str]
    initials: tuple[str, ...]
    sound: str

    @classmethod
    def of(cls, item: Item) -> "Words":
        """The names of an item in both languages, and what people say for it."""
        return cls.said(f"{item.name_zh}、{item.also_zh}", f"{item.name_en}, {item.also_en}")

    @classmethod
    def said(cls, chinese: str, english: str) -> "Words":
        """What stands in two languages; syllables have a space on both sides, so that none is found within another."""
        text, sound = simplified(f"{chinese} {english}"), " ".join(_syllables(chinese))
        return cls(text, _pairs(text), _words(text), tuple(initials_of(chinese)), f" {sound} ")


def find(typed: str, items: Sequence[Item]) -> list[Item]:
    """The items that fit what was typed, the best first; all of the ways of finding are tried on every item."""
    asked = _bare(typed)
    ranked = [(_fit(asked, Words.of(item)), item) for item in items]
    return [item for fit, item in sorted(ranked, key=lambda pair: (-pair[0], pair[1].order)) if fit >= ENOUGH]


def near(typed: str, items: Sequence[Item]) -> list[Item]:
    """The items that have one of several words that were typed: a guess, for where nothing fits."""
    asked = _words(_bare(typed))
    least = max(1, ENOUGH * len(asked))
    ranked = [(len(asked & Words.of(item).words), item) for item in items]
    return [item for shared, item in sorted(ranked, key=lambda pair: (-pair[0], pair[1].order)) if shared >= least]


def fits(typed: str, chinese: str, english: str) -> bool:
    """Whether what was typed is found in words of two languages."""
    return _fit(_bare(typed), Words.said(chinese, english)) >= ENOUGH


def _syllables(chinese: str) -> list[str]:
    from pypinyin import lazy_pinyin  # loads its dictionary: not before somebody looks for something

    return list(lazy_pinyin(chinese))


def _bare(typed: str) -> str:
    """What was typed in one way of writing, without what stands in every question."""
    asked = simplified(unicodedata.normalize("NFKC", " ".join(typed.split())))
    return (_EMPTY.sub("", asked) if _CJK.search(asked) else "") or asked


def _fit(asked: str, words: Words) -> float:
    """How well words fit: 3 as they stand there, 2 by first letters or by sound, else the share of them found."""
    if _stands(asked, words.text):
        return 3.0
    if _LETTERS.fullmatch(asked) and any(one.startswith(f"py{asked}") for one in words.initials):
        return 2.0
    if len(asked) > 1 and _CJK.fullmatch(asked) and f" {' '.join(_syllables(asked))} " in words.sound:
        return 2.0
    if _SOUND.fullmatch(asked) and _sounds(asked.replace(" ", ""), words.sound.split()):
        return 2.0
    return max(_share(_pairs(asked), words.pairs), _share(_words(asked), words.words))


def _stands(asked: str, text: str) -> bool:
    """Whether it stands there as it is; letters only where a word begins, and one letter says nothing."""
    if not asked.isascii():
        return asked in text
    return len(asked) > 1 and re.search(rf"(?<![a-z]){re.escape(asked)}", text) is not None


def _sounds(asked: str, syllables: list[str]) -> bool:
    """Whether letters are the syllables from one of them onwards."""
    return any("".join(syllables[at : at + len(asked)]).startswith(asked) for at in range(len(syllables)))


def _share(asked: frozenset[str], there: frozenset[str]) -> float:
    """The part that is found; one of several alone says too little of what is wanted (see `near`)."""
    found = asked & there
    return len(found) / len(asked) if len(found) > 1 or found == asked != frozenset() else 0.0


def _pairs(text: str) -> frozenset[str]:
    """Pairs of Chinese characters that stand side by side: they do not depend on how a text is cut into words."""
    return frozenset(run[at : at + 2] for run in _CJK.findall(text) for at in range(len(run) - 1))


def _words(text: str) -> frozenset[str]:
    """The words of a text that mean something alone, English ones without their plural."""
    return frozenset(word.rstrip("s") for word in words_of(text) if len(word) > (1 if _CJK.search(word) else 2))


def by_letter(items: Sequence[Item]) -> list[tuple[str, list[Item]]]:
    """Items under the first letter of their name: that of its sound in Chinese."""
    english = (get_language() or "").startswith("en")
    found: dict[str, list[Item]] = {}
    for item in items:
        sound = item.name_en if english and item.name_en else "".join(_syllables(item.name_zh))
        found.setdefault(sound[:1].upper(), []).append(item)
    return sorted(found.items())


@dataclass(frozen=True)
class Doors:
    """Those that fit what was typed, those that are open to any question, and the telephone where it is set."""

    fitting: list[dict[str, Any]]
    others: list[dict[str, Any]]
    phone: str


def doors_for(typed: str, books: bool) -> Doors:
    """Where else to look.

    Each provider of "search_doors" is given what was typed and gives dicts with url, icon, label, hint; with `words`,
    a pair of what people say in Chinese and in English, or with `found`, whether it holds what was typed; and with
    `always` where it is offered whatever was typed.
    """
    every = [door for given in hooks.search_doors(typed) for door in given]
    fitting = [door for door in every if door.get("found") or fits(typed, *door.get("words", ("", "")))]
    others = [door for door in every if door.get("always") and door not in fitting]
    if books:
        url = reverse("services:appointments")
        others.insert(0, {"url": url, "icon": "calendar2-check", "label": _("Book an appointment")})
    phone = facts(keys=("office_phone",)).get("office_phone")
    return Doors(fitting, others, (phone.value_zh or phone.value_en) if phone else "")
