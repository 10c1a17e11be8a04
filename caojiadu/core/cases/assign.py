"""Who answers: verbs that change lead office, co-offices and handler inside a move."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from caojiadu.core.accounts.absences import away_today
from caojiadu.core.accounts.models import Post, Visitor
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.helping import ask_office
from caojiadu.core.cases.models import Assignment
from caojiadu.core.cases.moving import Moving
from caojiadu.core.cases.offers import end_offers
from caojiadu.core.organisation.models import Office


def hand_to_office(moving: Moving, office: Office) -> None:
    """Make an office the lead; whoever had the case in the office before no longer has it."""
    case = moving.case
    if office.pk == case.office_id:
        return
    open_rows = Assignment.objects.filter(case_id=case.pk, until=None)
    open_rows.filter(role__in=(Assignment.Role.LEAD, Assignment.Role.PERSON)).update(until=moving.now)
    open_rows.filter(role=Assignment.Role.CO, office=office).update(until=moving.now, next_at=None)
    end_offers(case, moving.now)
    Assignment.objects.create(case_id=case.pk, role=Assignment.Role.LEAD, office=office, since=moving.now)
    moving.change(office=office, handler=None)


def set_co_offices(moving: Moving, offices: Iterable[Office]) -> None:
    """Make exactly these offices co-offices; the lead is never one of them."""
    case, wanted = (
        moving.case,
        {office.pk: office for office in offices if office.pk != moving.case.office_id},
    )
    current = Assignment.objects.filter(case_id=case.pk, role=Assignment.Role.CO, until=None)
    current.exclude(office_id__in=wanted).update(until=moving.now, next_at=None)
    there = set(current.values_list("office_id", flat=True))
    for office in (office for pk, office in wanted.items() if pk not in there):
        ask_office(moving, office)


def handlers_of(*office_ids: int | None) -> set[int]:
    """Who can be given the cases of these offices: their handlers and their heads."""
    held = Post.objects.held_on().filter(role__in=("handler", "head"), office__in=office_ids, user__is_active=True)
    return set(held.values_list("user_id", flat=True))


def hand_to_person(moving: Moving, user: Visitor) -> None:
    """Give the case to a person of the lead office. Raises Refused for anybody else."""
    case = moving.case
    if user.pk not in handlers_of(case.office_id):
        raise Refused(_("%(name)s does not work in the office that has this matter.") % {"name": user})
    if user.pk in case.barred:
        raise Refused(_("%(name)s is kept out of this matter.") % {"name": user})
    if user.pk in away_today([user.pk]):
        raise Refused(_("%(name)s is away. Give it to somebody who is here.") % {"name": user})
    Assignment.objects.filter(case_id=case.pk, role=Assignment.Role.PERSON, until=None).update(until=moving.now)
    Assignment.objects.create(
        case_id=case.pk,
        role=Assignment.Role.PERSON,
        office_id=case.office_id,
        user=user,
        since=moving.now,
    )
    moving.change(handler=user)
