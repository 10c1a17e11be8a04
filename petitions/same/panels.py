"""What letters on one matter add to the pages of a letter."""

from caojiadu.core.cases.links import merged_into
from caojiadu.core.desk.panels import Panel
from petitions.models import Petition
from petitions.workflows.states import MERGED

# While one makes these moves, one wants to know what else was written on the matter.
DECIDING = {"register", "accept", "accept_duty", "refuse", "divert", "merge", "mark_repeat", "refuse_repeat", "link"}
ANSWERING = {"draft", "submit", "check", "release"}


def same_panels(petition: Petition) -> list[Panel]:
    """A place that fetches the letters like this one, as long as anything is to be decided."""
    return [_later(petition)] if petition.is_open and not petition.workflow.secret else []


def same_beside(petition: Petition, key: str) -> list[Panel]:
    """The same beside the moves of the desk; and beside the answer, who else gets it."""
    if petition.workflow.secret:
        return []
    if key in ANSWERING and petition.linked:
        waiting = merged_into(petition).filter(case__state=MERGED.key).order_by("case_id")
        numbers = list(waiting.values_list("case__number", flat=True))
        return [Panel("petitions/desk/merged.html", {"numbers": numbers})] if numbers else []
    return [_later(petition)] if key in DECIDING else []


def _later(petition: Petition) -> Panel:
    return Panel("petitions/desk/same_later.html", {"petition": petition})
