"""Re-election of Party organisations before their term ends (B3)."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, declare
from caojiadu.core.registers.limits import norm, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.verbs import change
from caojiadu.core.workflow import State, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.party_building.branches.register import ORGANISATIONS, TERM_RULES
from offices.party_building.shared import LABEL

MATTER = Matter(f"{LABEL}.PartyElection")
REQUESTED = State("partyelection_requested", _("Request received, to be approved"))
APPROVED = State("partyelection_approved", _("Approved, candidates to be found"))
CANDIDATES = State("partyelection_candidates", _("Candidates settled, vote to be held"))
VOTED = State("partyelection_voted", _("Voted, to be confirmed"), tone="soon")
CONFIRMED = State("partyelection_confirmed", _("Result confirmed"), final=True, tone="done")
DROPPED = State("partyelection_dropped", _("Request taken back"), final=True, tone="done")
RUNNING = (REQUESTED, APPROVED, CANDIDATES, VOTED)


def not_overtaken(moving: Moving) -> None:
    """A guard: no older election takes back the term that a newer one began."""
    if moving.case.held_on < moving.case.branch.elected_on:
        raise Refused(gettext("A newer election has begun a new term already."))


def take_office(moving: Moving) -> None:
    """The organisation has its new committee and its new term."""
    election = moving.case
    values = {"elected_on": election.held_on, "term_until": election.new_term_until, "seats": election.elected}
    change(ORGANISATIONS, election.branch, values, user=moving.actor.user)


register(
    Workflow(
        key="party_election",
        label=_("Re-election of a Party organisation"),
        model=MATTER.model,
        function="B3",
        initial=REQUESTED,
        series="HJ",
        open_told=_("Request received"),
        transitions=(
            MATTER.decide(
                "approve",
                _("Approve the election"),
                REQUESTED,
                to=APPROVED,
                fields=("approved_on",),
                not_by=(OPEN,),
                main=True,
            ),
            MATTER.step(
                "postpone",
                _("Postpone the election"),
                REQUESTED,
                APPROVED,
                CANDIDATES,
                by=MATTER.head,
                fields=("postponed_to",),
                asks=("reason",),
                effects=(steps.restart_limits("term"),),
                hint=_("Only where the body above has agreed: say when and with which paper."),
            ),
            MATTER.step(
                "settle",
                _("Settle the candidates"),
                APPROVED,
                to=CANDIDATES,
                fields=("candidates", "checked_with"),
                main=True,
            ),
            MATTER.step(
                "vote",
                _("Write down the vote"),
                CANDIDATES,
                to=VOTED,
                fields=("held_on", "entitled", "voted", "elected", "new_term_until"),
                notify=(steps.TO_DECIDE,),
                main=True,
            ),
            MATTER.decide(
                "confirm",
                _("Confirm the result"),
                VOTED,
                to=CONFIRMED,
                not_by=("vote",),
                when=(not_overtaken,),
                effects=(take_office,),
                main=True,
                hint=_("Term and committee of the organisation are then set anew."),
            ),
            MATTER.step("again", _("Vote again"), VOTED, to=CANDIDATES, by=MATTER.head, asks=("reason",)),
            MATTER.end("drop", _("Request taken back"), *RUNNING[:-1], to=DROPPED),
            *MATTER.usual(*RUNNING),
        ),
        limits=(
            norm(
                "approval",
                _("Answer the request"),
                30,
                starts=(OPEN,),
                met_by=("approve", "drop"),
                counted_from="requested_on",
                met_on="approved_on",
                warn=(7, 2),
            ),
            on_day(
                "term",
                _("Elect before the term ends"),
                "vote_by",
                TERM_RULES,
                starts=(OPEN, "again"),
                met_by=("vote", "drop"),
                met_on="held_on",
                warn=(60, 20, 5),
            ),
            norm("confirm", _("Confirm the result"), 10, starts=("vote",), met_by=("confirm", "again"), working=True),
        ),
    )
)
declare(
    Register(
        key="party-elections",
        label=_("Re-elections of Party organisations"),
        singular=_("Re-election of a Party organisation"),
        model=MATTER.model,
        function="B3",
        title=_("Name of the matter"),
        fields=("title", "branch", "requested_on", "seats", "plan"),
        columns=("branch", "requested_on", "held_on"),
        filters=("branch",),
        hint=_("Asked for, approved, candidates settled, voted, confirmed; or postponed with the body above."),
    )
)
