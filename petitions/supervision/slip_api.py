"""Supervision slips for the systems of district bodies: send one down, see where it stands, take it back (art. 40).

A system may do what the officers of its bodies do on the pages, by the same rules; docs/district-api.md says how.
The answer to a slip comes up as a report and is acknowledged like others.
"""

from typing import Any

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils import timezone

from caojiadu.core.cases.errors import Invalid, MoveError, Refused
from caojiadu.core.channels.signatures import Signed
from caojiadu.core.district.api import door, log
from caojiadu.core.district.incoming import Wrong, fields_of, once
from caojiadu.core.district.payload import payload_of
from caojiadu.core.organisation.models import DistrictBody
from petitions.supervision import slips
from petitions.supervision.models import BreachKind, SupervisionCard
from petitions.supervision.slip_pages import SendSlipForm

FIELDS = {"body": str, "number": str, "matter": str, "breach": str, "advice": str, "days": int}
CALLED = {"number_there": "number", "case_number": "matter"}  # fields of the form, as a message calls them


@door("POST")
def send(request: HttpRequest, signed: Signed) -> HttpResponseBase:
    """Send a slip, about a matter that was reported to the body or about none in particular."""
    bodies = _bodies(signed)
    typed = fields_of(request.body, FIELDS)

    def do() -> dict[str, Any]:
        form = SendSlipForm(_form_data(typed, bodies), {}, bodies=bodies)
        if not form.is_valid():
            name = next(CALLED.get(name, name) for name in form.errors)
            raise Wrong(422, f"wrong_{name}", f"The {name} is missing, cannot be used, or is none that you may name.")
        try:
            card = slips.send(data=form.cleaned_data, matter=form.matter)
        except Refused as refused:
            raise Wrong(422, "wrong_number", "A slip of this number came already.") from refused
        log(request, signed, "slip_sent", "case", card.number, office_id=card.office_id)
        return _standing(card)

    return JsonResponse(once(signed, _content(request), do))


@door("GET")
def slip(request: HttpRequest, signed: Signed, number: str) -> HttpResponseBase:
    """Where a slip stands, with the answer once it came up."""
    card = _card(signed, number)
    log(request, signed, "read", "case", card.number, office_id=card.office_id)
    slips.add_answers([card])
    answer = card.answer_up
    up = {**payload_of(answer), "state": answer.state, "number_there": answer.number} if answer else None
    return JsonResponse({**_standing(card), "answer": up})


@door("POST")
def take_back(request: HttpRequest, signed: Signed, number: str) -> HttpResponseBase:
    """Take a slip back, with the reason, while nothing was answered upward."""
    card, typed = _card(signed, number), fields_of(request.body, {"reason": str})

    def do() -> dict[str, Any]:
        if not slips.can_be_taken_back(card):
            raise Wrong(409, "out_of_turn", "The slip was answered or taken back already, or came on paper.")
        try:
            slips.take_back(card, data=typed)
        except Invalid:
            raise Wrong(422, "wrong_reason", "The reason is missing, too long, or holds what cannot be kept.") from None
        except MoveError:
            raise Wrong(409, "out_of_turn", "The slip does not stand where it can be taken back.") from None
        log(request, signed, "slip_taken_back", "case", card.number, office_id=card.office_id)
        return _standing(SupervisionCard.objects.get(pk=card.pk))

    return JsonResponse(once(signed, _content(request), do))


def _bodies(signed: Signed) -> list[DistrictBody]:
    """The bodies whose system signs with this key and that send slips. Raises Wrong where there is none."""
    own = DistrictBody.objects.filter(channel=DistrictBody.Channel.HTTP, key_id=signed.key_id)
    found = slips.may_send(own.order_by("pk"))
    if not found:
        raise Wrong(404, "no_slips", "Nobody sends slips under this key.")
    return found


def _card(signed: Signed, number: str) -> SupervisionCard:
    card = slips.slips_of(_bodies(signed)).filter(number=number).first()
    if card is None:
        raise Wrong(404, "no_such_slip", "There is no such slip for this key.")
    return card


def _form_data(typed: dict[str, Any], bodies: list[DistrictBody]) -> dict[str, Any]:
    """What the form asks for. Which body need not be said where only one signs with the key."""
    breaches = dict(BreachKind.objects.filter(active=True).values_list("key", "pk"))
    by_key = {body.key: body.pk for body in bodies}
    alone = bodies[0].key if len(bodies) == 1 else ""
    return {
        "body": by_key.get(typed.get("body", alone)),
        "number_there": typed.get("number", ""),
        "case_number": typed.get("matter", ""),
        "breach": breaches.get(typed.get("breach", "")),
        "advice": typed.get("advice", ""),
        "days": typed.get("days"),
    }


def _content(request: HttpRequest) -> bytes:
    """What a key of a message stands for: the words, and where they were said."""
    return request.path.encode() + b"\n" + request.body


def _standing(card: SupervisionCard) -> dict[str, Any]:
    waits = card.is_open and card.state == "card_issued"
    return {
        "slip": card.number,
        "number": card.foreign_number,
        "matter": card.parent.number if card.parent else "",
        "office": card.office.name_zh,
        "breach": card.breach.key,
        "days": card.days,
        "state": card.state,
        "due_on": timezone.localdate(card.due_at).isoformat() if waits and card.due_at else "",
    }
