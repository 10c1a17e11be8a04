"""Who opens a matter from outside: the browser that showed its query code, or the account it belongs to.

Codes are given out, found and replaced here, and the moves of the residents' side begin here.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.crypto import get_random_string

from caojiadu.core import personal
from caojiadu.core.accounts.access import is_resident, trusted_since
from caojiadu.core.accounts.models import User
from caojiadu.core.cases import hooks
from caojiadu.core.cases.errors import Invalid, MoveError
from caojiadu.core.cases.models import Case, Confidentiality
from caojiadu.core.cases.moves import move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.cases.names import with_house
from caojiadu.core.community.models import Resident
from petitions.letters.models import Claim, Petition, QueryCode
from petitions.petitioners.models import Petitioner
from petitions.petitioners.people import first_of

# Letters and digits that nobody mistakes for one another, read out on the phone or from paper.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


CODE_LENGTH = 8


def new_code(petition: Petition, now: dt.datetime, petitioner: Petitioner | None = None) -> str:
    """The words of a fresh query code."""
    return replace_code(petition, now, petitioner).words


@transaction.atomic
def replace_code(petition: Petition, now: dt.datetime, petitioner: Petitioner | None = None) -> QueryCode:
    """Give one petitioner, else the first, a fresh query code; the one before stops working.

    Two clerks at once get one after the other.
    """
    Case.objects.select_for_update(no_key=True).only("pk").get(pk=petition.pk)
    row = petitioner or first_of(petition)
    QueryCode.objects.filter(petitioner=row, replaced_at=None).update(replaced_at=now)
    return first_code(petition, now, row)


def first_code(petition: Petition, now: dt.datetime, petitioner: Petitioner) -> QueryCode:
    """Give a petitioner who has none yet a query code."""
    words = get_random_string(CODE_LENGTH, ALPHABET)
    digest = code_digest(petition.number, words)
    code = QueryCode.objects.create(case_id=petition.pk, petitioner=petitioner, digest=digest, created_at=now)
    code.words = words
    return code


def find_code(number: str, code: str) -> QueryCode | None:
    """The petitioner's code that was typed; a number that does not exist costs as much work as a wrong code."""
    good = QueryCode.objects.filter(case__number=number, digest=code_digest(number, code), replaced_at=None)
    return good.filter(petitioner__in=Petitioner.objects.present()).select_related("petitioner__resident").first()


def code_digest(number: str | None, code: str) -> str:
    """The keyed digest of a code, tied to the number of its matter."""
    return personal.digest("query code", f"{number}:{normal_code(code)}")


def normal_code(code: str) -> str:
    """A code as it was given out, whatever case, spaces or hyphens somebody typed."""
    return "".join(filter(str.isalnum, code.upper()))


SESSION = "matters"
MOST = 30  # matters that one browser keeps open


def grant(request: HttpRequest, petitioner: Petitioner, code: QueryCode | None = None) -> None:
    """Open a matter to this browser, as one petitioner, until its session ends or that code is replaced. `code` is the
    petitioner's good one, where it was read before.

    The session gets a new key, unless signing in gave it one: a second click would then find the account signed out.
    """
    code = code or QueryCode.objects.get(petitioner=petitioner, replaced_at=None)
    opened = {**request.session.get(SESSION, {}), str(petitioner.petition_id): code.pk}
    request.session[SESSION] = dict(list(opened.items())[-MOST:])
    if not request.user.is_authenticated:
        request.session.cycle_key()


def give_up(request: HttpRequest, petition: Petition) -> None:
    """Close a matter to this browser, for instance on a computer that others use."""
    opened = request.session.get(SESSION, {})
    opened.pop(str(petition.pk), None)
    request.session[SESSION] = opened
    receipts = request.session.get("receipts", {})
    receipts.pop(petition.number, None)
    request.session["receipts"] = receipts


def by_code(request: HttpRequest, case_id: int) -> Petitioner | None:
    """The petitioner whose code this browser showed, as long as it is good."""
    code = request.session.get(SESSION, {}).get(str(case_id))
    if not code:
        return None
    good = QueryCode.objects.filter(pk=code, case_id=case_id, replaced_at=None).values("petitioner_id")
    return Petitioner.objects.present().filter(pk__in=good).first()


def holds_code(request: HttpRequest, case_id: int) -> bool:
    """Say whether this browser showed a code that is good today."""
    return by_code(request, case_id) is not None


def of_account(user: User) -> QuerySet[Petition]:
    """The matters of a resident's account, whether they wrote, signed with others, or had it filed.

    Those written or claimed with it, as long as the account has been used since; and recent ones from the same phone.
    A report against somebody never comes by the phone alone.
    """
    claimed = _claimed(user).values("petition_id")
    # A union, since an OR over two tables would read every case there is.
    same_phone = _same_phone(user)
    return Petition.objects.filter(
        pk__in=claimed.union(same_phone.values("petition_id")) if same_phone is not None else claimed
    )


def _claimed(user: User) -> QuerySet[Petitioner]:
    """As whom the account has claimed matters."""
    claims = Claim.objects.filter(user=user, at__gte=trusted_since())
    return Petitioner.objects.present().filter(pk__in=claims.values("petitioner_id"))


def _same_phone(user: Any) -> QuerySet[Petitioner] | None:
    """Whoever recently took part with the phone of the account."""
    if not user.phone_digest:
        return None
    people = Resident.objects.filter(phone_digest=user.phone_digest).values("pk")
    recent = Petitioner.objects.present().filter(resident__in=people, joined_at__gte=trusted_since())
    return recent.exclude(petition__confidentiality=Confidentiality.SECRET)


def people_of(user: User) -> set[int]:
    """The residents as whom an account takes part, by key."""
    rows = [_claimed(user), _same_phone(user)]
    found = {key for row in rows if row is not None for key in row.values_list("resident_id", flat=True)}
    return found - {None}


def parts_of(user: Any, petitions: Iterable[Petition]) -> dict[int, Petitioner]:
    """As whom the account takes part in each of these matters, by matter; who speaks for others before who does not."""
    keys = [petition.pk for petition in petitions]
    same_phone = _same_phone(user)
    rows = [*(same_phone.filter(petition__in=keys) if same_phone is not None else ())]
    rows.sort(key=lambda row: row.role != Petitioner.Role.PETITIONER)
    return {row.petition_id: row for row in (*rows, *_claimed(user).filter(petition__in=keys))}


def keep_claims(user: User) -> None:
    """An account in use keeps its claims; one that slept longer than a number rests does not."""
    yesterday = timezone.now() - dt.timedelta(days=1)
    Claim.objects.filter(user=user, at__gte=trusted_since(), at__lt=yesterday).update(at=timezone.now())


def claim(*, user: User, petitioner: Petitioner, how: str) -> None:
    """Give a matter to an account, as one petitioner. A letter without a name is tied to nobody."""
    if petitioner.resident_id is not None:
        Claim.objects.update_or_create(
            user=user,
            case_id=petitioner.petition_id,
            defaults={"petitioner": petitioner, "how": how, "at": timezone.now()},
        )


def part_in(request: HttpRequest, case_id: int) -> Petitioner | None:
    """As whom whoever asks takes part in a matter: by the code they showed, else by their account."""
    shown = by_code(request, case_id)
    if shown is not None or not is_resident(request.user):
        return shown
    return parts_of(request.user, [Petition(pk=case_id)]).get(case_id)


def may_open(request: HttpRequest, case_id: int) -> bool:
    """Say whether whoever asks may open a matter from outside."""
    return part_in(request, case_id) is not None


def matter_or_404(request: HttpRequest, number: str) -> tuple[Petition, Petitioner]:
    """The matter and as whom it is opened, for whoever may open it; for everybody else there is none."""
    petition = Petition.objects.select_related("resident").filter(number=number).first()
    part = part_in(request, petition.pk) if petition else None
    if petition is None or part is None:
        raise Http404
    if petition.receipt_due:
        hooks.issue_receipt(petition)
    with_house(petition)
    return petition, part


def actor_of(request: HttpRequest, petition: Petition) -> Actor:
    """The petitioner; of a letter without a name the account stays unknown."""
    known = is_resident(request.user) and not petition.anonymous
    return Actor.resident(request.user if known else None)


Matter = tuple[Petition, Petitioner]


def take_step(
    request: HttpRequest,
    matter: Matter,
    key: str,
    done: str,
    *,
    data: Any = None,
    files: Any = None,
    anchor: str = "",
) -> HttpResponse:
    """Make a move as one petitioner, say what came of it, and go back to the matter. Raises Invalid."""
    petition, part = matter
    actor = actor_of(request, petition)
    try:
        move(case=petition, key=key, actor=actor, data=data, files=files, extra={"petitioner": part.pk})
    except Invalid:
        raise
    except MoveError as error:
        messages.warning(request, str(error.message))
    else:
        messages.success(request, done)
    response = redirect("petitions:matter", petition.number)
    response["Location"] += anchor
    return response
