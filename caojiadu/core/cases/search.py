"""Chinese full-text search inside PostgreSQL: words cut by jieba, simplified, plus initials of the title."""

import re
from functools import cache
from typing import TYPE_CHECKING

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import Q
from django.db.models.functions import Reverse

from caojiadu.core.cases.models import Case
from caojiadu.core.cases.models.case import NUMBER, RUNNING, normal_number
from caojiadu.core.cases.query import CaseQuerySet

if TYPE_CHECKING:
    from opencc import OpenCC

_WORD = re.compile(r"(\w{1,40})\w*")  # 40 characters of one word at most, far below what an index row holds
_HAN = re.compile(r"[\u3400-\u9fff]+")
_INITIALS = re.compile(r"[a-zA-Z]{2,10}$")
_FROM_HERE = re.compile(r"(?=(.{2,10}))")  # from every letter on, up to ten
_PART = re.compile(r"(?:([A-Z]{2})-?)?(\d(?:[\d-]{0,9}\d)?)")
_LONG_ENOUGH = 3  # digits of an end that finds: two end one number of a hundred
_MOST_TEXT = 20_000  # characters of text that are indexed

_STORE = """
INSERT INTO cases_casesearch (case_id, readers, vector)
SELECT id, readers, setweight(%s::tsvector, 'A') || %s::tsvector FROM cases_case WHERE id = %s
ON CONFLICT (case_id) DO UPDATE SET vector = EXCLUDED.vector
"""


# The dictionaries are loaded with the first word and not at the start: half a second and 60 MB.
@cache
def _converter() -> "OpenCC":
    import opencc

    return opencc.OpenCC("t2s")


def simplified(text: str) -> str:
    """Traditional characters as simplified ones, letters in lower case."""
    return str(_converter().convert(text)).lower()


def words_of(text: str) -> list[str]:
    """The words of a text, each once, long enough to mean something or a single Chinese character."""
    import rjieba

    found = rjieba.cut_for_search(simplified(text[:_MOST_TEXT]))
    return list(dict.fromkeys(_WORD.findall("\n".join(found))))


def initials_of(title: str) -> list[str]:
    """First letters from each character of the title onwards, so that `yjsg` finds 夜间施工 anywhere in it."""
    from pypinyin import Style, lazy_pinyin

    tokens: list[str] = []
    for run in _HAN.findall(simplified(title)):
        letters = "".join(lazy_pinyin(run, style=Style.FIRST_LETTER))
        tokens += map("py".__add__, _FROM_HERE.findall(letters))
    return tokens


def vector(words: list[str]) -> str:
    """Words as tsvector text; they hold no quote, since only word characters are kept."""
    return "'" + "' '".join(words) + "'" if words else ""


def index(case: Case, text: str) -> None:
    """Store the words of a case."""
    head = vector(words_of(case.title) + initials_of(case.title))
    with connection.cursor() as cursor:
        cursor.execute(_STORE, [head, vector(words_of(text)), case.pk])


def numbered(cases: CaseQuerySet, text: str) -> CaseQuerySet | None:
    """The matters whose number holds what was typed: all of it, its running number without zeros, its beginning or its
    end; None for what is no part of a number."""
    if NUMBER.fullmatch(text.strip()):
        return cases.filter(number=normal_number(text))
    if not (part := _PART.fullmatch(text.strip().upper())):
        return None
    series, rest = part[1] or "", part[2]
    found = Q(number__startswith=f"{series}-{rest}") if series else Q(pk__in=[])
    if rest.isdecimal() and len(rest) <= RUNNING:
        found |= Q(backwards__startswith=f"-{int(rest):0{RUNNING}d}"[::-1], number__startswith=series)
    if len(rest) >= _LONG_ENOUGH and not series:
        found |= Q(backwards__startswith=rest[::-1])
    return cases.alias(backwards=Reverse("number")).filter(found)


def query_for(text: str) -> SearchQuery | None:
    """What a person typed, as a query: all its words, or initials. None when nothing can be searched for."""
    words = words_of(text)
    if not words:
        return None
    plain = " & ".join(f"'{word}'" for word in words)
    if _INITIALS.fullmatch(text.strip()):
        plain = f"({plain}) | 'py{text.strip().lower()}':*"
    return SearchQuery(plain, search_type="raw", config="simple")
