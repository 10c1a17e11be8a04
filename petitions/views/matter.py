"""The matter as its petitioner sees it, and the petitioner's moves on it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caojiadu.core.cases.errors import Invalid, MoveError
from caojiadu.core.cases.moves import move
from caojiadu.core.documents.lists import for_resident
from petitions import grants, story, story_review
from petitions.forms.petitioner import JudgeForm, ReplyForm, WithdrawForm
from petitions.models import Claim, Judgement, Petition
from petitions.receipt import ways


@never_cache
@require_safe
def matter(request: HttpRequest, number: str) -> HttpResponse:
    """Everything the petitioner may know of the matter."""
    return _page(request, grants.matter_or_404(request, number))


def _page(request: HttpRequest, petition: Petition, **forms: Any) -> HttpResponse:
    ahead = story.steps_ahead(petition)
    rounds = story.rounds(petition)
    actor = grants.actor_of(request, petition)
    question = story.open_question(petition)
    context = {
        "petition": petition,
        "ahead": ahead,
        "due": story.due(ahead),
        "life": story.life(petition, ahead),
        "rounds": rounds,
        "unread": story.unread(petition),
        "review": story_review.first(petition),
        "requests": story_review.requests(petition),
        "extension": story_review.extension(petition),
        "second_look": story.second_look_possible(petition),
        "ending": story.ending(petition),
        "files": story.files_of(petition),
        "papers": for_resident(petition, answered=petition.served_at is not None),
        "may_withdraw": story.may_withdraw(petition),
        "question": question,
        "reply_form": ReplyForm(case=petition, actor=actor) if question else None,
        "judge_form": JudgeForm(case=petition, actor=actor) if story.to_judge(petition, rounds) else None,
        "ways": ways(),
        "publishing": story.publishing(petition),
        **_about_account(request, petition),
        **forms,
    }
    return render(request, "petitions/matter.html", context)


def _about_account(request: HttpRequest, petition: Petition) -> dict[str, bool]:
    """Whether this browser holds the code, and whether the account could keep the matter."""
    signed_in = grants.is_resident(request.user)
    mine = signed_in and grants.of_account(request.user).filter(pk=petition.pk).exists()
    by_code = grants.holds_code(request, petition.pk)
    return {"by_code": by_code, "mine": mine, "may_claim": signed_in and not mine and not petition.anonymous}


def take_step(
    request: HttpRequest,
    petition: Petition,
    key: str,
    done: str,
    *,
    data: Any = None,
    files: Any = None,
    anchor: str = "",
) -> HttpResponse:
    """Make a move, say what came of it, and go back to the matter. Raises Invalid."""
    try:
        move(case=petition, key=key, actor=grants.actor_of(request, petition), data=data, files=files)
    except Invalid:
        raise
    except MoveError as error:
        messages.warning(request, str(error.message))
    else:
        messages.success(request, done)
    response = redirect("petitions:matter", petition.number)
    response["Location"] += anchor
    return response


@never_cache
@require_POST
def read(request: HttpRequest, number: str) -> HttpResponse:
    """Record that the answer was read, and show it."""
    petition = grants.matter_or_404(request, number)
    return take_step(request, petition, "read_answer", _("Here is the answer."), anchor="#answer")


@never_cache
@require_POST
def reply(request: HttpRequest, number: str) -> HttpResponse:
    """Reply to the open question."""
    petition = grants.matter_or_404(request, number)
    try:
        return take_step(request, petition, "reply", _("Thank you, your reply has arrived."), data=request.POST)
    except Invalid as error:
        return _page(request, petition, reply_form=error.form)


@never_cache
@require_POST
def judge(request: HttpRequest, number: str) -> HttpResponse:
    """Judge office and answer; unhappy in the first round opens the second."""
    petition = grants.matter_or_404(request, number)
    if petition.served_at is None:
        messages.warning(request, _("Please read the answer first."))
        return redirect("petitions:matter", number)
    again = story.second_look_possible(petition) and _is_unhappy(request.POST)
    said = _("Thank you. We look at it a second time.") if again else _("Thank you for judging.")
    try:
        return take_step(request, petition, "judge_unhappy" if again else "judge", said, data=request.POST)
    except Invalid as error:
        return _page(request, petition, judge_form=error.form)


def _is_unhappy(data: Any) -> bool:
    """Say whether one of the two grades is a poor one."""
    poor = {str(grade.value) for grade in Judgement.Grade if grade <= Judgement.Grade.POOR}
    return any(data.get(name) in poor for name in ("office_grade", "answer_grade"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Ask once more, then withdraw."""
    petition = grants.matter_or_404(request, number)
    form = WithdrawForm(case=petition, actor=grants.actor_of(request, petition))
    if request.method == "POST":
        try:
            return take_step(request, petition, "withdraw", _("You withdrew this matter."), data=request.POST)
        except Invalid as error:
            form = error.form
    elif not story.may_withdraw(petition):
        messages.warning(request, _("This matter can no longer be withdrawn."))
        return redirect("petitions:matter", number)
    return render(request, "petitions/withdraw.html", {"petition": petition, "form": form})


@never_cache
@require_POST
def publishing(request: HttpRequest, number: str) -> HttpResponse:
    """Agree to a suggestion's being published, or take that back."""
    petition = grants.matter_or_404(request, number)
    if request.POST.get("allow") == "yes":
        return take_step(request, petition, "allow_publishing", _("Thank you. Your name is never shown."))
    return take_step(request, petition, "forbid_publishing", _("It is not published, and no longer if it was."))


@never_cache
@require_POST
def leave(request: HttpRequest, number: str) -> HttpResponse:
    """Close the matter on this device."""
    petition = grants.matter_or_404(request, number)
    grants.give_up(request, petition)
    messages.success(request, _("This matter is closed on this device. Number and query code open it again."))
    return redirect("petitions:track")


@never_cache
@require_POST
def keep(request: HttpRequest, number: str) -> HttpResponse:
    """Keep a matter that was opened by its code under the account."""
    petition = grants.matter_or_404(request, number)
    if not grants.is_resident(request.user) or not grants.holds_code(request, petition.pk) or petition.anonymous:
        raise Http404
    grants.claim(user=request.user, petition=petition, how=Claim.How.CODE)
    messages.success(request, _("You now find it under “My matters”."))
    return redirect("petitions:matter", number)
