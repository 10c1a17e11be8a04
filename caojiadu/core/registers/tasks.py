"""Background work on registers."""

from celery import shared_task

from caojiadu.core.registers.dates import remind_due
from caojiadu.core.registers.duties import open_duties


@shared_task(name="registers.remind")
def remind() -> int:
    """Tell the offices of dates that come near, each once ahead and once on the day."""
    return remind_due()


@shared_task(name="registers.open_duties")
def open_yearly_duties() -> int:
    """Put what is owed every year into the work plans."""
    return open_duties()
