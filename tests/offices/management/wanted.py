"""What is typed for entries and steps of the office whose own rules want more than the kind of a field says."""

from typing import Any

from django.utils import timezone

from caojiadu.core.cases.models import Case
from caojiadu.core.registers.declaration import find
from caojiadu.core.registers.verbs import enter
from offices.management.models import ActionPart, BranchAppraisal, GridCase, GridClass

TODAY = str(timezone.localdate())


def small_class(_user: Any) -> str:
    """A class of which things are put right on the spot."""
    return str(GridClass.objects.filter(on_spot=True)[0].pk)


def another_case(user: Any) -> str:
    """The number of a case that was there before."""
    return str(enter(find("grid-cases"), {"title": "另一案件", "place": "长宁路"}, user=user).number)


def nobody_has_it(case: Any, _people: list[Any]) -> None:
    """A case is taken by somebody where it was dispatched to an office only."""
    GridCase.objects.filter(pk=case.pk).update(handler=None)


def a_branch(user: Any) -> str:
    """A branch of a department, to which slips go."""
    values = {"title": "某中队", "kind": "branch", "field": "街面秩序", "contact": "值班室", "phone": ""}
    more = {"strength": None, "agreement_until": None}
    return f"#{enter(find('resources'), values | more, user=user).pk}"


WANTED: dict[str, dict[str, Any]] = {
    "grid-cases": {
        "grid_class": small_class,
        "other": another_case,
        "office": lambda user: str(user.posts_today[0].office_id),
        "handler": lambda user: str(user.pk),
        "resource": "",
    },
    "appraisal-rounds": {"year": "2026", "opens_on": TODAY},
    "appraisals": {"resource": a_branch, "grade_5": "3"},
    "joint-meetings": {
        "bodies": lambda user: a_branch(user)[1:],
        "ground": "regular",
        "held_at": f"{TODAY}T00:01",
        "expected": "5",
        "present": "4",
    },
    "joint-actions": {"found": "5", "settled": "4"},
    "action-parts": {"done_on": TODAY},
    "supervision-slips": {"resource": a_branch, "answer": "part", **dict.fromkeys(("signed_on", "feedback_on"), TODAY)},
}


def somebody_is_appraised(case: Any, people: list[Any]) -> None:
    """A round is opened with somebody to appraise."""
    body = find("resources").model_class.objects.get(pk=int(a_branch(people[0])[1:]))
    enter(find("appraisals"), {"title": "评议", "round": case, "resource": body}, user=people[0])


def all_ended(case: Any, _people: list[Any]) -> None:
    """A round ends after its appraisals."""
    BranchAppraisal.objects.filter(round=case.pk).update(closed_at=timezone.now())


def two_take_part(case: Any, people: list[Any]) -> None:
    """An action is approved with two bodies in it."""
    for _time in range(2):
        body = find("resources").model_class.objects.get(pk=int(a_branch(people[0])[1:]))
        values = {"title": "任务", "action": case, "resource": body, "duty": "值守", "people": 3}
        enter(find("action-parts"), values | {"wanted_on": timezone.localdate()}, user=people[0])


def parts_ended(case: Any, _people: list[Any]) -> None:
    """An action is summed up after its parts and tasks."""
    Case.objects.filter(pk__in=ActionPart.objects.filter(action=case.pk)).update(closed_at=timezone.now())
    Case.objects.filter(parent_id=case.pk).update(closed_at=timezone.now())


BEFORE = {
    "joint-actions": {"action_approve": two_take_part, "action_close": parts_ended},
    "joint-meetings": {"archive": parts_ended},
    "grid-cases": {"take": nobody_has_it},
    "appraisal-rounds": {"round_open": somebody_is_appraised, "round_end": all_ended},
}
