"""What happens when the lead of a matter is offered, taken, declined, given back or decided."""

from caojiadu.core.cases.assign import hand_to_office, set_co_offices
from caojiadu.core.cases.moves import Moving
from caojiadu.core.cases.offers import end_offers, offer_of, offer_to
from caojiadu.core.cases.tell import speaks_for, staff_in, tell, tell_people
from caojiadu.core.organisation.models import Office
from caojiadu.core.workflow import Notify
from petitions.guards.handing import REPEATED, refusals


def offer(moving: Moving) -> None:
    """Ask the other office; until it accepts nothing else changes."""
    offer_to(moving, moving.data["office"])


def take_over(moving: Moving) -> None:
    """The office that was asked leads from now on; those who had it are told."""
    row = offer_of(moving.case)
    before = staff_in("head", moving.case) | staff_in("handler", moving.case)
    if row is not None and row.office is not None:
        hand_to_office(moving, row.office)
    _say(moving, before, "case_taken_over")


def decline(moving: Moving) -> None:
    """It stays where it is; after repeated refusals those who decide are told."""
    end_offers(moving.case, moving.now)
    if refusals(moving.case) >= REPEATED:
        tell(moving.event, moving.case, [Notify("registrar", "case_to_rule"), Notify("leader", "case_to_rule")])


def withdraw_offer(moving: Moving) -> None:
    """The office that was asked is told, and reads it no more."""
    row = offer_of(moving.case)
    end_offers(moving.case, moving.now)
    if row is not None:
        _say(moving, speaks_for(row), "case_offer_withdrawn")


def rule(moving: Moving) -> None:
    """Whoever decides names the office, which may be the one that has it."""
    before = staff_in("head", moving.case) | staff_in("handler", moving.case)
    row = offer_of(moving.case)
    asked = speaks_for(row) if row else set()
    end_offers(moving.case, moving.now)
    hand_to_office(moving, moving.data["office"])
    _say(moving, before | asked, "case_ruled")


def give_back(moving: Moving) -> None:
    """The desk has it again, and hands it out anew."""
    hand_to_office(moving, Office.objects.get(pk=moving.case.registrar_id))


def hand_out(moving: Moving) -> None:
    """Set the lead office and the co-offices."""
    hand_to_office(moving, moving.data["office"])
    set_co_offices(moving, moving.data["co_offices"])


def offer_late(moving: Moving) -> None:
    """Nobody answered: first the two heads hear of it, then the desk, then the leaders, who may decide."""
    audiences = {
        "handler": (Notify("asked", "limit_late"), Notify("head", "limit_late")),
        "head": (Notify("asked", "limit_late"), Notify("registrar", "case_to_rule")),
    }
    tell(moving.event, moving.case, audiences.get(moving.data["rung"], (Notify("leader", "case_to_rule"),)))


def _say(moving: Moving, people: set[int], template: str) -> None:
    tell_people(
        moving.case, people, template, key=f"event-{moving.event.pk}", leave_out=moving.actor.user_id
    )  # the same key as the notices of the move, so that nobody hears it twice
