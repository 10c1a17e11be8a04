"""Celery's door to the reports."""

from celery import shared_task

from caojiadu.core.district import sending


@shared_task(name="district.send_due")
def send_due() -> int:
    """Send what is due."""
    return sending.send_due()
