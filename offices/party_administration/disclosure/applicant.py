"""What an applicant may do with their requests for information, and where they find them."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from caojiadu.core.accounts.models import User, Visitor
from caojiadu.core.cases.models import Channel
from caojiadu.core.cases.moves import open_case
from caojiadu.core.cases.moving import Actor
from caojiadu.core.community.residents import find_or_create_resident
from caojiadu.core.doors import Item, Items
from caojiadu.core.files.models import File
from caojiadu.core.front import my_matters
from caojiadu.core.hooks import provide
from caojiadu.core.organisation.queries import office_of_function
from caojiadu.core.registers.open_files import open_files
from offices.party_administration.models import DisclosureRequest

MOST_NEEDED = 20
GIVES = (DisclosureRequest.Outcome.GIVEN, DisclosureRequest.Outcome.PARTLY)  # answers with which files are handed out
AGAIN = dt.timedelta(days=1)  # within which the same in every field from the same account is the same request


def requests_of(user: Visitor) -> QuerySet[DisclosureRequest]:
    """What came with the phone of an account; a number means the same person for some time only."""
    return my_matters.of_account(DisclosureRequest.objects.all(), user)


def opened_to(user: Visitor) -> QuerySet[DisclosureRequest]:
    """Those of them of which it also reads what was asked and answered, and which it may correct and withdraw."""
    return my_matters.proven(requests_of(user))


@transaction.atomic
def send_in(*, user: Any, data: dict[str, Any]) -> DisclosureRequest:
    """Open a request of a signed-in resident; the button pressed twice is one request. Raises Unusable."""
    values = {name: data[name] for name in ("title", "features", "delivery", "applicant", "organisation")}
    values["address_sealed"] = data["address"]
    user = User.objects.select_for_update().get(pk=user.pk)
    resident = find_or_create_resident(
        name=data["name"],
        phone=user.phone_sealed,
        id_type=data["id_type"],
        id_number=data["id_number"],
        address=data["address"],
    )
    before = requests_of(user).filter(account=user, resident=resident, closed_at=None)
    same = my_matters.sent_before(before.filter(opened_at__gte=timezone.now() - AGAIN), values)
    if same is not None:
        return same
    office = office_of_function("A0")
    made: DisclosureRequest = open_case(
        kind="disclosure_request",
        actor=Actor.resident(user),
        office=office,
        function=office.functions.filter(code="A0").first(),
        channel="web",
        resident=resident,
        account=user,
        received_on=timezone.localdate(),
        search_text=data["features"],
        **values,
    )
    return made


def files_of(request: DisclosureRequest) -> list[File]:
    """What was given with the answer."""
    given = request.state == "disclosure_answered" and request.outcome in GIVES
    return list(open_files(request)) if given else []


@provide("may_read_file")
def applicant_may_read_file(request: HttpRequest, file: Any) -> bool:
    """The applicant reads what was given, once an answer that gives something is approved."""
    if file.case is None or file.case.kind != "disclosure_request" or file.audience != File.Audience.BOTH:
        return False
    return opened_to(request.user).filter(pk=file.case_id, state="disclosure_answered", outcome__in=GIVES).exists()


@provide("also_revealed")
def where_to_send_it(case: Any) -> list[tuple[str, str]]:
    """The address of this request, which may be another one than that of an earlier matter of the same person."""
    address = case.address_sealed if isinstance(case, DisclosureRequest) else ""
    return [(_("Address given with the request"), address)] if address else []


@provide("residents_of_account")
def applicants_of_account(user: Visitor) -> set[int]:
    """As whom an account asks for information."""
    return set(opened_to(user).values_list("resident_id", flat=True))


@provide("my_items")
def my_requests(user: User, mark: str) -> Items:
    """A page of the requests of an account."""
    return my_matters.page_of(_rows(user), mark, _item)


@provide("my_needs")
def requests_to_correct(user: User) -> list[Item]:
    """Those that the applicant has to correct."""
    return [_item(row) for row in _rows(user).filter(state="disclosure_to_correct").order_by("-pk")[:MOST_NEEDED]]


def _rows(user: Visitor) -> QuerySet[DisclosureRequest]:
    return requests_of(user).prefetch_related("clocks")


def _item(row: DisclosureRequest) -> Item:
    title = {} if row.channel == Channel.WEB else {"title": row.workflow.label}  # the words may be a stranger's
    return my_matters.line_of(
        row,
        "disclosure:request",
        needs_me=_("Please correct it") if row.state == "disclosure_to_correct" else "",
        due_at=min((clock.due_at for clock in row.clocks.all() if _shown(row, clock)), default=None),
        **title,
        kind=_("Request for information"),
    )


def _shown(row: DisclosureRequest, clock: Any) -> bool:
    limit = row.workflow.limit(clock.key)
    return bool(clock.state == clock.State.RUNNING and limit and limit.public)
