"""What the database refuses, in the words of the constraint that refused it."""

from typing import Any

from django.db import IntegrityError


def said_by(error: IntegrityError, model: Any) -> str:
    """The words of a model's own constraint where it was that one; nothing where it was another's."""
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    return next((str(one.get_violation_error_message()) for one in model._meta.constraints if one.name == name), "")
