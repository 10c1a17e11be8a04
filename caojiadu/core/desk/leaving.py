"""Handing over what a colleague has: the open cases of one person to one or several others, each by its own move."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from caojiadu.core.accounts.models import User, Visitor
from caojiadu.core.cases.assign import handlers_of
from caojiadu.core.cases.errors import Invalid, MoveError
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.cases.query import CaseQuerySet
from caojiadu.core.desk.panels import concrete
from caojiadu.core.desk.queues import offices_of

ASSIGN = "assign"  # the move by which a kind gives a case to a person
AT_ONCE = 100  # cases in one step; the next hundred come after


@dataclass(frozen=True)
class Result:
    """What became of one case."""

    case: Case
    to: User | None
    refused: str = ""


def open_cases(user: Visitor) -> CaseQuerySet:
    """The open cases that somebody has in the offices that a person heads."""
    found: CaseQuerySet = Case.objects.visible_to(user).open()
    return found.filter(office__in=offices_of(user, "head"), handler__isnull=False)


def colleagues_of(user: Visitor) -> set[int]:
    """Everybody who can be given cases in the offices that a person heads."""
    return handlers_of(*offices_of(user, "head"))


def left_behind(user: Visitor) -> CaseQuerySet:
    """The open cases that lie with people who no longer work in these offices."""
    return open_cases(user).exclude(handler__in=colleagues_of(user))


def holders(user: Visitor) -> list[dict[str, Any]]:
    """Who has open cases, and how many; those who no longer work there first."""
    here = colleagues_of(user)
    counts = dict(open_cases(user).order_by().values_list("handler").annotate(Count("pk")))
    people = User.objects.filter(pk__in=counts).order_by("display_name", "pk")
    rows = [{"person": one, "count": counts[one.pk], "gone": one.pk not in here} for one in people]
    return sorted(rows, key=lambda row: not row["gone"])


def shares(cases: list[Case], to: list[User]) -> list[tuple[Case, User]]:
    """Deal cases out in turn, by their limits, so that everybody gets as much of what is urgent."""
    return [(case, to[place % len(to)]) for place, case in enumerate(cases)]


def hand_over(*, cases: list[Case], to: Mapping[int, User], note: str, leaver: User, by: User) -> list[Result]:
    """Give each case to the person chosen for it, one transaction each. Returns what became of each."""
    return [_hand_over_one(case, to.get(case.pk), note, leaver, by) for case in cases]


def _hand_over_one(case: Case, to: User | None, note: str, leaver: User, by: User) -> Result:
    if to is None:
        return Result(case, None, _("Nobody was chosen."))
    if Case.objects.get(pk=case.pk).handler_id != leaver.pk:
        return Result(case, to, _("Somebody else has it by now."))
    if case.workflow.transition(ASSIGN) is None:
        return Result(case, to, _("This kind of matter is given on by a step of its own."))
    try:
        move(case=concrete(case), key=ASSIGN, actor=Actor.staff(by), data={"handler": to.pk, "note": note})
    except Invalid as refused:
        return Result(case, to, " ".join(error for errors in refused.form.errors.values() for error in errors))
    except MoveError as refused:
        return Result(case, to, str(refused.message) or _("This is not possible as the matter stands."))
    return Result(case, to)
