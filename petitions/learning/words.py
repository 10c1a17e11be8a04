"""What a letter is made of, for learning: Chinese words and pairs of characters, without names and numbers."""

import re
from collections.abc import Iterable

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
