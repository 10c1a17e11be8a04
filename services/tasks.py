"""Work that runs by the clock."""

from celery import shared_task

from services.appointments import booking
from services.hall.figures import enter_days
from services.hall.tickets import settle_days


@shared_task(name="services.settle_days")
def settle() -> int:
    """Close the days of the halls that are over."""
    return settle_days()


@shared_task(name="services.enter_hall_figures")
def enter_hall_figures() -> int:
    """Enter the figures of the days that are over in the office's register."""
    return enter_days()


@shared_task(name="services.sweep_appointments")
def sweep_appointments() -> dict[str, int]:
    """Remind who comes tomorrow, and note who did not come."""
    return booking.sweep()
