"""What this app answers when lower layers call upward."""

import datetime as dt
from typing import Any

from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone

from caojiadu.core.accounts.models import User, Visitor
from caojiadu.core.administrators import SECURITY, SYSTEM
from caojiadu.core.cases import clocks
from caojiadu.core.cases.confidential import secret_cases
from caojiadu.core.cases.deciding import mark_hands, mark_states
from caojiadu.core.cases.hand_tasks import open_task
from caojiadu.core.cases.models import Bar, Case, LimitRule, Task
from caojiadu.core.cases.recount import recount
from caojiadu.core.hooks import provide
from caojiadu.core.notices.models import Notice
from caojiadu.core.organisation.models import Function, Office
from caojiadu.core.workflow import all_workflows


@provide("load_lists")
def load_marks() -> None:
    """Write the marks of open matters again: what they say follows from the declarations."""
    mark_states()
    mark_hands()


@provide("load_lists")
def load_limit_rules() -> None:
    """Write a row for each declared limit; keep what an administrator changed, correct what law fixes."""
    for flow in all_workflows():
        for limit in (one for one in flow.limits if not one.ends_on):
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
    unmask = {role: {"cases.reveal_resident"} for role in ("handler", "head", "letters", "accusations", "committee")}
    rules = {"view_limitrule", "change_limitrule", "view_category", "add_category", "change_category"}
    exceptions = {"view_case", "add_caseuserobjectpermission", "delete_caseuserobjectpermission"}
    return unmask | {
        SYSTEM: {f"cases.{name}" for name in rules},
        SECURITY: {f"cases.{name}" for name in exceptions},
    }


@provide("calendar_changed")
def recompute_deadlines(
    first: dt.date | None = None, last: dt.date | None = None
) -> list[tuple[int, dt.date, dt.date]]:
    """Count again every running clock that the changed days touch. Returns (clock, old date, new date) of the moved."""
    return recount(first, last)


@provide("function_moved")
def move_open_cases(function: Function, office: Office, source: Office, **_kwargs: Any) -> int:
    """Let the open cases of a function go with it to its new office. Returns how many went."""
    from caojiadu.core.cases.reorganise import hand_over

    return hand_over(function=function, office=office, source=source)


@provide("notice_undeliverable")
def open_ring_task(notice: Notice) -> None:
    """Where no message reaches a resident, somebody rings: one open task for each case, whatever else fails."""
    case = Case.objects.filter(number=notice.case_number).first() if notice.case_number else None
    if case is None or not notice.resident_key:
        return
    if case.tasks.filter(kind=Task.Kind.RING, done_at=None).exists():
        return
    key = f"ring-{case.pk}-{notice.pk}"
    open_task(case=case, kind=Task.Kind.RING, key=key, now=timezone.now(), days=1)


@provide("closed_case_numbers")
def closed_case_numbers(user: User) -> QuerySet[Any, str | None]:
    """The cases from which a member of staff is kept out: few, and found by the person."""
    if user.kind != "staff":
        return Bar.objects.none().values_list("case__number", flat=True)
    return Bar.objects.filter(user=user, case__number__isnull=False).values_list("case__number", flat=True)


@provide("visible_case_numbers")
def visible_case_numbers(user: Visitor, numbers: set[str]) -> set[str]:
    """Of these numbers, those of cases the person may open: a list of messages tells of no other."""
    found = Case.objects.visible_to(user).filter(number__in=numbers).values_list("number", flat=True)
    return {number for number in found if number}


@provide("confidential_numbers")
def confidential_numbers() -> QuerySet[Case, str | None]:
    """The numbers of reports against people."""
    return secret_cases(None).filter(number__isnull=False).values_list("number", flat=True)


@provide("confidential_subjects")
def confidential_subjects(but_of: User | None) -> dict[str, QuerySet[Any, Any]]:
    """Such a report by its number, and the messages about it."""
    numbers = secret_cases(but_of).filter(number__isnull=False).values_list("number", flat=True)
    notices = Notice.objects.filter(case_number__in=numbers)
    return {"case": numbers, "notices.notice": notices.values_list(Cast("pk", CharField()), flat=True)}
