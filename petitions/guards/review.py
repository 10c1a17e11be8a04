"""What must be true before a request for review is taken, decided or served. None of them asks whether it is late."""

from django.utils.translation import gettext as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.extensions import UNENDED
from caojiadu.core.cases.memo import once
from caojiadu.core.cases.moves import Moving
from petitions.clocks.standing import is_final, next_stage
from petitions.models import Petition, Review


@once
def _reviews(case: Petition) -> list[Review]:
    """Every request that was taken: two at most in a round."""
    return list(case.reviews.all())


def opinion_given(moving: Moving) -> None:
    """There is a handling opinion on route 6; only that can be reviewed."""
    case: Petition = moving.case
    if case.route != Petition.Route.PETITION or case.answered_at is None:
        raise Refused(_("Only a handling opinion of the petition procedure can be reviewed."))


def none_waits(moving: Moving) -> None:
    """One request at a time."""
    if any(review.decided_at is None for review in _reviews(moving.case)):
        raise Refused(_("A request is with the body that decides already."))


def not_ended(moving: Moving) -> None:
    """After the re-review there is no further one."""
    if is_final(moving.case):
        raise Refused(_("The re-review is final: there is no further one."))


def is_next(stage: Review.Stage):
    """A guard: this stage is the next one."""

    def guard(moving: Moving) -> None:
        if next_stage(moving.case) != stage:
            raise Refused(
                _("The opinion was not reviewed yet: ask for a review first.")
                if stage == Review.Stage.RE_REVIEW
                else _("The opinion was reviewed already: what comes next is the re-review.")
            )

    return guard


def waits(stage: Review.Stage):
    """A guard: a request of this stage waits for its decision."""

    def guard(moving: Moving) -> None:
        if not any(review.decided_at is None and review.stage == stage for review in _reviews(moving.case)):
            raise Refused(_("No such request waits for a decision."))

    return guard


def unserved(moving: Moving) -> None:
    """The petitioner does not have the newest decision yet, as far as we know."""
    if not any(review.decided_at and review.served_at is None for review in _reviews(moving.case)):
        raise Refused(_("This was recorded already."))


def clock_in(state: str):
    """A guard: the clock of the re-review stands so."""

    def guard(moving: Moving) -> None:
        if not moving.case.clocks.filter(key="re_review", state__in=UNENDED).filter(state=state).exists():
            raise Refused(_("The limit of the re-review does not run, or stands still already."))

    return guard
