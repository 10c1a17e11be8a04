"""Letters that another body passed to us."""

import datetime as dt
from typing import Any

from petitions.clocks.rights import OBJECT
from petitions.models import Petition, Transferred


def note_transfer(petition: Petition, *, body: Any, sender: str, received_on: dt.date) -> Transferred:
    """Keep who transferred a letter and when it arrived; the time to object runs from that day (art. 23)."""
    return Transferred.objects.create(
        petition=petition,
        body=body,
        sender="" if body else sender,
        received_on=received_on,
        object_until=OBJECT.until(received_on).date,
    )
