"""What the forms of all moves share."""

import datetime as dt
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext

from caojiadu.core.cases.moving import Actor
from caojiadu.core.personal import Unusable, clean_line, clean_text, words
from caojiadu.core.workflow import Text

AnyField = TypeVar("AnyField", bound=forms.Field)
MOST = 20_000  # characters of one long text


class MoveForm(forms.Form):
    """A form of one move, given the case and who acts.

    `key_fields` are choices kept as keys in the event, everything else that is text is kept as words;
    `public_words` are those of them that the resident reads, `quiet_words` those the history does not repeat.
    `linked_fields` are those that a link to the form may fill in: the person still looks at it and sends it.
    `personal_fields` say who somebody is: the event keeps nothing of them.
    """

    key_fields: tuple[str, ...] = ()
    personal_fields: tuple[str, ...] = ()
    quiet_words: tuple[str, ...] = ()
    public_words: tuple[str, ...] = ()
    linked_fields: tuple[str, ...] = ()

    def __init__(self, data: Any = None, files: Any = None, *, case: Any, actor: Actor, **kwargs: Any) -> None:
        self.case = case
        self.actor = actor
        super().__init__(data, files, **kwargs)
        if data is None:
            self.initial = {**self.initial_values(), **self.initial}

    def initial_values(self) -> dict[str, Any]:
        """What the form starts with when it is shown."""
        return {}


def field_of(form: forms.BaseForm, name: str, kind: type[AnyField]) -> AnyField:
    """The field of a form, known to be of one kind: `Form.fields` says only that it is a field."""
    found = form.fields[name]
    if not isinstance(found, kind):
        raise TypeError(f"{name} is a {type(found).__name__}, not a {kind.__name__}")
    return found


def pick_from(form: forms.BaseForm, name: str, rows: QuerySet[Any]) -> None:
    """Let a field that picks rows pick among these only."""
    field_of(form, name, forms.ModelChoiceField).queryset = rows


class Words(forms.CharField):
    """Words as people type them: no sign that nobody can see, no mark of a state secret."""

    tidy = staticmethod(clean_line)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No maxlength: a browser that cuts off a pasted text loses what was written."""
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}

    def to_python(self, value: Any) -> str:
        try:
            return self.tidy(super().to_python(value) or "")
        except Unusable as error:
            raise ValidationError(error.message) from error

    def validate(self, value: str) -> None:
        """Refuse what is marked as a state secret."""
        super().validate(value)
        if words.marked(value):
            raise ValidationError(gettext("This text is marked as a state secret. It must not be sent this way."))


class LongText(Words):
    """Text of several lines, nothing of it cut off in silence."""

    widget = forms.Textarea
    tidy = staticmethod(clean_text)


def long_text(label: Text, *, rows: int = 4, required: bool = True, help_text: Text = "") -> forms.CharField:
    """A text of several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return LongText(label=label, required=required, max_length=MOST, help_text=help_text, widget=widget)


EARLIEST, LATEST = 1900, 2100  # a limit that ends on a day counts the days until then in two bytes


def in_our_time(value: dt.date) -> None:
    """Refuse a year that is a slip of the keyboard: what is counted from it would leave the calendar."""
    if not EARLIEST <= value.year <= LATEST:
        raise ValidationError(
            gettext("Look at the year: it lies between %(first)d and %(last)d.") % {"first": EARLIEST, "last": LATEST}
        )


class DayField(forms.DateField):
    """A day that somebody picks."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=kwargs.pop("widget", DayInput()), validators=(in_our_time,), **kwargs)


class MomentField(forms.DateTimeField):
    """A day and an hour that somebody picks."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=kwargs.pop("widget", MomentInput()), validators=(in_our_time,), **kwargs)


class DayInput(forms.DateInput):
    """A day to pick. The browser wants it as ISO writes it, whatever the language of the page."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """A time of the day to pick, to the minute."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class MomentInput(forms.DateTimeInput):
    """A day and an hour to pick, written as the browser wants them."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")
