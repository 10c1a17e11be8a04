"""JSON over HTTP between two systems, signed with a shared secret (RFC 9421, RFC 9530).

The signature covers method, path with query, idempotency key and the digest of the body, and carries the time,
the key's name and a nonce:

    Idempotency-Key: "report:2026-000123"
    Content-Digest: sha-256=:…:
    Signature-Input: sig1=("@method" "@request-target" "content-digest" "idempotency-key");created=…;keyid="…";…
    Signature: sig1=:…:

A repeat carries the same idempotency key under a new signature: the receiver answers it as it did the first, so
nothing here is ever uncertain. The same signature twice is a replay.
"""

import base64
import hashlib
import hmac
import re
import secrets as random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

CLOCK_SKEW = 300
LABEL = "sig1"
COVERED = '("@method" "@request-target" "content-digest" "idempotency-key")'
INPUT = re.compile(
    rf'{LABEL}=(?P<params>{re.escape(COVERED)};created=(?P<created>\d{{1,12}});keyid="(?P<key_id>[\w.:-]{{1,100}})"'
    r';nonce="(?P<nonce>[\w-]{16,100})";alg="hmac-sha256")'
)
SIGNATURE = re.compile(rf"{LABEL}=:(?P<signature>[A-Za-z0-9+/]{{43}}=):")
# An sf-string of RFC 8941 without its escapes, which our keys never need.
IDEMPOTENCY_KEY = re.compile(r'"(?P<key>[\x20\x21\x23-\x5b\x5d-\x7e]{1,200})"')


class BadSignature(ValueError):
    """The request is not from who it says, or not as it was sent, or not from now."""


@dataclass(frozen=True)
class Signed:
    """What a good signature vouches for."""

    key_id: str
    idempotency_key: str


def sign(*, method: str, target: str, body: bytes, key_id: str, secret: str, idempotency_key: str) -> dict[str, str]:
    """Return the headers that sign a request; `target` is the path with its query."""
    if not IDEMPOTENCY_KEY.fullmatch(f'"{idempotency_key}"'):
        raise ValueError("an idempotency key is 1 to 200 printable ASCII characters without quotes and backslashes")
    created, nonce = int(time.time()), random.token_urlsafe(16)
    params = f'{COVERED};created={created};keyid="{key_id}";nonce="{nonce}";alg="hmac-sha256"'
    headers = {"Content-Digest": _digest(body), "Idempotency-Key": f'"{idempotency_key}"'}
    signature = _signature(secret, method, target, headers["Content-Digest"], headers["Idempotency-Key"], params)
    return headers | {"Signature-Input": f"{LABEL}={params}", "Signature": f"{LABEL}=:{signature}:"}


def verify(
    *,
    method: str,
    target: str,
    headers: Mapping[str, str],
    body: bytes,
    secrets: Mapping[str, str],
    replayed: Callable[[str, int], bool] | None = None,
) -> Signed:
    """Check a received request against the secrets by key name. Raises BadSignature.

    `replayed(nonce, keep_seconds)` remembers a nonce and says whether it was there before; it is asked last, of a
    request that is good in all else.
    """
    found = {name.lower(): value for name, value in headers.items()}
    given = INPUT.fullmatch(found.get("signature-input", ""))
    signature = SIGNATURE.fullmatch(found.get("signature", ""))
    key = IDEMPOTENCY_KEY.fullmatch(found.get("idempotency-key", ""))
    if not (given and signature and key):
        raise BadSignature("the signature headers are missing or not in the agreed form")
    if abs(time.time() - int(given["created"])) > CLOCK_SKEW:
        raise BadSignature("the signature's time is too far from now")
    if not hmac.compare_digest(found.get("content-digest", "").encode(), _digest(body).encode()):
        raise BadSignature("the body is not the one that was signed")
    # An unknown key name is checked against a random secret, so that both answers take the same time.
    secret = secrets.get(given["key_id"]) or random.token_hex()
    expected = _signature(secret, method, target, found["content-digest"], found["idempotency-key"], given["params"])
    if not hmac.compare_digest(expected, signature["signature"]):
        raise BadSignature("the signature is wrong")
    if replayed and replayed(f"{given['key_id']}:{given['nonce']}", 2 * CLOCK_SKEW):
        raise BadSignature("this very request was received before")
    return Signed(given["key_id"], key["key"])


def _digest(body: bytes) -> str:
    return f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"


def _signature(secret: str, method: str, target: str, digest: str, key: str, params: str) -> str:
    base = (
        f'"@method": {method.upper()}\n"@request-target": {target}\n"content-digest": {digest}\n'
        f'"idempotency-key": {key}\n"@signature-params": {params}'
    )
    return base64.b64encode(hmac.new(secret.encode(), base.encode(), hashlib.sha256).digest()).decode()
