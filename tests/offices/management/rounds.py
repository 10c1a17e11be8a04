"""Rounds of appraisal for tests: who keeps them, a round that is prepared, one that is open, what residents send."""

from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from caojiadu.core.cases.moves import move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.registers.declaration import find
from caojiadu.core.registers.verbs import enter
from offices.management.models import AppraisalRound, BranchAppraisal
from tests.desk import Desk, day

ROUND = {"title": "年度评议", "about": "请评价到场和处置"}
BODY = {"field": "街面秩序", "contact": "值班室", "phone": "", "strength": "", "agreement_until": ""}


def desks() -> SimpleNamespace:
    """The clerk, a second one and the head of the office, and somebody of another."""
    staff = (("clerk", "handler"), ("other", "handler"), ("chief", "head"))
    return SimpleNamespace(**{name: Desk(name, role, "C") for name, role in staff}, leader=Desk("d", "head", "D"))


def prepared(at: SimpleNamespace, **more: Any) -> tuple[Any, list[BranchAppraisal]]:
    """A round in which a branch and a department are appraised."""
    days = {"year": timezone.localdate().year, "opens_on": day(0), "closes_on": day(10)}
    one = at.clerk.enter("appraisal-rounds", **{**ROUND, **days, **more})
    for kind in ("branch", "department"):
        body = at.clerk.enter("resources", title=f"某{kind}", kind=kind, **BODY)
        at.clerk.enter("appraisals", title="评议", round=one.number, resource=f"#{body}")
    return one, list(BranchAppraisal.objects.order_by("pk"))


def opened(at: SimpleNamespace, **more: Any) -> tuple[Any, list[BranchAppraisal], str]:
    """A round that the head opened, its appraisals, and the address of its form."""
    one, rows = prepared(at, **more)
    assert at.chief.step(one, "round_open", note="已审查") == 302
    return one, rows, f"/management/appraisal/{one.number}/"


def ballot(rows: list[BranchAppraisal], *grades: int | None, **more: Any) -> dict[str, Any]:
    """What a resident sends: a grade for each body, None for whoever they had nothing to do with."""
    given = {f"grade-{row.pk}": grade or "" for row, grade in zip(rows, grades, strict=True)}
    return {"voice": "resident", "remark": "", **given, **more}


def round_of(cast: Any, *, is_open: bool = True) -> AppraisalRound:
    """A round with one branch, prepared by the handler of the cast, and opened by the head."""
    days = {"year": day().year, "opens_on": day(), "closes_on": day(10)}
    found: AppraisalRound = enter(find("appraisal-rounds"), {**ROUND, **days}, user=cast.handler)
    values = {**BODY, "title": "某中队", "kind": "branch", "strength": None, "agreement_until": None}
    branch = enter(find("resources"), values, user=cast.handler)
    enter(find("appraisals"), {"title": "评议", "round": found, "resource": branch}, user=cast.handler)
    if is_open:
        move(case=found, key="round_open", actor=Actor.staff(cast.head), data={"note": "已审查"})
    return found
