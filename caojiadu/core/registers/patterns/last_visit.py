"""An entry that says when somebody was there last, told by the entries of another register (visits, contacts)."""

from collections.abc import Callable

from django.db.models import Max

from caojiadu.core.accounts.models import Visitor
from caojiadu.core.registers.declaration import Register
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.verbs import change


def note_last(
    register: Register, owner: str, *, day: str = "visited_on", keeps: str = "visited_on"
) -> Callable[[Record, Visitor | None], None]:
    """For `follows` of visits: the newest `day` of those that hold is what the entry of `register` `keeps`.

    `owner` is the visits' field that names the entry. A visit that was entered by mistake and ended is none.
    """

    def follow(visit: Record, user: Visitor | None) -> None:
        visited = getattr(visit, owner)
        visits = type(visit).objects.filter(**{owner: visited, "ended_on": None})
        change(register, visited, {keeps: visits.aggregate(last=Max(day))["last"]}, user=user)

    return follow
