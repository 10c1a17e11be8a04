"""Cases that come from one another: a child that ends tells the case it came from."""

from contextlib import suppress

from caojiadu.core.cases.errors import OutOfTurn
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import Moving, move
from caojiadu.core.cases.moving import Actor

# The move by which a case learns that one opened from it has ended; kinds that can have children declare it.
CHILD_ENDED = "child_ended"


def tell_parent(moving: Moving) -> None:
    """An effect: let the case this one came from note that it has ended, where it still stands open to that."""
    parent = Case.objects.filter(pk=moving.case.parent_id).first()
    step = parent.workflow.transition(CHILD_ENDED) if parent else None
    if parent and step and parent.state in {source.key for source in step.sources}:
        # The parent may move on between this look and its lock: then it needs not be told, and the child still ends.
        with suppress(OutOfTurn):
            move(case=parent, key=CHILD_ENDED, actor=Actor.timer(), now=moving.now, extra={"child": moving.case.pk})
