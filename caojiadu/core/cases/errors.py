"""Why a move, an entry or an appointment did not happen."""

from typing import Any


class MoveError(Exception):
    """What was asked for is not done; the message is for the reader."""

    def __init__(self, message: Any = "") -> None:
        super().__init__(str(message))
        self.message = message


class NotAllowed(MoveError):
    """The actor does not make this move on this case."""


class OutOfTurn(MoveError):
    """The case no longer stands where the move begins: somebody was faster."""


class Refused(MoveError):
    """A rule says no, and why. `beside` names the field that it concerns, `see` the entry that stands in the way."""

    def __init__(self, message: Any = "", *, beside: str = "", see: Any = None) -> None:
        super().__init__(message)
        self.beside, self.see = beside, see


class Invalid(MoveError):
    """The form of the move does not validate; `form` carries the messages and everything typed."""

    def __init__(self, form: Any) -> None:
        super().__init__("")
        self.form = form
