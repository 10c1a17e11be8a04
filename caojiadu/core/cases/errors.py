"""Why a move, an entry or an appointment did not happen."""

from typing import Any

from django import forms
from django.db import models

from caojiadu.core.workflow import Text


class MoveError(Exception):
    """What was asked for is not done; the message is for the reader."""

    def __init__(self, message: Text = "") -> None:
        super().__init__(str(message))
        self.message = message


class NotAllowed(MoveError):
    """The actor does not make this move on this case."""


class OutOfTurn(MoveError):
    """The case no longer stands where the move begins: somebody was faster."""


class Refused(MoveError):
    """A rule says no, and why. `beside` names the field that it concerns, `see` the entry that stands in the way."""

    def __init__(self, message: Text = "", *, beside: str = "", see: models.Model | None = None) -> None:
        super().__init__(message)
        self.beside, self.see = beside, see


class Invalid(MoveError):
    """The form of the move does not validate; `form` carries the messages and everything typed."""

    def __init__(self, form: forms.BaseForm) -> None:
        super().__init__("")
        self.form: Any = form  # in its own kind: whoever made the move knows which
