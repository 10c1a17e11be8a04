"""Leaving a provider alone that does not answer: each try would hold a worker until its time is over.

After some troubles in a row a channel pauses, longer with each further one; then one message is tried. The longest
pause is shorter than a sign-in code lives, so that codes come back as soon as the provider does.
"""

from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from caojiadu.core.notices.models import Pause

TROUBLES = 3
FIRST, LONGEST = timedelta(seconds=30), timedelta(minutes=4)


def paused() -> set[str]:
    """The channels that are left alone now."""
    return set(Pause.objects.filter(until__gt=timezone.now()).values_list("channel", flat=True))


def trouble(channel: str) -> bool:
    """Note that a provider did not answer, or not in time; whether the channel pauses from now on."""
    Pause.objects.get_or_create(channel=channel)
    Pause.objects.filter(channel=channel).update(troubles=F("troubles") + 1)
    more = Pause.objects.get(channel=channel).troubles - TROUBLES
    if more < 0:
        return False
    length = min(FIRST * 2 ** min(more, 8), LONGEST)
    Pause.objects.filter(channel=channel).update(until=timezone.now() + length)
    return True


def answered(channel: str) -> None:
    """Note that a provider answered, whatever it said."""
    Pause.objects.filter(channel=channel, troubles__gt=0).update(troubles=0, until=None)
