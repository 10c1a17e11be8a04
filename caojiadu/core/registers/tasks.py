"""Background work on registers."""

from celery import shared_task
from django.utils import timezone

from caojiadu.core.registers import hooks
from caojiadu.core.registers.dates import recount_waiting, remind_due
from caojiadu.core.registers.duties import open_duties
from caojiadu.core.registers.incoming import forget_undecided


@shared_task(name="registers.remind")
def remind() -> int:
    """Tell the offices of dates that come near, each once ahead and once on the day."""
    return remind_due()


@shared_task(name="registers.recount")
def recount() -> int:
    """Let the dates of entries follow rules that have changed."""
    return recount_waiting()


@shared_task(name="registers.open_duties")
def open_yearly_duties() -> int:
    """Put what is owed every year into the work plans."""
    return open_duties()


@shared_task(name="registers.every_day")
def look_every_day() -> int:
    """Let offices look, once a day, at what no date and no limit tells of; how many things they told."""
    forget_undecided()
    return sum(hooks.every_day(timezone.now()))
