"""Signed HTTP: one POST and what its answer means; the receiving side calls `verify`."""

import json
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext_noop

from caojiadu.core.channels.outcomes import ChannelError, Rejected, Retry, Sent
from caojiadu.core.channels.signatures import BadSignature, Signed, sign, verify

if TYPE_CHECKING:
    import requests  # with urllib3 a tenth of a second: loaded with the first call

__all__ = ["BadSignature", "Signed", "post", "sign", "verify"]
REPLY_LIMIT = 1024 * 1024
# 409: the first try with this key is still being worked on.
AGAIN = {408, 409, 425, 429}


def post(
    url: str, payload: dict[str, Any], *, key_id: str, secret: str, idempotency_key: str, timeout: float = 10
) -> Sent:
    """Send JSON and return what was answered; `timeout` bounds the whole exchange. Raises Retry or Rejected."""
    import requests
    from urllib3.exceptions import HTTPError

    _check(url)
    body = json.dumps(payload, cls=DjangoJSONEncoder, ensure_ascii=False).encode()
    request = requests.Request("POST", url, data=body)
    request.headers = {"Content-Type": "application/json", "Accept": "application/json"}
    prepared = request.prepare()
    headers = sign(
        method="POST",
        target=prepared.path_url,
        body=body,
        key_id=key_id,
        secret=secret,
        idempotency_key=idempotency_key,
    )
    prepared.headers.update(headers)
    try:
        return _exchange(prepared, timeout)
    except (requests.RequestException, HTTPError) as error:
        raise Retry(gettext_noop("The other system gave no answer"), type(error).__name__) from error


def _check(url: str) -> None:
    """Personal data crosses the wire in the open nowhere but on a developer's own machine."""
    if urlsplit(url).scheme not in ({"https"} if settings.PRODUCTION else {"https", "http"}):
        raise Rejected(gettext_noop("The address of the other system must begin with https"))


def _exchange(prepared: "requests.PreparedRequest", timeout: float) -> Sent:
    import requests

    ends = time.monotonic() + timeout
    with requests.Session() as session:
        environment = session.merge_environment_settings(prepared.url or "", {}, True, None, None)
        response = session.send(prepared, allow_redirects=False, timeout=(min(timeout, 5), timeout), **environment)
        with response:
            body = _read(response, ends)
    if 200 <= response.status_code < 300:
        return _accepted(body)
    raise _refusal(response)


def _read(response: "requests.Response", ends: float) -> bytes:
    """Read the reply within its size and time: a server that drips would hold the worker for ever."""
    body = b""
    while chunk := response.raw.read1(8192, decode_content=True):
        body += chunk
        if len(body) > REPLY_LIMIT or time.monotonic() > ends:
            raise Retry(gettext_noop("The answer is too long or too slow"))
    return body


def _accepted(body: bytes) -> Sent:
    """A reply we cannot read is asked for again: under the same key that does no harm."""
    try:
        reply = json.loads(body) if body else {}
    except ValueError as error:
        raise Retry(gettext_noop("The answer cannot be read")) from error
    if not isinstance(reply, dict):
        raise Retry(gettext_noop("The answer cannot be read"))
    return Sent(str(reply.get("number") or reply.get("id") or ""), reply)


def _refusal(response: "requests.Response") -> ChannelError:
    status = response.status_code
    if status < 500 and status not in AGAIN:
        return Rejected(gettext_noop("The other system refused it"), status)
    after = response.headers.get("Retry-After", "")
    return Retry(gettext_noop("The other system put it off"), status, after=int(after) if after.isdecimal() else None)
