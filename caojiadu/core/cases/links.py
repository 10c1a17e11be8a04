"""Verbs that join cases and part them, inside a move; and what a page shows of them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import OperationalError
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caojiadu.core.accounts.models import Visitor
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.models import Case, CaseLink, Confidentiality
from caojiadu.core.cases.moves import Moving, move
from caojiadu.core.cases.moving import Actor

# The move by which the other case learns of it; kinds that can be linked declare it.
NOTED = "link_noted"
Kind = CaseLink.Kind
SEEN_FROM = {
    Kind.RELATED: gettext_lazy("related to"),
    Kind.REPEAT: gettext_lazy("repeated by"),
    Kind.MERGED: gettext_lazy("merged into this one"),
    Kind.SPLIT: gettext_lazy("split off from this one"),
}


@dataclass(frozen=True)
class Shown:
    """One link as a page shows it, from the side of the case that is open."""

    text: Any
    other: Case


def can_be_linked(case: Case) -> bool:
    """Say whether this kind of case is ever linked; a confidential one never is."""
    return not case.workflow.secret and case.workflow.transition(NOTED) is not None


def lock(key: int) -> Case:
    """Lock the other case without waiting: two people who link both ways at once would wait for each other."""
    try:
        return Case.objects.select_for_update(no_key=True, nowait=True).get(pk=key)
    except OperationalError as busy:
        raise Refused(_("Somebody is at work on that matter this very moment. Try again.")) from busy


def join(moving: Moving, other: Case, kind: str, *, before: dict[str, Any] | None = None) -> CaseLink:
    """Point the case of a move at another, and let that one know. Raises Refused for what is joined already."""
    case = moving.case
    if case.pk == other.pk:
        raise Refused(_("A matter cannot be joined with itself."))
    lock(other.pk)
    if open_links(case).filter(kind=kind).filter(Q(case=other.pk) | Q(other=other.pk)).exists():
        raise Refused(_("These two are joined in this way already."))
    link = CaseLink.objects.create(
        kind=kind,
        case_id=case.pk,
        other_id=other.pk,
        since=moving.now,
        by_id=moving.actor.user_id,
        before=before or {},
    )
    if kind == Kind.REPEAT:
        moving.change(repeat=True)
        Case.objects.filter(pk=other.pk).update(repeats=F("repeats") + 1)
    _mark(case.pk, other.pk)
    case.linked = True
    note(other, moving.case, kind, moving.now)
    return link


def part(link: CaseLink, case: Case, now: dt.datetime) -> None:
    """End a link, and let the case at its other end know."""
    end(link, now)
    case.refresh_from_db(fields=["linked", "repeat", "repeats"])
    note(link.other if link.case_id == case.pk else link.case, case, f"no_{link.kind}", now)


def end(link: CaseLink, now: dt.datetime) -> None:
    """End a link without a word."""
    CaseLink.objects.filter(pk=link.pk).update(until=now)
    if link.kind == Kind.REPEAT:
        Case.objects.filter(pk=link.other_id, repeats__gt=0).update(repeats=F("repeats") - 1)
        still = CaseLink.objects.filter(case_id=link.case_id, kind=Kind.REPEAT, until=None).exists()
        Case.objects.filter(pk=link.case_id).update(repeat=still)
    _mark(link.case_id, link.other_id)


def end_all(case: Case, now: dt.datetime) -> None:
    """End every link of a case that becomes confidential: nothing points at it any more."""
    for link in open_links(case):
        end(link, now)


def note(other: Case, case: Case, how: str, now: dt.datetime) -> None:
    """Write into the life of the other case what was joined or parted."""
    move(case=other, key=NOTED, actor=Actor.timer(), now=now, extra={"linked": case.pk, "joined": how})


def open_links(case: Case) -> QuerySet[CaseLink]:
    """The links of a case that hold, to either side."""
    return CaseLink.objects.filter(Q(case_id=case.pk) | Q(other_id=case.pk), until=None)


def merged_into(case: Case) -> QuerySet[CaseLink]:
    """The links of the cases that were merged into this one."""
    return CaseLink.objects.filter(other_id=case.pk, kind=Kind.MERGED, until=None)


def shown_to(user: Visitor, case: Case, links: list[CaseLink]) -> list[Shown]:
    """Some links of a case, as far as the person may open their other ends."""
    keys = {link.other_id if link.case_id == case.pk else link.case_id for link in links}
    seen = Case.objects.visible_to(user).exclude(confidentiality=Confidentiality.SECRET).select_related("office")
    others = seen.in_bulk(keys) if keys else {}
    return [line for line in (_shown(link, case, others) for link in links) if line]


def _shown(link: CaseLink, case: Case, others: dict[int, Case]) -> Shown | None:
    outward = link.case_id == case.pk
    other = others.get(link.other_id if outward else link.case_id)
    if other is None:
        return None
    return Shown(Kind(link.kind).label if outward else SEEN_FROM[Kind(link.kind)], other)


def _mark(*keys: int) -> None:
    """Keep on each case whether anything is linked with it, so that a list can be narrowed by it."""
    for key in keys:
        linked = CaseLink.objects.filter(Q(case_id=key) | Q(other_id=key), until=None).exists()
        Case.objects.filter(pk=key).update(linked=linked)
