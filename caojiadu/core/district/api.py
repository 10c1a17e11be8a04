"""The door for the systems of district bodies: signed, counted, each request good for one time."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponseBase, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from caojiadu.core.accounts import throttle
from caojiadu.core.audit.trail import record
from caojiadu.core.channels import Rejected, signed_http
from caojiadu.core.channels.signatures import Signed
from caojiadu.core.district import incoming
from caojiadu.core.district.incoming import Wrong
from caojiadu.core.district.payload import payload_of
from caojiadu.core.district.reports import papers_of
from caojiadu.core.files import storage
from caojiadu.core.files.models import File
from caojiadu.core.organisation.models import DistrictBody

# An answer of 20,000 characters fits, also written in \u escapes.
MOST_BYTES = 256 * 1024
Door = Callable[..., HttpResponseBase]


def door(method: str) -> Callable[[Door], Door]:
    """Let good requests through, with what their signature vouches for; all else gets words in JSON."""

    def guard(view: Door) -> Door:
        @csrf_exempt
        @never_cache
        @wraps(view)
        def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            try:
                signed = _signed(request, method)
                if method == "POST" and request.content_type != "application/json":
                    raise Wrong(415, "wrong_type_of_content", "The body must be application/json.")
                return view(request, signed, **kwargs)
            except Wrong as wrong:
                answer = JsonResponse({"error": {"code": wrong.code, "message": wrong.words}}, status=wrong.status)
                if wrong.status == 405:
                    answer["Allow"] = method
                if wrong.status == 429:
                    answer["Retry-After"] = str(settings.DISTRICT_API_CALLS[1])
                return answer

        return guarded

    return guard


def _signed(request: HttpRequest, method: str) -> Signed:
    """Check size, number and signature of a request, the cheapest first. Raises Wrong."""
    if request.method != method:
        raise Wrong(405, "wrong_method", f"Only {method} is answered here.")
    limit, seconds = settings.DISTRICT_API_CALLS
    if not throttle.hit(scope="district-api", key=throttle.address_key(request), limit=limit, seconds=seconds):
        raise Wrong(429, "too_many", "Too many requests; try again later.")
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > MOST_BYTES:
        raise Wrong(413, "too_large", f"At most {MOST_BYTES} bytes.")
    try:
        return signed_http.verify(
            method=method,
            target=request.get_full_path(),
            headers=request.headers,
            body=request.body,
            secrets=_secrets(),
            replayed=_replayed,
        )
    except signed_http.BadSignature as error:
        raise Wrong(401, "bad_signature", f"Not accepted: {error}.") from None


def _secrets() -> dict[str, str]:
    """The secrets of the bodies that have a system of their own today."""
    bodies = DistrictBody.objects.filter(channel=DistrictBody.Channel.HTTP, active=True)
    names = set(bodies.values_list("key_id", flat=True))
    return {name: secret for name, secret in settings.DISTRICT_KEYS.items() if name in names}


def _replayed(nonce: str, seconds: int) -> bool:
    return not throttle.hit(scope="district-nonce", key=nonce, limit=1, seconds=seconds)


@door("POST")
def replies(request: HttpRequest, signed: Signed) -> HttpResponseBase:
    """A body's system acknowledges, answers or returns."""
    return JsonResponse(incoming.take(signed, request.body))


@door("GET")
def report(request: HttpRequest, signed: Signed, key: uuid.UUID) -> HttpResponseBase:
    """A report as it was sent, with name, size and digest of each paper, and where it stands: for a lost message."""
    reports = incoming.reports_of(signed.key_id).select_related("case", "body", "proposed_lead")
    found = reports.filter(key=key).first()
    if found is None:
        raise Wrong(404, "no_such_report", "There is no such report for this key.")
    try:
        told = payload_of(found)
    except Rejected:
        raise Wrong(404, "no_such_report", "There is no such report for this key.") from None
    log(request, signed, "read", "report", found.key, office_id=found.case.office_id)
    return JsonResponse({**told, "state": found.state, "number_there": found.number})


def log(request: HttpRequest, signed: Signed, action: str, kind: str, key: Any, **more: Any) -> None:
    """Write into the audit trail what a system did or saw."""
    record(
        action=action,
        subject_type=kind,
        subject_key=key,
        actor_label=f"system {signed.key_id}",
        request=request,
        **more,
    )


@door("GET")
def paper(request: HttpRequest, signed: Signed, report: uuid.UUID, key: uuid.UUID) -> HttpResponseBase:
    """One paper of a report, for the system of its body."""
    found = incoming.reports_of(signed.key_id).filter(key=report).first()
    file = papers_of(found).filter(key=key).first() if found else None
    if file is None:
        raise Wrong(404, "no_such_paper", "There is no such paper for this key.")
    if file.state != File.State.CLEAN or not storage.path_of(file.key).is_file():
        raise Wrong(409, "not_ready", "This paper is still being checked.")
    log(request, signed, "download", "file", file.key)
    response = FileResponse(storage.path_of(file.key).open("rb"), as_attachment=True, filename=file.name)
    response["Content-Type"] = file.content_type
    return response
