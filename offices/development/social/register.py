"""Social organisations (H13): the list, incubation by terms, grant projects from application to evaluation."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.duties import Duty, declare_duty
from caojiadu.core.registers.limits import OWN_NORM, norm, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.patterns import project
from caojiadu.core.workflow import State, Workflow, register
from caojiadu.core.workflow.parts import OPEN

declare_duty(Duty("grant-round", _("Announce the round of grants of the year"), "H13", 3, 31, OWN_NORM))
declare(
    Register(
        key="social-organisations",
        label=_("Social organisations"),
        singular=_("Social organisation"),
        model="office_development.SocialOrganisation",
        function="H13",
        title=_("Name of the social organisation"),
        fields=(
            *("title", "kind", "credit_code", "neighbourhood", "does", "members", "seat"),
            *("grade", "certificate_until", "looked_at_on"),
        ),
        columns=("kind", "does", "grade"),
        filters=("kind", "neighbourhood"),
        reminders=(
            Reminder(
                "certificate",
                _("Certificate of the organisation lapses"),
                "certificate_until",
                article=_("Day on the certificate"),
            ),
            Reminder("visit", _("Look in on the organisation"), "looked_at_on", months=12, article=OWN_NORM),
        ),
        public=("kind", "does", "grade"),
        hint=_("Who works for residents here. The district's civil affairs bureau registers organisations."),
    )
)
GROW = Matter("office_development.Incubation")
APPLIED = State("incubation_applied", _("Applied for, to be vetted"))
VETTED = State("incubation_vetted", _("Vetted, to be decided"), tone="soon")
SUPPORTED = State("incubation_supported", _("Being supported"))
EVALUATED = State("incubation_evaluated", _("Evaluated"), final=True, tone="done")
REFUSED = State("incubation_refused", _("No support"), final=True, tone="done")

register(
    Workflow(
        key="incubation",
        label=_("Incubation"),
        model=GROW.model,
        function="H13",
        initial=APPLIED,
        series="FQ",
        open_told=_("Applied for"),
        transitions=(
            GROW.step("incubation_vet", _("Enter the vetting"), APPLIED, to=VETTED, fields=("vetting",), main=True),
            GROW.decide(
                "incubation_support",
                _("Support it"),
                VETTED,
                to=SUPPORTED,
                fields=("mentor", "since", "until"),
                not_by=("incubation_vet",),
                main=True,
            ),
            GROW.end("incubation_refuse", _("No support"), APPLIED, VETTED, to=REFUSED, by=GROW.head_or_leader),
            GROW.step(
                "incubation_help",
                _("Enter help given"),
                SUPPORTED,
                asks=("done",),
                effects=(steps.count("helped_times"),),
            ),
            GROW.step(
                "incubation_longer",
                _("Another term"),
                SUPPORTED,
                by=GROW.head_or_leader,
                fields=("until",),
                asks=("reason",),
            ),
            GROW.step(
                "incubation_evaluate",
                _("Enter the evaluation"),
                SUPPORTED,
                to=EVALUATED,
                fields=("outcome", "evaluation"),
                main=True,
                hint=_("At the end of its support; whoever needs longer gets another term first."),
            ),
            *GROW.usual(APPLIED, VETTED, SUPPORTED),
        ),
        limits=(
            norm(
                "vet",
                _("Vet it"),
                15,
                starts=(OPEN,),
                met_by=("incubation_vet", "incubation_refuse"),
                working=True,
                warn=(5, 1),
            ),
            norm(
                "decide",
                _("Decide on the support"),
                10,
                starts=("incubation_vet",),
                met_by=("incubation_support", "incubation_refuse"),
                working=True,
                warn=(2,),
            ),
            norm(
                "help",
                _("Help the organisation"),
                30,
                starts=("incubation_support", "incubation_help"),
                met_by=("incubation_help", "incubation_evaluate"),
                warn=(7,),
            ),
            on_day(
                "until",
                _("Term of support ends"),
                "until",
                _("The agreement on support"),
                starts=("incubation_support",),
                met_by=("incubation_evaluate",),
                warn=(30, 7),
            ),
        ),
    )
)
declare(
    Register(
        key="incubations",
        label=_("Incubations"),
        singular=_("Incubation"),
        model=GROW.model,
        function="H13",
        title=_("The matter in one line"),
        fields=("title", "organisation", "help_wanted", "plan"),
        columns=("organisation", "help_wanted", "until", "outcome"),
        filters=("help_wanted", "organisation"),
        hint=_("Young organisations that are helped until they stand on their own."),
    )
)
GRANTS = project.states(
    "grant",
    topic=_("Applied for"),
    discussed=_("Vetted, to be decided"),
    approved=_("Grant agreed"),
    funded=_("Grant paid, to begin"),
    finished=_("Finished, to be evaluated"),
    reviewed=_("Evaluated, to be published"),
)
SPONSORED = Matter("office_development.SponsoredProject")


def money_accounted(moving: Moving) -> None:
    """A guard: a project is reviewed once every yuan was spent with a voucher or given back."""
    left = moving.case.unspent
    if left:
        raise Refused(gettext("%(left)s yuan were neither spent nor given back.") % {"left": left})


declare(
    Register(
        key="grant-rounds",
        label=_("Rounds of grants"),
        singular=_("Round of grants"),
        model="office_development.GrantRound",
        function="H13",
        title=_("Name of the round of grants"),
        fields=("title", "year", "total", "most", "opens_on", "closes_on", "conditions"),
        columns=("year", "total", "most", "closes_on"),
        filters=("year",),
        reminders=(
            Reminder("close", _("Applications end"), "closes_on", lead=14, article=_("Day in the notice of the round")),
        ),
        public=("year", "total", "most", "opens_on", "closes_on", "conditions"),
        hint=_("How much money there is, for one project at most, and until when organisations apply."),
    )
)
register(
    project.workflow(
        GRANTS,
        key="sponsored_project",
        label=_("Grant project"),
        model=SPONSORED.model,
        function="H13",
        series="ZL",
        asks={"finish": ("reached",), "review": ("satisfied",)},
        guards={"review": (money_accounted,)},
        more=(
            SPONSORED.step(
                "grant_return",
                _("Rest of the grant given back"),
                GRANTS.finished,
                fields=("returned", "returned_on"),
                hint=_("What was granted and not spent goes back before the review."),
            ),
        ),
        limits=(
            norm("vet", _("Vet the application"), 15, starts=(OPEN,), met_by=("discuss", "drop"), working=True),
            norm(
                "review",
                _("Review the project and its money"),
                20,
                starts=("finish",),
                met_by=("review", "rework", "drop"),
                working=True,
            ),
        ),
    )
)
declare(
    Register(
        key="grant-projects",
        label=_("Grant projects of social organisations"),
        singular=_("Grant project"),
        model=SPONSORED.model,
        function="H13",
        title=_("Name of the project"),
        fields=("title", "organisation", "round", "field", "neighbourhood", "people", "aim", "budget", "own_money"),
        columns=("organisation", "field", "granted", "next_due"),
        filters=("field", "organisation", "round"),
        public=("organisation", "field", "aim", "granted", "spent", "result", "reached", "verdict"),
        shown_in=(GRANTS.published,),
        shown_since="published_on",
        hint=_("Projects with a grant: vetted, paid, run by milestones, evaluated, published."),
    )
)
