"""Veteran cadres: visited at festivals, on birthdays and in illness; needs are followed up (G6)."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.duties import Duty, declare_duty
from caojiadu.core.registers.limits import OWN_NORM, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.patterns import event
from caojiadu.core.registers.verbs import change
from caojiadu.core.workflow import State, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.human_resources.cadres.models import CadreVisit

CADRES = declare(
    Register(
        key="veteran-cadres",
        label=_("Veteran cadres"),
        singular=_("Veteran cadre"),
        model="office_human_resources.VeteranCadre",
        function="G6",
        title=_("Former post"),
        fields=("title", "neighbourhood", "retired_as", "born_on", "retired_on", "living", "branch", "care"),
        columns=("neighbourhood", "retired_as", "living", "visited_on", "birthday_on"),
        filters=("neighbourhood", "retired_as", "living"),
        reminders=(
            Reminder("visit", _("Next visit owed"), "visited_on", months=6, lead=14, article=OWN_NORM),
            Reminder("birthday", _("Birthday visit"), "birthday_on", lead=7, article=OWN_NORM),
        ),
        person=True,
        sensitive=True,
        hint=_("Visited at festivals, on birthdays and in illness, and at least every half year."),
    )
)

PLANNED = State("cadrevisit_planned", _("Visit planned"))
VISITED = State("cadrevisit_visited", _("Visited: is anything needed?"), tone="soon")
NEED = State("cadrevisit_need", _("Need to be met"), tone="soon")
MET = State("cadrevisit_met", _("Need met, to be confirmed"))
CLOSED = State("cadrevisit_closed", _("Visit closed"), final=True, tone="done")
DROPPED = State("cadrevisit_dropped", _("Visit dropped"), final=True, tone="done")
ALIVE = (PLANNED, VISITED, NEED, MET)
MATTER = Matter("office_human_resources.CadreVisit")


def note_visit(moving: Moving) -> None:
    """Note on the cadre when somebody called last, and on the birthday."""
    case, cadre = moving.case, moving.case.cadre
    noted = ("visited_on", "greeted_on") if case.occasion == CadreVisit.Occasion.BIRTHDAY else ("visited_on",)
    values = {name: max(filter(None, (getattr(cadre, name), case.visited_on))) for name in noted}
    change(CADRES, cadre, values, user=moving.actor.user)


register(
    Workflow(
        key="cadre_visit",
        label=_("Visit to a veteran cadre"),
        model=MATTER.model,
        function="G6",
        initial=PLANNED,
        restricted=True,
        series="LG",
        open_told=_("Visit planned"),
        transitions=(
            MATTER.step(
                "cadrevisit_visit",
                _("Write down the visit"),
                PLANNED,
                to=VISITED,
                fields=("visited_on", "found"),
                effects=(note_visit,),
                main=True,
            ),
            MATTER.step("cadrevisit_need", _("Something is needed"), VISITED, to=NEED, fields=("need", "need_by")),
            MATTER.step("cadrevisit_none", _("Nothing is needed"), VISITED, to=CLOSED, main=True),
            MATTER.step(
                "cadrevisit_meet", _("Need met"), NEED, to=MET, fields=("met",), notify=(steps.TO_DECIDE,), main=True
            ),
            MATTER.decide(
                "cadrevisit_confirm",
                _("Confirm that the need was met"),
                MET,
                to=CLOSED,
                not_by=("cadrevisit_meet",),
                main=True,
            ),
            MATTER.step("cadrevisit_again", _("Not met yet"), MET, to=NEED, by=MATTER.head_or_leader, asks=("reason",)),
            MATTER.end("cadrevisit_drop", _("Drop the visit"), PLANNED, to=DROPPED, by=MATTER.lead),
            *MATTER.usual(*ALIVE),
        ),
        limits=(
            on_day(
                "visit",
                _("Visit made"),
                "planned_on",
                _("The day that was planned"),
                starts=(OPEN,),
                met_by=("cadrevisit_visit", "cadrevisit_drop"),
                warn=(3,),
            ),
            on_day(
                "need",
                _("Need met"),
                "need_by",
                OWN_NORM,
                starts=("cadrevisit_need", "cadrevisit_again"),
                met_by=("cadrevisit_meet",),
                warn=(3, 1),
            ),
        ),
    )
)
declare(
    Register(
        key="cadre-visits",
        label=_("Visits to veteran cadres"),
        singular=_("Visit to a veteran cadre"),
        model=MATTER.model,
        function="G6",
        title=_("Heading"),
        fields=("title", "cadre", "occasion", "planned_on", "visitors"),
        columns=("cadre", "occasion", "planned_on", "visited_on"),
        filters=("occasion",),
        sensitive=True,
        hint=_("Planned, visited; what is needed is met by its day, and the head confirms it."),
    )
)
register(
    event.workflow(
        event.states("cadreevent"),
        key="cadre_event",
        label=_("Event for veteran cadres"),
        model="office_human_resources.CadreEvent",
        function="G6",
        series="LB",
        asks={"record": ("wishes",)},
    )
)
declare(
    Register(
        key="cadre-events",
        label=_("Events for veteran cadres"),
        singular=_("Event for veteran cadres"),
        model="office_human_resources.CadreEvent",
        function="G6",
        title=_("Name of the event"),
        fields=("title", "sort", "escort", "starts_at", "ends_at", "place", "places", "sign_up_until"),
        columns=("sort", "starts_at", "place", "attended"),
        filters=("sort",),
        hint=_("Study, outings, festive meetings and health checks, with transport and an escort."),
    )
)
for key, month, day, label in (
    ("cadres-spring", 1, 20, _("Visit the veteran cadres before Spring Festival")),
    ("cadres-chongyang", 9, 30, _("Visit the veteran cadres before the Double Ninth Festival")),
):
    declare_duty(Duty(key, label, "G6", month, day, OWN_NORM))
