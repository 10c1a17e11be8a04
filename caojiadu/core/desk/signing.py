"""What waits for a head or a leader to sign or decide: as a list, and for leaders how many, from sums."""

from typing import Any

from django.db.models import Q
from django.utils import timezone

from caojiadu.core import memory
from caojiadu.core.accounts.models import Post, Visitor
from caojiadu.core.accounts.roles import Role
from caojiadu.core.cases.deciding import headed, led
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.open_counts import sum_of
from caojiadu.core.cases.query import CaseQuerySet, persons
from caojiadu.core.keyset import Counting, total_of


def to_sign(cases: CaseQuerySet, user: Any) -> CaseQuerySet:
    """What waits for this head, for this leader, or for somebody who is both."""
    headed_offices = [post.office_id for post in user.posts_at_work if post.role == Role.HEAD and post.office_id]
    mine = _as_leader(user) if user.has_role("leader") else Q(pk__in=[])
    return cases.open().filter(mine | _as_head(user, headed_offices) if headed_offices else mine)


def _as_head(user: Any, offices: list[int]) -> Q:
    """What a head signs or decides in their offices, as far as their hand is not in it."""
    states = sorted({state for needs, found in headed().items() if user.has_perm(needs) for state in found})
    return Q(office__in=offices, state__in=states) & ~Q(hands__contains=[user.pk])


def _as_leader(user: Visitor) -> Q:
    """Signatures and decisions that are a leader's, those of matters that the leader holds, and those, held by no
    leader, that no head of the office may give: each is kept out, or had a hand in it."""
    own, shared = _states(user)
    heads = _heads()
    left = Q(held_by__in=persons(user)) | Q(~Q(office__in=heads) | _kept_out(heads), held_by=None)
    # `decides` says no more than the states, but an index knows it.
    return Q(Q(state__in=own) | (Q(state__in=shared) & left), decides=True)


def how_many_to_sign(user: Visitor) -> Counting:
    """How many that are, for somebody who opens all matters: from sums, as far as office and state say it; the few that
    somebody holds, or of which heads are kept out, one by one."""
    own, shared = _states(user)
    heads = _heads()
    sums = "(state = ANY(%s) OR state = ANY(%s) AND NOT office_id = ANY(%s))", (own, shared, list(heads))
    seen = Case.objects.visible_to(user).open().filter(state__in=[*{*shared} - {*own}], decides=True)
    return total_of(
        [
            sum_of(user, where=sums),
            seen.filter(held_by__in=persons(user)),
            seen.filter(_kept_out(heads), held_by=None) if heads else seen.none(),
        ],
        less=[seen.filter(held_by__isnull=False).exclude(office__in=heads)],
    )


def _states(user: Visitor) -> tuple[list[str], list[str]]:
    """The states that wait for this leader alone, and those that wait for the head of the office first."""
    mine = [kept for needs, kept in led().items() if user.has_perm(needs)]
    own, shared = ([state for kept in mine for state in getattr(kept, name)] for name in ("own", "shared"))
    return own, shared


def _heads() -> dict[int, list[int]]:
    """The heads of each office that has any today, from memory until posts or accounts change."""

    def held() -> dict[int, list[int]]:
        heads: dict[int, list[int]] = {}
        posts = Post.objects.held_on().filter(role=Role.HEAD, office__isnull=False, user__is_active=True)
        for office, person in posts.values_list("office", "user"):
            heads.setdefault(office, []).append(person)
        return heads

    return memory.kept(("heads", timezone.localdate()), held)


def _kept_out(heads: dict[int, list[int]]) -> Q:
    """Matters of which each head of the office is kept out."""
    found = Q()
    for office, there in heads.items():
        kept_out = [Q(hands__contains=[one]) | Q(barred__contains=[one]) for one in there]
        found |= Q(*kept_out, office=office)
    return found
