"""Counting what nobody finds, so that administrators see which words are missing: words, a day, a number, no person."""

import datetime as dt
import re

from django.db.models import F, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from caojiadu.core.accounts.models import User
from caojiadu.core.doors import Link
from caojiadu.core.finding.models import Unanswered
from caojiadu.core.finding.words import asked
from caojiadu.core.hooks import provide
from caojiadu.core.personal.detection import found_in

LONGEST = 30  # characters; who writes more tells a story, and a story may name people
MOST = 300  # different words of one day: whoever asks by machine fills no table
KEPT = dt.timedelta(days=180)
LATELY = dt.timedelta(days=7)
_NUMBER = re.compile(r"[\d〇零一二三四五六七八九幺]{4}")


def count(typed: str) -> None:
    """Count what was asked without finding anything, unless it may say something of a person."""
    words = asked(typed).text
    if not 1 < len(words) <= LONGEST or _NUMBER.search(typed) or _NUMBER.search(words) or found_in(typed):
        return
    today = timezone.localdate()
    rows = Unanswered.objects.filter(day=today)
    if not rows.filter(words=words).update(times=F("times") + 1) and rows.count() < MOST:
        Unanswered.objects.bulk_create([Unanswered(day=today, words=words)], ignore_conflicts=True)


@provide("every_day")
def forget(now: dt.datetime) -> int:
    """Let go what was counted months ago; return how many rows."""
    return Unanswered.objects.filter(day__lt=(now - KEPT).date()).delete()[0]


@provide("to_look_after")
def asked_in_vain(user: User) -> list[Link]:
    """How often nothing was found lately."""
    rows = Unanswered.objects.filter(day__gt=timezone.localdate() - LATELY)
    n = rows.aggregate(n=Sum("times"))["n"] if user.has_perm("finding.view_unanswered") else 0
    if not n:
        return []
    said = ngettext("%(n)d question found no answer in a week", "%(n)d questions found no answer in a week", n)
    return [Link(reverse("admin:finding_unanswered_changelist"), said % {"n": n})]
