"""Who came to an event: a QR code at the door, which those on the list scan with their phones."""

from typing import Any

import segno
from django.conf import settings
from django.core import signing
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from caojiadu.core.accounts import throttle
from caojiadu.core.accounts.access import is_resident, staff_required
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import model_of
from caojiadu.core.desk.views.common import case_or_404
from caojiadu.core.personal import normal_phone, phone_digest
from caojiadu.core.registers.models import SignUp
from caojiadu.core.registers.patterns import sign_up
from caojiadu.core.registers.patterns.event import Event
from caojiadu.core.workflow import is_registered

SALT = "event-door"
PER_ADDRESS = (120, 3600)  # phone numbers typed from one connection in an hour: a whole class may share one


@never_cache
@staff_required
@require_safe
def sign(request: HttpRequest, number: str) -> HttpResponse:
    """The sign for the door, to be printed or shown."""
    event = case_or_404(request, number)
    if not isinstance(event, Event) or event.closed_at:
        raise Http404
    address = f"{settings.SITE_URL.rstrip('/')}{reverse('arrive', args=[signing.dumps(event.pk, salt=SALT)])}"
    qr = str(segno.make(address, error="m", micro=False).svg_data_uri(scale=4, border=2, light="#fff"))
    return render(request, "registers/door_sign.html", {"event": event, "qr": qr, "address": address})


@never_cache
@sensitive_post_parameters("phone")
@require_http_methods(["GET", "HEAD", "POST"])
def arrive(request: HttpRequest, token: str) -> HttpResponse:
    """Marked as present with one tap where one is signed in, else by the phone number that is on the list.

    Looking marks nobody. The answer names nobody: a number that is typed says only whether it has a place.
    """
    event = _event_or_404(token)
    rows = sign_up.on_list(event)
    mine = list(sign_up.of_account(rows, request.user)) if is_resident(request.user) else []
    context: dict[str, Any] = {"event": event, "mine": mine, "closed": sign_up.door_closed(event)}
    if request.method != "POST" or context["closed"]:
        return render(request, "registers/arrive.html", context)
    if not mine:
        context["phone"] = request.POST.get("phone", "")[:30]
        limit, seconds = PER_ADDRESS
        if not throttle.hit(scope="arriving", key=throttle.address_key(request), limit=limit, seconds=seconds):
            context["error"] = _("Very many numbers were typed here. Please tell the staff at the door.")
            return render(request, "registers/arrive.html", context, status=429)
        mine = _by_phone(rows, context["phone"])
    try:
        came = sign_up.arrive(event, mine)
    except Refused as error:
        return render(request, "registers/arrive.html", context | {"error": str(error.message)}, status=409)
    if came:
        return render(request, "registers/arrive.html", context | {"came": came})
    context["error"] = _("There is no place under this number. Please tell the staff at the door.")
    return render(request, "registers/arrive.html", context, status=422)


def _by_phone(rows: QuerySet[SignUp], typed: str) -> list[SignUp]:
    try:
        return list(rows.filter(resident__phone_digest=phone_digest(normal_phone(typed)))) if typed.strip() else []
    except ValueError:
        return []


def _event_or_404(token: str) -> Event:
    try:
        key = signing.loads(token, salt=SALT)
    except signing.BadSignature as error:
        raise Http404 from error
    case = Case.objects.filter(pk=key).first()
    if case is None or not is_registered(case.kind) or not issubclass(model_of(case.workflow), Event):
        raise Http404
    return model_of(case.workflow).objects.select_related("office").get(pk=key)
