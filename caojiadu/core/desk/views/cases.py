"""The list and the page of a case."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from caojiadu.core import hooks
from caojiadu.core.accounts.access import staff_required
from caojiadu.core.audit.trail import read_once
from caojiadu.core.cases import history, links
from caojiadu.core.cases.access import may_move, why_visible
from caojiadu.core.cases.actor import Actor
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import Moving
from caojiadu.core.desk.filters import CaseFilter
from caojiadu.core.desk.pages import Page, page_of, part_of
from caojiadu.core.desk.panels import blocks_for, concrete, panels_for
from caojiadu.core.desk.queues import ALL, cases_in, find_queue
from caojiadu.core.desk.views.common import case_or_404, page
from caojiadu.core.desk.views.moves import not_now
from caojiadu.core.desk.who import for_outsiders, people_of
from caojiadu.core.files.models import File
from caojiadu.core.workflow import Transition


@staff_required
def home(request: HttpRequest) -> HttpResponse:
    """The first queue of the person's posts."""
    return redirect("desk:cases")


@staff_required
def case_list(request: HttpRequest) -> HttpResponse:
    """A queue, narrowed by filters; a search looks through everything one may open."""
    searching = bool(request.GET.get("q", "").strip())
    queue = ALL if searching else find_queue(request.user, request.GET.get("queue", ""))
    narrowed = CaseFilter(request.GET, queryset=cases_in(queue, request.user), request=request)
    cases = narrowed.qs if narrowed.is_valid() else narrowed.queryset.none()
    found = page_of(cases.with_names(), request, newest_first=queue is ALL)
    context = {"queue": queue, "filter": narrowed, "page": found, "searching": searching}
    # Only the desk as one comes in, not each list.
    context["blocks"] = [] if request.GET else blocks_for(request.user)
    return page(request, "desk/cases.html", context)


@staff_required
def detail(request: HttpRequest, number: str) -> HttpResponse:
    """Everything about one case, and what the person can do now. Each view is logged."""
    case = case_or_404(request, number)
    read_once(request=request, subject_type="case", subject_key=case.number, office_id=case.office_id)
    own, before = concrete(case), request.GET.get("before", "")
    if any(hooks.call_all("case_opened", own, request.user)):
        case = case_or_404(request, number)
        own = concrete(case)
    return page(
        request,
        "desk/case.html",
        {
            "case": case,
            "home": next(filter(None, hooks.call_all("list_of_case", own, request.user)), None),
            "panels": panels_for(own, request.user),
            "moves": moves_for(request, own),
            "life": history.for_staff(case, before),
            "limits": history.limits_of(case),
            "moved_days": history.moved_days(case),
            "why": why_visible(request.user, case),
            "files": part_of(File.objects.filter(case=case), request, "files"),
            # Of an urgent report its own part of the page says whom it reached.
            "reports": case.reports.exclude(kind="flash", reply="")
            .select_related("body", "proposed_lead")
            .prefetch_related("reply_files"),
            "children": part_of(_children(request.user, case), request, "children"),
            "parent": Case.objects.visible_to(request.user).filter(pk=case.parent_id).first()
            if case.parent_id
            else None,
            "links": _links(request, case),
            **people_of(request.user, case),
            **for_outsiders(request.user, case, before),
        },
    )


def _children(user: Any, case: Case) -> Any:
    return Case.objects.visible_to(user).filter(parent=case).select_related("office")


def _links(request: HttpRequest, case: Case) -> Page:
    """What is linked with the case. What the person may not open leaves a gap in its page."""
    if not case.linked:
        return Page([], "", "")
    found = part_of(links.open_links(case), request, "links")
    return replace(found, rows=links.shown_to(request.user, case, found.rows))


def moves_for(request: HttpRequest, case: Case) -> list[dict[str, Any]]:
    """The moves a person may make now; the one that takes the matter on comes first and is the main one."""
    actor = Actor.staff(request.user)
    offered = [move for move in case.workflow.from_state(case.state) if not move.in_panel]
    mine = (move for move in offered if may_move(actor, move, case))
    steps = [move for move in mine if not_now(case, move, actor) is None]
    ready = {move.key for move in steps if move.main and _is_ready(case, move, actor)}
    steps.sort(key=lambda move: (move.key not in ready, move.target is None, move.danger))
    return [
        {
            "key": move.key,
            "label": move.label,
            "hint": move.hint,
            "main": move.key in ready and place == 0,
            "danger": move.danger,
        }
        for place, move in enumerate(steps)
    ]


def _is_ready(case: Case, move: Transition, actor: Actor) -> bool:
    """Say whether nothing stands in the way of a move before its form is filled in."""
    moving = Moving(case=case, move=move, actor=actor, now=timezone.now())
    try:
        for guard in move.guards:
            guard(moving)
    except Refused:
        return False
    return True
