"""The matter as its petitioner sees it, and the petitioner's moves on it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from caojiadu.core.accounts.access import is_resident
from caojiadu.core.cases import history
from caojiadu.core.cases.errors import Invalid
from caojiadu.core.cases.memo import at_rest
from caojiadu.core.front.posting import posted_from
from petitions.answers.forms import JudgeForm, ReplyForm, WithdrawForm
from petitions.letters.addresses import ways
from petitions.letters.models import Claim, Judgement, Petition
from petitions.petitioners import access, people
from petitions.petitioners.access import take_step
from petitions.petitioners.models import Mandate, Petitioner
from petitions.petitioners.rules import acting_for
from petitions.review import pages as review
from petitions.tracking import story
from petitions.tracking.receipt import link_context


def about_the_others(petition: Petition, part: Petitioner, request: HttpRequest) -> dict[str, Any]:
    """What the page of the matter shows of it: how many, never who, unless somebody agreed to be named."""
    power = people.mandate_of(part)
    return {
        "part": part,
        "power": power,
        "joint": petition.headcount > 1,
        "link": link_context(petition, part, request),
        "may_link": may_link(petition, part),
        "proxies": proxies(part),
    }


def may_link(petition: Petition, part: Petitioner) -> bool:
    """Say whether whoever leads may hand out a link now."""
    own = people.principal_of(part)
    named = own.resident_id is not None and not petition.workflow.secret
    return petition.takes("open_joining") and own.first and named and people.is_confirmed(part)


def proxies(part: Petitioner) -> list[Mandate]:
    """Who acts for this petitioner by their consent, and whether they have given it."""
    if part.acts:
        return []
    return list(Mandate.objects.select_related("petitioner__resident").filter(petitioner__in=acting_for(part)))


def others_remain(petition: Petition) -> bool:
    """Say whether the matter goes on when one leaves."""
    return petition.petitioners.present().own().count() > 1


@never_cache
@require_safe
def matter(request: HttpRequest, number: str) -> HttpResponse:
    """Everything the petitioner may know of the matter."""
    return _page(request, *access.matter_or_404(request, number))


def _page(request: HttpRequest, petition: Petition, part: Petitioner, **forms: Any) -> HttpResponse:
    with at_rest(petition):
        context = _context(request, petition, part)
        return render(request, "petitions/tracking/matter.html", context | forms)


def _context(request: HttpRequest, petition: Petition, part: Petitioner) -> dict[str, Any]:
    ahead = story.steps_ahead(petition)
    seen = history.for_resident(petition, request.GET.get("before", ""))
    rounds = story.rounds(petition, part)
    actor = access.actor_of(request, petition)
    speaks = people.speaks(part)
    question = story.open_question(petition)
    answers = question is not None and speaks
    judges = speaks and story.to_judge(petition, part, rounds)
    return {
        "petition": petition,
        "ahead": ahead,
        "due": story.due(ahead),
        "life": seen,
        "steps": story.life(petition, seen, ahead, part),
        "rounds": rounds,
        "unread": story.unread(petition, part),
        "review": review.first(petition, part),
        "requests": review.requests(petition, part),
        "extension": review.extension(petition),
        "second_look": story.second_look_possible(petition),
        "ending": story.ending(petition),
        "files": story.files_of(petition, part),
        "papers": story.papers_of(petition, part),
        "may_withdraw": story.may_withdraw(petition, part),
        "question": question if speaks else None,
        "reply_form": ReplyForm(case=petition, actor=actor) if answers else None,
        "judge_form": JudgeForm(case=petition, actor=actor) if judges else None,
        "ways": ways(),
        "publishing": story.publishing(petition) if speaks else None,
        **about_the_others(petition, part, request),
        **_about_account(request, petition, part),
    }


def _about_account(request: HttpRequest, petition: Petition, part: Petitioner) -> dict[str, bool]:
    """Whether this browser holds the code, and whether the account could keep the matter."""
    signed_in = is_resident(request.user)
    mine = signed_in and bool(access.parts_of(request.user, [petition]))
    by_code = not signed_in or access.holds_code(request, petition.pk)  # nothing else lets a visitor in
    return {"by_code": by_code, "mine": mine, "may_claim": signed_in and not mine and part.resident_id is not None}


@never_cache
@posted_from("petitions:matter", "number")
def read(request: HttpRequest, number: str) -> HttpResponse:
    """Record that the answer was read, and show it."""
    found = access.matter_or_404(request, number)
    return take_step(request, found, "read_answer", _("Here is the answer."), anchor="#answer")


@never_cache
@posted_from("petitions:matter", "number")
def reply(request: HttpRequest, number: str) -> HttpResponse:
    found = access.matter_or_404(request, number)
    try:
        return take_step(request, found, "reply", _("Thank you, your reply has arrived."), data=request.POST)
    except Invalid as error:
        return _page(request, *found, reply_form=error.form)


@never_cache
@posted_from("petitions:matter", "number")
def judge(request: HttpRequest, number: str) -> HttpResponse:
    """Judge office and answer; unhappy in the first round opens the second."""
    petition, part = access.matter_or_404(request, number)
    if not story.has_answer(part):
        messages.warning(request, _("Please read the answer first."))
        return redirect("petitions:matter", number)
    again = story.second_look_possible(petition) and _is_unhappy(request.POST)
    said = _("Thank you. We look at it a second time.") if again else _("Thank you for judging.")
    try:
        return take_step(request, (petition, part), "judge_unhappy" if again else "judge", said, data=request.POST)
    except Invalid as error:
        return _page(request, petition, part, judge_form=error.form)


def _is_unhappy(data: Any) -> bool:
    """Say whether one of the two grades is a poor one."""
    poor = {str(grade.value) for grade in Judgement.Grade if grade <= Judgement.Grade.POOR}
    return any(data.get(name) in poor for name in ("office_grade", "answer_grade"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Ask once more, then withdraw; of a joint letter one leaves, and it goes on for the others."""
    petition, part = access.matter_or_404(request, number)
    others = others_remain(petition)
    form = None if others else WithdrawForm(case=petition, actor=access.actor_of(request, petition))
    if request.method == "POST":
        try:
            if others:
                return _leave(request, petition, part)
            done = _("You withdrew this matter.")
            return take_step(request, (petition, part), "withdraw", done, data=request.POST)
        except Invalid as error:
            form = error.form
    elif not story.may_withdraw(petition, part):
        messages.warning(request, _("This matter can no longer be withdrawn."))
        return redirect("petitions:matter", number)
    return render(request, "petitions/tracking/withdraw.html", {"petition": petition, "form": form, "others": others})


def _leave(request: HttpRequest, petition: Petition, part: Petitioner) -> HttpResponse:
    """From now on the code opens nothing: this was the last page of the matter that this browser saw."""
    response = take_step(
        request, (petition, part), "leave_joint", _("You left this matter. Your code opens it no longer.")
    )
    if access.part_in(request, petition.pk) is not None:
        return response
    access.give_up(request, petition)
    return redirect("petitions:track")


@never_cache
@posted_from("petitions:matter", "number")
def publishing(request: HttpRequest, number: str) -> HttpResponse:
    """Agree to a suggestion's being published, or take that back."""
    found = access.matter_or_404(request, number)
    if request.POST.get("allow") == "yes":
        return take_step(request, found, "allow_publishing", _("Thank you. Your name is never shown."))
    return take_step(request, found, "forbid_publishing", _("It is not published, and no longer if it was."))


@never_cache
@posted_from("petitions:matter", "number")
def leave(request: HttpRequest, number: str) -> HttpResponse:
    """Close the matter on this device."""
    petition, _part = access.matter_or_404(request, number)
    access.give_up(request, petition)
    messages.success(request, _("This matter is closed on this device. Number and query code open it again."))
    return redirect("petitions:track")


@never_cache
@posted_from("petitions:matter", "number")
def keep(request: HttpRequest, number: str) -> HttpResponse:
    """Keep a matter that was opened by its code under the account."""
    petition, part = access.matter_or_404(request, number)
    if not is_resident(request.user) or not access.holds_code(request, petition.pk) or part.resident is None:
        raise Http404
    access.claim(user=request.user, petitioner=part, how=Claim.How.CODE)
    messages.success(request, _("You now find it under “My matters”."))
    return redirect("petitions:matter", number)
