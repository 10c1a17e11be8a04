"""What this app answers when lower layers call upward."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from caojiadu.core.cases import clocks
from caojiadu.core.cases.models import Case, Clock, LimitRule, Task
from caojiadu.core.hooks import provide
from caojiadu.core.workdays.deadlines import Deadline, recompute
from caojiadu.core.workflow import all_workflows


@provide("load_lists")
def load_limit_rules() -> None:
    """Write a row for each declared limit; keep what an administrator changed, correct what law fixes."""
    for flow in all_workflows():
        for limit in flow.limits:
            rule = clocks.declared_rule(flow, limit)
            if rule.legal:
                fixed = {
                    "days": rule.days,
                    "working": rule.working,
                    "article": rule.article,
                    "legal": True,
                }
            else:
                fixed = {"legal": False}
            LimitRule.objects.update_or_create(
                kind=flow.key,
                key=limit.key,
                defaults=fixed,
                create_defaults={
                    **fixed,
                    "days": rule.days,
                    "working": rule.working,
                    "article": rule.article,
                    "label": rule.label,
                    "roll": rule.roll,
                    "warn": rule.warn,
                },
            )


@provide("post_permissions")
def permissions_of_posts() -> dict[str, set[str]]:
    """Who may unmask a petitioner, with a reason; administrators set norms and categories, and make exceptions."""
    unmask = {role: {"cases.reveal_resident"} for role in ("handler", "head", "letters", "accusations")}
    rules = {"view_limitrule", "change_limitrule", "view_category", "add_category", "change_category"}
    exceptions = {"view_case", "add_caseuserobjectpermission", "delete_caseuserobjectpermission"}
    return unmask | {"administrator": {f"cases.{name}" for name in rules | exceptions}}


@provide("calendar_changed")
def recompute_deadlines(
    first: dt.date | None = None, last: dt.date | None = None
) -> list[tuple[int, dt.date, dt.date]]:
    """Count again every running clock that the changed days touch. Returns (clock, old date, new date) of the moved."""
    moved = []
    running = Clock.objects.filter(state=Clock.State.RUNNING)
    if last is not None:
        running = running.filter(started_at__date__lte=last)
    if first is not None:
        running = running.filter(due_on__gte=first - dt.timedelta(days=31))
    for pk in list(running.values_list("pk", flat=True)):
        change = _recount(pk)
        if change:
            moved.append(change)
    return moved


@transaction.atomic
def _recount(pk: int) -> tuple[int, dt.date, dt.date] | None:
    case_id = Clock.objects.values_list("case_id", flat=True).get(pk=pk)
    case = Case.objects.select_for_update(no_key=True).get(pk=case_id)
    clock = Clock.objects.select_for_update().filter(pk=pk, state=Clock.State.RUNNING).first()
    if clock is None:
        return None
    old = clock.due_on
    deadline: Deadline = recompute(Deadline.from_json(clock.why))
    rule = LimitRule.objects.filter(kind=case.kind, key=clock.key).first() or LimitRule()
    clocks.set_deadline(clock, deadline, rule)
    clock.next_at = (
        max(clock.next_at, clocks.next_warning(clock, rule, timezone.now())) if clock.rung == 0 else clock.next_at
    )
    clock.save(update_fields=["due_on", "due_at", "why", "provisional", "next_at"])
    if old == clock.due_on:
        return None
    clocks.refresh_due(case)
    return pk, old, clock.due_on


@provide("function_moved")
def move_open_cases(function: Any, office: Any, **_kwargs: Any) -> int:
    """Let the open cases of a function go with it to its new office. Returns how many went."""
    from caojiadu.core.cases.reorganise import hand_over

    return hand_over(function=function, office=office)


@provide("notice_undeliverable")
def open_ring_task(notice: Any) -> None:
    """Where no message reaches a resident, somebody rings: one open task for each case."""
    case = Case.objects.filter(number=notice.case_number).first() if notice.case_number else None
    if case is None or not notice.resident_key:
        return
    now = timezone.now()
    Task.objects.get_or_create(
        key=f"ring-{case.pk}-{notice.pk}",
        defaults={
            "case": case,
            "kind": Task.Kind.RING,
            "office_id": case.registrar_id or case.office_id,
            "created_at": now,
            "due_at": now + dt.timedelta(days=1),
        },
    )


@provide("visible_case_numbers")
def visible_case_numbers(user: Any, numbers: set[str]) -> set[str]:
    """Of these numbers, those of cases the person may open: a list of messages tells of no other."""
    return set(Case.objects.visible_to(user).filter(number__in=numbers).values_list("number", flat=True))
