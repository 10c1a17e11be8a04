"""Text sealed in the database and clear in Python, and keyed digests that find a value without opening it.

What is encrypted at rest carries the id of its key.
AES-256-GCM and HKDF come from `cryptography`. `settings.PERSONAL_DATA_KEYS` lists "id:secret" pairs: the first
seals, all of them open, so keys are changed without a day on which old rows cannot be read.
"""

import hashlib
import hmac
import os
import re
import unicodedata
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Expression
from django.db.models.lookups import Lookup

from caojiadu.core.personal.numbers import check_id_number, normal_phone
from caojiadu.core.personal.words import clean_text

NONCE_BYTES = 12
SHORTEST_SECRET = 32
_KEY_ID = re.compile(r"[A-Za-z0-9_-]{1,32}")
_DOTS = re.compile(r"[\s·•‧∙⋅・.]")


class Unreadable(ValueError):
    """A sealed value whose key is not in the settings, or that was changed after it was sealed."""


@lru_cache(maxsize=4)
def _ciphers(pairs: tuple[str, ...]) -> dict[str, AESGCM]:
    """Turn the configured pairs into ciphers by key id, the sealing one first."""
    ciphers: dict[str, AESGCM] = {}
    for pair in pairs:
        key_id, _colon, secret = pair.strip().partition(":")
        if not _KEY_ID.fullmatch(key_id) or len(secret) < SHORTEST_SECRET or key_id in ciphers:
            raise ImproperlyConfigured(
                f"PERSONAL_DATA_KEYS must be id:secret pairs, each id once, each secret {SHORTEST_SECRET} characters"
            )
        derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"caojiadu personal data").derive(secret.encode())
        ciphers[key_id] = AESGCM(derived)
    return ciphers


def check_keys() -> None:
    """Read the configured keys. Raises ImproperlyConfigured when they cannot be used."""
    _ciphers(tuple(settings.PERSONAL_DATA_KEYS))


def seal(text: str) -> str:
    """Encrypt under the first key: "keyid:token". The key id is authenticated too; nothing in, nothing out."""
    if not text:
        return ""
    key_id, cipher = next(iter(_ciphers(tuple(settings.PERSONAL_DATA_KEYS)).items()))
    nonce = os.urandom(NONCE_BYTES)
    token = urlsafe_b64encode(nonce + cipher.encrypt(nonce, text.encode(), key_id.encode()))
    return f"{key_id}:{token.decode()}"


def unseal(sealed: str) -> str:
    """Decrypt what `seal` made. Raises Unreadable when its key is gone or the value was tampered with."""
    if not sealed:
        return ""
    key_id, _colon, token = sealed.partition(":")
    cipher = _ciphers(tuple(settings.PERSONAL_DATA_KEYS)).get(key_id)
    if cipher is None:
        raise Unreadable(f"no key {key_id!r} in PERSONAL_DATA_KEYS")
    try:
        raw = urlsafe_b64decode(token)
        return cipher.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], key_id.encode()).decode()
    except (InvalidTag, ValueError) as error:
        raise Unreadable("a sealed value does not open: it was changed, or sealed under another key") from error


def digest(kind: str, value: str) -> str:
    """Return the keyed digest of a value in its normal form; the kind keeps equal texts apart. Empty stays empty."""
    if not value:
        return ""
    message = f"{kind}\0{value}".encode()
    return hmac.new(settings.PERSONAL_LOOKUP_KEY.encode(), message, hashlib.sha256).hexdigest()


def phone_digest(phone: str) -> str:
    """Digest a phone number in whatever way it was written. Raises ValueError for what is no number."""
    return digest("phone", normal_phone(phone)) if phone else ""


def id_digest(id_type: str, number: str) -> str:
    """Digest a paper's number together with its type. Raises ValueError when the number cannot be right."""
    return digest(f"id:{id_type}", check_id_number(id_type, number)) if number else ""


def name_digest(name: str) -> str:
    """Digest a name so that width, case, blanks and the dots of minority names do not matter."""
    return digest("name", _DOTS.sub("", unicodedata.normalize("NFKC", name)).casefold())


class SealedTextField(models.TextField):
    """Text encrypted at rest. It cannot be searched or sorted: keep a digest beside it for that."""

    description = "Text encrypted at rest"

    def from_db_value(self, value: str | None, expression: Expression, connection: BaseDatabaseWrapper) -> str | None:
        """Open what the database holds."""
        return value if value is None else unseal(value)

    def get_prep_value(self, value: Any) -> Any:
        """Seal what goes to the database; text nobody could see is refused here at the latest."""
        value = super().get_prep_value(value)
        return value if value is None else seal(clean_text(value))

    def get_lookup(self, lookup_name: str) -> "type[Lookup[Any]] | None":
        """Refuse to compare: every sealing of a text differs, so a filter would quietly find nothing."""
        raise FieldError(f"{self.name} is sealed: look it up by its digest, not by {lookup_name}")
