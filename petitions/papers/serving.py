"""How papers reach the petitioner: who is addressed, what must be served, what starts to run once an answer was."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from caojiadu.core.documents.models import Service
from caojiadu.core.documents.papers import last_issued
from caojiadu.core.documents.serving import served_at
from caojiadu.core.hooks import provide
from petitions.letters.limits import ASK_REVIEW
from petitions.letters.models import Petition
from petitions.letters.states import ACCUSATION, APPEAL, SUGGESTION
from petitions.petitioners.models import Petitioner
from petitions.petitioners.people import principal_of
from petitions.petitioners.rules import part_of


def answer_served(moving: Moving, service: Service) -> None:
    """A petitioner has the opinion: their time to ask for review runs from this day (art. 35).

    One that was revoked meanwhile starts nothing any more.
    """
    answered = moving.case.answered_at
    if answered is None or service.paper.signed_at < answered:
        return
    serve_answer(moving, service.served_at, rows_of(moving.case, service.resident_id))


def rows_of(case: Petition, resident_id: int | None) -> list[Petitioner]:
    """The petitioners that a resident is; nobody by name is whoever wrote without one."""
    return list(case.petitioners.own().filter(resident=resident_id))


def serve_answer(moving: Moving, at: Any, rows: list[Petitioner]) -> None:
    """Keep the day on which each had the first answer, once, and their last day to ask for review.

    The matter's own two dates are those of whoever leads.
    """
    case, until = moving.case, None
    if case.route == Petition.Route.PETITION:
        until = ASK_REVIEW.until(timezone.localdate(at)).date
    dates = {"served_at": at, "review_until": until}
    Petitioner.objects.filter(pk__in=[row.pk for row in rows], served_at=None).update(**dates)
    if case.served_at is None and any(row.first for row in rows):
        moving.change(**dates)


def reader(moving: Moving) -> Any:
    """Who reads a paper: the petitioner, also when somebody acts for them."""
    return principal_of(part_of(moving)).resident


def addressees(case: Petition) -> list[Any]:
    """Every petitioner whose matter it is, whoever leads first."""
    rows = case.petitioners.present().own().exclude(resident=None).order_by("-first", "pk")
    return [row.resident for row in rows]


for _kind in (APPEAL, SUGGESTION, ACCUSATION):
    provide(f"addressees.{_kind}")(addressees)
    provide(f"paper_reader.{_kind}")(reader)


def notice_served(moving: Moving) -> None:
    """The notice of acceptance was served, unless nobody can be notified (art. 23). Sent is not served."""
    case = moving.case
    if case.anonymous or case.address_unclear or case.resident_id is None:
        return
    notice = last_issued(case, "acceptance")
    # A matter accepted before there were papers has none.
    if notice is not None and served_at(notice) is None:
        raise Refused(
            _(
                "The notice of acceptance (%(number)s) has not reached the petitioner yet. Hand it over or post it, "
                "and record the day on which it was received; or record that name or address is unclear."
            )
            % {"number": notice.number}
        )


def address_known(moving: Moving) -> None:
    """There is somebody to notify, and it was not recorded yet that they cannot be reached."""
    case = moving.case
    if case.anonymous or case.address_unclear or case.resident_id is None:
        raise Refused(_("This was recorded already."))
