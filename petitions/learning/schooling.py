"""Training from what the database holds, and keeping the result."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from caojiadu.core.cases.models import CaseEvent
from petitions.learning.decisions import MOVES, examples
from petitions.learning.models import LearningRule, Learnt, Subject
from petitions.learning.weights import digest_of

KEPT = 3  # trainings of each subject


def train_subject(rule: LearningRule, now: dt.datetime | None = None) -> Learnt | None:
    """Train one subject again, unless too little was decided so far."""
    from petitions.learning.training import train

    newest = newest_decision(rule.subject)
    found = examples(rule.subject, min_each=rule.min_each)
    labels = {example.label for example in found}
    if len(found) < rule.min_examples or len(labels) < 2:
        return None
    try:
        weights, measured = train(found)
    except ValueError:  # no two letters share their words
        return None
    spoke, right = measured.spoken(rule.threshold / 100)
    data = weights.packed()
    with transaction.atomic():
        made = Learnt.objects.create(
            subject=rule.subject,
            at=now or timezone.now(),
            examples=len(found),
            classes=len(labels),
            accuracy=measured.accuracy,
            baseline=measured.baseline,
            figures={"threshold": rule.threshold, "spoke": spoke, "right": right, "newest": newest},
            data=data,
            digest=digest_of(data),
        )
        old = Learnt.objects.filter(subject=rule.subject).order_by("-pk").values_list("pk", flat=True)[KEPT:]
        Learnt.objects.filter(pk__in=list(old)).delete()
    return made


def train_due() -> None:
    """Train what has something new to learn from."""
    for rule in LearningRule.objects.filter(active=True):
        last = Learnt.objects.filter(subject=rule.subject).order_by("-pk").values_list("figures", flat=True).first()
        if last is None or last.get("newest") != newest_decision(rule.subject):
            train_subject(rule)


def newest_decision(subject: str) -> int | None:
    """The key of the newest move with which a clerk decided."""
    moves = CaseEvent.objects.filter(move__in=MOVES[Subject(subject)], actor_kind="staff")
    return moves.order_by("-pk").values_list("pk", flat=True).first()
