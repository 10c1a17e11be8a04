"""Whose an application is: who may read its files, and what its applicants and their relatives see of it in theirs."""

from functools import cache
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from caojiadu.core.accounts.models import User, Visitor
from caojiadu.core.cases.models import Case, Channel, Confidentiality
from caojiadu.core.community.models import Relative, Resident
from caojiadu.core.community.relatives import besides_relatives, first_of, in_force
from caojiadu.core.doors import Item, Items
from caojiadu.core.files.models import File
from caojiadu.core.front import my_matters
from caojiadu.core.hooks import provide
from caojiadu.core.notices.texts import register_template
from services.catalogue.items import registers

MOST_NEEDED = 50


def applications_of(user: Visitor, relative: Relative | None = None) -> QuerySet[Case]:
    """What was applied for here with the account of somebody; with a relative, for that person.

    With it, what was taken in at a window under its phone: as with letters, a clerk wrote that number down and nobody
    proved it, so nothing restricted.
    """
    kinds = [one.workflow.key for one in registers() if one.workflow]
    at_window = Q(application__entered_by__isnull=False, confidentiality=Confidentiality.NORMAL)
    made_here = Case.objects.filter(Q(channel=Channel.WEB) | at_window, kind__in=kinds)
    rows = my_matters.of_account(made_here, user, relative)
    if relative is not None:
        return rows
    return besides_relatives(rows, user, "opened_at", confidentiality=Confidentiality.NORMAL)


def opened_to(user: Visitor, relative: Relative | None = None) -> QuerySet[Case]:
    """Those of them of which the account also reads papers and decision, and which it may withdraw.

    With a relative all of that person; of those under its own phone what `own.proven` leaves.
    """
    rows = applications_of(user, relative)
    return rows if relative is not None else my_matters.proven(rows)


@provide("may_read_file")
def applicant_may_read_file(request: HttpRequest, file: Any) -> bool:
    """An applicant reads what they handed in and what is meant for them."""
    if not file.case_id or file.audience != File.Audience.BOTH:
        return False
    return first_of(opened_to, request.user, pk=file.case_id)[0] is not None


@provide("my_items")
def my_applications(user: Visitor, mark: str) -> Items:
    """A page of the applications of an account, the newest first."""
    return applications_of_relative(user, None, mark)


@provide("items_of_relative")
def applications_of_relative(user: Visitor, relative: Relative | None, mark: str) -> Items:
    """The same of somebody for whom the account acts."""
    return my_matters.page_of(applications_of(user, relative), mark, _line)


@provide("my_needs")
def applications_that_wait(user: Visitor) -> list[Item]:
    """The newest applications for which papers are missing."""
    return applications_of_relative_that_wait(user, None)


@provide("needs_of_relative")
def applications_of_relative_that_wait(user: Visitor, relative: Relative | None) -> list[Item]:
    """The same of somebody for whom the account acts."""
    waiting = applications_of(user, relative).filter(state__in=waiting_states())
    return [_line(case) for case in waiting.order_by("-opened_at", "-pk")[:MOST_NEEDED]]


@provide("residents_of_account")
def applicants_of_account(user: Visitor) -> set[int]:
    """As whom an account applies."""
    return {key for key in opened_to(user).values_list("resident_id", flat=True) if key}


@cache
def waiting_states() -> set[str]:
    """The states in which the applicant owes papers."""
    flows = [one.workflow for one in registers() if one.workflow]
    return {state.key for flow in flows if (step := flow.transition("supplement")) for state in step.sources}


def _line(case: Case) -> Item:
    needs = _("Papers are missing") if case.state in waiting_states() else ""
    return my_matters.line_of(case, "services:application", needs_me=needs)


register_template(
    "application_moved_window",
    title=("申请有新进展，请到窗口询问", "News of an application: ask at the window"),
    body=(
        "申请（编号{number}）有新进展，门户上已不再显示，请持身份证件到窗口询问。{office_name} {office_phone}",
        "There is news of application {number}. The portal does not show it any more: please ask at the window, with "
        "an identity paper. {office_name} {office_phone}",
    ),
)


@provide("residents_told")
def applicant_told(case: Case, template: str) -> list[tuple[Resident, str]] | None:
    """Nobody is told to sign in for what is not shown: acting for the applicant ended, or the phone is old."""
    if template != "application_moved" or case.resident is None or _shown(case, case.resident):
        return None
    return [(case.resident, "application_moved_window")]


def _shown(case: Case, resident: Resident) -> bool:
    """Whether an account with the phone of a resident opens it, or could open it for a relative."""
    account = User.objects.filter(kind=User.Kind.RESIDENT, phone_digest=resident.phone_digest).first()
    if account is None or not resident.phone_digest:
        return True
    whose = (None, *in_force().filter(user=account))
    return any(applications_of(account, relative).filter(pk=case.pk).exists() for relative in whose)
