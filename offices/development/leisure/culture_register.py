"""Culture (H5): teams of residents, and events from the plan to who came."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.duties import Duty, declare_duty
from caojiadu.core.registers.limits import OWN_NORM
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.patterns import event
from caojiadu.core.workflow import Who, register
from caojiadu.core.workflow.parts import OPEN

CULTURE = event.states("culture")
EVENT = Matter("office_development.CultureEvent")

declare(
    Register(
        key="culture-teams",
        label=_("Culture teams"),
        singular=_("Culture team"),
        model="office_development.CultureTeam",
        function="H5",
        title=_("Name of the team"),
        fields=("title", "art", "neighbourhood", "members", "rehearses", "entered_on", "looked_at_on"),
        columns=("art", "neighbourhood", "members"),
        filters=("art", "neighbourhood"),
        reminders=(Reminder("look", _("Look at the team again"), "looked_at_on", months=12, article=OWN_NORM),),
        public=("art", "neighbourhood", "members", "rehearses"),
        hint=_("Choirs, dance and other teams of residents: who may join where."),
    )
)
register(
    event.workflow(
        CULTURE,
        key="culture_event",
        label=_("Cultural event"),
        model=EVENT.model,
        function="H5",
        series="WH",
        asks={"record": ("cost",)},
        public=("title", "place", "programme"),
        more=(
            EVENT.step(
                "culture_money",
                _("Change the money planned"),
                CULTURE.planned,
                CULTURE.open,
                CULTURE.held,
                by=EVENT.staff("handle", Who.HEAD, Who.LEADER),
                fields=("planned_cost",),
                asks=("reason",),
                when=(steps.not_by_whoever_made(OPEN),),
            ),
        ),
    )
)
declare(
    Register(
        key="culture-events",
        label=_("Cultural events"),
        singular=_("Cultural event"),
        model=EVENT.model,
        function="H5",
        title=_("Name of the event"),
        fields=(
            *("title", "form", "team", "neighbourhood", "programme", "performers", "planned_cost"),
            *("starts_at", "ends_at", "place", "places", "sign_up_until"),
        ),
        columns=("form", "team", "starts_at", "attended"),
        filters=("form", "neighbourhood"),
        public=("form", "programme", "starts_at", "ends_at", "place", "places", "sign_up_until"),
        shown_in=(CULTURE.open, CULTURE.held, CULTURE.recorded),
        shown_since="published_on",
        hint=_("Performances, festivals, exhibitions: programme, money, who signed up and who came."),
    )
)
declare_duty(Duty("culture-plan", _("Draw up the plan of cultural events"), "H5", 1, 31, OWN_NORM))
