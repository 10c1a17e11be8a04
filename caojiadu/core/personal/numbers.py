"""Phone and identity numbers: brought to one form, and refused with a reason when they cannot be right."""

import datetime as dt
import re
import unicodedata

import phonenumbers
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from stdnum.cn import ric
from stdnum.exceptions import ValidationError as StdnumError

from caojiadu.core.personal.words import Unusable, clean_line

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
