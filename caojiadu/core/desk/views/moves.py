"""Making a move: one page for every move of every kind."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from caojiadu.core.accounts.access import signed_in, staff_required
from caojiadu.core.audit.trail import read_once
from caojiadu.core.cases.access import may_move
from caojiadu.core.cases.errors import Invalid, MoveError
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.cases.step_forms import form_class
from caojiadu.core.desk import hooks
from caojiadu.core.desk.panels import panels_beside
from caojiadu.core.desk.place import place_of
from caojiadu.core.desk.reminding import mention
from caojiadu.core.desk.steps import NOTE, not_now
from caojiadu.core.desk.views.common import case_or_404, for_drawer, page, version_seen
from caojiadu.core.workflow import By, Transition


@staff_required
def make_move(request: HttpRequest, number: str, key: str) -> HttpResponse:
    """Show the form of a move, or make it. Whatever is refused comes back with everything typed."""
    case = case_or_404(request, number, with_people=request.method != "POST")
    actor = Actor.staff(request.user)
    step = case.workflow.transition(key)
    if step is None or step.by != By.STAFF:
        raise Http404
    if not may_move(actor, step, case):
        return _too_late(request, case)
    if request.method == "POST":
        return for_drawer(request, _make(request, case, step, actor))
    read_once(request=request, subject_type="case", subject_key=case.number, office_id=case.office_id)
    if case.state not in {source.key for source in step.sources}:
        messages.warning(request, _("Somebody was faster: the matter has moved on."))
        return redirect("desk:case", number)
    if refused := not_now(case, step, actor):
        messages.warning(request, str(refused.message))
        return redirect("desk:case", number)
    form = _form(step, case, actor)
    if form:
        for starts in hooks.step_starts(case, step):
            form.initial |= {name: words for name, words in starts.items() if not form.initial.get(name)}
        form.initial |= {name: request.GET[name][:20] for name in form.linked_fields if name in request.GET}
    return _show(request, case, step, form)


def _too_late(request: HttpRequest, case: Case) -> HttpResponse:
    """A step that is no longer somebody's, because a colleague was faster with the page they sent off; else no page."""
    if version_seen(request) in (None, case.version):
        raise Http404
    messages.warning(request, _("Somebody was faster: the matter has moved on."))
    return redirect("desk:case", case.number)


def _form(step: Transition, case: Case, actor: Actor, data: Any = None, files: Any = None) -> Any:
    made = form_class(case.workflow, step)
    return made(data, files, case=case, actor=actor) if made else None


def _make(request: HttpRequest, case: Case, step: Transition, actor: Actor) -> HttpResponse:
    # Asked before the step: it may well take the matter out of its list.
    place = place_of(request, case)
    try:
        move(
            case=case,
            key=step.key,
            actor=actor,
            data=request.POST,
            files=request.FILES,
            seen=version_seen(request),
        )
    except Invalid as refused:
        return _show(request, case, step, refused.form, status=422)
    except MoveError as refused:
        form = _form(step, case, actor, request.POST, request.FILES)
        return _show(request, case, step, form, refusal=refused.message, status=409)
    messages.success(request, _("Done: %(step)s.") % {"step": step.label})
    if step.key == NOTE:
        _say_who_was_told(request, case)
    if place and request.POST.get("then") == "next":
        return redirect(place.following or place.list_url)
    if not Case.objects.visible_to(request.user).filter(pk=case.pk).exists():
        return redirect(place.list_url if place else "desk:home")
    return redirect(f"{reverse('desk:case', args=[case.number])}{place.asked if place else ''}")


def _say_who_was_told(request: HttpRequest, case: Case) -> None:
    """Who is named in a note with an @ is told, and the writer learns who is not."""
    closed = mention(case, request.POST.get(NOTE, ""), signed_in(request))
    if closed:
        said = _("Not told, since this matter is not open to them: %(names)s.")
        messages.warning(request, said % {"names": "、".join(closed)})


def _show(
    request: HttpRequest, case: Any, step: Transition, form: Any, *, refusal: Any = "", status: int = 200
) -> HttpResponse:
    context = {
        "case": case,
        "place": place_of(request, case),
        "step": step,
        "form": form,
        "offered": [one for found in hooks.form_offers(form, request.user) for one in found] if form else [],
        "refusal": refusal,
        "panels": panels_beside(case, step.key, request.user),
        "tells_resident": [notify for notify in step.notify if notify.audience == "resident"] and case.resident_id,
    }
    return page(request, "desk/move.html", context, status=status)
