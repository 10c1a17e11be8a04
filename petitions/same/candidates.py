"""Letters that may be about the same matter: what the index finds among those a person may open, and few of them."""

from typing import Any

from django.db import connection
from django.db.models import Q

from caojiadu.core.cases.links import open_links
from caojiadu.core.cases.models import Confidentiality
from caojiadu.core.cases.tokens import tokens_of
from caojiadu.core.community.models import Resident
from petitions.models import Petition
from petitions.same.asking import MOST_HITS, Asked, ask_for
from petitions.same.words import Shares, local_shares

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
    return list(mine.select_related("office", "resident", "neighbourhood").defer("readers", "barred"))


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
