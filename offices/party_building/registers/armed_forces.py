"""People's armed forces (B7): the yearly calendar of service registration; everything else in numbers."""

from types import SimpleNamespace

from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.duties import Duty, declare_duty
from caojiadu.core.registers.limits import OWN_NORM, norm, on_day
from caojiadu.core.registers.patterns import event
from caojiadu.core.registers.patterns.kinds import Kind, states_of
from caojiadu.core.workflow import Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.party_building.shared import LABEL, TIMES, publishing, seen

KIND = Kind(f"{LABEL}.ServiceRegistration")
NOTICE = _("Military Service Law, art. 15; day by the city's yearly notice")
FINISH = _("Shanghai Regulations on Conscription, art. 14")
EVENTS = event.states("defenceeducation")
AT = SimpleNamespace(
    **states_of(
        "service",
        {
            "notified": _("Notified, to be registered"),
            "registered": _("Registered, to be verified"),
            "verified": _("Verified, to be closed"),
            "closed": _("Registration closed"),
            "moved": _("Registered elsewhere"),
        },
        rests=("closed", "moved"),
        soon=("verified",),
    )
)
RUNNING = (AT.notified, AT.registered, AT.verified)

register(
    Workflow(
        key="service_registration",
        label=_("Military service registration"),
        model=KIND.model,
        function="B7",
        initial=AT.notified,
        series="BY",
        restricted=True,
        open_told=_("Notified"),
        transitions=(
            KIND.step(
                "register",
                _("He is registered"),
                AT.notified,
                to=AT.registered,
                fields=("registered_on", "way"),
                main=True,
                hint=_("Online or at the station; a relative does it for whoever cannot."),
            ),
            KIND.step("remind", _("Reminded again"), AT.notified, asks=("note",)),
            KIND.step(
                "verify",
                _("Details verified"),
                AT.registered,
                to=AT.verified,
                fields=("verified_on", "finding"),
                when=(steps.not_by_whoever_made("register"),),
                main=True,
                hint=_("By somebody else than who entered the registration."),
            ),
            KIND.step(
                "correct", _("Details do not fit: register again"), AT.registered, to=AT.notified, asks=("reason",)
            ),
            KIND.step(
                "close",
                _("Close it"),
                AT.verified,
                to=AT.closed,
                by=KIND.head,
                optional=("card_on",),
                main=True,
            ),
            KIND.step(
                "move",
                _("Registered elsewhere"),
                AT.notified,
                AT.registered,
                to=AT.moved,
                by=KIND.head,
                asks=("reason",),
                danger=True,
            ),
            *steps.usual(KIND.handle, *RUNNING),
        ),
        limits=(
            on_day(
                "register",
                _("Register who turns 18"),
                "register_by",
                NOTICE,
                starts=(OPEN, "correct"),
                met_by=("register", "move"),
                kept_on="registered_on",
                warn=(30, 7),
            ),
            norm("verify", _("Verify the details"), 15, starts=("register",), met_by=("verify", "correct", "move")),
            on_day(
                "finish",
                _("All registration done"),
                "finish_by",
                FINISH,
                starts=(OPEN,),
                met_by=("close", "move"),
                warn=(30, 7),
                legal=True,
            ),
        ),
    )
)
declare(
    Register(
        key="service-registrations",
        label=_("Military service registration"),
        one=_("Military service registration"),
        model=KIND.model,
        function="B7",
        title=_("List to which he belongs"),
        fields=("title", "cohort", "year", "neighbourhood", "notified_on"),
        columns=("cohort", "year", "registered_on", "finding"),
        filters=("cohort", "year", "neighbourhood"),
        person=True,
        sensitive=True,
        hint=_("Notified, registered, verified, closed: by 31 March who turns 18, everybody by 30 September."),
    )
)
declare(
    Register(
        key="militia-counts",
        label=_("Militia: counts"),
        one=_("Count of the militia"),
        model=f"{LABEL}.MilitiaCount",
        function="B7",
        title=_("Period"),
        fields=("title", "counted_on", "task", "organised", "veterans", "trained", "called"),
        columns=("counted_on", "task", "organised", "trained"),
        reminders=(Reminder("next", _("To be counted again"), "counted_on", months=12, article=OWN_NORM),),
        sensitive=True,
        hint=_("Numbers only. Lists of people stay with the armed forces department and do not come in here."),
    )
)
register(
    event.workflow(
        EVENTS,
        key="defence_education",
        label=_("Defence education event"),
        model=f"{LABEL}.DefenceEducation",
        function="B7",
        series="GF",
        asks={"record": ("asked",)},
        more=publishing(f"{LABEL}.DefenceEducation", EVENTS),
    )
)
declare(
    Register(
        key="defence-education",
        label=_("Defence education events"),
        one=_("Defence education event"),
        model=f"{LABEL}.DefenceEducation",
        function="B7",
        title=_("Name of the event"),
        fields=("title", "theme", "invited", "unit", "neighbourhood", *TIMES),
        columns=("theme", "starts_at", "attended"),
        filters=("theme", "neighbourhood"),
        public=("theme", "invited", "starts_at", "place"),
        **seen(EVENTS),
        hint=_("Planned, open for sign-up, held, recorded."),
    )
)
declare(
    Register(
        key="army-support-visits",
        label=_("Visits to military families: counts"),
        one=_("Round of visits"),
        model=f"{LABEL}.ArmySupportVisit",
        function="B7",
        title=_("Name of the round"),
        fields=("title", "occasion", "visited_on", "neighbourhood", "families", "veterans", "value", "needs"),
        columns=("occasion", "visited_on", "families", "veterans"),
        filters=("occasion", "neighbourhood"),
        hint=_("How many were visited, and what was found. Their files are kept by the Service Office."),
    )
)
for _key, _label, _month, _day, _article in (
    ("service-registration-18", _("See that everybody who turns 18 is registered"), 3, 31, NOTICE),
    ("service-registration", _("Finish the year's military service registration"), 9, 30, FINISH),
    ("army-day-visits", _("Visit military families for Army Day"), 8, 1, OWN_NORM),
):
    declare_duty(Duty(_key, _label, "B7", _month, _day, _article))
