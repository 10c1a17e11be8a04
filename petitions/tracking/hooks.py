"""What the resident's side answers to the core: files and papers, the pages of an account."""

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from caojiadu.core.accounts.access import is_resident
from caojiadu.core.accounts.models import User
from caojiadu.core.cases.errors import MoveError
from caojiadu.core.cases.models import Clock, Waiting
from caojiadu.core.cases.moves import move
from caojiadu.core.documents.serving import served_at
from caojiadu.core.doors import Item, Items
from caojiadu.core.hooks import provide
from caojiadu.core.keyset import page_after
from petitions.letters.models import Petition
from petitions.letters.states import AFTER_ANSWER
from petitions.petitioners import access, people
from petitions.petitioners.models import Mandate, Petitioner
from petitions.tracking import story

MOST_NEEDED = 50


@provide("may_read_file")
def petitioner_may_read_file(request: HttpRequest, file: Any) -> bool:
    """The petitioner reads their own files and those meant for them, by query code or account."""
    part = access.part_in(request, file.case_id) if file.case_id else None
    return part is not None and story.may_have(part, file)


@provide("may_read_paper")
def petitioner_may_read_paper(request: HttpRequest, paper: Any) -> bool:
    """A petitioner reads the papers that went out to them; an answer once they read it or it was handed over."""
    part = access.part_in(request, paper.case_id)
    if part is None or not paper.stands or not paper.declared.to_resident or not people.is_confirmed(part):
        return False
    if not paper.declared.read_by_move or story.has_answer(part):
        return True
    # An opinion that was revoked stays with whoever was served with it.
    return paper.services.filter(resident=people.principal_of(part).resident).exclude(served_at=None).exists()


@provide("paper_opened")
def petitioner_opened_paper(request: HttpRequest, paper: Any) -> None:
    """Reading online is service, on whoever reads it."""
    part = access.part_in(request, paper.case_id)
    petition = Petition.objects.filter(pk=paper.case_id).first()
    if petition is None or part is None or served_at(paper, people.principal_of(part).resident) is not None:
        return
    with suppress(MoveError):
        actor = access.actor_of(request, petition)
        move(case=petition, key="read_paper", actor=actor, extra={"paper": paper.pk, "petitioner": part.pk})


@provide("paper_back")
def back_to_letter(request: HttpRequest, paper: Any) -> str | None:
    """The page from which a petitioner opened a paper."""
    return reverse("petitions:matter", args=[paper.case.number]) if access.part_in(request, paper.case_id) else None


@provide("my_items")
def letters_of(user: User, mark: str) -> Items:
    """A page of the letters of a resident's account: written, signed with others, or filed by somebody for them."""
    if not is_resident(user):
        return [], False
    access.keep_claims(user)
    found, following = page_after(_of_account(user), mark, columns=("opened_at", "id"), newest_first=True)
    return _items(user, found), bool(following)


@provide("residents_of_account")
def residents_of_account(user: User) -> set[int]:
    """As whom an account takes part in letters: by its phone, or as it claimed them."""
    return access.people_of(user) if is_resident(user) else set()


@provide("my_needs")
def letters_that_wait(user: User) -> list[Item]:
    """The newest letters that wait for the resident: for a reply, to be read, to be judged."""
    if not is_resident(user):
        return []
    mine = _of_account(user).filter(Q(waiting=Waiting.RESIDENT) | Q(state__in=[state.key for state in AFTER_ANSWER]))
    return [item for item in _items(user, mine.order_by("-opened_at", "-id")[:MOST_NEEDED]) if item.needs_me]


def _of_account(user: User) -> QuerySet[Petition]:
    return access.of_account(user).prefetch_related("questions", "answers", "judgements", "clocks")


def _items(user: User, found: Iterable[Petition]) -> list[Item]:
    petitions = list(found)
    parts = access.parts_of(user, petitions)
    acted = {power.petitioner_id: power for power in people.powers_of(parts.values())}
    filed = people.filed_for(parts.values())
    return [_item(petition, parts[petition.pk], acted, filed) for petition in petitions if petition.pk in parts]


def _item(petition: Petition, part: Petitioner, acted: dict[int, Mandate], filed: set[int]) -> Item:
    limits = {limit.key for limit in petition.workflow.limits if limit.public}
    running = [c for c in petition.clocks.all() if c.state == Clock.State.RUNNING and c.key in limits]
    return Item(
        key=petition.pk,
        title=petition.title,
        url=reverse("petitions:matter", args=[petition.number]),
        number=petition.number or "",
        state=petition.standing.public_label,
        tone=petition.standing.tone,
        when=petition.opened_at,
        due_at=min((clock.due_at for clock in running), default=None),
        kind=_as(petition, part, filed),
        needs_me=_needs(petition, part, acted.get(part.pk)),
        over=petition.closed_at is not None,
    )


def _as(petition: Petition, part: Petitioner, filed: set[int]) -> str:
    """In what way it is theirs, where they did not simply write it."""
    if part.acts:
        return _("You act for somebody")
    if part.pk in filed:
        return _("Somebody filed it for you")
    return _("Signed by several") if petition.headcount > 1 else ""


def _needs(petition: Petition, part: Petitioner, power: Mandate | None) -> str:
    """What we wait for from the petitioner."""
    if power is not None and power.consent_at is None:
        return ""
    own = power.principal if power else part
    speaks = own.role == Petitioner.Role.REPRESENTATIVE
    if speaks and story.open_question(petition):
        return _("We have a question for you")
    if petition.state not in {state.key for state in AFTER_ANSWER}:
        return ""
    if own.served_at is None:
        return _("The answer is here to be read")
    if speaks and all(judgement.round != petition.round for judgement in petition.judgements.all()):
        return _("Tell us how we did")
    return ""
