"""How an owners' committee is elected again before its term ends (F2)."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers.declaration import Register, declare
from caojiadu.core.registers.limits import by_law, norm, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.verbs import change
from caojiadu.core.workflow import By, State, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.self_governance.owners.estates_register import COMMITTEES

MATTER = Matter("office_self_governance.OwnersReelection")
TERM = _("Shanghai Provisions on Residential Property Management, art. 20")
FILE = _("Shanghai Provisions on Residential Property Management, art. 23")
REELECT = _("Shanghai Provisions on Residential Property Management, art. 28")
NOTICED = State("reelection_noticed", _("Reported, group to be set up"))
GROUPED = State("reelection_group", _("Re-election group set up"))
LISTED = State("reelection_listed", _("Candidates posted"))
VOTED = State("reelection_voted", _("New committee elected, to be filed"), tone="soon")
HANDED_IN = State("reelection_filing", _("Filing under way"))
TAKING_OVER = State("reelection_taking_over", _("Filed, to be handed over"), tone="soon")
TAKEN_OVER = State("reelection_done", _("Handed over"), final=True, tone="done")
NO_RESULT = State("reelection_no_result", _("Ended without a new committee"), final=True, tone="done")
REELECTING = (NOTICED, GROUPED, LISTED, VOTED, HANDED_IN, TAKING_OVER)


def begun(moving: Moving) -> None:
    """Note when the term of the committee in office ends, and on the committee that this was reported (art. 28)."""
    committee, noticed_on = moving.case.committee, moving.case.noticed_on
    moving.change(term_until=committee.term_until)
    change(COMMITTEES, committee, {"reported_on": noticed_on}, user=moving.actor.user)


register(
    Workflow(
        key="owners_reelection",
        label=_("Re-election of an owners' committee"),
        model=MATTER.model,
        function="F2",
        initial=NOTICED,
        series="YH",
        open_told=_("Report received"),
        open_effects=(begun,),
        transitions=(
            MATTER.step(
                "reelection_set_up",
                _("Re-election group set up"),
                NOTICED,
                to=GROUPED,
                fields=("group_on", "group_size"),
                main=True,
            ),
            MATTER.step(
                "reelection_list", _("Candidates posted"), GROUPED, to=LISTED, fields=("candidates_on",), main=True
            ),
            MATTER.step(
                "reelection_vote",
                _("New committee elected"),
                LISTED,
                to=VOTED,
                fields=("voted_on", "elected"),
                main=True,
            ),
            MATTER.step(
                "reelection_failed",
                _("Vote without a result"),
                LISTED,
                to=GROUPED,
                asks=("reason",),
                hint=_("New candidates are posted and the owners vote again."),
            ),
            MATTER.step(
                "papers_in", _("Papers for filing came in"), VOTED, to=HANDED_IN, by=By.TIMER, fields=("handed_in_on",)
            ),
            MATTER.step("papers_refused", _("Filing refused"), HANDED_IN, to=VOTED, by=By.TIMER),
            MATTER.step("papers_filed", _("Filing completed"), HANDED_IN, to=TAKING_OVER, by=By.TIMER),
            MATTER.step(
                "reelection_hand_over",
                _("Handed over to the new committee"),
                TAKING_OVER,
                to=TAKEN_OVER,
                fields=("handed_over",),
                main=True,
                hint=_("Seals, accounts, the list of owners, minutes and whatever else belongs to the owners."),
            ),
            MATTER.end("reelection_drop", _("End without a new committee"), NOTICED, GROUPED, LISTED, to=NO_RESULT),
            *MATTER.usual(*REELECTING),
        ),
        limits=(
            by_law(
                "group",
                _("Set up the re-election group"),
                60,
                REELECT,
                starts=(OPEN,),
                met_by=("reelection_set_up", "reelection_drop"),
                counted_from="noticed_on",
                met_on="group_on",
                warn=(20, 5),
            ),
            on_day(
                "term",
                _("Elect before the term ends"),
                "term_until",
                TERM,
                starts=("reelection_set_up",),
                met_by=("reelection_vote", "reelection_drop"),
                met_on="voted_on",
                warn=(60, 20, 5),
                legal=True,
            ),
            by_law(
                "filing",
                _("The committee hands in its papers"),
                30,
                FILE,
                starts=("reelection_vote", "papers_refused"),
                met_by=("papers_in",),
                counted_from="voted_on",
                met_on="handed_in_on",
                warn=(10, 3),
            ),
            norm(
                "hand_over",
                _("Hand over to the new committee"),
                10,
                starts=("papers_filed",),
                met_by=("reelection_hand_over",),
                warn=(3,),
            ),
        ),
    )
)
declare(
    Register(
        key="owners-reelections",
        label=_("Re-elections of owners' committees"),
        singular=_("Re-election of an owners' committee"),
        model=MATTER.model,
        function="F2",
        title=_("Name of the matter"),
        fields=("title", "committee", "ground", "noticed_on"),
        columns=("committee", "term_until", "group_on"),
        filters=("committee",),
        hint=_("From the report five months before a term ends to the new committee that has taken over."),
    )
)
