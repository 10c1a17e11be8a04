"""What the forms show: a suggestion with how sure and from which words, or nothing; and whether the clerk took it."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from caojiadu.core.cases.forms import MoveForm
from caojiadu.core.cases.models import Category
from caojiadu.core.cases.moves import Moving
from caojiadu.core.hooks import provide
from caojiadu.core.organisation.models import Office
from petitions.learning.decisions import features_of
from petitions.learning.models import Hint, LearningRule, Learnt, Subject
from petitions.learning.weights import REST, Spoilt, Weights
from petitions.letters.models import Petition

log = logging.getLogger(__name__)
MODELS: dict[str, Any] = {Subject.CATEGORY: Category, Subject.OFFICE: Office}
# The newest training of each subject, as this process has read it.
_read: dict[str, tuple[int, Weights | None]] = {}


@dataclass(frozen=True)
class Suggested:
    """A suggestion for one field."""

    key: int
    label: str
    percent: int
    words: tuple[str, ...]
    learnt: int
    sure: float


def suggested(petition: Petition, subject: str) -> Suggested | None:
    """What clerks chose for letters like this one; None below the threshold, without a training, and for reports
    against somebody."""
    if petition.workflow.secret or petition.confidentiality:
        return None
    rule = LearningRule.objects.filter(subject=subject, active=True).first()
    if rule is None:
        return None
    key, weights = _newest(rule)
    if weights is None:
        return None
    guess = weights.guess(features_of(petition))
    if guess is None or guess.label == REST or guess.sure * 100 < rule.threshold:
        return None
    row = _row(subject, guess.label)
    if row is None:
        return None
    return Suggested(row.pk, str(row), min(int(guess.sure * 100), 99), guess.words, key, guess.sure)


def _row(subject: str, key: int) -> Any:
    """The category or office, as long as it can be chosen."""
    rows = MODELS[subject].objects.filter(pk=key)
    return (rows.exclude(office=None) if subject == Subject.CATEGORY else rows).first()


def _newest(rule: LearningRule) -> tuple[int, Weights | None]:
    trained = Learnt.objects.filter(subject=rule.subject, examples__gte=rule.min_examples)
    key = trained.order_by("-pk").values_list("pk", flat=True).first()
    if key is None:
        return 0, None
    if _read.get(rule.subject, (0, None))[0] != key:
        _read[rule.subject] = (key, _load(key))
    return _read[rule.subject]


def _load(key: int) -> Weights | None:
    row = Learnt.objects.get(pk=key)
    try:
        return Weights.unpacked(bytes(row.data), row.digest)
    except (Spoilt, ValueError, KeyError, OSError) as error:
        log.error("the training %s cannot be used: %s", key, error)
        return None


def note_choice(moving: Moving, subject: str) -> None:
    """Keep whether the clerk took what the form had shown; where it was silent nothing is kept."""
    shown = suggested(moving.case, subject)
    if shown is None:
        return
    chosen = moving.data.get(subject)
    key = chosen.pk if chosen else None
    Hint.objects.create(
        petition=moving.case,
        subject=subject,
        learnt_id=shown.learnt,
        suggested=shown.key,
        sure=shown.sure,
        chosen=key,
        taken=key == shown.key,
        at=moving.now or timezone.now(),
    )


def note_if_taken(subject: str) -> Callable[[Moving], None]:
    """An effect that keeps whether the suggestion for a field was taken."""

    def keep(moving: Moving) -> None:
        note_choice(moving, subject)

    return keep


class Hinted(MoveForm):
    """A move's form in which `hinted` names the field beside which the suggestion stands, and what is suggested."""

    hinted = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.linked_fields = (self.hinted,)
        field: Any = self.fields[self.hinted]
        found = suggested(self.case, self.hinted)
        if found:
            field.suggested = {
                "field": f"id_{self.hinted}",
                "name": self.hinted,
                "key": found.key,
                "label": found.label,
                "percent": found.percent,
                "words": "、".join(found.words),
            }


@provide("load_lists")
def load_learning_rules() -> None:
    """A row for each thing that can be suggested; what an administrator set stays."""
    for subject in Subject.values:
        LearningRule.objects.get_or_create(subject=subject)
