"""What else was written on the matter of a letter: a part of its page that is fetched late, and a page of its own."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from caojiadu.core.accounts.access import staff_required
from caojiadu.core.cases.access import is_outsider, may_move
from caojiadu.core.cases.actor import Actor
from caojiadu.core.desk.views.common import case_or_404, page
from petitions.guards.same import TAKES_OTHERS, same_petitioner
from petitions.models import Petition
from petitions.same.matches import Match, matches
from petitions.workflows.states import APPEAL, ENDED, SUGGESTION

# The moves that join two letters, in the order in which they are offered.
JOINING = ("merge", "refuse_repeat", "no_longer", "mark_repeat", "link")


@require_safe
@staff_required
def same(request: HttpRequest, number: str) -> HttpResponse:
    """Letters on the same matter and related ones, with the reasons, and what can be done."""
    case = case_or_404(request, number)
    # Which letters come from one person is no business of a committee that helps with one of them.
    if case.kind not in (APPEAL, SUGGESTION) or is_outsider(request.user, case):
        raise Http404
    moves = [move for key in JOINING if (move := _open_move(case, key, request.user))]
    found = [_line(case, match, moves) for match in matches(case, request.user)]
    context = {
        "case": case,
        "likely": [line for line in found if line["match"].likely],
        "related": [line for line in found if not line["match"].likely],
    }
    if getattr(request, "htmx", False):
        return render(request, "petitions/desk/_same.html", context)
    return page(request, "petitions/desk/same.html", context)


def _open_move(petition: Petition, key: str, user: Any) -> Any:
    step = petition.workflow.transition(key)
    here = step and petition.state in {source.key for source in step.sources}
    return step if here and may_move(Actor.staff(user), step, petition) else None


def _line(petition: Petition, match: Match, moves: list[Any]) -> dict[str, Any]:
    offered = [move for move in moves if _fits(petition, match.petition, move.key)]
    return {"match": match, "moves": [{"label": move.label, "url": _url(petition, match, move)} for move in offered]}


def _url(petition: Petition, match: Match, move: Any) -> str:
    field = "ended" if move.key == "no_longer" else "linked"
    return f"{reverse('desk:move', args=[petition.number, move.key])}?{field}={match.petition.number}"


def _fits(petition: Petition, other: Petition, key: str) -> bool:
    """Say whether a move makes sense with this other letter; its guards decide."""
    earlier = (other.opened_at, other.pk) < (petition.opened_at, petition.pk)
    taken = other.kind == petition.kind and other.state in TAKES_OTHERS
    return {
        "merge": taken,
        "refuse_repeat": taken and earlier and same_petitioner(petition, other),
        "no_longer": other.kind == petition.kind and other.state == ENDED.key,
        "mark_repeat": earlier,
        "link": True,
    }[key]
