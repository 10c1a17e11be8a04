"""Women's Homes, rights cases and activities (B11)."""

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.limits import OWN_NORM, norm, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.patterns import event
from caojiadu.core.workflow import State, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.party_building.models import WomensCase
from offices.party_building.shared import LABEL, TIMES, publishing, where_public

MATTER = Matter(f"{LABEL}.WomensCase")
LAW = _("Anti-Domestic Violence Law, arts. 13–15: without delay; the same day is the office's own norm")
LETTER = _("Anti-Domestic Violence Law, arts. 16–17; days by the office's own norm")
ORDER = _("Anti-Domestic Violence Law, art. 28")
EVENTS = event.states("womensactivity")
RECEIVED = State("womenscase_received", pgettext_lazy("rights case", "Received"))
HANDLING = State("womenscase_handling", _("Being handled"))
REFERRED = State("womenscase_referred", _("Referred, outcome awaited"))
SETTLED = State("womenscase_settled", _("Settled, to be asked again"), tone="soon")
CLOSED = State("womenscase_closed", _("Asked again, closed"), final=True, tone="done")
RUNNING = (RECEIVED, HANDLING, REFERRED, SETTLED)
IN_HAND = (HANDLING, REFERRED)  # what is asked of court and police goes on after a referral


def is_violence(moving: Moving) -> None:
    """A guard: there is violence."""
    if moving.case.sort != WomensCase.Sort.VIOLENCE:
        raise Refused(gettext("This case is not about violence."))


def no_violence(moving: Moving) -> None:
    """A guard: where there is violence, safety and the police come first."""
    if moving.case.sort == WomensCase.Sort.VIOLENCE:
        raise Refused(gettext("See to her safety first, and write down who was called."))


declare(
    Register(
        key="womens-homes",
        label=_("Women's Homes"),
        singular=_("Women's Home"),
        model=f"{LABEL}.WomensHome",
        function="B11",
        title=_("Name of the Women's Home"),
        fields=("title", "kind", "neighbourhood", "place", "hours", "offers", "helpers", "looked_over_on"),
        columns=("kind", "place", "hours"),
        filters=("kind", "neighbourhood"),
        reminders=(Reminder("look", _("Look the Women's Home over"), "looked_over_on", months=12, article=OWN_NORM),),
        public=("kind", "neighbourhood", "place", "hours", "offers"),
        hint=_("Where women find advice and company, and when."),
    )
)
register(
    Workflow(
        key="womens_case",
        label=_("Rights case of a woman"),
        model=MATTER.model,
        function="B11",
        initial=RECEIVED,
        series="WQ",
        restricted=True,
        isolated=True,
        open_told=_("Received"),
        transitions=(
            MATTER.step(
                "at_once",
                _("Safety seen to, police called"),
                RECEIVED,
                to=HANDLING,
                fields=("safety",),
                when=(is_violence,),
                main=True,
                hint=_("Who is with her, where she sleeps tonight, when the police came, which papers she has."),
            ),
            MATTER.step(
                "begin",
                _("Begin to handle it"),
                RECEIVED,
                to=HANDLING,
                fields=("plan",),
                when=(no_violence,),
                main=True,
            ),
            MATTER.step(
                "ask_order",
                _("A protection order was asked for"),
                *IN_HAND,
                fields=("order_asked_at", "haste"),
                when=(is_violence,),
                effects=(steps.restart_limits("order"),),
            ),
            MATTER.step(
                "order_made",
                _("The court decided on the order"),
                *IN_HAND,
                fields=("order_result",),
                when=(is_violence,),
            ),
            MATTER.step(
                "letter",
                _("A warning letter of the police came"),
                *IN_HAND,
                fields=("letter_on",),
                when=(is_violence,),
                hint=_("The committee and the police visit both sides from then on."),
            ),
            MATTER.step("visit", _("Write down a visit"), *IN_HAND, fields=("visited",)),
            MATTER.step(
                "refer",
                _("Refer it"),
                HANDLING,
                to=REFERRED,
                by=MATTER.head,
                fields=("referred_to",),
                hint=_("To the body that can decide: police, court, legal aid, arbitration."),
            ),
            MATTER.step("settle", _("It is settled"), *IN_HAND, to=SETTLED, fields=("outcome",), main=True),
            MATTER.step(
                "follow", _("Asked again how she is"), SETTLED, to=CLOSED, fields=("asked_again_on", "now"), main=True
            ),
            MATTER.step("again", _("It goes on: handle it again"), SETTLED, to=HANDLING, asks=("reason",)),
            *MATTER.usual(*RUNNING),
        ),
        limits=(
            on_day(
                "at_once",
                _("See to her safety at once"),
                "at_once_by",
                LAW,
                starts=(OPEN,),
                met_by=("at_once",),
                warn=(),
            ),
            norm(
                "begin",
                _("Begin to handle it"),
                3,
                starts=(OPEN,),
                met_by=("begin", "at_once"),
                counted_from="received_on",
                working=True,
                warn=(1,),
            ),
            on_day(
                "order",
                _("The court decides on the protection order"),
                "order_by",
                ORDER,
                starts=(),  # "ask_order" starts it, and again with a second request
                met_by=("order_made", "settle"),
                warn=(),
                legal=True,
                climbs=False,
            ),
            norm(
                "visit",
                _("Visit both sides after the warning letter"),
                7,
                article=LETTER,
                starts=("letter",),
                met_by=("visit", "settle"),
                counted_from="letter_on",
                warn=(2,),
            ),
            norm("follow", _("Ask again how she is"), 30, starts=("settle",), met_by=("follow", "again"), warn=(7,)),
        ),
    )
)
declare(
    Register(
        key="womens-cases",
        label=_("Rights cases of women"),
        singular=_("Rights case of a woman"),
        model=MATTER.model,
        function="B11",
        title=_("What the case is about"),
        fields=("title", "sort", "source", "neighbourhood", "received_on", "stated", "wishes", "home"),
        columns=("sort", "received_on"),
        filters=("sort",),
        person=True,
        sensitive=True,
        hint=_("Open to its handler, the head and the leaders. Where there is violence, safety comes first."),
    )
)
register(
    event.workflow(
        EVENTS,
        key="womens_activity",
        label=_("Activity for women"),
        model=f"{LABEL}.WomensActivity",
        function="B11",
        series="FH",
        asks={"record": ("families",)},
        more=publishing(f"{LABEL}.WomensActivity", EVENTS),
    )
)
declare(
    Register(
        key="womens-activities",
        label=_("Activities for women"),
        singular=_("Activity for women"),
        model=f"{LABEL}.WomensActivity",
        function="B11",
        title=_("Name of the activity"),
        fields=("title", "theme", "home", "teacher", "neighbourhood", *TIMES),
        columns=("theme", "home", "starts_at", "attended"),
        filters=("theme", "home", "neighbourhood"),
        public=("theme", "home", "starts_at", "place"),
        **where_public(EVENTS),
        hint=_("Planned, open for sign-up, held, recorded with the families that came."),
    )
)
