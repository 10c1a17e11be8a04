"""What the cells of a sheet mean to the form of a register: days, numbers, yes and no, and choices by their words."""

import unicodedata
from collections import Counter
from collections.abc import Sequence

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from caojiadu.core.sheets.cells import BadCell, any_moment, line, number, text

YES = {"yes", "y", "1", "是", "有", "√", "✓", "true", "对"}
NO = {"", "no", "n", "0", "否", "无", "没有", "×", "x", "false", "-", "—"}
NAMED, NOTED = 15, 10  # choices that a refusal names, words that were taken for others


class Meaning:
    """Reads rows by their columns; keeps what it took for something else, to be told."""

    def __init__(self, fields: dict[str, forms.Field], columns: Sequence[str]) -> None:
        self.fields = {place: (key, fields[key]) for place, key in enumerate(columns) if key in fields}
        self.understood: Counter[tuple[str, str]] = Counter()
        self.labels = {key: _labels(field) for key, field in self.fields.values() if hasattr(field, "choices")}

    def of(self, cells: Sequence[str]) -> tuple[dict[str, str], dict[str, str]]:
        """What somebody would have typed, and by field what cannot be meant."""
        typed, problems = dict[str, str](), dict[str, str]()
        for place, (key, field) in self.fields.items():
            cell = cells[place] if place < len(cells) else ""
            try:
                typed[key] = self._typed(key, field, cell)
            except BadCell as bad:
                typed[key], problems[key] = cell, f"{field.label}: {bad}"
        return typed, problems

    def notes(self) -> list[str]:
        """The words that were taken for others."""
        most = self.understood.most_common(NOTED)
        return [
            _("“%(word)s” was taken for “%(choice)s”: %(n)d") % {"word": word, "choice": choice, "n": many}
            for (word, choice), many in most
        ]

    def _typed(self, key: str, field: forms.Field, cell: str) -> str:
        if key in self.labels:
            return self._choice(key, cell)
        if isinstance(field, forms.BooleanField):
            return _ticked(cell)
        if isinstance(field, forms.DateTimeField):
            return f"{any_moment(cell):%Y-%m-%d %H:%M}" if cell else ""
        if isinstance(field, forms.DateField):
            return f"{any_moment(cell):%Y-%m-%d}" if cell else ""
        if isinstance(field, forms.IntegerField):  # the others that take numbers come from it
            return number(cell)
        return text(cell) if isinstance(field.widget, forms.Textarea) else line(cell)

    def _choice(self, key: str, cell: str) -> str:
        """The key of the one choice that a cell names, whole or by its beginning or a part of it. Raises BadCell."""
        labels, word = self.labels[key], _plain(cell)
        if not word:
            return ""
        for fits in (str.__eq__, str.startswith, str.__contains__):
            found = [label for label in labels if fits(_plain(label), word)]
            if len(found) == 1 and (len(word) > 1 or fits is str.__eq__):
                if fits is not str.__eq__:
                    self.understood[cell, found[0]] += 1
                return labels[found[0]]
        if cell in labels.values():
            return cell
        named = "、".join(list(labels)[:NAMED]) + ("…" if len(labels) > NAMED else "")
        raise BadCell(_("“%(word)s” is none of: %(choices)s") % {"word": cell[:40], "choices": named})

    def example(self, key: str) -> str:
        """What one could write into a column."""
        field = next(field for name, field in self.fields.values() if name == key)
        if key in self.labels:
            return next(iter(self.labels[key]), "")
        if isinstance(field, forms.BooleanField):
            return _("yes")
        if isinstance(field, forms.DateTimeField):
            return f"{timezone.localdate():%Y-%m-%d} 14:30"
        if isinstance(field, forms.DateField):
            return f"{timezone.localdate():%Y-%m-%d}"
        return "1" if isinstance(field, forms.IntegerField) else ""


def _labels(field: forms.Field) -> dict[str, str]:
    """The choices of a field by their words."""
    choices = getattr(field, "choices", ())
    return {str(label): str(getattr(key, "value", key)) for key, label in choices if str(getattr(key, "value", key))}


def _ticked(cell: str) -> str:
    word = _plain(cell)
    if word in YES or word in NO:
        return "on" if word in YES else ""
    raise BadCell(_("“%(word)s” is neither yes nor no") % {"word": cell[:40]})


def _plain(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold().strip()
