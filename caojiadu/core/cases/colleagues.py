"""Choosing a colleague in a form: who is away is named as such, and cannot be chosen."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from caojiadu.core.accounts.absences import away_today
from caojiadu.core.accounts.models import Absence, User


class ColleagueField(forms.ModelChoiceField):
    """One of the people that `offer` names."""

    away: dict[int, Absence]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=User.objects.none(), **kwargs)
        self.away = {}

    def offer(self, people: Iterable[int]) -> None:
        """Offer these people, in the order of their names."""
        found = set(people)
        self.queryset = User.objects.filter(pk__in=found).order_by("display_name", "pk")
        self.away = away_today(found) if found else {}

    def label_from_instance(self, obj: models.Model) -> str:
        """The name, and until when somebody is away."""
        absence = self.away.get(obj.pk)
        return str(obj) if absence is None else f"{obj} ({away_words(absence)})"

    def clean(self, value: object) -> User | None:
        """Whoever is away gets nothing new."""
        user = super().clean(value)
        absence = self.away.get(user.pk) if user else None
        if absence is not None:
            raise ValidationError(
                _("%(name)s: %(away)s. Give it to somebody who is here.") % {"name": user, "away": away_words(absence)}
            )
        return user


def away_words(absence: Absence) -> str:
    """Until when somebody is away, and who stands in."""
    day = date_format(absence.last)
    if absence.deputy is None:
        return _("away until %(day)s") % {"day": day}
    return _("away until %(day)s, %(deputy)s stands in") % {"day": day, "deputy": absence.deputy}
