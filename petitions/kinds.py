"""Three legal kinds, three machines (2022 Regulations on petition work, art. 29, 30, 31).

Only an appeal or request accepted on route 6 has the 60-day clock. A report against somebody opens to the two posts
named for it, climbs no ladder, and goes to discipline inspection through the district.
"""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from caojiadu.core.administrators import SYSTEM
from caojiadu.core.hooks import provide
from caojiadu.core.registers.matter import Staff
from caojiadu.core.workflow import By, Limit, Notify, Record, State, Transition, Workflow, register
from petitions.answers.workflow import (
    JUDGE,
    JUDGE_UNHAPPY,
    MEDIATE,
    OF_THE_ANSWER,
    READ_ANSWER,
    REPLY,
    SIGN_MEDIATION,
    WITHDRAW,
)
from petitions.digests.workflow import DIGESTED
from petitions.duplicates.workflow import with_duplicates
from petitions.handling import handing_over, helping, leaders
from petitions.handling.desk import (
    ACCEPT,
    ACCEPT_DUTY,
    DIVERT,
    RECLASSIFY,
    REGISTER_MOVE,
    accept_suggestion,
    bar_accused,
)
from petitions.handling.handing_over import hand_out
from petitions.handling.work import (
    ASK,
    ASSIGN_MOVE,
    CHILD_ENDED,
    CLIMB,
    COORDINATE,
    NOTE,
    OPEN_GRID_CASE,
    RANG_BACK,
    READ_BY_OFFICE,
    RECUSE,
)
from petitions.imports.letters import IMPORT_ANSWERED, IMPORT_FILED
from petitions.learning.hints import note_if_taken
from petitions.letters.limits import (
    AGAIN,
    CARRY_OUT,
    CLOSE,
    NORM,
    RE_REVIEW_DECISION,
    REGISTER,
    REVIEW_DECISION,
    RING_BACK,
    SECOND,
    TELL,
    TELL_AGAIN,
)
from petitions.letters.states import (
    ACCUSATION,
    APPEAL,
    CLERK,
    CONCLUDED,
    DIVERTED,
    ENDED,
    FORWARDED,
    KEEPER,
    LETTER,
    NO_LONGER,
    NO_LONGER_PROPOSED,
    OF_APPEALS,
    OF_SUGGESTIONS,
    RE_REVIEWING,
    REFUSING,
    REVIEWED,
    REVIEWING,
    SUBMITTED,
    SUGGESTION,
)
from petitions.meetings.workflow import ASK_DISTRICT, ASK_MEETING, MEETING_HELD
from petitions.papers.workflow import ADDRESS_UNCLEAR, ANYWHERE, issue_acceptance
from petitions.petitioners.rules import enrol_first
from petitions.petitioners.workflow import with_people
from petitions.review.workflow import REVIEWS
from petitions.stages.district import (
    DISTRICT_ACKNOWLEDGED,
    DISTRICT_ANSWERED,
    DISTRICT_RETURNED,
    FORWARD,
    FORWARD_UNREAD,
    PASS_ON,
    REPORT_UP,
)
from petitions.stages.workflow import (
    ARCHIVE,
    ASK_EXTENSION,
    ASK_MISSING,
    CARRIED_OUT,
    GRANT_EXTENSION,
    KEEPERS_RESTING,
    NO_LONGER_BACK,
    NO_LONGER_MOVE,
    OBJECTION,
    REFUSAL_BACK,
    REFUSE,
    REFUSE_EXTENSION,
    SIGN_NO_LONGER,
    SIGN_REFUSAL,
    TAKE_OUT,
    TRANSFER_OUT,
)
from petitions.suggestions.workflow import TRACK
from petitions.supervision.workflow import SUPERVISE
from petitions.urgent.workflow import FLASH_REPORT

_WORK = (
    *(ASSIGN_MOVE, READ_BY_OFFICE, RECUSE, NOTE, ASK, REPLY, COORDINATE, PASS_ON),
    *handing_over.MOVES,
    *helping.MOVES,
    *leaders.MOVES,
    *(DISTRICT_ACKNOWLEDGED, DISTRICT_ANSWERED, DISTRICT_RETURNED),
    *OF_THE_ANSWER,
    *(ADDRESS_UNCLEAR, READ_ANSWER, JUDGE, JUDGE_UNHAPPY, WITHDRAW, CLIMB),
    *(REFUSE, SIGN_REFUSAL, REFUSAL_BACK, ASK_MISSING, TRANSFER_OUT, *OBJECTION, CARRIED_OUT, ARCHIVE, TAKE_OUT),
    *(IMPORT_ANSWERED, IMPORT_FILED),
    *(FLASH_REPORT, SUPERVISE, ASK_MEETING, ASK_DISTRICT, MEETING_HELD),
)
_OWN_NORMS = (handing_over.ACCEPT_LEAD, helping.GIVE_OPINION)
_NOT_OF_SUGGESTIONS = (REVIEWING, REVIEWED, RE_REVIEWING, ENDED, DIVERTED, NO_LONGER, NO_LONGER_PROPOSED)


def _without(states: tuple[State, ...], moves: tuple[Transition, ...]) -> tuple[Transition, ...]:
    """The same moves for a kind that knows some states not at all."""
    return tuple(
        replace(
            move,
            sources=tuple(one for one in move.sources if one not in states),
            other_targets=tuple(one for one in move.other_targets if one not in states),
        )
        for move in moves
    )


def with_papers(*moves: Transition, desk: Staff | None = None) -> tuple[Transition, ...]:
    """These moves, and those that record how papers were served, from every state that the moves know.

    `desk` records it where it is not whoever works on the letter.
    """
    everywhere = dict.fromkeys(state for move in moves for state in (*move.sources, *move.targets))
    served = (replace(one, sources=tuple(everywhere)) for one in ANYWHERE)
    return (*moves, *(desk.takes(one) if desk and one.by == By.STAFF else one for one in served))


def _register(
    key: str,
    label: Any,
    transitions: tuple[Transition, ...],
    limits: tuple[Limit, ...],
    *,
    desk: Staff = CLERK,
    record: Record | None = None,
    secret: bool = False,
) -> None:
    """Declare a kind, with the moves about petitioners and proxies, which every kind has.

    A secret kind climbs no ladder.
    """
    register(
        Workflow(
            key=key,
            label=label,
            model="petitions.Petition",
            function="E3",
            series="XF",
            isolated=True,
            initial=SUBMITTED,
            transitions=with_people(transitions, desk),
            limits=limits,
            open_notify=(Notify("resident", "petition_received"), Notify("registrar", "case_to_register")),
            open_effects=(enrol_first, bar_accused),
            open_told=_("Received"),
            record=record,
            climbs=not secret,
            secret=secret,
        )
    )


_register(
    APPEAL,
    _("Appeal or request"),
    with_papers(
        *with_duplicates(
            RECLASSIFY,
            REGISTER_MOVE,
            ACCEPT,
            ACCEPT_DUTY,
            DIVERT,
            *(NO_LONGER_MOVE, SIGN_NO_LONGER, NO_LONGER_BACK),
            *(ASK_EXTENSION, GRANT_EXTENSION, REFUSE_EXTENSION),
            *REVIEWS,
            REPORT_UP,
            RANG_BACK,
            OPEN_GRID_CASE,
            CHILD_ENDED,
            MEDIATE,
            SIGN_MEDIATION,
            *_WORK,
        )
    ),
    limits=(
        REGISTER,
        RING_BACK,
        TELL,
        CLOSE,
        NORM,
        SECOND,
        AGAIN,
        CARRY_OUT,
        REVIEW_DECISION,
        RE_REVIEW_DECISION,
        *_OWN_NORMS,
    ),
    record=OF_APPEALS,
)

_register(
    SUGGESTION,
    _("Suggestion"),
    with_papers(
        *with_duplicates(
            RECLASSIFY,
            REGISTER_MOVE,
            replace(ACCEPT, effects=(note_if_taken("office"), accept_suggestion, hand_out, issue_acceptance)),
            *_without(_NOT_OF_SUGGESTIONS, _WORK),
            DIGESTED,
            *_without(_NOT_OF_SUGGESTIONS, TRACK),
        )
    ),
    limits=(
        REGISTER,
        replace(TELL, met_by=("accept", "sign_refusal", "transfer_out", "withdraw", "merge")),
        replace(CLOSE, legal=False, extends=0, article=_("Custom; the law sets no number of days")),
        SECOND,
        CARRY_OUT,
        *_OWN_NORMS,
    ),
    record=OF_SUGGESTIONS,
)
LATE = LETTER.step(
    "late",
    _("Limit passed"),
    SUBMITTED,
    REFUSING,
    FORWARDED,
    by=By.TIMER,
    notify=(Notify("registrar", "limit_late"),),
)
_register(
    ACCUSATION,
    _("Report against somebody"),
    with_papers(
        KEEPER.takes(replace(RECLASSIFY, sources=(SUBMITTED,))),
        FORWARD,
        FORWARD_UNREAD,
        KEEPER.takes(replace(REFUSE, sources=(SUBMITTED,), notify=(Notify("registrar", "case_to_sign"),))),
        KEEPER.takes(replace(SIGN_REFUSAL, hint=_("The other of the two keepers signs."))),
        KEEPER.takes(replace(REFUSAL_BACK, target=SUBMITTED)),
        KEEPER.takes(replace(ARCHIVE, sources=KEEPERS_RESTING)),
        KEEPER.takes(replace(TAKE_OUT, other_targets=KEEPERS_RESTING)),
        KEEPER.takes(replace(NOTE, sources=(SUBMITTED, FORWARDED))),
        replace(DISTRICT_ACKNOWLEDGED, sources=(SUBMITTED, FORWARDED), notify=(Notify("registrar", "case_district"),)),
        replace(
            DISTRICT_ANSWERED,
            sources=(SUBMITTED, FORWARDED),
            target=CONCLUDED,
            notify=(Notify("resident", "petition_concluded"), Notify("registrar", "case_district")),
            told=_("Concluded by the competent body"),
        ),
        replace(
            DISTRICT_RETURNED,
            sources=(FORWARDED,),
            target=SUBMITTED,
            notify=(Notify("registrar", "case_district"),),
        ),
        replace(WITHDRAW, sources=(SUBMITTED, REFUSING), notify=(Notify("registrar", "case_withdrawn"),)),
        LATE,
        desk=KEEPER,
    ),
    limits=(
        replace(TELL, met_by=("forward", "forward_unread", "sign_refusal", "withdraw"), on_breach="late"),
        TELL_AGAIN,
    ),
    desk=KEEPER,
    secret=True,
)


@provide("post_permissions")
def permissions_of_posts() -> dict[str, set[str]]:
    """Which permissions on letters each post brings."""
    handle = {f"petitions.{name}_petition" for name in ("handle", "view", "advise")}
    return {
        "window": {"petitions.enter_petition"},
        "letters": handle | {"petitions.enter_petition", "petitions.register_petition"},
        "handler": handle,
        "head": handle | {"petitions.assign_petition"},
        "leader": {"petitions.view_petition"},
        "committee": {"petitions.advise_petition"},
        "accusations": {"petitions.keep_accusations"},
        SYSTEM: {
            *(f"petitions.{verb}_{rule}" for verb in ("view", "change") for rule in ("learningrule", "jointrules")),
            *(f"petitions.{verb}_call" for verb in ("view", "add", "change")),
        },
    }
