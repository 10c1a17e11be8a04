"""The Caojiadu Sub-district Office portal."""

from caojiadu.celery import app as celery_app

__all__ = ["celery_app"]
