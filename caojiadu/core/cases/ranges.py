"""Numbers in forms: one range in words that people use, in place of what each validator says by itself."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import DecimalValidator, MaxValueValidator, MinValueValidator
from django.utils.translation import gettext

_RANGES = (MinValueValidator, MaxValueValidator, DecimalValidator)


def say_range(field: Any) -> None:
    """Let a number field refuse what is out of its range with one sentence; rules with words of their own stay."""
    rules = [rule for rule in field.validators if isinstance(rule, _RANGES) and "message" not in vars(rule)]
    least = max((rule.limit_value for rule in rules if isinstance(rule, MinValueValidator)), default=None)
    ends = [rule.limit_value for rule in rules if isinstance(rule, MaxValueValidator)]
    places = 0
    if least is not None:
        field.widget.attrs["min"] = least
    if isinstance(field, forms.DecimalField) and field.max_digits is not None:
        places = field.decimal_places or 0
        ends.append(Decimal(10) ** (field.max_digits - places) - Decimal(10) ** -places)
    if not ends:
        return
    most = min(ends)
    field.validators = [rule for rule in field.validators if rule not in rules]
    field.validators.append(_within(-most if least is None else least, most, places))


def _within(least: Any, most: Any, places: int) -> Any:
    def check(value: Any) -> None:
        exponent = int(value.as_tuple().exponent) if isinstance(value, Decimal) else 0
        if least <= value <= most and -exponent <= places:
            return
        said = gettext("Give a number from %(least)s to %(most)s, with at most %(places)d decimals.") if places else ""
        said = said or gettext("Give a whole number from %(least)s to %(most)s.")
        raise ValidationError(said % {"least": least, "most": most, "places": places}, code="range")

    return check
