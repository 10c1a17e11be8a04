"""Background work of the desk."""

from celery import shared_task

from caojiadu.core.desk import exporting, reminding, saved
from caojiadu.core.desk.many.batches import run_waiting


@shared_task(name="desk.run_many")
def run_many() -> int:
    """Do what somebody asked for many matters."""
    return run_waiting()


@shared_task(name="desk.make_sheets")
def make_sheets() -> int:
    """Put long lists together as sheets."""
    return exporting.make_waiting()


@shared_task(name="desk.tell_views")
def tell_views() -> int:
    """Tell people what their saved views hold, and what they asked to be reminded of."""
    return saved.tell_due() + reminding.remind_due()
