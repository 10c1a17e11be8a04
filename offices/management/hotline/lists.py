"""The lists of orders: what the centre has to do, what is late, what is to be followed up."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caojiadu.core.accounts.models import User
from caojiadu.core.accounts.roles import Role
from offices.management.hotline import states
from offices.management.hotline.effects import centre_office
from offices.management.models import HotlineOrder

OFFICE_ROLES = (Role.HANDLER, Role.HEAD)


@dataclass(frozen=True)
class OrderList:
    """One list: its name, what it holds, and whether it is the centre's alone."""

    key: str
    label: Any
    holds: Callable[[], Q]
    centre: bool = False


def _state(state: Any) -> Callable[[], Q]:
    return lambda: Q(state=state.key)


LISTS = (
    OrderList("dispatch", _("To be dispatched"), _state(states.RECEIVED), centre=True),
    OrderList("returns", _("Returns asked for"), _state(states.RETURN_ASKED), centre=True),
    OrderList("extensions", _("Extensions asked for"), _state(states.EXTENSION_ASKED), centre=True),
    OrderList("check", _("Replies to be checked"), _state(states.CHECKING), centre=True),
    OrderList("call_back", _("To be called back"), _state(states.REPLIED), centre=True),
    OrderList("open", _("Still open"), lambda: Q(closed_at=None)),
    OrderList("late", _("Late"), lambda: Q(closed_at=None, due_at__lt=timezone.now())),
    OrderList("dissatisfied", _("Dissatisfied"), lambda: Q(satisfied=False)),
    OrderList("unsolved", _("Not solved"), lambda: Q(solved=False) | Q(solved=None, result_solved=False)),
    OrderList("not_contacted", _("Not contacted first"), lambda: Q(contacted_at=None) & ~Q(state=states.SENT_BACK.key)),
    OrderList("returned", _("Returned repeatedly"), lambda: Q(for_meeting=True)),
    OrderList("all", _("All"), Q),
)


def posts_in_offices(user: User) -> list[int]:
    """The offices in which a person handles matters today."""
    return [post.office_id for post in user.posts_today if post.office_id and post.role in OFFICE_ROLES]


def in_centre(user: User) -> bool:
    """Say whether a person works in the office that runs the centre."""
    return centre_office().pk in posts_in_offices(user)


def may_look(user: Any) -> bool:
    """Say whether orders are a person's business: handlers, heads and leaders."""
    return bool(user.has_role(Role.LEADER, *OFFICE_ROLES))


def may_see_figures(user: User) -> bool:
    """The centre and the leaders see the figures of all, a head those of the own office."""
    return bool(user.has_role(Role.LEADER, Role.HEAD)) or in_centre(user)


def orders_of(user: Any) -> Any:
    """The orders that are a person's business: of those that may be opened, all for the centre and the leaders."""
    return of_business(HotlineOrder.objects.visible_to(user), user)


def of_business(cases: Any, user: User) -> Any:
    """Narrow cases that a person may open to those of their offices; the centre and the leaders have all."""
    if user.has_role(Role.LEADER) or in_centre(user):
        return cases
    return cases.filter(office__in=posts_in_offices(user))


def lists_for(user: User) -> list[OrderList]:
    """The lists that a person has."""
    centre = in_centre(user)
    return [one for one in LISTS if centre or not one.centre]


def find_list(user: Any, key: str) -> OrderList:
    """The list asked for, or the first one."""
    mine = lists_for(user)
    return next((one for one in mine if one.key == key), mine[0])
