"""What the desk is shown beside a letter: letters that are likely about the same matter, or related, and why.

The search index is asked for the words that few letters hold, among the letters that the person may open; the few that
it finds are scored.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caojiadu.core.cases.links import open_links
from caojiadu.core.cases.models import Confidentiality
from caojiadu.core.cases.query import tokens_of
from caojiadu.core.cases.search import vector, words_of
from caojiadu.core.community.models import Resident
from petitions.duplicates.likeness import MOST_TEXT, Letter, Shares, features, learned, local_shares, probability
from petitions.letters.models import Petition

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


BY_WORDS, BY_PERSON = 35, 12
MOST_ROWS = 20  # rows of one person with several papers or phones

_BY_WORDS = """
WITH hits AS MATERIALIZED (
    SELECT case_id, vector FROM cases_casesearch
    WHERE readers && %s AND vector @@ %s::tsquery AND case_id <> %s
    ORDER BY (case_id + 0) DESC LIMIT %s
)
SELECT case_id FROM hits ORDER BY {rank} DESC, case_id DESC LIMIT %s
"""


def candidates(petition: Petition, user: Any) -> list[Petition]:
    """At most some fifty letters, the person's own right to open them asked of the same arrays as everywhere.

    A report against somebody is never asked about and never among them.
    """
    if petition.workflow.secret or not tokens_of(user):
        return []
    keys = {*_by_words(petition, user), *_by_person(petition, user)} - {petition.pk} - _joined(petition)
    mine = Petition.objects.visible_to(user).filter(pk__in=keys).exclude(confidentiality=Confidentiality.SECRET)
    return list(mine.select_related("office", "resident", "neighbourhood").defer("readers", "barred", "hands"))


def _joined(petition: Petition) -> set[int]:
    """Those it is joined with already, which its page shows anyway."""
    if not petition.linked:
        return set()
    return {key for pair in open_links(petition).values_list("case_id", "other_id") for key in pair}


def _by_words(petition: Petition, user: Any) -> list[int]:
    text = f"{petition.body} {petition.request}"
    asked = ask_for(f"{petition.title} {petition.place}", text, Shares(local_shares()), letters_here())
    if len(asked.words) < 2:
        return []
    statement, words = _ranked(asked)
    with connection.cursor() as cursor:
        cursor.execute(statement, [tokens_of(user), asked.query, petition.pk, MOST_HITS, *words, BY_WORDS])
        return [key for (key,) in cursor.fetchall()]


def _ranked(asked: Asked) -> tuple[str, list[Any]]:
    """The statement, with what each word tells added up in it."""
    rank = " + ".join("(vector @@ %s::tsquery)::int * %s::float" for _word in asked.words)
    return _BY_WORDS.format(rank=rank), [value for word, tells in asked.words.items() for value in (f"'{word}'", tells)]


def letters_here() -> int:
    """About how many letters there are, as the database's statistics have it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'cases_casesearch'::regclass")
        return int(cursor.fetchone()[0])


def _by_person(petition: Petition, user: Any) -> list[int]:
    """The newest ones of the same petitioner, or of the same phone."""
    if petition.resident is None:
        return []
    same = Q(pk=petition.resident_id)
    if petition.resident.phone_digest:
        same |= Q(phone_digest=petition.resident.phone_digest)
    people = list(Resident.objects.filter(same).order_by("pk").values_list("pk", flat=True)[:MOST_ROWS])
    theirs = Petition.objects.visible_to(user).filter(resident_id__in=people).exclude(pk=petition.pk)
    return list(theirs.order_by("-opened_at").values_list("pk", flat=True)[:BY_PERSON])


MOST_LIKELY, MOST_RELATED, MOST_WORDS = 8, 5, 4
_TELLING = 2.3  # a word in fewer than a tenth of the letters


@dataclass(frozen=True)
class Match:
    """Another letter, how likely it is the same matter, and the reasons in words."""

    petition: Petition
    chance: float
    reasons: list[str]

    @property
    def likely(self) -> bool:
        """Say whether it is likely the same matter, rather than a related one."""
        return self.chance >= learned()["likely"]


def matches(petition: Petition, user: Any) -> list[Match]:
    """The letters that a person may open and that are like this one, the likeliest first."""
    shares = Shares(local_shares())
    own = as_letter(petition)
    found = []
    for other in candidates(petition, user):
        letter = as_letter(other)
        chance = probability(features(own, letter, shares))
        if chance >= learned()["related"]:
            found.append(Match(other, chance, _reasons(petition, own, other, letter, shares)))
    found.sort(key=lambda match: (-match.chance, -match.petition.pk))
    likely = [match for match in found if match.likely][:MOST_LIKELY]
    return likely + [match for match in found if not match.likely][:MOST_RELATED]


def as_letter(petition: Petition) -> Letter:
    """What is compared of a letter."""
    resident = petition.resident
    return Letter(
        title=petition.title,
        text=f"{petition.place} {petition.body} {petition.request}",
        day=timezone.localdate(petition.opened_at),
        person=(resident.phone_digest or resident.pk) if resident else None,
    )


def _reasons(petition: Petition, own: Letter, other: Petition, letter: Letter, shares: Shares) -> list[str]:
    found = []
    if words := shared_words(own, letter, shares):
        found.append(_("both write of %(words)s") % {"words": "、".join(words)})
    if own.person is not None and own.person == letter.person:
        same = petition.resident_id == other.resident_id
        found.append(_("same petitioner") if same else _("same phone"))
    if petition.neighbourhood_id and petition.neighbourhood_id == other.neighbourhood_id:
        found.append(_("same neighbourhood: %(name)s") % {"name": other.neighbourhood})
    days = abs((own.day - letter.day).days)
    apart = ngettext("%(days)d day apart", "%(days)d days apart", days) % {"days": days}
    found.append(apart if days else _("the same day"))
    return found


def shared_words(one: Letter, other: Letter, shares: Shares) -> list[str]:
    """The stretches of one title that stand in the other letter, the most telling first."""
    runs = [*_runs(one.title, other), *_runs(other.title, one)]
    weighed = {run: max(shares.tells(run[at : at + 2]) for at in range(len(run) - 1)) for run in runs}
    telling = sorted((run for run, tells in weighed.items() if tells > _TELLING), key=lambda run: -weighed[run])
    kept: list[str] = []
    for run in telling:
        if not any(run in longer or longer in run for longer in kept):
            kept.append(run)
    return kept[:MOST_WORDS]


def _runs(title: str, letter: Letter) -> list[str]:
    found, run = [], ""
    for at, sign in enumerate(title):
        if title[at : at + 2].lower() in letter.in_all and len(title) > at + 1:
            run = run or sign
            run += title[at + 1]
        else:
            found.append(run)
            run = ""
    return [run for run in [*found, run] if len(run) > 1]
