"""Work that runs by the clock."""

import datetime as dt

from celery import shared_task
from django.utils import timezone

from petitions.learning.schooling import train_due
from petitions.letters.models import Submission
from petitions.meetings import rules as meetings
from petitions.papers import parts
from petitions.petitioners.rules import ask_where_missing
from petitions.urgent import workflow as urgent

KEPT_DAYS = 3  # longer than a form is good for, so that an old form cannot be sent a second time


@shared_task(name="petitions.forget_codes")
def forget_codes() -> None:
    """Forget codes whose receipt has ended, and forms that can no longer be sent."""
    now = timezone.now()
    Submission.objects.filter(shown_until__lt=now).update(code_sealed="", more_sealed="", shown_until=None)
    Submission.objects.filter(created_at__lt=now - dt.timedelta(days=KEPT_DAYS)).delete()


@shared_task(name="petitions.issue_receipts", acks_late=True)
def issue_receipts() -> int:
    """Make the receipts of new letters as papers."""
    return parts.issue_receipts()


@shared_task(name="petitions.learn")
def learn() -> None:
    """Learn from what clerks decided since the last time."""
    train_due()


@shared_task(name="petitions.call_on", acks_late=True)
def call_on() -> int:
    """Call the next in line of urgent reports that nobody acknowledged."""
    return urgent.call_on()


@shared_task(name="petitions.remind_of_meetings")
def remind_of_meetings() -> int:
    """Tell attendants of the joint meetings of tomorrow."""
    return meetings.remind()


@shared_task(name="petitions.ask_for_consent")
def ask_for_consent() -> None:
    """Let the desk ask where nobody knows yet whether a resident agrees that somebody acts for them."""
    ask_where_missing(timezone.now())
