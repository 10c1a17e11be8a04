"""What the moves of a grid case do beyond its state."""

from collections.abc import Callable

from django.utils import timezone

from caojiadu.core.cases import clocks, extensions
from caojiadu.core.cases.assign import hand_to_office, hand_to_person, set_co_offices
from caojiadu.core.cases.moves import Moving
from caojiadu.core.cases.tell import tell
from caojiadu.core.files.models import File
from caojiadu.core.files.moves import attach
from caojiadu.core.workflow import Notify, State
from offices.management.gridcases import limits
from offices.management.gridcases.states import DISPATCHED, SUSPENDED
from offices.management.hotline.effects import centre_office
from offices.management.models import GridAsk, GridPhoto, GridRules


def note_class(moving: Moving) -> None:
    """Whether it is a part or an event follows from its class."""
    if moving.case.grid_class:
        moving.change(thing=moving.case.grid_class.thing)


def set_class(moving: Moving) -> None:
    """Note the class and the exact place."""
    moving.change(grid_class=moving.data["grid_class"], place=moving.data["place"])
    note_class(moving)


def photos(stage: str) -> Callable[[Moving], None]:
    """An effect that keeps the photos sent with a move, as taken before, after or on verification."""

    def keep(moving: Moving) -> None:
        sent = moving.data.get(f"{stage}_photos", [])
        kept = attach(files=sent, case=moving.case, actor=moving.actor.user, audience=File.Audience.STAFF)
        GridPhoto.objects.bulk_create(GridPhoto(case=moving.case, file=file, stage=stage) for file in kept)

    return keep


def dispatch(moving: Moving) -> None:
    """Give it to an office, and perhaps to a person there who passes it to a branch or company; its limit begins."""
    hand_to_office(moving, moving.data["office"])
    set_co_offices(moving, [centre_office()])
    moving.change(resource=moving.data["resource"], to=moving.data["to"])
    if handler := moving.data.get("handler"):
        hand_to_person(moving, handler)
    limits.start_of_class(moving)
    audience = "handler" if moving.case.handler_id else "head"
    tell(moving.written, moving.case, [Notify(audience, "case_for_you")])


def take(moving: Moving) -> None:
    """Whoever takes it handles it."""
    hand_to_person(moving, moving.actor.user)


def handled(moving: Moving) -> None:
    """Note who handled it; what was asked for and not decided is not needed any more."""
    moving.change(handled_by=moving.actor.user)
    _decide(moving, granted=False)


def verified(moving: Moving) -> None:
    """Note who verified it."""
    moving.change(verified_by=moving.actor.user)


def count_return(moving: Moving) -> None:
    """Count how often it did not pass."""
    moving.change(returns=moving.case.returns + 1)


def same(moving: Moving) -> None:
    """Point at the case that was there before."""
    moving.change(same_as=moving.data["other"])


def ask(kind: str) -> Callable[[Moving], None]:
    """An effect that keeps what the handler asks for."""

    def keep(moving: Moving) -> None:
        data = moving.data
        GridAsk.objects.create(
            case=moving.case,
            kind=kind,
            days=data.get("days"),
            until=data.get("until"),
            reason=data["reason"],
            asked_by=moving.actor.user,
            asked_at=moving.now,
        )

    return keep


def taken_back(moving: Moving) -> None:
    """The centre takes it back, to be dispatched again; often returned, it goes to the joint meeting."""
    _decide(moving, granted=True)
    clocks.end(moving.case, (limits.HANDLE, limits.AGAIN), moving.now)
    hand_to_office(moving, centre_office())
    set_co_offices(moving, [])
    count = moving.case.sent_back + 1
    often = count >= GridRules.now().returns_for_meeting
    moving.change(sent_back=count, for_meeting=often or moving.case.for_meeting, resource=None, to="")
    if often:
        tell(moving.written, moving.case, [Notify("head", "grid_for_meeting"), Notify("leader", "grid_for_meeting")])


def ruled(moving: Moving) -> None:
    """The centre rules that it stays: it cannot be returned once more."""
    _decide(moving, granted=False)
    moving.change(ruled=True)


def granted(moving: Moving) -> None:
    """More time lengthens the limit; a standstill stops it, until the day on which it is looked at again."""
    row = open_ask(moving)
    _decide(moving, granted=True)
    if row.kind == GridAsk.Kind.EXTENSION:
        extensions.lengthen(moving.case, limits.HANDLE, row.days or 0, moving.now)
        return
    extensions.stop(moving, limits.HANDLE, first_day=timezone.localdate(moving.now))
    moving.change(suspended_until=row.until)
    clocks.start_all(moving.case, [moving.case.workflow.limit(limits.REVIEW)], moving.now)
    clocks.refresh_due(moving.case)


def where_granted(moving: Moving) -> State:
    """Where it stands once the centre has agreed."""
    return SUSPENDED if open_ask(moving).kind == GridAsk.Kind.SUSPENSION else DISPATCHED


def refused(moving: Moving) -> None:
    _decide(moving, granted=False)


def resumed(moving: Moving) -> None:
    """The limit goes on; it ends later by the days on which it stood still."""
    moving.change(suspended_until=None)
    extensions.go_on(moving, limits.HANDLE, last_day=timezone.localdate(moving.now))


def open_ask(moving: Moving) -> GridAsk:
    """What the handler waits for."""
    return GridAsk.objects.get(case=moving.case, decided_at=None)


def _decide(moving: Moving, *, granted: bool) -> None:
    GridAsk.objects.filter(case=moving.case, decided_at=None).update(
        granted=granted, decided_by=moving.actor.user, decided_at=moving.now
    )
