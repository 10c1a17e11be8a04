"""Background work on registers."""

from celery import shared_task

from caojiadu.core.registers.dates import remind_due


@shared_task(name="registers.remind")
def remind() -> int:
    """Tell the offices of dates that come near, each once ahead and once on the day."""
    return remind_due()
