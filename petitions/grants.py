"""Who opens a matter from outside: the browser that showed its query code, or the account it belongs to."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone

from caojiadu.core.cases.actor import Actor
from caojiadu.core.cases.models import Case, Confidentiality
from caojiadu.core.community.models import Resident
from petitions.models import Claim, Petition, QueryCode

SESSION = "matters"
MOST = 30  # matters that one browser keeps open


def grant(request: HttpRequest, petition: Petition) -> None:
    """Open a matter to this browser until its session ends or the code is replaced.

    The session gets a new key, unless signing in gave it one: a second click would then find the account signed out.
    """
    code = QueryCode.objects.get(case_id=petition.pk, replaced_at=None)
    opened = {**request.session.get(SESSION, {}), str(petition.pk): code.pk}
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


def holds_code(request: HttpRequest, case_id: int) -> bool:
    """Say whether this browser showed the code that is good today."""
    code = request.session.get(SESSION, {}).get(str(case_id))
    return bool(code) and QueryCode.objects.filter(pk=code, case_id=case_id, replaced_at=None).exists()


def is_resident(user: Any) -> bool:
    """Say whether a resident is signed in."""
    return bool(user.is_authenticated and user.kind == "resident")


def trusted_since() -> dt.datetime:
    """How far back a phone number still means the same person."""
    return timezone.now() - dt.timedelta(days=settings.PHONE_TRUST_DAYS)


def of_account(user: Any) -> QuerySet[Petition]:
    """The matters of a resident's account.

    Those written or claimed with it, as long as the account has been used since; and recent ones from the same phone.
    A report against somebody never comes by the phone alone.
    """
    claimed = Claim.objects.filter(user=user, at__gte=trusted_since()).values("case_id")
    if not user.phone_digest:
        return Petition.objects.filter(pk__in=claimed)
    people = Resident.objects.filter(phone_digest=user.phone_digest).values("pk")
    recent = Case.objects.filter(resident__in=people, opened_at__gte=trusted_since())
    same_phone = recent.exclude(confidentiality=Confidentiality.SECRET).values("pk")
    # A union, since an OR over two tables would read every case there is.
    return Petition.objects.filter(pk__in=claimed.union(same_phone))


def keep_claims(user: Any) -> None:
    """An account in use keeps its claims; one that slept longer than a number rests does not."""
    yesterday = timezone.now() - dt.timedelta(days=1)
    Claim.objects.filter(user=user, at__gte=trusted_since(), at__lt=yesterday).update(at=timezone.now())


def claim(*, user: Any, petition: Petition, how: str) -> None:
    """Give a matter to an account. A letter without a name is tied to nobody."""
    if not petition.anonymous:
        Claim.objects.update_or_create(user=user, case_id=petition.pk, defaults={"how": how, "at": timezone.now()})


def may_open(request: HttpRequest, case_id: int) -> bool:
    """Say whether whoever asks may open a matter from outside."""
    if holds_code(request, case_id):
        return True
    return is_resident(request.user) and of_account(request.user).filter(pk=case_id).exists()


def matter_or_404(request: HttpRequest, number: str) -> Petition:
    """The matter, for whoever may open it; for everybody else there is none."""
    found = Petition.objects.select_related("office", "resident", "neighbourhood", "category").filter(number=number)
    petition = found.first()
    if petition is None or not may_open(request, petition.pk):
        raise Http404
    return petition


def actor_of(request: HttpRequest, petition: Petition) -> Actor:
    """The petitioner; of a letter without a name the account stays unknown."""
    known = is_resident(request.user) and not petition.anonymous
    return Actor.resident(request.user if known else None)
