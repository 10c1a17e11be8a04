"""Social conditions and opinions (F4; R7): collected, classified, handled here or passed up, answered.

What a committee cannot settle it reports in time (Shanghai Regulations on Neighbourhood Committees, art. 30); how many
days that are is the office's own norm.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers.declaration import Register, declare
from caojiadu.core.registers.limits import OWN_NORM, norm
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.patterns import escalation, follow_up
from caojiadu.core.workflow import By, Limit, State, Workflow, register
from caojiadu.core.workflow.parts import OPEN

MATTER = Matter("office_self_governance.Opinion")
IN_TIME = _("Shanghai Regulations on Neighbourhood Committees, art. 30 (“in time”; days by the office's own norm)")
COLLECTED = State("opinion_collected", _("Collected, to be classified"))
CLASSIFIED = State("opinion_classified", _("Classified, to be handled or reported"))
LOCAL = State("opinion_local", _("Handled in the neighbourhood"))
STREET = State("opinion_street", _("Reported to the street"))
LISTED = State("opinion_listed", _("In a digest being written"))
DISTRICT = State("opinion_district", _("With the district"))
ANSWERED = State("opinion_answered", _("Answered, residents to be told"), tone="soon")
TOLD = State("opinion_told", _("Residents told"), final=True, tone="done")
KEPT = State("opinion_kept", _("Kept for study"), final=True, tone="done")
REFERRED = State("opinion_referred", _("Referred to letters and calls"), final=True, tone="done")
RUNNING = (COLLECTED, CLASSIFIED, LOCAL, STREET, LISTED, DISTRICT, ANSWERED)
ROUTED = ("opinion_handle", "opinion_report", "opinion_keep", "opinion_refer")
REPORTED = ("opinion_report", "opinion_unlist", "digest_back")
PASSED = ("opinion_answer", "report_up", "opinion_list", "opinion_keep", "opinion_refer")
REPLIED = ("opinion_settle", "opinion_answer", "district_answered", "digest_answered", "told_elsewhere")


def unlisted(moving: Moving) -> None:
    """It stands in no digest any more."""
    moving.change(digest=None)


def _norm(
    key: str, label: Any, days: int, starts: tuple[str, ...], met_by: tuple[str, ...], article: Any = OWN_NORM
) -> Limit:
    return norm(
        key,
        label,
        days,
        starts=starts,
        met_by=met_by,
        working=True,
        warn=(1,),
        article=article,
    )


register(
    Workflow(
        key="resident_opinion",
        label=_("Opinion of residents"),
        model=MATTER.model,
        function="F4",
        initial=COLLECTED,
        series="MY",
        open_told=_("Collected"),
        transitions=(
            MATTER.step(
                "opinion_classify", _("Classify it"), COLLECTED, to=CLASSIFIED, fields=("theme", "summary"), main=True
            ),
            MATTER.step("opinion_handle", _("The committee handles it itself"), CLASSIFIED, to=LOCAL, main=True),
            MATTER.step(
                "opinion_report",
                _("Report to the street: it cannot be settled there"),
                CLASSIFIED,
                LOCAL,
                to=STREET,
                asks=("reason",),
            ),
            MATTER.step(
                "opinion_settle", _("Settled in the neighbourhood"), LOCAL, to=ANSWERED, fields=("handled",), main=True
            ),
            follow_up.hand_out(MATTER, STREET),
            follow_up.task_ended(STREET),
            MATTER.step(
                "opinion_answer",
                _("Settled or answered by the street"),
                STREET,
                to=ANSWERED,
                fields=("handled",),
                guards=(follow_up.tasks_done,),
                main=True,
            ),
            escalation.report_up(MATTER, STREET, to=DISTRICT, **escalation.OPINION),
            MATTER.step("opinion_list", _("Put into a digest"), STREET, to=LISTED, fields=("digest",)),
            MATTER.step("opinion_unlist", _("Take out of the digest"), LISTED, to=STREET, effects=(unlisted,)),
            MATTER.step("digest_sent", _("Sent up in a digest"), LISTED, to=DISTRICT, by=By.TIMER),
            MATTER.step("digest_answered", _("The district answered the digest"), DISTRICT, to=ANSWERED, by=By.TIMER),
            MATTER.step(
                "digest_back", _("The digest was not sent"), LISTED, to=STREET, by=By.TIMER, effects=(unlisted,)
            ),
            *escalation.from_district(DISTRICT, answered=ANSWERED),
            escalation.answered_by_phone(MATTER, DISTRICT, ANSWERED, "handled", "opinion"),
            MATTER.step(
                "opinion_tell", _("Residents told what came of it"), ANSWERED, to=TOLD, fields=("told",), main=True
            ),
            MATTER.step(
                "opinion_keep", _("Keep it for study"), CLASSIFIED, STREET, to=KEPT, by=MATTER.head, asks=("reason",)
            ),
            MATTER.step(
                "opinion_refer",
                _("Refer to letters and calls"),
                COLLECTED,
                CLASSIFIED,
                LOCAL,
                STREET,
                to=REFERRED,
                asks=("reason",),
                hint=_("For what is somebody's own claim: they are shown how to write a letter."),
            ),
            *MATTER.usual(*RUNNING),
        ),
        limits=(
            _norm("classify", _("Classify it"), 2, (OPEN,), ("opinion_classify", "opinion_refer")),
            _norm("route", _("Handle or report it"), 3, ("opinion_classify",), ROUTED),
            _norm(
                "in_time",
                _("Settle it, or report what cannot be settled"),
                10,
                ("opinion_handle",),
                ("opinion_settle", "opinion_report", "opinion_refer"),
                IN_TIME,
            ),
            _norm("street", _("Answer or pass up what was reported"), 15, REPORTED, PASSED),
            _norm("tell", _("Tell the residents"), 5, REPLIED, ("opinion_tell",)),
        ),
    )
)
declare(
    Register(
        key="opinions",
        label=_("Opinions of residents"),
        singular=_("Opinion of residents"),
        model=MATTER.model,
        function="F4",
        title=_("What the opinion is about"),
        fields=("title", "neighbourhood", "source", "heard_on", "text", "voices"),
        columns=("neighbourhood", "theme", "voices"),
        filters=("neighbourhood", "theme", "source"),
        hint=_("What residents say, without their names: handled in the neighbourhood, by the street, or passed up."),
    )
)
