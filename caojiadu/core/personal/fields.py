"""What people type: text and numbers brought to one form or refused with a sentence, sealed at rest, found by digests.

Odd characters are refused with a sentence that says what to do, marks of state secrets too.
The portal must not receive state secrets. Only what is a mark counts: the grade with its star (机密★10年), a line that
is nothing but the grade, the grade in brackets at the head of a line, or a declared grade (密级：机密). The words in
a sentence are ordinary words.

What is encrypted at rest carries the id of its key.
AES-256-GCM and HKDF come from `cryptography`. `settings.PERSONAL_DATA_KEYS` lists "id:secret" pairs: the first
seals, all of them open, so keys are changed without a day on which old rows cannot be read.
"""

import datetime as dt
import hashlib
import hmac
import os
import re
import unicodedata
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache
from typing import Any

import phonenumbers
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import TextChoices
from django.db.models.expressions import Expression
from django.db.models.lookups import Lookup
from django.utils.translation import gettext_lazy as _
from stdnum.cn import ric
from stdnum.exceptions import ValidationError as StdnumError

_LINE_BREAKS = re.compile(r"\r\n?|\u2028|\u2029|\x0b|\x0c|\x85")
# Controls, halves of pairs, what is no character, and marks that turn the direction of writing round: with these a
# name could be shown other than it is stored.
_ODD = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))


class Unusable(ValueError):
    """What was typed cannot be taken; the message is for the person who typed it."""

    def __init__(self, message: Any) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


def clean_text(value: str) -> str:
    """Return text of several lines in NFC with plain line breaks. Raises Unusable for characters nobody can see."""
    value = _LINE_BREAKS.sub("\n", str(value)).translate(_INVISIBLE)
    if _ODD.search(value):
        raise Unusable(_("This text contains characters that cannot be shown. Please delete them and type it again."))
    return unicodedata.normalize("NFC", value).strip()


def clean_line(value: str) -> str:
    """Return text of one line, its blanks reduced to single spaces. Raises Unusable as `clean_text` does."""
    return " ".join(clean_text(value).split())


_SPACE = r"[ \t]*+"  # never given back: what follows begins with no space
_GRADE = rf"(?P<grade>绝{_SPACE}密|机{_SPACE}密|秘{_SPACE}密)"
_OPEN, _CLOSE = r"[\[(【〔〖<《]", r"[\])】〕〗>》]"
_MARKS = (
    rf"{_GRADE}{_SPACE}[★☆⭐✭]",
    rf"{_GRADE}{_SPACE}\*{_SPACE}(?:\d|长期|启封|公布)",
    rf"^{_SPACE}{_OPEN}?{_SPACE}{_GRADE}(?:级|件|文件|资料)?{_SPACE}{_CLOSE}?{_SPACE}$",
    rf"^{_SPACE}{_OPEN}{_SPACE}{_GRADE}(?:级|件|文件|资料)?{_SPACE}{_CLOSE}",
    rf"(?:^|[\s(\[]){_OPEN}?密{_SPACE}级{_SPACE}{_CLOSE}?{_SPACE}:{_SPACE}{_GRADE}(?:级)?(?=$|[\s★,;。)\]】])",
)
_PATTERNS = tuple(re.compile(mark, re.MULTILINE) for mark in _MARKS)
_TRADITIONAL = str.maketrans("絕機祕級檔長啟", "绝机秘级档长启")
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad\0]")


def marked(text: str) -> str | None:
    """Return the grade that a text is marked with, or None."""
    plain = unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).translate(_TRADITIONAL)
    plain = plain.replace("\r\n", "\n").replace("\r", "\n")
    for pattern in _PATTERNS:
        if found := pattern.search(plain):
            return re.sub(r"\s", "", found["grade"])
    return None


def marked_name(name: str) -> str | None:
    """Return the grade that a file's name is marked with, or None."""
    return marked(name.rpartition(".")[0] or name)


_SHANGHAI_SHORT = re.compile(r"[2-9]\d{7}")
_CHINESE_MOBILE = re.compile(r"\+861[3-9]\d{9}")
_MOBILE_KINDS = {phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE}
_SEPARATORS = re.compile(r"[\s\-–—－()（）.]")
_PHONE_MESSAGE = _("Enter a phone number that exists: a mobile number of 11 digits, or a landline with its area code.")


class IdType(TextChoices):
    """The papers a person may show."""

    ID_CARD = "id_card", _("Resident identity card")
    RESIDENCE_PERMIT = "residence_permit", _("Residence permit for Hong Kong, Macao and Taiwan residents")
    HK_MACAO_PERMIT = "hk_macao_permit", _("Mainland travel permit for Hong Kong and Macao residents")
    TAIWAN_PERMIT = "taiwan_permit", _("Mainland travel permit for Taiwan residents")
    PASSPORT = "passport", _("Passport")


def _plain(text: str) -> str:
    """Full-width to half-width, separators gone, capitals."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", clean_line(text))).upper()


def normal_phone(text: str) -> str:
    """Return a phone number as E.164; mainland numbers need no country code, Shanghai ones no area code.

    Raises Unusable (a ValueError) for what cannot be a number, and for numbers with an extension: E.164 would lose it.
    """
    digits = _plain(text)
    if _SHANGHAI_SHORT.fullmatch(digits):
        digits = f"021{digits}"
    try:
        number = phonenumbers.parse(digits, "CN")
    except phonenumbers.NumberParseException as error:
        raise Unusable(_PHONE_MESSAGE) from error
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    # The library lags behind new Chinese number blocks, so their shape alone is enough.
    good = _CHINESE_MOBILE.fullmatch(e164) or phonenumbers.is_valid_number(number)
    if number.extension or not good:
        raise Unusable(_PHONE_MESSAGE)
    return e164


def takes_messages(e164: str) -> bool:
    """Say whether a normal number can get a text message."""
    if _CHINESE_MOBILE.fullmatch(e164):
        return True
    return phonenumbers.number_type(phonenumbers.parse(e164)) in _MOBILE_KINDS


def _check_card(number: str) -> str:
    """Check an 18-character number by GB 11643: check character and birth date.

    The library's table of areas is left out: it knows neither areas dissolved before a person's birth year was
    looked up in it (Nanhui, 1935) nor the permits of 81, 82 and 83.
    """
    if not re.fullmatch(r"\d{17}[\dX]", number):
        raise Unusable(_("An identity card number has 18 characters: 17 digits and a last digit or X."))
    try:
        ric.get_birth_date(number)
    except StdnumError as error:
        raise Unusable(_("The birth date inside this identity card number does not exist. Please check it.")) from error
    if ric.calc_check_digit(number) != number[-1]:
        raise Unusable(_("This identity card number does not add up. Please check each digit."))
    return number


def _check_permit(number: str) -> str:
    """A residence permit has a card's form and the area 81, 82 or 83."""
    if number[:2] not in {"81", "82", "83"}:
        raise Unusable(_("A residence permit number begins with 81, 82 or 83."))
    return _check_card(number)


_SHAPES = {
    IdType.HK_MACAO_PERMIT: (
        re.compile(r"[HM]\d{8}(\d{2})?"),
        _("This permit number is H or M and 8 or 10 digits."),
    ),
    IdType.TAIWAN_PERMIT: (re.compile(r"\d{8}(\d{2})?"), _("This permit number has 8 or 10 digits.")),
    IdType.PASSPORT: (
        re.compile(r"\A(?=[A-Z]*\d)[A-Z0-9]{5,17}"),
        _("A passport number has 5 to 17 letters and digits, no other characters."),
    ),
}


def check_id_number(id_type: str, number: str) -> str:
    """Return the number in its normal form. Raises Unusable (a ValueError) when it cannot be right."""
    plain = _plain(number)
    if id_type == IdType.ID_CARD:
        return _check_card(plain)
    if id_type == IdType.RESIDENCE_PERMIT:
        return _check_permit(plain)
    if id_type not in _SHAPES:
        raise Unusable(_("Choose the kind of paper first."))
    shape, message = _SHAPES[IdType(id_type)]
    if not shape.fullmatch(plain):
        raise Unusable(message)
    return plain


def birth_day(id_type: str, number: str) -> dt.date | None:
    """The day of birth in a number that was checked; None where its kind holds none."""
    if id_type not in (IdType.ID_CARD, IdType.RESIDENCE_PERMIT):
        return None
    born: dt.date = ric.get_birth_date(_plain(number))
    return born


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
