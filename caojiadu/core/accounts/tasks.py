"""Background work of the accounts."""

from datetime import timedelta
from importlib import import_module

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from caojiadu.core.accounts.models import SignIn, SignInCode, Throttle

KEPT = timedelta(days=180)  # the own list of sign-ins; the audit trail keeps them all


@shared_task(name="accounts.clear_expired")
def clear_expired() -> None:
    """Delete sessions, codes, sign-ins and counts of tries whose time is over."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    for model in (SignInCode, Throttle):
        model.objects.filter(expires_at__lte=timezone.now()).delete()
    SignIn.objects.filter(at__lt=timezone.now() - KEPT).delete()
