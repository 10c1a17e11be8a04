"""Telling people of an event: from the audience a workflow names to rows in the outbox."""

from collections.abc import Iterable
from typing import Any

from caojiadu.core.accounts.absences import away_today
from caojiadu.core.accounts.models import Post
from caojiadu.core.cases import hooks
from caojiadu.core.cases.hand_tasks import open_task, post_task_prefix
from caojiadu.core.cases.models import Assignment, Case, CaseEvent, Task
from caojiadu.core.notices.models import Notice
from caojiadu.core.notices.outbox import put, put_to_residents
from caojiadu.core.notices.recipients import To
from caojiadu.core.workflow import By, Notify, Who

HELD_NEWS = "case_held_news"


def tell(event: CaseEvent, case: Case, notices: Iterable[Notify]) -> None:
    """Put a notice for each person of each audience into the outbox, once per event. The actor is not told."""
    listed = list(notices)
    for notify in listed:
        if notify.audience == "resident":
            _tell_resident(event, case, notify)
        else:
            tell_staff(case, notify, key=f"event-{event.pk}", leave_out=event.actor_user_id)
    if case.held_by_id and listed:
        tell_staff(case, Notify("holder", HELD_NEWS), key=f"event-{event.pk}", leave_out=event.actor_user_id)


def tell_staff(case: Case, notify: Notify, *, key: str, leave_out: int | None = None) -> None:
    """Put a notice for each person of one staff audience into the outbox, once per key.

    "decider" is whoever decides next: the heads of the office beside the one who made the move; where there is none,
    the leaders, if the step is theirs too.
    """
    people = staff_in("head" if notify.audience == "decider" else notify.audience, case)
    if notify.audience == "decider" and not people - {leave_out} and _leaders_may(case):
        people = staff_in("leader", case)
    tell_people(case, people, notify.template, key=key, leave_out=leave_out, urgent=notify.urgent)


def tell_people(
    case: Case, people: set[int], template: str, *, key: str, leave_out: int | None = None, urgent: bool = False
) -> None:
    """Put one notice for each of these people into the outbox, once per key.

    For whoever is away it waits in the portal; it goes to the deputy, and to the head where none can be told.
    """
    for user_id, channels in _reached(case, people).items():
        if user_id == leave_out:
            continue
        put(
            template=template,
            to=To(user_id=user_id),
            dedup_key=f"{key}-{template}-u{user_id}",
            case_number=case.number or "",
            channels=channels,
            urgent=urgent,
        )


def _reached(case: Case, people: set[int]) -> dict[int, tuple[str, ...] | None]:
    """Who gets it, and by which channels (None: all of theirs)."""
    found: dict[int, tuple[str, ...] | None] = dict.fromkeys(people - set(case.barred))
    absences = away_today(found) if found else {}
    if not absences:
        return found
    deputies = {row.deputy_id for row in absences.values() if row.deputy_id} - set(case.barred)
    deputies -= away_today(deputies).keys()
    for user_id, absence in absences.items():
        found[user_id] = (Notice.Channel.PORTAL,)
        if absence.deputy_id in deputies:
            found[absence.deputy_id] = None
        else:
            heads = posts_today(role="head", office_id=case.office_id) - set(case.barred)
            found |= dict.fromkeys(heads - absences.keys())
    return found


def _tell_resident(event: CaseEvent, case: Case, notify: Notify) -> None:
    """Tell everybody on the residents' side, as the kind says, else whoever wrote; whom no message reaches gets it by
    post or on the phone."""
    told = hooks.residents_told(case, notify.template)
    if told is None:
        told = [(case.resident, notify.template)] if case.resident is not None else []
    rows, unreached = [], False
    for resident, template in told:
        who = "resident" if resident.pk == case.resident_id else f"r{resident.pk}"
        rows.append((resident, template, f"event-{event.pk}-{template}-{who}"))
        # Without a phone there is no account either: what lies in the portal reaches nobody.
        unreached = unreached or not (resident.phone_sealed or resident.email_sealed)
    put_to_residents(rows, case_number=case.number or "", urgent=notify.urgent)
    if unreached:
        _open_post_task(event, case, notify.template)


def _open_post_task(event: CaseEvent, case: Case, template: str) -> None:
    """Somebody sends it by post or rings: one open task for each case and message."""
    prefix = post_task_prefix(case.pk, template)
    if not Task.objects.filter(key__startswith=prefix, done_at=None).exists():
        open_task(case=case, kind=Task.Kind.POST, key=f"{prefix}{event.pk}", now=event.at, days=1)


def staff_in(audience: str, case: Case) -> set[int]:
    """The people of an audience who may know of the case: never somebody barred from it."""
    found: set[int] = _AUDIENCES[audience](case) - {None, *case.barred}
    return found


def _leaders_may(case: Case) -> bool:
    steps = case.workflow.from_state(case.state)
    return any(step.main and step.by == By.STAFF and Who.LEADER in step.who for step in steps)


def posts_today(*, role: str, office_id: int | None = None, neighbourhood_id: int | None = None) -> set[int]:
    """Everybody who holds a role today, in one office or neighbourhood, or anywhere."""
    held = Post.objects.held_on().filter(role=role, user__is_active=True)
    if office_id is not None:
        held = held.filter(office_id=office_id)
    if neighbourhood_id is not None:
        held = held.filter(neighbourhood_id=neighbourhood_id)
    return set(held.values_list("user_id", flat=True))


def speaks_for(row: Assignment) -> set[int]:
    """Who answers for an assignment: the head of the office, or the committee of the neighbourhood."""
    if row.office_id is not None:
        return posts_today(role="head", office_id=row.office_id)
    return posts_today(role="committee", neighbourhood_id=row.neighbourhood_id)


def _registrars(case: Case) -> set[int]:
    role = "accusations" if case.workflow.secret else "letters"
    return posts_today(role=role, office_id=case.registrar_id) if case.registrar_id else set()


def _assigned(case: Case, *roles: str) -> set[int]:
    rows = Assignment.objects.filter(case_id=case.pk, role__in=roles, until=None)
    return {user_id for row in rows for user_id in speaks_for(row)}


_AUDIENCES: dict[str, Any] = {
    "handler": lambda case: {case.handler_id},
    "head": lambda case: posts_today(role="head", office_id=case.office_id),
    "registrar": _registrars,
    "co": lambda case: _assigned(case, Assignment.Role.CO, Assignment.Role.COMMITTEE),
    "asked": lambda case: _assigned(case, Assignment.Role.ASKED),
    "leader": lambda case: posts_today(role="leader"),
    "holder": lambda case: {case.held_by_id},
}
