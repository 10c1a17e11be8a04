"""Why a move did not happen."""

from typing import Any


class MoveError(Exception):
    """A move that is refused; the message is for the reader."""

    def __init__(self, message: Any = "") -> None:
        super().__init__(str(message))
        self.message = message


class NotAllowed(MoveError):
    """The actor does not make this move on this case."""


class OutOfTurn(MoveError):
    """The case no longer stands where the move begins: somebody was faster."""


class Refused(MoveError):
    """A guard says no, and why."""


class Invalid(MoveError):
    """The form of the move does not validate; `form` carries the messages and everything typed."""

    def __init__(self, form: Any) -> None:
        super().__init__("")
        self.form = form
