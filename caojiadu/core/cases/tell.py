"""Telling people of an event: from the audience a workflow names to rows in the outbox."""

from collections.abc import Iterable
from typing import Any

from caojiadu.core.accounts.models import Post
from caojiadu.core.cases.handwork import open_task, post_task_prefix
from caojiadu.core.cases.models import Assignment, Case, CaseEvent, Task
from caojiadu.core.notices.outbox import put
from caojiadu.core.notices.recipients import To, reach
from caojiadu.core.workflow import Notify


def tell(event: CaseEvent, case: Case, notices: Iterable[Notify]) -> None:
    """Put a notice for each person of each audience into the outbox, once per event. The actor is not told."""
    for notify in notices:
        if notify.audience == "resident":
            _tell_resident(event, case, notify)
        else:
            tell_staff(case, notify, key=f"event-{event.pk}", leave_out=event.actor_user_id)


def tell_staff(case: Case, notify: Notify, *, key: str, leave_out: int | None = None) -> None:
    """Put a notice for each person of one staff audience into the outbox, once per key."""
    for user_id in staff_in(notify.audience, case) - {leave_out}:
        put(
            template=notify.template,
            to=To(user_id=user_id),
            dedup_key=f"{key}-{notify.template}-u{user_id}",
            case_number=case.number or "",
            urgent=notify.urgent,
        )


def _tell_resident(event: CaseEvent, case: Case, notify: Notify) -> None:
    if case.resident_id is None or case.resident is None:
        return
    to = To(resident_key=case.resident.key)
    put(
        template=notify.template,
        to=to,
        dedup_key=f"event-{event.pk}-{notify.template}-resident",
        case_number=case.number or "",
        urgent=notify.urgent,
    )
    # Without a phone there is no account either: what lies in the portal reaches nobody.
    if not {"sms", "email"} & set(reach(to).channels()):
        _open_post_task(event, case, notify.template)


def _open_post_task(event: CaseEvent, case: Case, template: str) -> None:
    """Somebody sends it by post or rings: one open task for each case and message."""
    prefix = post_task_prefix(case.pk, template)
    if not Task.objects.filter(key__startswith=prefix, done_at=None).exists():
        open_task(case=case, kind=Task.Kind.POST, key=f"{prefix}{event.pk}", now=event.at, days=1)


def staff_in(audience: str, case: Case) -> set[int]:
    """The people of an audience who may know of the case: never somebody barred from it."""
    found = _AUDIENCES[audience](case) - set(case.barred)
    return {user_id for user_id in found if user_id}


def posts_today(*, role: str, office_id: int | None = None) -> set[int]:
    """Everybody who holds a role today, in one office or anywhere."""
    held = Post.objects.held_on().filter(role=role, user__is_active=True)
    if office_id is not None:
        held = held.filter(office_id=office_id)
    return set(held.values_list("user_id", flat=True))


def _registrars(case: Case) -> set[int]:
    role = "accusations" if case.workflow.secret else "letters"
    return posts_today(role=role, office_id=case.registrar_id) if case.registrar_id else set()


def _co_heads(case: Case) -> set[int]:
    offices = Assignment.objects.filter(case_id=case.pk, role=Assignment.Role.CO, until=None)
    return {
        user_id
        for office_id in offices.values_list("office_id", flat=True)
        for user_id in posts_today(role="head", office_id=office_id)
    }


_AUDIENCES: dict[str, Any] = {
    "handler": lambda case: {case.handler_id},
    "head": lambda case: posts_today(role="head", office_id=case.office_id),
    "registrar": _registrars,
    "co": _co_heads,
    "leader": lambda case: posts_today(role="leader"),
}
