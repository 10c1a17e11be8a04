"""Celery's door to the outbox."""

from celery import shared_task

from caojiadu.core.notices import worker


@shared_task(name="notices.send_due")
def send_due() -> int:
    """Send what is due."""
    return worker.send_due()
