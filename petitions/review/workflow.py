"""Review 复查 by the district and re-review 复核 by the municipality (2022 Regulations, art. 35-36), followed here.

Every request goes up; lateness is computed and told, and only the body that decides refuses. A second look and the
carrying out of a supported opinion go on beside it.
"""

from dataclasses import replace
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
    LETTER,
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


def _ask(
    stage: STAGE, key: str, target: State, *, label: Any, entered: Any, told: Any
) -> tuple[Transition, Transition]:
    """Asked for by the petitioner, or entered by the desk."""
    asked = LETTER.step(
        key,
        label,
        *ANYWHERE,
        ARCHIVED,
        to=target,
        by=By.RESIDENT,
        choose_target=standing.after_asking,
        form="petitions.review.pages.AskReviewForm",
        when=(rules.opinion_given, rules.not_ended, rules.none_waits, rules.is_next(stage)),
        guards=(power_is_sure,),
        effects=(rules.ask(stage),),
        notify=(Notify("registrar", "case_review_asked"), Notify("head", "case_review_asked")),
        public=True,
        told=told,
    )
    of_desk = replace(
        CLERK.takes(asked),
        key=f"{key}_desk",
        label=entered,
        form="petitions.review.pages.AskReviewDeskForm",
        guards=(),
        hint=_("It goes up as it is, also after the last day: only the body that decides refuses."),
    )
    return asked, of_desk


def _decided(
    stage: STAGE, keys: tuple[str, str], to: State, other: State, *, told: Any, entered: Any
) -> tuple[Transition, Transition]:
    """What the body above decided: by a message from there, or entered by the desk."""
    decided = LETTER.step(
        keys[0],
        told,
        *ANYWHERE,
        to=to,
        other_targets=(other,),
        by=By.DISTRICT,
        choose_target=standing.after_decision,
        guards=(rules.waits(stage),),
        effects=(rules.decided,),
        notify=(
            Notify("resident", "petition_review_decided"),
            Notify("head", "case_review_decided"),
            Notify("registrar", "case_review_decided"),
        ),
        public=True,
        told=told,
    )
    of_desk = replace(
        CLERK.takes(decided),
        key=keys[1],
        label=entered,
        form="petitions.review.pages.DecisionForm",
        when=decided.guards,
        guards=(),
    )
    return decided, of_desk


HANDLE_AGAIN = LETTER.step(
    "handle_again",
    _("Back to be handled again"),
    *ANYWHERE,
    to=IN_HAND,
    by=By.TIMER,
    effects=(rules.handle_again,),
    notify=(
        Notify("resident", "petition_handled_again"),
        *(Notify(one, "case_handle_again") for one in ("handler", "head", "registrar")),
    ),
    public=True,
    told=_("The opinion was revoked: we handle the matter again"),
)
SERVE_REVIEW = LETTER.step(
    "serve_review",
    _("Record that the opinion from above was received"),
    *ANYWHERE,
    by=CLERK,
    form="petitions.review.pages.ServeReviewForm",
    when=(rules.unserved,),
    effects=(rules.served,),
    public=True,
    told=_("You received the opinion from above"),
    purpose=Purpose.PAPERS,
)
READ_REVIEW = LETTER.step(
    "read_review",
    _("The petitioner read the opinion from above"),
    *ANYWHERE,
    by=By.RESIDENT,
    guards=(power_is_sure, rules.unserved),
    effects=(rules.served,),
    public=True,
    told=_("You read the opinion from above"),
)
HEARING = LETTER.step(
    "hearing",
    _("A hearing is held: the limit stands still"),
    *ANYWHERE,
    by=CLERK,
    form="petitions.review.pages.HearingForm",
    when=(rules.clock_in("running"),),
    effects=(rules.hearing,),
    public=True,
    told=_("A hearing is held; its days are not counted"),
    hint=_("The one ground on which a limit of the petition procedure stands still (Regulations, art. 36)."),
)
HEARING_OVER = LETTER.step(
    "hearing_over",
    _("The hearing is over: the limit runs on"),
    *ANYWHERE,
    by=CLERK,
    form="petitions.review.pages.HearingOverForm",
    when=(rules.clock_in("stopped"),),
    effects=(rules.hearing_over,),
    public=True,
    told=_("The hearing is over"),
)
_LATE = (Notify("head", "case_review_late"), Notify("registrar", "case_review_late"))
REVIEW_LATE = LETTER.step(
    "review_late",
    _("The district has not decided in time"),
    *ANYWHERE,
    ARCHIVED,
    by=By.TIMER,
    notify=_LATE,
    public=True,
    told=_("The district has not decided within its 30 days"),
)
RE_REVIEW_LATE = LETTER.step(
    "re_review_late",
    _("The municipality has not decided in time"),
    *ANYWHERE,
    ARCHIVED,
    by=By.TIMER,
    notify=_LATE,
    public=True,
    told=_("The municipality has not decided within its 30 days"),
)
REVIEWS = (
    *_ask(
        STAGE.REVIEW,
        "ask_review",
        REVIEWING,
        label=_("Ask for review"),
        entered=_("Enter a request for review"),
        told=_("You asked for a review; it went to the district"),
    ),
    *_ask(
        STAGE.RE_REVIEW,
        "ask_re_review",
        RE_REVIEWING,
        label=_("Ask for re-review"),
        entered=_("Enter a request for re-review"),
        told=_("You asked for a re-review; it went to the municipality through the district"),
    ),
    *_decided(
        STAGE.REVIEW,
        ("review_decided", "record_review"),
        REVIEWED,
        ANSWERED,
        told=_("The district decided on the review"),
        entered=_("Enter the district's opinion"),
    ),
    *_decided(
        STAGE.RE_REVIEW,
        ("re_review_decided", "record_re_review"),
        ENDED,
        REVIEWED,
        told=_("The municipality decided on the re-review"),
        entered=_("Enter the municipality's opinion"),
    ),
    *(HANDLE_AGAIN, SERVE_REVIEW, READ_REVIEW, HEARING, HEARING_OVER, REVIEW_LATE, RE_REVIEW_LATE),
)
