"""New economic and social organisations and the founding of branches in them (B2)."""

import datetime as dt

from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.accounts.models import Visitor
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.duties import Duty, declare_duty
from caojiadu.core.registers.limits import OWN_NORM, norm, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.verbs import change, enter
from caojiadu.core.workflow import State, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.party_building.branches.models import FEWEST
from offices.party_building.branches.register import BRANCH_RULES, ORGANISATIONS
from offices.party_building.models import BranchFounding, NewOrganisation, PartyOrganisation
from offices.party_building.shared import LABEL

FOUND_WITHIN = dt.timedelta(days=90)  # from three full members to the branch: the office's own norm
MATTER = Matter(f"{LABEL}.BranchFounding")
PROPOSED = State("branchfounding_proposed", _("Proposed, to be prepared"))
PREPARED = State("branchfounding_prepared", _("Prepared, application to be handed in"))
APPLIED = State("branchfounding_applied", _("Applied for, to be approved"), tone="soon")
APPROVED = State("branchfounding_approved", _("Approved, to be elected"))
ELECTED = State("branchfounding_elected", _("Elected, to be set up"), tone="soon")
SET_UP = State("branchfounding_set_up", _("Branch set up"), final=True, tone="done")
DROPPED = State("branchfounding_dropped", _("Not founded for now"), final=True, tone="done")
RUNNING = (PROPOSED, PREPARED, APPLIED, APPROVED, ELECTED)


def note_due(organisation: NewOrganisation, user: Visitor | None) -> None:
    """With three full members and no branch, one is due; once there is one, or fewer members, no longer."""
    owes = organisation.is_current and organisation.full_members >= FEWEST and organisation.branch_id is None
    day = (organisation.branch_due_on or timezone.localdate() + FOUND_WITHIN) if owes else None
    if day != organisation.branch_due_on:
        change(NEW_ORGANISATIONS, organisation, {"branch_due_on": day}, user=user)


NEW_ORGANISATIONS = declare(
    Register(
        key="new-organisations",
        label=_("New economic and social organisations"),
        singular=_("New economic or social organisation"),
        model=f"{LABEL}.NewOrganisation",
        function="B2",
        title=_("Name of the organisation"),
        fields=(
            "title",
            "kind",
            "credit_code",
            "address",
            "neighbourhood",
            "staff",
            "full_members",
            "probationary",
            "coverage",
            "branch",
            "contacted_on",
            "reviewed_on",
        ),
        columns=("kind", "full_members", "coverage", "branch_due_on"),
        filters=("kind", "coverage", "neighbourhood"),
        reminders=(
            Reminder("branch", _("Branch due: three full members"), "branch_due_on", lead=60, article=BRANCH_RULES),
            Reminder("contact", _("Contact owed"), "contacted_on", months=6, article=OWN_NORM),
            Reminder("review", _("Coverage to be reviewed"), "reviewed_on", months=12, article=OWN_NORM),
        ),
        on_change=(note_due,),
        hint=_("Found by surveys, by credit code. Once there are three full members, the founding of a branch is due."),
    )
)
declare_duty(
    Duty("two-new-coverage", _("Review the coverage of new economic and social organisations"), "B2", 11, 30, OWN_NORM)
)


def no_branch_yet(moving: Moving) -> None:
    """A guard: nobody founds a second branch in an organisation that has got one since."""
    if moving.case.organisation.branch_id:
        raise Refused(gettext("It has a branch already."))


def set_up(moving: Moving) -> None:
    """The branch stands in the register of Party organisations, and its organisation is covered by it."""
    founding, user, organisation = moving.case, moving.actor.user, moving.case.organisation
    own = founding.form == BranchFounding.Form.OWN
    with translation.override("zh-hans"):
        title = gettext("Party branch of %(name)s") % {"name": organisation.title}
    values = {
        "title": title[:120],
        "level": PartyOrganisation.Level.BRANCH if own else PartyOrganisation.Level.JOINT,
        "sphere": PartyOrganisation.Sphere.TWO_NEW,
        "neighbourhood": organisation.neighbourhood,
        "members": founding.full_members,
        "seats": founding.seats,
        "elected_on": founding.elected_on,
        "term_until": founding.term_until,
    }
    branch = enter(ORGANISATIONS, values, user=user)
    moving.change(branch=branch)
    coverage = NewOrganisation.Coverage.OWN if own else NewOrganisation.Coverage.JOINT
    change(NEW_ORGANISATIONS, organisation, {"branch": branch, "coverage": coverage}, user=user)


register(
    Workflow(
        key="branch_founding",
        label=_("Founding of a branch"),
        model=MATTER.model,
        function="B2",
        initial=PROPOSED,
        series="DZ",
        open_told=_("Proposed"),
        transitions=(
            MATTER.step(
                "prepare",
                _("Prepared with the members"),
                PROPOSED,
                to=PREPARED,
                fields=("prepared_on", "guide", "done"),
                main=True,
                hint=_("Who helps, whose membership was checked and moved here, what the organisation provides."),
            ),
            MATTER.step(
                "apply",
                _("Application received"),
                PREPARED,
                to=APPLIED,
                fields=("applied_on", "full_members"),
                notify=(steps.TO_DECIDE,),
                main=True,
            ),
            MATTER.decide(
                "approve",
                _("Approve the founding"),
                APPLIED,
                to=APPROVED,
                fields=("approved_on", "paper"),
                not_by=("apply",),
                main=True,
                hint=_("As the Party working committee decided."),
            ),
            MATTER.step("send_back", _("Back to preparation"), APPLIED, to=PREPARED, by=MATTER.head, asks=("reason",)),
            MATTER.step(
                "elect",
                _("Elected by its members"),
                APPROVED,
                to=ELECTED,
                fields=("elected_on", "entitled", "voted", "seats", "term_until"),
                main=True,
            ),
            MATTER.step(
                "set_up",
                _("Set the branch up"),
                ELECTED,
                to=SET_UP,
                by=MATTER.head,
                when=(no_branch_yet,),
                effects=(set_up,),
                main=True,
                hint=_("It then stands among the Party organisations, and its organisation counts as covered."),
            ),
            MATTER.end("drop", _("Not founded for now"), *RUNNING, to=DROPPED),
            *MATTER.usual(*RUNNING),
        ),
        limits=(
            norm("prepare", _("Begin to prepare"), 10, starts=(OPEN,), met_by=("prepare", "drop"), working=True),
            norm(
                "application",
                _("Hand the application in"),
                30,
                starts=("prepare", "send_back"),
                met_by=("apply", "drop"),
                warn=(7, 2),
            ),
            norm(
                "approval",
                _("Answer the application"),
                30,
                starts=("apply",),
                met_by=("approve", "send_back", "drop"),
                counted_from="applied_on",
                met_on="approved_on",
                warn=(7, 2),
            ),
            norm(
                "election",
                _("Elect the branch"),
                30,
                starts=("approve",),
                met_by=("elect", "drop"),
                counted_from="approved_on",
                met_on="elected_on",
                warn=(7, 2),
            ),
            on_day(
                "due",
                _("Branch due: three full members"),
                "due_by",
                BRANCH_RULES,
                starts=(OPEN,),
                met_by=("set_up", "drop"),
                warn=(30, 7),
            ),
        ),
    )
)
declare(
    Register(
        key="branch-foundings",
        label=_("Foundings of branches"),
        singular=_("Founding of a branch"),
        model=MATTER.model,
        function="B2",
        title=_("Name of the matter"),
        fields=("title", "organisation", "form", "origin"),
        columns=("organisation", "form", "applied_on"),
        filters=("organisation",),
        hint=_("Proposed, prepared, applied for, approved, elected, set up."),
    )
)
