"""People as a clerk enters or pastes them: one in a line."""

import re
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caojiadu.core.personal import Unusable, clean_line, clean_text, normal_phone

MOST = 500  # lines at once; more are entered in a second go
_LONGEST = {"name": 60, "address": 120}
_PARTS = re.compile(r"\t|,|，|;|；")
_CHOSEN = re.compile(r"^\s*[*＊]\s*")


@dataclass(frozen=True)
class Person:
    """One line: who, how reached, and whether they were chosen to represent the others."""

    name: str
    phone: str = ""
    address: str = ""
    represents: bool = False


class PeopleField(forms.CharField):
    """Name, phone, address, parted by commas or tabs as a spreadsheet pastes them; a star before a representative."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "help_text",
            gettext_lazy(
                "One person in a line: name, phone, address. A line copied from a spreadsheet fits as it is. "
                "Put * before those who were chosen to represent the others, at most 5."
            ),
        )
        super().__init__(**kwargs)
        self.widget.attrs["rows"] = 5

    def to_python(self, value: Any) -> list[Person]:  # type: ignore[override]
        """Read line by line; a line that cannot be used is named with what is wrong with it."""
        try:
            lines = [line for line in clean_text(super().to_python(value) or "").split("\n") if line.strip()]
        except Unusable as error:
            raise ValidationError(error.message) from error
        if len(lines) > MOST:
            raise ValidationError(_("At most %(most)d people at once.") % {"most": MOST})
        found, wrong = [], []
        for number, line in enumerate(lines, start=1):
            try:
                found.append(_person(line))
            except Unusable as error:
                wrong.append(_("Line %(number)d: %(what)s") % {"number": number, "what": error})
        if wrong:
            raise ValidationError(wrong[:10])
        return found

    def validate(self, value: Any) -> None:
        """Each person once."""
        super().validate(value)
        seen: set[tuple[str, str]] = set()
        for person in value:
            if (person.name, person.phone) in seen and person.phone:
                raise ValidationError(_("Somebody is named twice with the same phone."))
            seen.add((person.name, person.phone))


def _person(line: str) -> Person:
    chosen = bool(_CHOSEN.match(line))
    parts = [clean_line(part) for part in _PARTS.split(_CHOSEN.sub("", line))]
    name, phone, address = (*parts, "", "", "")[:3]
    if not name:
        raise Unusable(_("the name is missing"))
    if len(name) > _LONGEST["name"] or len(address) > _LONGEST["address"] or len(phone) > 40:
        raise Unusable(_("this is longer than a name, a phone or an address"))
    return Person(name, normal_phone(phone) if phone else "", address, chosen)


def represented_by(people: list[Person]) -> int:
    """How many of them were chosen."""
    return sum(person.represents for person in people)
