"""Work that runs by the clock."""

from celery import shared_task

from services.hall.tickets import settle_days


@shared_task(name="services.settle_days")
def settle() -> int:
    """Close the days of the halls that are over."""
    return settle_days()
