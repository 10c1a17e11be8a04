"""What the database refuses, in the words of the constraint that refused it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

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
