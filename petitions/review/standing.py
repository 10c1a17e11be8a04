"""Where an answered letter stands: computed from what was decided, so that side tracks never lose one another.

A supported opinion stays open until it is carried out (2022 Regulations, art. 32); a second look and a review by the
body above run side by side, and whichever ends first leaves the letter with the other.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from caojiadu.core.cases.memo import known, once
from caojiadu.core.cases.moves import Moving
from caojiadu.core.district.reports import Report
from caojiadu.core.workflow import State
from petitions.letters.models import Answer, Petition
from petitions.review.models import Review

# Outcomes that promise something.
SUPPORT = (Answer.Outcome.SUPPORTED, Answer.Outcome.ADOPTED, Answer.Outcome.PARTLY)
CARRYING_OUT = "carrying_out"
_WITH = {Review.Stage.REVIEW: "reviewing", Review.Stage.RE_REVIEW: "re_reviewing"}


def owes_something(case: Petition) -> bool:
    """Say whether something promised in a released answer, or in the one being released, is still to be done."""
    given = Q(released_at__isnull=False) | Q(round=case.round)
    promised = case.answers.filter(given, outcome__in=SUPPORT, round__gte=case.opinion_round)
    return case.carried_out_at is None and promised.exists()


def is_worked_on(case: Petition) -> bool:
    """Say whether somebody here still has to do something about it, beside any review."""
    return not case.standing.rests


@once
def requests_of(case: Petition) -> list[Review]:
    """Every request, oldest first."""
    return list(known(case, case.reviews.all()))


def of_this_opinion(case: Petition) -> list[Review]:
    """The requests about the opinion that counts now; those about a revoked one are history."""
    return [one for one in requests_of(case) if one.round == case.opinion_round]


def opinion_rounds(case: Petition) -> set[int]:
    """The rounds whose answer is an opinion: the first, and each that followed a revoked one."""
    later = {one.round for one in requests_of(case)} if case.opinion_round > 1 else set()
    return {1, case.opinion_round} | later


def is_final(case: Petition) -> bool:
    """Say whether the last instance has spoken about the opinion that counts now."""
    return _decided(case, Review.Stage.RE_REVIEW)


def next_stage(case: Petition) -> Review.Stage:
    """Which request comes next: after a review that was decided, one for re-review."""
    return Review.Stage.RE_REVIEW if _decided(case, Review.Stage.REVIEW) else Review.Stage.REVIEW


def _decided(case: Petition, stage: int) -> bool:
    return any(one.accepted and one.stage == stage for one in of_this_opinion(case))


def _resting(case: Petition) -> str:
    """Where it rests once nobody here owes anything: with another body, decided by one, or answered."""
    waiting = case.reviews.filter(decided_at=None).first()
    if waiting:
        return _WITH[Review.Stage(waiting.stage)]
    if _decided(case, Review.Stage.RE_REVIEW):
        return "ended"
    return "reviewed" if _decided(case, Review.Stage.REVIEW) else "answered"


def after_release(moving: Moving) -> State:
    """After the answer: to be carried out, else at rest."""
    return _state(moving, CARRYING_OUT if owes_something(moving.case) else _resting(moving.case))


def after_carrying_out(moving: Moving) -> State:
    """After everything promised was done."""
    return _state(moving, _resting(moving.case))


def after_asking(moving: Moving) -> State | None:
    """After a request for review: with the body that decides, unless we still have something to do."""
    return None if is_worked_on(moving.case) else _state(moving, _WITH[next_stage(moving.case)])


def after_decision(moving: Moving) -> State | None:
    """After the body decided: where that leaves it, unless we still have something to do."""
    case = moving.case
    waiting = case.reviews.filter(decided_at=None).first()
    if is_worked_on(case) or waiting is None:
        return None
    if decision_in(moving).decision == Review.Decision.NOT_ACCEPTED:
        return _state(moving, "reviewed" if waiting.stage == Review.Stage.RE_REVIEW else "answered")
    return _state(moving, "ended" if waiting.stage == Review.Stage.RE_REVIEW else "reviewed")


def before_archiving(moving: Moving) -> State | None:
    """Where it stood before it was archived."""
    archived = moving.case.events.filter(move="archive").order_by("-id").first()
    return _state(moving, archived.source) if archived else None


def _state(moving: Moving, key: str) -> State:
    state: State = moving.case.workflow.states[key]
    return state


@dataclass(frozen=True)
class Decision:
    """What the body decided, as it said itself or as the desk entered it from paper."""

    decision: str
    text: str
    number: str = ""
    decided_on: Any = None


def decision_in(moving: Moving) -> Decision:
    """The decision that a move brings."""
    if key := moving.data.get("report"):
        report = Report.objects.get(pk=key)
        return Decision(report.decision, report.reply, report.number, report.decided_on)
    typed = moving.data
    return Decision(typed["decision"], typed["text"], typed["number"], typed["decided_on"])
