"""What the portal does about itself by the clock."""

from typing import Any

from celery import shared_task

from caojiadu.operations.calling import call_for
from caojiadu.operations.health import clocks
from caojiadu.operations.health.measures import State, findings


@shared_task(name="operations.beat", bind=True)
def beat(self: Any) -> None:
    """Say that timer, queue and worker are there, and compare their clocks."""
    clocks.beat(self.request.expires)


@shared_task(name="operations.look")
def look() -> None:
    """Call whoever looks after the portal where something needs them."""
    for found in findings():
        if found.state == State.CALL:
            call_for(found)
