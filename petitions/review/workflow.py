"""Review 复查 by the district and re-review 复核 by the municipality (2022 Regulations, art. 35-36), followed here.

Every request goes up; lateness is computed and told, and only the body that decides refuses. A second look and the
carrying out of a supported opinion go on beside it.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from caojiadu.core.workflow import By, Notify, Purpose, State, Transition
from petitions.letters.states import (
    AFTER_ANSWER,
    ANSWERED,
    ARCHIVED,
    CLERK,
    ENDED,
    IN_HAND,
    RE_REVIEWING,
    REVIEWED,
    REVIEWING,
    WORKED_ON,
)
from petitions.petitioners.rules import power_is_sure
from petitions.review import rules, standing
from petitions.review.models import Review

STAGE = Review.Stage
# A second look may be under way.
ANYWHERE = (*AFTER_ANSWER, *WORKED_ON)
_ASKING: dict[Any, tuple[str, State, Any, Any]] = {
    STAGE.REVIEW: (
        "ask_review",
        REVIEWING,
        _("Ask for review"),
        _("You asked for a review; it went to the district"),
    ),
    STAGE.RE_REVIEW: (
        "ask_re_review",
        RE_REVIEWING,
        _("Ask for re-review"),
        _("You asked for a re-review; it went to the municipality through the district"),
    ),
}


def _ask(stage: STAGE, *, desk: bool) -> Transition:
    key, target, label, told = _ASKING[stage]
    allowed = (rules.opinion_given, rules.not_ended, rules.none_waits, rules.is_next(stage))
    common: dict[str, Any] = {
        "target": target,
        "choose": standing.after_asking,
        "sources": (*ANYWHERE, ARCHIVED),
        "when": allowed,
        "effects": (rules.ask(stage),),
        "notify": (Notify("registrar", "case_review_asked"), Notify("head", "case_review_asked")),
        "public": True,
        "told": told,
    }
    if not desk:
        own = {"form": "petitions.review.pages.AskReviewForm", "guards": (power_is_sure,)}
        return Transition(key, label, by=By.RESIDENT, **own, **common)
    entered = _("Enter a request for review") if stage == STAGE.REVIEW else _("Enter a request for re-review")
    hint = _("It goes up as it is, also after the last day: only the body that decides refuses.")
    return Transition(
        f"{key}_desk", entered, **CLERK, form="petitions.review.pages.AskReviewDeskForm", hint=hint, **common
    )


def _decide(stage: STAGE, *, desk: bool) -> Transition:
    review = stage == STAGE.REVIEW
    common: dict[str, Any] = {
        "sources": ANYWHERE,
        "target": REVIEWED if review else ENDED,
        "others": (ANSWERED,) if review else (REVIEWED,),
        "choose": standing.after_decision,
        "effects": (rules.decided,),
        "notify": (
            Notify("resident", "petition_review_decided"),
            Notify("head", "case_review_decided"),
            Notify("registrar", "case_review_decided"),
        ),
        "public": True,
        "told": _("The district decided on the review") if review else _("The municipality decided on the re-review"),
    }
    waits = rules.waits(stage)
    if not desk:
        key = "review_decided" if review else "re_review_decided"
        return Transition(key, common["told"], by=By.DISTRICT, guards=(waits,), **common)
    key, label = (
        ("record_review", _("Enter the district's opinion"))
        if review
        else ("record_re_review", _("Enter the municipality's opinion"))
    )
    return Transition(key, label, **CLERK, form="petitions.review.pages.DecisionForm", when=(waits,), **common)


HANDLE_AGAIN = Transition(
    "handle_again",
    _("Back to be handled again"),
    ANYWHERE,
    IN_HAND,
    by=By.TIMER,
    effects=(rules.handle_again,),
    notify=(
        Notify("resident", "petition_handled_again"),
        *(Notify(one, "case_handle_again") for one in ("handler", "head", "registrar")),
    ),
    public=True,
    told=_("The opinion was revoked: we handle the matter again"),
)
SERVE_REVIEW = Transition(
    "serve_review",
    _("Record that the opinion from above was received"),
    ANYWHERE,
    **CLERK,
    form="petitions.review.pages.ServeReviewForm",
    when=(rules.unserved,),
    effects=(rules.served,),
    public=True,
    told=_("You received the opinion from above"),
    purpose=Purpose.PAPERS,
)
READ_REVIEW = Transition(
    "read_review",
    _("The petitioner read the opinion from above"),
    ANYWHERE,
    by=By.RESIDENT,
    guards=(power_is_sure, rules.unserved),
    effects=(rules.served,),
    public=True,
    told=_("You read the opinion from above"),
)
HEARING = Transition(
    "hearing",
    _("A hearing is held: the limit stands still"),
    ANYWHERE,
    **CLERK,
    form="petitions.review.pages.HearingForm",
    when=(rules.clock_in("running"),),
    effects=(rules.hearing,),
    public=True,
    told=_("A hearing is held; its days are not counted"),
    hint=_("The one ground on which a limit of the petition procedure stands still (Regulations, art. 36)."),
)
HEARING_OVER = Transition(
    "hearing_over",
    _("The hearing is over: the limit runs on"),
    ANYWHERE,
    **CLERK,
    form="petitions.review.pages.HearingOverForm",
    when=(rules.clock_in("stopped"),),
    effects=(rules.hearing_over,),
    public=True,
    told=_("The hearing is over"),
)
_LATE = (Notify("head", "case_review_late"), Notify("registrar", "case_review_late"))
REVIEW_LATE = Transition(
    "review_late",
    _("The district has not decided in time"),
    (*ANYWHERE, ARCHIVED),
    by=By.TIMER,
    notify=_LATE,
    public=True,
    told=_("The district has not decided within its 30 days"),
)
RE_REVIEW_LATE = Transition(
    "re_review_late",
    _("The municipality has not decided in time"),
    (*ANYWHERE, ARCHIVED),
    by=By.TIMER,
    notify=_LATE,
    public=True,
    told=_("The municipality has not decided within its 30 days"),
)
REVIEWS = (
    *(_ask(stage, desk=desk) for stage in STAGE for desk in (False, True)),
    *(_decide(stage, desk=desk) for stage in STAGE for desk in (False, True)),
    *(HANDLE_AGAIN, SERVE_REVIEW, READ_REVIEW, HEARING, HEARING_OVER, REVIEW_LATE, RE_REVIEW_LATE),
)
