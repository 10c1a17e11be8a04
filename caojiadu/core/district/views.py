"""The district's pages: an inbox for each body, a report, and what its body says to it."""

import uuid
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from caojiadu.core.accounts.access import district_required
from caojiadu.core.accounts.models import User
from caojiadu.core.audit.trail import read_once
from caojiadu.core.cases.confidential import ask_again_for
from caojiadu.core.district import hooks, inbox, replies
from caojiadu.core.district.forms import AcknowledgeForm, AnswerForm, DecideForm, ObjectionForm, ReturnForm
from caojiadu.core.district.models import Report
from caojiadu.core.district.reports import papers_of
from caojiadu.core.notices.queries import inbox_page
from caojiadu.core.notices.verbs import mark_read
from caojiadu.core.organisation.models import DistrictBody


def page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page inside the district's frame, with the officer's inboxes and what else is theirs."""
    links = [link for found in hooks.district_links(request.user) for link in found]
    return render(request, template, {"boxes": inbox.boxes(request.user), "links": links, **context}, status=status)


@require_safe
@never_cache
@district_required
def home(request: HttpRequest) -> HttpResponse:
    """One body's inbox: what is open, or everything."""
    bodies = inbox.bodies_of(request.user)
    body = _chosen(bodies, request.GET.get("body", ""))
    if body is None:
        return page(request, "district/home.html", {})
    read_once(request=request, subject_type="district_inbox", subject_key=body.key)
    everything, after = request.GET.get("show") == "all", request.GET.get("after", "")
    found = inbox.page_of(body, everything=everything, after=after)
    kept = {"body": body.key, **({"show": "all"} if everything else {})}
    context = {
        "body": body,
        "rows": found.rows,
        "everything": everything,
        "first_url": f"?{urlencode(kept)}" if after else "",
        "next_url": f"?{urlencode({**kept, 'after': found.following})}" if found.following else "",
    }
    return page(request, "district/home.html", context)


def _chosen(bodies: list[DistrictBody], key: str) -> DistrictBody | None:
    """The body asked for, or the first one; another's does not exist."""
    if not key:
        return bodies[0] if bodies else None
    found = next((body for body in bodies if body.key == key), None)
    if found is None:
        raise Http404
    return found


def _report(request: HttpRequest, key: uuid.UUID) -> Report:
    """A report of one of the officer's bodies; each look is logged."""
    mine = inbox.received_by(request.user).select_related("body", "proposed_lead", "case", "sent_by")
    report = get_object_or_404(mine, key=key)
    ask_again_for(request, report.case)
    read_once(request=request, subject_type="report", subject_key=report.key, office_id=report.case.office_id)
    return report


@require_safe
@never_cache
@district_required
def report(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Everything the body may know of a report, and what it can do with it."""
    found = _report(request, key)
    context = {
        "report": found,
        "body": found.body,
        "papers": papers_of(found),
        "sent_papers": found.reply_files.all(),
        "steps": [step for steps in hooks.district_steps(found, request.user) for step in steps],
        "form": AcknowledgeForm(initial=_suggestion(found)),
    }
    return page(request, "district/report.html", context)


def _suggestion(report: Report) -> dict[str, str]:
    return {"number": inbox.suggested_number(report, timezone.localdate())}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@district_required
def acknowledge(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Acknowledge it under the body's own number."""
    found = _report(request, key)
    form = AcknowledgeForm(*_posted(request), initial=_suggestion(found))
    return _act(request, found, form, "acknowledge")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@district_required
def answer(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    found = _report(request, key)
    if found.asks_to_decide:
        raise Http404
    return _act(request, found, AnswerForm(*_posted(request)), "answer")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@district_required
def decide(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Decide what asks for a decision: an objection, or a request for review."""
    found = _report(request, key)
    if not found.asks_to_decide:
        raise Http404
    objection = found.kind == Report.Kind.OBJECTION
    form = ObjectionForm(*_posted(request)) if objection else DecideForm(*_posted(request), initial=_numbered(found))
    return _act(request, found, form, "settle" if objection else "decide")


def _numbered(report: Report) -> dict[str, Any]:
    return {"number": report.number, "decided_on": timezone.localdate()}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@district_required
def send_back(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Return it, with the reason."""
    found = _report(request, key)
    if not found.can_be_returned:
        raise Http404
    return _act(request, found, ReturnForm(*_posted(request)), "send_back")


def _posted(request: HttpRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _act(request: HttpRequest, report: Report, form: Any, step: str) -> HttpResponse:
    """Show the form, or do it; what is refused comes back with everything typed."""
    context = {"report": report, "body": report.body, "form": form, "step": step, "refusal": ""}
    if not (form.is_bound and form.is_valid()):
        return page(request, "district/act.html", context, status=422 if form.is_bound else 200)
    try:
        done = _DO[step](report, form.cleaned_data, request.user)
    except replies.OutOfTurn as refused:
        return page(request, "district/act.html", {**context, "refusal": str(refused)}, status=409)
    messages.success(request, _done_words(done, step))
    return redirect("district:report", report.key)


_DO = {
    "acknowledge": lambda report, data, user: replies.acknowledge(report=report, user=user, **data),
    "answer": lambda report, data, user: replies.answer(report=report, user=user, **data),
    "settle": lambda report, data, user: replies.settle_objection(
        report=report,
        agreed=data["decision"] == Report.Decision.AGREED,
        text=data["text"],
        files=data["files"],
        user=user,
    ),
    "decide": lambda report, data, user: replies.decide(report=report, user=user, **data),
    "send_back": lambda report, data, user: replies.send_back(report=report, user=user, **data),
}


def _done_words(report: Report, step: str) -> str:
    if step == "acknowledge":
        return _("Acknowledged under %(number)s. The office has been told.") % {"number": report.number}
    return _("It went back to the office.") if step == "send_back" else _("Your answer has reached the office.")


class SignedIn(HttpRequest):
    """A request that has passed the door."""

    user: User


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@district_required
def told(request: SignedIn) -> HttpResponse:
    """The officer's own messages; a POST notes them as read."""
    if request.method == "POST":
        mark_read(user=request.user)
        return redirect("district:messages")
    text = request.GET.get("before", "")
    before = int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
    lines, following = inbox_page(request.user, before=before)
    unread = any(line.notice.read_at is None for line in lines)
    context = {"lines": lines, "unread": unread, "on_messages": True}
    context |= {"first_url": "?" if before else "", "next_url": f"?before={following}" if following else ""}
    return page(request, "district/messages.html", context)
