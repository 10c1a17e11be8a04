"""The petitioner learns that the office responsible for the matter has read it: one line for each office that gets it.

Which office is kept on the letter, so that no page asks for it. Of a report against somebody nothing is told.
"""

from typing import Any

from caojiadu.core.cases.access import may_move
from caojiadu.core.cases.actor import Actor
from caojiadu.core.cases.errors import MoveError
from caojiadu.core.cases.moves import move
from caojiadu.core.hooks import provide
from petitions.models import Petition


@provide("case_opened")
def note_reading(case: Any, user: Any) -> bool:
    """Note that somebody of the responsible office opens a letter that is worked on. Returns whether it was noted."""
    if not isinstance(case, Petition) or case.read_by_id == case.office_id:
        return False
    step, actor = case.workflow.transition("read_by_office"), Actor.staff(user)
    if step is None or case.standing not in step.sources or not may_move(actor, step, case):
        return False
    try:
        move(case=case, key=step.key, actor=actor)
    except MoveError:
        return False  # a colleague opened it at the same moment
    return True
