"""What must be true before a move of an urgent report."""

from django.utils.translation import gettext as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving


def called_and_silent(moving: Moving) -> None:
    """Only whoever was called acknowledges, once."""
    call = moving.case.calls.filter(user=moving.actor.user).first()
    if call is None:
        raise Refused(_("This report does not call you: whoever is called acknowledges it."))
    if call.acknowledged_at is not None:
        raise Refused(_("You acknowledged it already."))


def still_unheard(moving: Moving) -> None:
    """Nobody acknowledged, and the time to wait is over."""
    due = moving.case.next_call_at
    if due is None or due > moving.now:
        raise Refused(_("Nobody has to be called now."))
