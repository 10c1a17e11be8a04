"""What must be true before the office objects to a transfer, or the sender's word is entered."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from petitions.models import Transferred


def _transfer(moving: Moving) -> Transferred | None:
    return Transferred.objects.filter(petition_id=moving.case.pk).first()


def may_object(moving: Moving) -> None:
    """It came by transfer, within five working days, and nobody objected yet (art. 23)."""
    transfer = _transfer(moving)
    if transfer is None:
        raise Refused(_("This matter was not transferred to us: there is nobody to object to."))
    if transfer.objected_at is not None:
        raise Refused(_("You objected already."))
    if timezone.localdate(moving.now) > transfer.object_until:
        raise Refused(
            _(
                "The last day to object was %(day)s: five working days after the transfer arrived. "
                "The matter stays with us."
            )
            % {"day": date_format(transfer.object_until)}
        )


def objection_waits(moving: Moving) -> None:
    """An objection waits for the sender's word."""
    transfer = _transfer(moving)
    if transfer is None or not transfer.waits:
        raise Refused(_("No objection waits for an answer."))


def agreed(moving: Moving) -> None:
    """The sender agreed."""
    objection_waits(moving)
