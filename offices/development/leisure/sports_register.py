"""Sports (H6): facilities that are checked and repaired, teams, and events."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.limits import OWN_NORM, norm, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.patterns import event
from caojiadu.core.registers.verbs import change
from caojiadu.core.workflow import State, Who, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.development.leisure.models import FacilityCheck, SportsTeam

FACILITIES = declare(
    Register(
        key="sports-facilities",
        label=_("Sports facilities"),
        singular=_("Sports facility"),
        model="office_development.SportsFacility",
        function="H6",
        title=_("Name of the facility"),
        fields=(
            *("title", "kind", "neighbourhood", "address", "pieces", "kept_by"),
            *("usable_until", "checked_on", "closed_since"),
        ),
        columns=("kind", "neighbourhood", "checked_on", "closed_since"),
        filters=("kind", "neighbourhood"),
        reminders=(
            Reminder("check", _("Check of the facility owed"), "checked_on", months=3, lead=14, article=OWN_NORM),
            Reminder("usable", _("Equipment to be replaced"), "usable_until", lead=90, article=_("Day on the plate")),
        ),
        public=("kind", "neighbourhood", "address", "pieces", "closed_since"),
        hint=_("Fitness points, courts and tracks. A check that is done enters its day here by itself."),
    )
)
CHECK = Matter("office_development.FacilityCheck")
PLANNED = State("facility_check_planned", _("To be checked"))
REPAIR = State("facility_check_repair", _("To be repaired"))
CLOSED_OFF = State("facility_check_closed_off", _("Out of use, to be repaired"), tone="late")
REPAIRED = State("facility_check_repaired", _("Repaired, to be seen by somebody else"), tone="soon")
DONE = State("facility_check_done", _("In order"), final=True, tone="done")
CALLED_OFF = State("facility_check_called_off", _("Called off"), final=True, tone="done")
RUNNING = (PLANNED, REPAIR, CLOSED_OFF, REPAIRED)
Finding = FacilityCheck.Finding


def after_the_finding(moving: Moving) -> State:
    """Where a check leads."""
    return {Finding.GOOD: DONE, Finding.WORN: REPAIR, Finding.DANGER: CLOSED_OFF}[Finding(moving.data["finding"])]


def enter_check(moving: Moving) -> None:
    """The facility shows when it was last checked, and that it is out of use where it is dangerous."""
    check, values = moving.case, dict[str, Any]()
    values["checked_on"] = max(filter(None, (check.facility.checked_on, check.checked_on)))
    if check.finding == Finding.DANGER:
        values["closed_since"] = check.facility.closed_since or check.checked_on
    change(FACILITIES, check.facility, values, user=moving.actor.user)


def open_again(moving: Moving) -> None:
    """What a check closed off is used again once somebody saw it mended, unless another one found danger as well."""
    values: dict[str, Any] = {"checked_on": timezone.localdate(moving.now)}
    others = moving.case.facility.checks.filter(finding=Finding.DANGER).exclude(pk=moving.case.pk)
    if moving.case.finding == Finding.DANGER and not others.exclude(state=DONE.key).exists():
        values["closed_since"] = None
    change(FACILITIES, moving.case.facility, values, user=moving.actor.user)


register(
    Workflow(
        key="facility_check",
        label=_("Check of a sports facility"),
        model=CHECK.model,
        function="H6",
        initial=PLANNED,
        series="TS",
        open_told=_("Planned"),
        transitions=(
            CHECK.step(
                "facility_check_enter",
                _("Enter what was found"),
                PLANNED,
                fields=("checked_on", "finding"),
                optional=("faults",),
                asks=("seen",),
                other_targets=(DONE, REPAIR, CLOSED_OFF),
                choose_target=after_the_finding,
                effects=(enter_check,),
                main=True,
                hint=_("What is dangerous is closed off at once."),
            ),
            CHECK.step(
                "facility_check_mend", _("Repaired"), REPAIR, CLOSED_OFF, to=REPAIRED, fields=("repair",), main=True
            ),
            CHECK.step(
                "facility_check_verify",
                _("Seen: in order"),
                REPAIRED,
                to=DONE,
                asks=("seen",),
                when=(steps.not_by_whoever_made("facility_check_mend"),),
                effects=(open_again,),
                main=True,
            ),
            CHECK.step(
                "facility_check_back",
                _("Seen: not in order"),
                REPAIRED,
                to=REPAIR,
                asks=("reason",),
                when=(steps.not_by_whoever_made("facility_check_mend"),),
            ),
            CHECK.end(
                "facility_check_off",
                _("Call it off"),
                *RUNNING,
                to=CALLED_OFF,
                by=CHECK.staff("handle", Who.HEAD, Who.LEADER),
                hint=_("What was found dangerous stays out of use."),
            ),
            *CHECK.usual(*RUNNING),
        ),
        limits=(
            on_day(
                "check",
                _("To be checked by"),
                "wanted_on",
                _("The plan of checks"),
                starts=(OPEN,),
                met_by=("facility_check_enter", "facility_check_off"),
                met_on="checked_on",
                warn=(3,),
            ),
            norm(
                "repair",
                _("Repair it"),
                15,
                starts=("facility_check_enter", "facility_check_back"),
                met_by=("facility_check_mend", "facility_check_off"),
                warn=(5, 1),
            ),
            norm(
                "verify",
                _("Look at the repair"),
                3,
                starts=("facility_check_mend",),
                met_by=("facility_check_verify", "facility_check_back", "facility_check_off"),
                working=True,
                warn=(1,),
            ),
        ),
    )
)
declare(
    Register(
        key="facility-checks",
        label=_("Checks of sports facilities"),
        singular=_("Check of a sports facility"),
        model=CHECK.model,
        function="H6",
        title=_("Name of the check"),
        fields=("title", "facility", "wanted_on"),
        columns=("facility", "finding", "checked_on"),
        filters=("facility",),
        hint=_("Equipment is looked at regularly; what is worn is repaired and seen by somebody else."),
    )
)
declare(
    Register(
        key="sports-teams",
        label=_("Sports teams"),
        singular=_("Sports team"),
        model="office_development.SportsTeam",
        function="H6",
        title=_("Name of the team"),
        fields=("title", "sport", "neighbourhood", "members", "trains", "instructor", "instructor_trained_on"),
        columns=("sport", "members", "instructor"),
        filters=("instructor", "neighbourhood"),
        reminders=(
            Reminder(
                "instructor",
                _("Training of the instructor owed"),
                "instructor_trained_on",
                months=12,
                article=OWN_NORM,
                where=("instructor", *(grade for grade in SportsTeam.Grade if grade != SportsTeam.Grade.NONE)),
            ),
        ),
        public=("sport", "neighbourhood", "members", "trains"),
        hint=_("Teams of residents, where they train, and the grade of their instructor."),
    )
)
SPORTS = event.states("sports")
register(
    event.workflow(
        SPORTS,
        key="sports_event",
        label=_("Sports event"),
        model="office_development.SportsEvent",
        function="H6",
        series="TY",
        asks={"record": ("injured",)},
        public=("title", "place", "sport"),
    )
)
declare(
    Register(
        key="sports-events",
        label=_("Sports events"),
        singular=_("Sports event"),
        model="office_development.SportsEvent",
        function="H6",
        title=_("Name of the event"),
        fields=(
            *("title", "form", "sport", "facility", "neighbourhood", "age_from", "age_to", "first_aid"),
            *("starts_at", "ends_at", "place", "places", "sign_up_until"),
        ),
        columns=("form", "sport", "starts_at", "attended"),
        filters=("form", "neighbourhood"),
        public=("form", "sport", "age_from", "age_to", "starts_at", "ends_at", "place", "places", "sign_up_until"),
        shown_in=(SPORTS.open, SPORTS.held, SPORTS.recorded),
        shown_since="published_on",
        hint=_("Matches, trainings and fitness tests: for which ages, who signed up, who came."),
    )
)
