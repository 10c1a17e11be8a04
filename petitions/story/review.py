"""Review and re-review as the petitioner reads them: until when, how, what was asked and what was decided."""

import datetime as dt
from typing import Any

from django.utils import timezone

from petitions.clocks.rights import ASK_RE_REVIEW, ASK_REVIEW, Right
from petitions.clocks.standing import is_final, next_stage, of_this_opinion
from petitions.models import Petition, Petitioner, Review
from petitions.people.joint import is_confirmed, principal_of


def first(petition: Petition, part: Petitioner) -> dict[str, Any] | None:
    """A petitioner's own last day to ask for review, why it is that day, and whether it can be asked for now."""
    own = principal_of(part)
    if own.review_until is None or own.served_at is None or not is_confirmed(part):
        return None
    return _right(ASK_REVIEW, timezone.localdate(own.served_at), own.review_until) | _use(
        petition, part, Review.Stage.REVIEW
    )


def requests(petition: Petition, part: Petitioner) -> list[dict[str, Any]]:
    """Every request, oldest first, with the decision once the petitioner has it, and the next right after that.

    A proxy sees none before the resident has agreed.
    """
    return [_request(petition, review, part) for review in petition.reviews.all()] if is_confirmed(part) else []


def _request(petition: Petition, review: Review, part: Petitioner) -> dict[str, Any]:
    following = None
    if review.ask_until and review.served_at:
        following = _right(ASK_RE_REVIEW, timezone.localdate(review.served_at), review.ask_until) | _use(
            petition, part, Review.Stage.RE_REVIEW
        )
    return {
        "review": review,
        "mine": review.petitioner_id in (part.pk, principal_of(part).pk)
        or (review.petitioner_id is None and principal_of(part).first),
        "re_review": review.stage == Review.Stage.RE_REVIEW,
        "unread": review.decided_at is not None and review.served_at is None,
        "following": following,
    }


def _use(petition: Petition, part: Petitioner, stage: int) -> dict[str, Any]:
    """Whether a right can be used now, or was used: then the request stands there instead of it."""
    able = may_ask(petition, part, stage)
    asked = any(one.stage == stage for one in of_this_opinion(petition))
    return {"stage": stage, "may_ask": able, "used": asked and not able}


def _right(right: Right, start: dt.date, until: dt.date) -> dict[str, Any]:
    counted = right.until(start)
    return {
        "until": until,
        "why": counted.explain(),
        "article": right.article,
        "provisional": counted.provisional,
        "over": until < timezone.localdate(),
    }


def may_ask(petition: Petition, part: Petitioner, stage: int | None = None) -> bool:
    """Say whether a request can be made now: an opinion was given, none waits, and the last instance has not spoken."""
    served = principal_of(part).served_at is not None and is_confirmed(part)
    if petition.route != Petition.Route.PETITION or not served:
        return False
    reviews = list(petition.reviews.all())
    if is_final(petition) or any(one.is_open for one in reviews):
        return False
    return stage is None or stage == next_stage(petition)


def extension(petition: Petition) -> Any:
    """The extension that was granted, if one was."""
    return petition.extensions.filter(granted=True).first()
