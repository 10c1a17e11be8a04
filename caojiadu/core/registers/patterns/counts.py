"""Entries that keep counts only: no name, number or contact of anybody may be typed into them."""

import re
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from caojiadu.core.community.models import Resident
from caojiadu.core.personal import SealedTextField, name_digest
from caojiadu.core.personal.detection import Kind, found_in

PLACES = (Kind.ADDRESS, Kind.NUMBER)  # a place or a document is no person
SHORTEST, LONGEST = 3, 4  # characters of a full name that is hardly ever an ordinary word
_RUN = re.compile(rf"[\u4e00-\u9fff]{{{SHORTEST},}}")


class CountsOnly(models.Model):
    """A mixin, named before `Record` or `Case`, of models that keep counts.

    What says who somebody is stays out of their words: phone, identity and bank numbers, contacts, names with a title,
    and the full names of three or four characters of residents whom the portal knows.
    """

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse personal details, beside the field in which they stand."""
        super().clean()
        wrong = {name: _said(found) for name, text in self._words() if (found := personal_in(text))}
        if wrong:
            raise ValidationError(wrong)

    def _words(self) -> Iterator[tuple[str, str]]:
        for field in self._meta.fields:
            typed = isinstance(field, models.CharField | models.TextField) and field.editable and not field.choices
            if typed and not isinstance(field, SealedTextField):
                yield field.name, getattr(self, field.attname) or ""


def personal_in(text: str) -> str:
    """The first thing in a text that says who somebody is, or nothing."""
    shaped = next((one.text for one in found_in(text) if one.kind not in PLACES), "")
    return shaped or _known_resident(text)


def _known_resident(text: str) -> str:
    """A full name in the text that is that of a resident."""
    runs = (hit[0] for hit in _RUN.finditer(text))
    parts = {
        run[start : start + size]
        for run in runs
        for size in range(SHORTEST, LONGEST + 1)
        for start in range(len(run) - size + 1)
    }
    digests = {name_digest(part): part for part in parts}
    hit = Resident.objects.filter(name_digest__in=list(digests)).values_list("name_digest", flat=True).first()
    return digests.get(hit, "") if hit else ""


def _said(found: str) -> str:
    return _("Only counts are kept here. Take out who it is about: “%(found)s”.") % {"found": found}
