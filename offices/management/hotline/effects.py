"""What the moves of an order do beyond its state."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from caojiadu.core.cases.assign import hand_to_office, hand_to_person, set_co_offices
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from caojiadu.core.cases.tell import posts_today, tell, tell_staff
from caojiadu.core.notices.outbox import put
from caojiadu.core.notices.recipients import To
from caojiadu.core.organisation.queries import office_of_function
from caojiadu.core.workflow import Notify
from offices.management.hotline import limits
from offices.management.models import CallBack, FirstContact, HandlerReply, HotlineOrder, HotlineRules, OrderExtension


def centre_office() -> Any:
    """The office that runs the centre to which 12345 orders come (function C3)."""
    return office_of_function("C3")


def dispatch(moving: Moving) -> None:
    """Give it to an office and perhaps to a person there; the centre goes on following it."""
    hand_to_office(moving, moving.data["office"])
    set_co_offices(moving, [centre_office()])
    moving.change(dispatched_at=moving.now)
    if handler := moving.data.get("handler"):
        hand_to_person(moving, handler)
    urgent = moving.case.dangerous
    who = ("handler", "head") if urgent or not moving.case.handler_id else ("handler",)
    tell(moving.written, moving.case, [Notify(one, "order_dispatched", urgent=urgent) for one in who])


def assign(moving: Moving) -> None:
    """Give it to a person of the office."""
    hand_to_person(moving, moving.data["handler"])


def take(moving: Moving) -> None:
    """Whoever takes it handles it."""
    hand_to_person(moving, moving.actor.user)


def to_centre(moving: Moving) -> None:
    """Take it back to the centre, to be dispatched again; often returned, it goes to the joint meeting."""
    hand_to_office(moving, centre_office())
    set_co_offices(moving, [])
    returns = moving.case.returns + 1
    often = returns >= HotlineRules.now().returns_for_meeting
    moving.change(returns=returns, for_meeting=often or moving.case.for_meeting)
    if often:
        tell(moving.written, moving.case, [Notify("head", "order_for_meeting"), Notify("leader", "order_for_meeting")])


def meeting_called(moving: Moving) -> None:
    """Only the meeting itself says that it was called."""
    if "called" not in moving.data:
        raise Refused(_("Call the meeting with the button on this page."))


def meeting_held(moving: Moving) -> None:
    """A meeting dealt with it: it waits for none any more."""
    moving.change(for_meeting=False)


def tell_centre(template: str) -> Callable[[Moving], None]:
    """An effect that tells the head of the centre, wherever the order lies."""

    def effect(moving: Moving) -> None:
        for user_id in posts_today(role="head", office_id=centre_office().pk) - {moving.actor.user_id}:
            put(
                template=template,
                to=To(user_id=user_id),
                dedup_key=f"event-{moving.written.pk}-{template}-u{user_id}",
                case_number=moving.case.number or "",
            )

    return effect


def keep_contact(moving: Moving) -> None:
    """Keep the contact; the first at which the caller was reached counts."""
    data, case = moving.data, moving.case
    FirstContact.objects.create(
        order_id=case.pk,
        reached=data["reached"] == "yes",
        at=data["at"],
        person=data["person"],
        reason=data["reason"],
        by=moving.actor.user,
        noted_at=moving.now,
    )
    if data["reached"] == "yes" and case.contacted_at is None:
        moving.change(contacted_at=data["at"])


def keep_reply(moving: Moving) -> None:
    """Keep the handler's form of this round."""
    names = ("fact", "fact_note", "claim", "claim_note", "result", "result_note", "responsibility", "way", "text")
    values = {name: moving.data[name] for name in names}
    HandlerReply.objects.update_or_create(
        order_id=moving.case.pk,
        round=moving.case.round,
        defaults={
            **values,
            "site_visit": moving.data["site_visit"] == "yes",
            "told_at": moving.data["told_at"],
            "written_by": moving.actor.user,
            "written_at": moving.now,
        },
    )


def release(moving: Moving) -> None:
    """The reply is good: from now on it has to be entered in 12345."""
    case, clock = moving.case, limits.last(moving.case.pk)
    reply = HandlerReply.objects.get(order_id=case.pk, round=case.round)
    reply.released_by, reply.released_at, reply.due_at = moving.actor.user, moving.now, clock.due_at if clock else None
    reply.save(update_fields=["released_by", "released_at", "due_at"])
    moving.change(
        told_at=case.told_at or reply.told_at,
        replied_at=case.replied_at or moving.now,
        result_solved=reply.result == HandlerReply.Result.SOLVED,
    )


def keep_call_back(moving: Moving) -> None:
    """Keep what the caller said; the last word counts."""
    data = moving.data
    reached = data["reached"] == "yes"
    said = {name: data[name] == "yes" if reached else None for name in ("satisfied", "solved", "contacted")}
    CallBack.objects.create(
        order_id=moving.case.pk,
        round=moving.case.round,
        at=moving.now,
        reached=reached,
        reason=data["reason"],
        by=moving.actor.user,
        **said,
    )
    if reached:
        moving.change(called_back_at=moving.now, satisfied=said["satisfied"], solved=said["solved"])


def next_round(moving: Moving) -> None:
    """It is looked into once more by whoever handled it."""
    moving.change(round=moving.case.round + 1)


def ask_extension(moving: Moving) -> None:
    """Keep what is asked for."""
    OrderExtension.objects.create(
        order_id=moving.case.pk,
        days=moving.data["days"],
        reason=moving.data["reason"],
        asked_by=moving.actor.user,
        asked_at=moving.now,
    )


def decide_extension(granted: bool) -> Callable[[Moving], None]:
    """An effect that grants or refuses the extension asked for."""

    def decide(moving: Moving) -> None:
        row = OrderExtension.objects.get(order_id=moving.case.pk, decided_at=None)
        row.granted, row.decided_by, row.decided_at = granted, moving.actor.user, moving.now
        row.save(update_fields=["granted", "decided_by", "decided_at"])
        if granted:
            limits.lengthen(moving, row.days)

    return decide


def drop_extension(moving: Moving) -> None:
    """The reply is there: nobody needs to decide on more time any more."""
    OrderExtension.objects.filter(order_id=moving.case.pk, decided_at=None).update(
        granted=False, decided_at=moving.now, decided_by=moving.actor.user
    )


def make_complex(moving: Moving) -> None:
    """It is complex, so it has the longer limit."""
    limits.change_class(moving, HotlineOrder.Class.COMPLEX)


def urge(moving: Moving) -> None:
    """Count how often it was urged."""
    moving.change(urges=moving.case.urges + 1)


def mark_dangerous(moving: Moving) -> None:
    """A threat or hazard: who can act hears of it at once, at any hour."""
    moving.change(dangerous=True)
    tell_of_danger(moving.case)


def tell_of_danger(order: HotlineOrder) -> None:
    """Tell handler, head and leaders at once, nights and holidays too."""
    for audience in ("handler", "head", "leader"):
        tell_staff(order, Notify(audience, "order_danger", urgent=True), key=f"order-{order.pk}-danger")


def tell_rung(moving: Moving) -> None:
    """A limit of the street's own: it climbs to handler, head and leader; nobody's order reaches its head at once."""
    rung = moving.data["rung"]
    audience = "head" if rung == "handler" and not moving.case.handler_id else rung
    tell(moving.written, moving.case, [Notify("leader" if audience == "district" else audience, "limit_late")])
