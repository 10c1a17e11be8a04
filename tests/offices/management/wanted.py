"""What is typed for entries and steps of the office whose own rules want more than the kind of a field says."""

from typing import Any

from caojiadu.core.registers.declared import find
from caojiadu.core.registers.verbs import enter
from offices.management.models import GridCase, GridClass


def small_class(_user: Any) -> str:
    """A class of which things are put right on the spot."""
    return str(GridClass.objects.filter(on_spot=True)[0].pk)


def another_case(user: Any) -> str:
    """The number of a case that was there before."""
    return str(enter(find("grid-cases"), {"title": "另一案件", "place": "长宁路"}, user=user).number)


def nobody_has_it(case: Any, _people: list[Any]) -> None:
    """A case is taken by somebody where it was dispatched to an office only."""
    GridCase.objects.filter(pk=case.pk).update(handler=None)


WANTED: dict[str, dict[str, Any]] = {
    "grid-cases": {
        "grid_class": small_class,
        "other": another_case,
        "office": lambda user: str(user.posts_today[0].office_id),
        "handler": lambda user: str(user.pk),
        "resource": "",
    },
}
BEFORE = {"grid-cases": {"take": nobody_has_it}}
