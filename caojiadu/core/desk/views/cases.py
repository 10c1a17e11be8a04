"""The list and the page of a case."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from caojiadu.core.accounts.access import signed_in, staff_required
from caojiadu.core.accounts.models import Visitor
from caojiadu.core.audit.trail import read_once
from caojiadu.core.cases import history, links
from caojiadu.core.cases.access import why_visible
from caojiadu.core.cases.memo import at_rest, known
from caojiadu.core.cases.models import Case
from caojiadu.core.desk import hooks
from caojiadu.core.desk.filters import CaseFilter
from caojiadu.core.desk.many.acts import acts_of
from caojiadu.core.desk.order import Order, heads_of, sorted_page
from caojiadu.core.desk.pages import Page, address, page_of, part_of
from caojiadu.core.desk.panels import panels_for
from caojiadu.core.desk.place import mark_of, place_of, words_of
from caojiadu.core.desk.queues import ALL, cases_in, find_queue
from caojiadu.core.desk.reminding import mine
from caojiadu.core.desk.rows import columns_of, drawn, lines, with_last_step
from caojiadu.core.desk.saved import pinned
from caojiadu.core.desk.steps import grouped, has_note_box, steps_for
from caojiadu.core.desk.views.common import case_or_404, page
from caojiadu.core.desk.who import for_outsiders, people_of
from caojiadu.core.files.models import File


@staff_required
def case_list(request: HttpRequest) -> HttpResponse:
    """A queue, narrowed by filters, in the order asked for; a search looks through everything one may open."""
    user: Any = request.user
    if not request.GET and (opens := next((view for view in pinned(user) if view.first), None)):
        return redirect(opens.url)
    searching = bool(request.GET.get("q", "").strip())
    queue = ALL if searching else find_queue(user, request.GET.get("queue", ""))
    narrowed = CaseFilter.of(request, cases_in(queue, user))
    usual = Order.of(QueryDict(), newest_first=queue is ALL)
    order = Order.of(request.GET, newest_first=queue is ALL)
    public = user.has_role("committee")
    cases = with_last_step(narrowed.cases, public=public)
    found = sorted_page(cases, request, order, public=public)
    too_long = found is None
    if found is None:
        order, found = usual, page_of(columns_of(cases, "last"), request, newest_first=queue is ALL)
    with_office = user.has_role("leader", "letters") or queue is ALL
    acts, listed = acts_of(user), words_of(QueryDict(address(request.GET)[1:]))
    context = {
        "queue": queue,
        "filter": narrowed,
        "page": found,
        "body": drawn(lines(found.rows), within=mark_of(request.GET), with_office=with_office, with_ticks=bool(acts)),
        "acts": acts,
        "within": words_of(request.GET),
        "saved_view": next((view for view in pinned(user) if view.asked == listed), None),
        "within_query": mark_of(request.GET)[1:],
        "on_page": ",".join(str(row.pk) for row in found.rows),
        "heads": heads_of(order, request.GET, with_office=with_office),
        "too_long": too_long,
        "searching": searching,
        # More than a thousand choices, which few lists need: fetched when somebody opens them.
        "narrowing": "narrow" in request.GET or narrowed.wrong,
        "narrow_url": address(request.GET, narrow="1"),
    }
    return page(request, "desk/cases.html", context)


@staff_required
def detail(request: HttpRequest, number: str) -> HttpResponse:
    """Everything about one case, and what the person can do now. Each view is logged."""
    case = case_or_404(request, number)
    read_once(request=request, subject_type="case", subject_key=case.number, office_id=case.office_id)
    if any(hooks.case_opened(case, request.user)):
        case = case_or_404(request, number)
    with at_rest(case):
        return _drawn(request, case)


def _drawn(request: HttpRequest, case: Any) -> HttpResponse:
    before, moves = request.GET.get("before", ""), steps_for(request.user, case)
    return page(
        request,
        "desk/case.html",
        {
            "case": case,
            "place": place_of(request, case),
            "home": next(filter(None, hooks.list_of_case(case, request.user)), None),
            "panels": panels_for(case, request.user),
            "person_page": next(filter(None, hooks.page_of_person(case, request.user)), ""),
            "moves": moves,
            "steps": grouped(moves),
            "reminders": mine(signed_in(request), case),
            "note_box": has_note_box(case, moves),
            "life": history.for_staff(case, before),
            "limits": history.limits_of(case),
            "moved_days": history.moved_days(case),
            "why": why_visible(request.user, case),
            "files": part_of(known(case, File.objects.filter(case=case)), request, "files"),
            # Of an urgent report its own part of the page says whom it reached.
            "reports": known(case, case.reports.all())
            .exclude(kind="flash", reply="")
            .select_related("body", "proposed_lead")
            .prefetch_related("reply_files"),
            "children": part_of(known(case, _children(request.user, case)), request, "children"),
            "parent": Case.objects.visible_to(request.user).filter(pk=case.parent_id).first()
            if case.parent_id
            else None,
            "links": _links(request, case),
            **people_of(request.user, case),
            **for_outsiders(request.user, case, before),
        },
    )


def _children(user: Visitor, case: Case) -> Any:
    return Case.objects.visible_to(user).filter(parent=case).select_related("office")


def _links(request: HttpRequest, case: Case) -> Page:
    """What is linked with the case. What the person may not open leaves a gap in its page."""
    if not case.linked:
        return Page([], "", "")
    found = part_of(links.open_links(case), request, "links")
    return replace(found, rows=links.shown_to(request.user, case, found.rows))
