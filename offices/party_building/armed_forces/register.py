"""People's armed forces (B7): the yearly calendar of service registration; everything else in numbers."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.duties import Duty, declare_duty
from caojiadu.core.registers.limits import OWN_NORM, norm, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.patterns import event
from caojiadu.core.workflow import State, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.party_building.shared import LABEL, TIMES, publishing, where_public

MATTER = Matter(f"{LABEL}.ServiceRegistration")
NOTICE = _("Military Service Law, art. 15; day by the city's yearly notice")
FINISH = _("Shanghai Regulations on Conscription, art. 14")
EVENTS = event.states("defenceeducation")
NOTIFIED = State("service_notified", _("Notified, to be registered"))
REGISTERED = State("service_registered", _("Registered, to be verified"))
VERIFIED = State("service_verified", _("Verified, to be closed"), tone="soon")
CLOSED = State("service_closed", _("Registration closed"), final=True, tone="done")
MOVED = State("service_moved", _("Registered elsewhere"), final=True, tone="done")
RUNNING = (NOTIFIED, REGISTERED, VERIFIED)

register(
    Workflow(
        key="service_registration",
        label=_("Military service registration"),
        model=MATTER.model,
        function="B7",
        initial=NOTIFIED,
        series="BY",
        restricted=True,
        open_told=_("Notified"),
        transitions=(
            MATTER.step(
                "register",
                _("He is registered"),
                NOTIFIED,
                to=REGISTERED,
                fields=("registered_on", "way"),
                main=True,
                hint=_("Online or at the station; a relative does it for whoever cannot."),
            ),
            MATTER.step("remind", _("Reminded again"), NOTIFIED, asks=("note",)),
            MATTER.step(
                "verify",
                _("Details verified"),
                REGISTERED,
                to=VERIFIED,
                fields=("verified_on", "finding"),
                when=(steps.not_by_whoever_made("register"),),
                main=True,
                hint=_("By somebody else than who entered the registration."),
            ),
            MATTER.step("correct", _("Details do not fit: register again"), REGISTERED, to=NOTIFIED, asks=("reason",)),
            MATTER.step("close", _("Close it"), VERIFIED, to=CLOSED, by=MATTER.head, optional=("card_on",), main=True),
            MATTER.end("move", _("Registered elsewhere"), NOTIFIED, REGISTERED, to=MOVED),
            *MATTER.usual(*RUNNING),
        ),
        limits=(
            on_day(
                "register",
                _("Register who turns 18"),
                "register_by",
                NOTICE,
                starts=(OPEN, "correct"),
                met_by=("register", "move"),
                met_on="registered_on",
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
        singular=_("Military service registration"),
        model=MATTER.model,
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
        singular=_("Count of the militia"),
        model=f"{LABEL}.MilitiaCount",
        function="B7",
        title=pgettext_lazy("militia counts", "Period"),
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
        singular=_("Defence education event"),
        model=f"{LABEL}.DefenceEducation",
        function="B7",
        title=_("Name of the event"),
        fields=("title", "theme", "invited", "unit", "neighbourhood", *TIMES),
        columns=("theme", "starts_at", "attended"),
        filters=("theme", "neighbourhood"),
        public=("theme", "invited", "starts_at", "place"),
        **where_public(EVENTS),
        hint=_("Planned, open for sign-up, held, recorded."),
    )
)
declare(
    Register(
        key="army-support-visits",
        label=_("Visits to military families: counts"),
        singular=_("Round of visits"),
        model=f"{LABEL}.ArmySupportVisit",
        function="B7",
        title=pgettext_lazy("army support visits", "Name of the round"),
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
