"""What a matter keeps for lists beside what its history says: both have to agree after every step."""

from caojiadu.core.cases.deciding import moves_that_bar
from caojiadu.core.cases.models import Case, CaseEvent


def check_marks(key: int) -> None:
    """Assert that the hands of a matter are those of whoever made a step that bars from its next decision."""
    case = Case.objects.get(pk=key)
    bars = moves_that_bar().get(case.state, frozenset())
    made = CaseEvent.objects.filter(case_id=key).values_list("move", "actor_user_id")
    assert case.hands == sorted({person for move, person in made if person and move in bars}), (case.kind, case.state)
