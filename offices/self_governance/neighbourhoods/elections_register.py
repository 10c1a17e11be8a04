"""Elections of neighbourhood committees, step by step (F1): the new committee takes office when all is handed over."""

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, declare, months_after
from caojiadu.core.registers.limits import norm, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.workflow import State, Workflow, register
from offices.self_governance.neighbourhoods.models import TERM_MONTHS
from offices.self_governance.neighbourhoods.register import COMMITTEES, MEMBERS
from offices.self_governance.succession import succeed

MATTER = Matter("office_self_governance.CommitteeElection")
DRAFTED = State("election_drafted", _("Plan drafted, to be approved"))
APPROVED = State("election_approved", _("Plan approved, voters to be listed"))
LISTED = State("election_listed", _("Voters listed, candidates to be nominated"))
NOMINATED = State("election_nominated", _("Candidates posted, vote to be held"))
VOTED = State("election_voted", _("Voted, result to be posted"), tone="soon")
POSTED = State("election_posted", _("Result posted, to be handed over"), tone="soon")
IN_OFFICE = State("election_in_office", _("New committee in office"), final=True, tone="done")
DROPPED = State("election_dropped", _("Election not held"), final=True, tone="done")
RUNNING = (DRAFTED, APPROVED, LISTED, NOMINATED, VOTED, POSTED)


def end_of_term(moving: Moving) -> None:
    """Note when the term of the committee in office ends (Law on Urban Residents' Committees, art. 8)."""
    moving.change(term_until=months_after(moving.case.committee.elected_on, TERM_MONTHS))


def vote_day_come(moving: Moving) -> None:
    """A guard: votes are counted on the day of the vote or later."""
    if moving.case.vote_on > timezone.localdate(moving.now):
        raise Refused(gettext("The day of the vote has not come yet."))


def take_office(moving: Moving) -> None:
    """The new committee stands in the register in the place of the one before."""
    election, before = moving.case, moving.case.committee
    values = {
        "title": before.title,
        "neighbourhood": before.neighbourhood,
        "elected_on": election.vote_on,
        "seats": election.elected,
        "groups": before.groups,
        "met_on": before.met_on,
        "charter_on": before.charter_on,
    }
    today = timezone.localdate(moving.now)
    succeed(COMMITTEES, MEMBERS, before, values, on=today, user=moving.actor.user)


register(
    Workflow(
        key="committee_election",
        label=_("Election of a neighbourhood committee"),
        model=MATTER.model,
        function="F1",
        initial=DRAFTED,
        series="JX",
        open_told=_("Election plan drafted"),
        open_effects=(end_of_term,),
        open_notify=(steps.TO_DECIDE,),
        transitions=(
            MATTER.step("election_revise", _("Revise the plan"), DRAFTED, fields=("plan", "vote_on", "seats")),
            MATTER.step(
                "election_approve", _("Approve the election plan"), DRAFTED, to=APPROVED, by=MATTER.head, main=True
            ),
            MATTER.step(
                "election_list",
                _("Voters listed and posted"),
                APPROVED,
                to=LISTED,
                fields=("listed_on", "voters"),
                main=True,
            ),
            MATTER.step(
                "election_nominate",
                _("Candidates nominated and posted"),
                LISTED,
                to=NOMINATED,
                fields=("nominated_on", "candidates"),
                main=True,
            ),
            MATTER.step(
                "election_move",
                _("Change the day of the vote"),
                APPROVED,
                LISTED,
                NOMINATED,
                by=MATTER.head,
                fields=("vote_on",),
                asks=("reason",),
            ),
            MATTER.step(
                "election_vote",
                _("Voted: enter the count"),
                NOMINATED,
                to=VOTED,
                fields=("vote_on", "ballots", "valid", "elected"),
                when=(vote_day_come,),
                main=True,
            ),
            MATTER.step(
                "election_failed",
                _("Vote without a result"),
                NOMINATED,
                to=LISTED,
                fields=("vote_on",),
                asks=("reason",),
                hint=_("Candidates are nominated again; set the day of the next vote."),
            ),
            MATTER.step("election_post", _("Result posted"), VOTED, to=POSTED, fields=("result_on",), main=True),
            MATTER.step(
                "election_hand_over",
                _("Handed over to the new committee"),
                POSTED,
                to=IN_OFFICE,
                fields=("handed_over",),
                effects=(take_office,),
                main=True,
                hint=_("Seal, accounts, files and property. The new committee then stands in the register."),
            ),
            MATTER.end("election_drop", _("Do not hold it"), DRAFTED, APPROVED, to=DROPPED),
            *MATTER.usual(*RUNNING),
        ),
        limits=(
            on_day(
                "vote",
                _("Day of the vote"),
                "vote_on",
                _("Plan of the election"),
                starts=("election_approve",),
                met_by=("election_vote",),
                met_on="vote_on",
                warn=(30, 7),
            ),
            on_day(
                "term",
                _("Elect before the term ends"),
                "term_until",
                _("Law on Urban Residents' Committees, art. 8"),
                starts=("election_approve",),
                met_by=("election_vote",),
                met_on="vote_on",
                warn=(60, 15),
                legal=True,
            ),
            norm(
                "hand_over",
                _("Hand over to the new committee"),
                10,
                starts=("election_post",),
                met_by=("election_hand_over",),
                counted_from="result_on",
                warn=(3,),
            ),
        ),
    )
)
declare(
    Register(
        key="committee-elections",
        label=_("Elections of neighbourhood committees"),
        singular=_("Election of a neighbourhood committee"),
        model=MATTER.model,
        function="F1",
        title=_("Name of the matter"),
        fields=("title", "committee", "way", "seats", "vote_on", "plan"),
        columns=("committee", "way", "vote_on"),
        filters=("committee",),
        hint=_("Plan, voters, candidates, vote, result and handing over."),
    )
)
