"""What the moves about a matter that a leader holds do beyond the state."""

from caojiadu.core.cases.moves import Moving
from caojiadu.core.cases.tell import tell_people


def hold(moving: Moving) -> None:
    """A leader holds it."""
    leader = moving.data["leader"]
    moving.change(held_by=leader)
    tell_people(moving.case, {leader.pk}, "case_held", key=f"event-{moving.event.pk}", leave_out=moving.actor.user_id)


def let_go(moving: Moving) -> None:
    """Nobody holds it any more; whoever did is told."""
    before = moving.case.held_by_id
    moving.change(held_by=None)
    tell_people(moving.case, {before}, "case_let_go", key=f"event-{moving.event.pk}", leave_out=moving.actor.user_id)
