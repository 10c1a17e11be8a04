"""Dwellings and actual population (E7): who lives where, tenancies, and changes passed to the police."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.limits import OWN_NORM, norm
from caojiadu.core.registers.matter import Matter
from caojiadu.core.workflow import Record, State, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.security.population.rules import POLICE

MATTER = Matter("office_security.PopulationChange")
COLLECTED = State("population_collected", _("Collected, to be checked"))
CHECKED = State("population_checked", _("Checked, to be taken over"))
UPDATED = State("population_updated", _("Taken over"), final=True, tone="done")
CANCELLED = State("population_cancelled", _("Cancelled"), final=True, tone="done")

register(
    Workflow(
        key="population_change",
        label=_("Change of population"),
        model=MATTER.model,
        function="E7",
        initial=COLLECTED,
        series="RK",
        open_told=_("Collected"),
        record=Record(POLICE, entered=("population_update",)),
        transitions=(
            MATTER.step(
                "population_check",
                _("Enter the check"),
                COLLECTED,
                to=CHECKED,
                fields=("checked_on", "checked_how"),
                optional=("details",),
                main=True,
            ),
            MATTER.step("population_again", _("Check again"), CHECKED, to=COLLECTED, asks=("reason",)),
            MATTER.step(
                "population_update",
                _("Taken over into the registers"),
                CHECKED,
                to=UPDATED,
                main=True,
                hint=_("Correct the dwelling, its occupants or its tenancy first; then it is entered with the police."),
            ),
            MATTER.step(
                "population_cancel",
                _("Cancel it"),
                COLLECTED,
                CHECKED,
                to=CANCELLED,
                by=MATTER.head,
                fields=("wrong",),
                danger=True,
            ),
            *MATTER.usual(COLLECTED, CHECKED, with_papers=False),
        ),
        limits=(
            norm(
                "check",
                _("Check of a change"),
                7,
                starts=(OPEN, "population_again"),
                met_by=("population_check", "population_cancel"),
                met_on="checked_on",
                warn=(2,),
            ),
            norm(
                "update",
                _("Taken over and passed on"),
                3,
                starts=("population_check",),
                met_by=("population_update", "population_again", "population_cancel"),
                working=True,
                warn=(1,),
            ),
        ),
    )
)
declare(
    Register(
        key="dwellings",
        label=_("Dwellings"),
        singular=_("Dwelling"),
        model="office_security.Dwelling",
        function="E7",
        title=_("Address down to the door"),
        fields=("title", "neighbourhood", "estate", "use", "rooms", "checked_on"),
        columns=("neighbourhood", "estate", "use"),
        filters=("use", "neighbourhood"),
        reminders=(Reminder("check", _("Check owed"), "checked_on", months=12, article=OWN_NORM),),
        hint=_("Each dwelling with who lives there, what is let, and what changed."),
    )
)
declare(
    Register(
        key="occupants",
        label=_("Actual population"),
        singular=_("Occupant"),
        model="office_security.Occupant",
        function="E7",
        title=_("In what capacity they live there"),
        fields=("title", "home", "origin", "since", "permit_until", "checked_on"),
        columns=("home", "origin", "permit_until"),
        filters=("origin", "home"),
        reminders=(
            Reminder("permit", _("Residence permit lapses"), "permit_until", article=_("Day on the paper")),
            Reminder("check", _("Check owed"), "checked_on", months=12, article=OWN_NORM),
        ),
        person=True,
        hint=_(
            "People registered here or from elsewhere who live or stay here. End an entry when somebody moves out. "
            "Before a residence permit lapses its holder is told once, by text message."
        ),
    )
)
declare(
    Register(
        key="tenancies",
        label=_("Tenancies"),
        singular=_("Tenancy"),
        model="office_security.Tenancy",
        function="E7",
        title=_("What is let"),
        fields=(
            "title",
            "home",
            "let_from",
            "let_until",
            "tenants",
            "through_agent",
            "contract",
            "safety_on",
        ),
        columns=("home", "let_until", "tenants"),
        filters=("home",),
        reminders=(
            Reminder("end", _("Tenancy ends"), "let_until", lead=14, article=_("Day in the contract")),
            Reminder("safety", _("Look at fire and gas safety owed"), "safety_on", months=6, lead=14, article=OWN_NORM),
        ),
        person=True,
        hint=_("Dwellings and rooms that are let. The person is the landlord; tenants are entered as occupants."),
    )
)
declare(
    Register(
        key="population-changes",
        label=_("Changes of population"),
        singular=_("Change of population"),
        model=MATTER.model,
        function="E7",
        title=_("The change in one line"),
        fields=("title", "home", "change", "source", "happened_on", "people", "details"),
        columns=("home", "change", "happened_on"),
        filters=("change", "home"),
        hint=_("Collected, checked, taken over; the police system of actual population is the one that counts."),
    )
)
