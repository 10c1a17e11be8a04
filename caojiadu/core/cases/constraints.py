"""What a model forbids: asked before it is written, and said in the constraint's words where the database refused."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError

from caojiadu.core.cases.errors import Refused

P = ParamSpec("P")
R = TypeVar("R")


def in_words(model_of: Callable[..., Any]) -> Callable[[Callable[P, R]], Callable[P, R]]:
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


def said_by(error: IntegrityError, model: Any) -> str:
    """The words of a model's own constraint where it was that one; nothing where it was another's."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    return next((str(one.get_violation_error_message()) for one in model._meta.constraints if one.name == name), "")


def refused_by_model(instance: Any, values: dict[str, Any]) -> Iterator[ValidationError]:
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


def _beside(error: ValidationError, values: dict[str, Any]) -> ValidationError:
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
