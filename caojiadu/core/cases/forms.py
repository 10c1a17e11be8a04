"""What the forms of all moves share, and what a model forbids: asked before it is written, and said in the words of the
constraint where the database refused."""

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.validators import DecimalValidator, MaxValueValidator, MinValueValidator
from django.db import IntegrityError, models
from django.db.models import QuerySet
from django.utils.translation import gettext, gettext_lazy

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moving import Actor
from caojiadu.core.personal import Unusable, clean_line, clean_text
from caojiadu.core.personal.fields import marked
from caojiadu.core.types import NamedRow, Number, Typed, Uploads, Values
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

    def __init__(
        self, data: Typed = None, files: Uploads = None, *, case: NamedRow, actor: Actor, **kwargs: Any
    ) -> None:
        self.case = case
        self.actor = actor
        super().__init__(data, files, **kwargs)
        if data is None:
            self.initial = {**self.initial_values(), **self.initial}

    def initial_values(self) -> Values:
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
    default_error_messages = {
        "marked": gettext_lazy("This text is marked as a state secret. It must not be sent this way."),
    }

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No maxlength: a browser that cuts off a pasted text loses what was written."""
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}

    def to_python(self, value: object) -> str:
        try:
            return self.tidy(super().to_python(value) or "")
        except Unusable as error:
            raise ValidationError(error.message) from error

    def validate(self, value: str) -> None:
        """Refuse what is marked as a state secret."""
        super().validate(value)
        if grade := marked(value):
            raise ValidationError(self.error_messages["marked"], params={"grade": grade})


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


P = ParamSpec("P")
R = TypeVar("R")


def in_words(model_of: Callable[..., type[models.Model]]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Say in the constraint's words what the database refused, when somebody was faster than the form.

    `model_of` takes what the decorated function takes, and gives the model. Raises Refused.
    """

    def decorate(verb: Callable[P, R]) -> Callable[P, R]:
        @wraps(verb)
        def saying(*args: P.args, **kwargs: P.kwargs) -> R:
            try:
                return verb(*args, **kwargs)
            except IntegrityError as error:
                words = said_by(error, model_of(*args, **kwargs))
                if not words:
                    raise
                raise Refused(words) from error

        return saying

    return decorate


def said_by(error: IntegrityError, model: type[models.Model]) -> str:
    """The words of a model's own constraint where it was that one; nothing where it was another's."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    return next((str(one.get_violation_error_message()) for one in model._meta.constraints if one.name == name), "")


def refused_by_model(instance: models.Model, values: Values) -> Iterator[ValidationError]:
    """What the model's own rules say against these values; the instance stays as it was."""
    model = type(instance)
    trial = model()
    trial._state.adding = instance._state.adding
    for field in model._meta.concrete_fields:
        if not field.generated:
            setattr(trial, field.attname, getattr(instance, field.attname))
    for name, value in values.items():
        setattr(trial, name, value)
    try:
        trial.clean()
        for constraint in model._meta.constraints:
            constraint.validate(model, trial)
    except ValidationError as error:
        yield _beside(error, values)


def _beside(error: ValidationError, values: Values) -> ValidationError:
    """The same, with what concerns a field that is not asked for here said of the whole form.

    Where a field that is asked for is named, too, that comes first: the other mostly follows from it.
    """
    if not hasattr(error, "error_dict"):
        return error
    found: dict[str, list[ValidationError]] = {}
    named = any(name in values for name in error.error_dict)
    for name, problems in error.error_dict.items():
        if name in values or name == NON_FIELD_ERRORS or not named:
            found.setdefault(name if name in values else NON_FIELD_ERRORS, []).extend(problems)
    return ValidationError(found)


_RANGES = (MinValueValidator, MaxValueValidator, DecimalValidator)


def say_range(field: forms.IntegerField) -> None:
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


def _within(least: Number, most: Number, places: int) -> Callable[[Number], None]:
    def check(value: Number) -> None:
        exponent = int(value.as_tuple().exponent) if isinstance(value, Decimal) else 0
        if least <= value <= most and -exponent <= places:
            return
        said = gettext("Give a number from %(least)s to %(most)s, with at most %(places)d decimals.") if places else ""
        said = said or gettext("Give a whole number from %(least)s to %(most)s.")
        raise ValidationError(said % {"least": least, "most": most, "places": places}, code="range")

    return check
