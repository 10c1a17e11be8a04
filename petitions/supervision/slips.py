"""Supervision slips that officers of the district send down themselves: a card of ours, answered up to their body.

Discipline inspection sends none: what it asks goes to nobody but the two posts for reports against somebody.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _

from caojiadu.core.accounts.models import User
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.cases.tell import tell_staff
from caojiadu.core.district.inbox import bodies_of
from caojiadu.core.district.models import Report
from caojiadu.core.district.reports import DISCIPLINE_BODY
from caojiadu.core.files.models import File
from caojiadu.core.files.moves import Audience, attach
from caojiadu.core.hooks import provide
from caojiadu.core.organisation.models import DistrictBody
from caojiadu.core.organisation.queries import office_of_function
from caojiadu.core.workflow import Notify
from petitions.supervision.models import SupervisionCard
from petitions.supervision.workflow import issue_card, sent_here

ADDRESS = reverse_lazy("letters_district:sent")


def may_send(bodies: Iterable[DistrictBody]) -> list[DistrictBody]:
    """Of these bodies those that send slips."""
    return [body for body in bodies if body.key != DISCIPLINE_BODY and body.active]


def senders(user: Any) -> list[DistrictBody]:
    """The bodies for which a person may send slips today."""
    return may_send(bodies_of(user))


def told_to(bodies: Iterable[DistrictBody]) -> QuerySet[Report]:
    """What reached bodies that send slips, and may be named in one: never anything confidential."""
    reached = Report.objects.filter(body__in=list(bodies)).exclude(sent_at=None)
    return reached.exclude(kind=Report.Kind.ACCUSATION).exclude(body__key=DISCIPLINE_BODY)


def matters_of(bodies: Iterable[DistrictBody]) -> QuerySet[Case]:
    """The matters that bodies may name in a slip: those reported to them."""
    return Case.objects.filter(pk__in=told_to(bodies).values("case_id"))


def slips_of(bodies: Iterable[DistrictBody]) -> QuerySet[SupervisionCard]:
    """The slips of bodies, also those that came on paper and were entered by the desk."""
    rows = SupervisionCard.objects.filter(body__in=list(bodies))
    return rows.select_related("office", "body", "breach", "parent")


def sent_by(user: Any) -> QuerySet[SupervisionCard]:
    """The slips of an officer's bodies."""
    return slips_of(senders(user))


@transaction.atomic
def send(*, data: Mapping[str, Any], matter: Case | None, user: Any = None) -> SupervisionCard:
    """Send a slip to the office that leads the matter, else to the letters-and-calls desk, and tell the desk.

    `user` is the officer who sends it; nobody where the body's own system does.
    """
    card = issue_card(
        actor=Actor.district(user),
        office=matter.office if matter else office_of_function("E3"),
        data=data,
        parent=matter,
        number_there=data["number_there"],
    )
    attach(files=data["files"], case=card, actor=user, audience=Audience.STAFF)
    tell_staff(card, Notify("registrar", "card_from_district"), key=f"slip-{card.pk}")
    return card


def can_be_taken_back(card: SupervisionCard) -> bool:
    """Say whether a slip that the district sent itself is still with the office."""
    return card.is_open and sent_here(card)


def take_back(card: SupervisionCard, *, data: Any, user: Any = None) -> None:
    """Take a slip back, with the reason. Raises MoveError."""
    move(case=card, key="slip_taken_back", actor=Actor.district(user), data=data)


def add_answers(cards: Iterable[SupervisionCard]) -> None:
    """Put on each card the report with which it was answered up to its body, in one query."""
    found = {card.pk: card for card in cards}
    reports = Report.objects.filter(case__in=found, kind=Report.Kind.SLIP).exclude(sent_at=None).order_by("pk")
    answers = {report.case_id: report for report in reports}
    for key, card in found.items():
        card.answer_up = answers.get(key)


def files_of(card: SupervisionCard) -> QuerySet[File]:
    """What came with the slip from the district; what the office adds goes up with its answer only."""
    return File.objects.filter(case_id=card.pk, uploaded_by__kind="district").order_by("id")


@provide("district_links")
def district_links(user: User) -> list[dict[str, Any]]:
    """The slips, for officers who may send some."""
    return [{"url": ADDRESS, "label": _("Supervision slips")}] if senders(user) else []


@provide("district_steps")
def district_steps(report: Report, user: User) -> list[dict[str, Any]]:
    """From a report, a slip about its matter."""
    if report.kind in (Report.Kind.ACCUSATION, Report.Kind.SLIP) or report.body not in senders(user):
        return []
    return [
        {"url": f"{reverse('letters_district:new_slip')}?report={report.key}", "label": _("Send a supervision slip")}
    ]


@provide("may_read_file")
def officer_may_read_file(request: HttpRequest, file: File) -> bool:
    """The officers of a body read what it sent with its slips."""
    user = request.user
    if not user.is_authenticated or user.kind != "district" or not file.case_id:
        return False
    card = sent_by(user).filter(pk=file.case_id).first()
    return card is not None and files_of(card).filter(pk=file.pk).exists()
