"""What letters and calls answer when lower layers call upward."""

from contextlib import suppress
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from caojiadu.core.cases.errors import MoveError
from caojiadu.core.cases.models import Clock
from caojiadu.core.cases.moves import move
from caojiadu.core.documents.serving import served_at
from caojiadu.core.hooks import provide
from petitions import grants, story
from petitions.models import Petition
from petitions.models.learning import LearningRule, Subject
from petitions.rights import RIGHTS
from petitions.workflows.states import AFTER_ANSWER


@provide("post_permissions")
def permissions_of_posts() -> dict[str, set[str]]:
    """Which permissions on letters each post brings."""
    handle = {f"petitions.{name}_petition" for name in ("handle", "view", "advise")}
    return {
        "window": {"petitions.enter_petition"},
        "letters": handle | {"petitions.enter_petition", "petitions.register_petition"},
        "handler": handle,
        "head": handle | {"petitions.assign_petition"},
        "leader": {"petitions.view_petition"},
        "committee": {"petitions.advise_petition"},
        "accusations": {"petitions.keep_accusations"},
        "administrator": {
            *(f"petitions.{verb}_learningrule" for verb in ("view", "change")),
            *(f"petitions.{verb}_call" for verb in ("view", "add", "change")),
        },
    }


@provide("load_lists")
def load_learning_rules() -> None:
    """A row for each thing that can be suggested; what an administrator set stays."""
    for subject in Subject.values:
        LearningRule.objects.get_or_create(subject=subject)


@provide("right_labels")
def labels_of_rights() -> dict[str, Any]:
    """What the last days are called that are no clocks."""
    return {right.key: right.label for right in RIGHTS}


@provide("identity_shared")
def petitioner_shares_identity(case: Any) -> bool:
    """The petitioner agreed that helping offices see who wrote."""
    return Petition.objects.filter(pk=case.pk, share_identity=True).exists()


@provide("may_read_file")
def petitioner_may_read_file(request: HttpRequest, file: Any) -> bool:
    """The petitioner reads their own files and those meant for them, by query code or account."""
    return file.audience in ("resident", "both") and grants.may_open(request, file.case_id)


@provide("may_read_paper")
def petitioner_may_read_paper(request: HttpRequest, paper: Any) -> bool:
    """The petitioner reads the papers that went out to them; an answer once it was read or handed over."""
    if not paper.issued or not paper.declared.to_resident or not grants.may_open(request, paper.case_id):
        return False
    return not paper.declared.read_by_move or Petition.objects.filter(pk=paper.case_id).exclude(served_at=None).exists()


@provide("paper_opened")
def petitioner_opened_paper(request: HttpRequest, paper: Any) -> None:
    """Reading online is service."""
    petition = Petition.objects.filter(pk=paper.case_id).select_related("resident").first()
    if petition is None or served_at(paper, petition.resident) is not None:
        return
    with suppress(MoveError):
        actor = grants.actor_of(request, petition)
        move(case=petition, key="read_paper", actor=actor, extra={"paper": paper.pk})


@provide("my_items")
def letters_of(user: Any) -> list[dict[str, Any]]:
    """The letters of a resident's account, for /me/."""
    if not grants.is_resident(user):
        return []
    grants.keep_claims(user)
    found = grants.of_account(user).prefetch_related("questions", "answers", "judgements", "clocks")
    return [_item(petition) for petition in found.order_by("-opened_at", "-pk")[:200]]


def _item(petition: Petition) -> dict[str, Any]:
    limits = {limit.key for limit in petition.workflow.limits if limit.public}
    running = [c for c in petition.clocks.all() if c.state == Clock.State.RUNNING and c.key in limits]
    return {
        "title": petition.title,
        "url": reverse("petitions:matter", args=[petition.number]),
        "number": petition.number,
        "state": petition.standing.public_label,
        "tone": petition.standing.tone,
        "when": petition.opened_at,
        "due_at": min((clock.due_at for clock in running), default=None),
        "needs_me": _needs(petition),
    }


def _needs(petition: Petition) -> str:
    """What we wait for from the petitioner."""
    if story.open_question(petition):
        return _("We have a question for you")
    if petition.state not in {state.key for state in AFTER_ANSWER}:
        return ""
    if petition.served_at is None:
        return _("The answer is here to be read")
    if all(judgement.round != petition.round for judgement in petition.judgements.all()):
        return _("Tell us how we did")
    return ""
