"""The unified social credit code of an organisation (统一社会信用代码, GB 32100-2015)."""

from django.utils.translation import gettext as _

from caojiadu.core.registers.models import Record
from caojiadu.core.registers.rules import Problems

CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # without I, O, S, V and Z
LENGTH, BASE, STEP = 18, len(CHARACTERS), 3


def check_character(body: str) -> str:
    """The last character of a code, worked out from the seventeen before it."""
    total = sum(CHARACTERS.index(character) * pow(STEP, place, BASE) for place, character in enumerate(body))
    return CHARACTERS[-total % BASE]


def credit_code(entry: Record, name: str = "credit_code") -> Problems:
    """A code has the right form and its check character, and no two entries that hold have the same."""
    code = getattr(entry, name)
    if len(code) != LENGTH or not set(code) <= set(CHARACTERS):
        words = _("A credit code has 18 characters: digits and capital letters without I, O, S, V, Z.")
    elif code[-1] != check_character(code[:-1]):
        words = _("This is no valid credit code: its last character does not fit the others.")
    elif type(entry).objects.filter(**{name: code}, ended_on=None).exclude(pk=entry.pk).exists():
        words = _("An entry with this credit code is there already.")
    else:
        return {}
    return {name: words}
