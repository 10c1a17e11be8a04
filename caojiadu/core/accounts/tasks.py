"""Background work of the accounts."""

from importlib import import_module

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from caojiadu.core.accounts.models import SignInCode, Throttle


@shared_task(name="accounts.clear_expired")
def clear_expired() -> None:
    """Delete sessions, codes and counts of tries whose time is over."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    for model in (SignInCode, Throttle):
        model.objects.filter(expires_at__lte=timezone.now()).delete()
