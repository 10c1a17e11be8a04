"""What must be true before the lead of a matter changes."""

from django.utils import timezone
from django.utils.translation import gettext as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.helping import OFFER
from caojiadu.core.cases.models import Case, Clock
from caojiadu.core.cases.moves import Moving
from caojiadu.core.cases.offers import offer_of

REPEATED = 2  # refusals after which the desk or a leader decides (art. 24 names no number)
HANDED_OUT = ("accept", "accept_duty", "hand_out")
_LEADS = (*HANDED_OUT, "take_over", "rule_lead", "give_back")


def nothing_offered(moving: Moving) -> None:
    """One offer at a time."""
    if offer := offer_of(moving.case):
        raise Refused(
            _("It is offered to %(office)s. Withdraw that first, or wait for the answer.") % {"office": offer.office}
        )


def offered(moving: Moving) -> None:
    """There is an offer to withdraw."""
    if offer_of(moving.case) is None:
        raise Refused(_("It is offered to nobody now."))


def refusals(case: Case) -> int:
    """How often it was declined since its lead last changed."""
    moves = case.events.filter(move__in=(*_LEADS, "decline_lead")).order_by("-id").values_list("move", flat=True)
    count = 0
    for move in moves:
        if move != "decline_lead":
            break
        count += 1
    return count


def in_dispute(moving: Moving) -> None:
    """The offices do not agree: two refusals, or an offer to which nobody said a word in time."""
    case = moving.case
    if refusals(case) >= REPEATED:
        return
    unanswered = Clock.objects.filter(case_id=case.pk, key=OFFER, state=Clock.State.RUNNING, due_at__lt=timezone.now())
    if not unanswered.exists():
        raise Refused(_("The offices have not failed to agree: after two refusals, or without an answer, you decide."))


def desk_leads(moving: Moving) -> None:
    """The desk that registered it has it."""
    if moving.case.office_id != moving.case.registrar_id:
        raise Refused(_("Another office has this matter: offer it to somebody else instead."))


def may_give_back(moving: Moving) -> None:
    """It was handed out by the desk, this office did not give it back before, and nothing was written yet."""
    case = moving.case
    if case.office_id == case.registrar_id:
        raise Refused(_("It lies with the office of the desk already."))
    nothing_offered(moving)
    last = case.events.filter(move__in=_LEADS).order_by("-id").first()
    if last is None or last.move not in HANDED_OUT:
        raise Refused(_("Your office has it by agreement or by decision. Offer it to another office instead."))
    if case.events.filter(move="give_back", actor_office_id=case.office_id).exists():
        raise Refused(_("Your office gave it back once, and the desk decided. Offer it to another office instead."))
    if case.answers.exists():
        raise Refused(_("An answer has been drafted: the matter stays here."))
