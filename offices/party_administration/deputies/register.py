"""Deputies (A7): stations, roster, contacts, and the days on which they receive residents."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.accounts.models import Visitor
from caojiadu.core.cases.forms import MoveForm, long_text
from caojiadu.core.cases.moves import Moving
from caojiadu.core.desk.panels import Panel
from caojiadu.core.hooks import provide
from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.duties import Duty, declare_duty
from caojiadu.core.registers.limits import OWN_NORM, norm
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.patterns import distribution, follow_up, reception_day
from caojiadu.core.registers.patterns.last_visit import note_last
from caojiadu.core.registers.verbs import enter
from caojiadu.core.workflow import State, Workflow, register
from offices.party_administration.models import CongressDeputy, DeputyContact

LABEL = "office_party_administration"
MATTER = Matter(f"{LABEL}.StationDay")
MEASURES = _("Shanghai measures for the Deputies Law, art. 30")
PLANNED = State("station_day_planned", _("Planned, to be announced"))
ANNOUNCED = State("station_day_announced", _("Announced"))
HELD = State("station_day_held", _("Held, opinions under way"), tone="soon")
TOLD = State("station_day_told", _("Residents told of the outcome"), final=True, tone="done")
CANCELLED = State("station_day_cancelled", _("Called off"), final=True, tone="done")


class HeldForm(MoveForm):
    """Who came, how many residents they received, and what those said."""

    came = forms.ModelMultipleChoiceField(
        label=_("Deputies who came"),
        queryset=CongressDeputy.objects.filter(ended_on=None).order_by("title", "pk"),
        widget=forms.CheckboxSelectMultiple,
    )
    residents_met = forms.IntegerField(label=_("Residents received"), min_value=0, max_value=9999)
    opinions = long_text(_("Opinions that residents gave"), required=False, help_text=_("Without names and addresses."))
    key_fields = ("came", "residents_met")

    def initial_values(self) -> dict[str, Any]:
        return {"came": [self.case.deputy_id]}


def held(moving: Moving) -> None:
    """Keep who came; for each deputy the day is a contact with the community."""
    day, data = moving.case, moving.data
    moving.change(residents_met=data["residents_met"], opinions=data["opinions"])
    day.came.set(data["came"])
    for deputy in data["came"]:
        values = {"title": day.title, "deputy": deputy, "way": DeputyContact.Way.STATION, "met_on": day.planned_on}
        enter(CONTACTS, {**values, "people_met": data["residents_met"], "gist": ""}, user=moving.actor.user)


@provide("panels.station_day")
def of_station_day(day: Any, _user: Visitor) -> list[Panel]:
    """Who came."""
    came = list(day.came.order_by("title", "pk"))
    facts = [(gettext("Deputies who came"), "、".join(str(one) for one in came))]
    return [Panel("registers/facts.html", {"title": gettext("Who was there"), "facts": facts})] if came else []


declare(
    Register(
        key="deputy-stations",
        label=_("Deputies' stations"),
        singular=_("Deputies' station"),
        model=f"{LABEL}.DeputyStation",
        function="A7",
        title=_("Name of the station"),
        fields=("title", "kind", "place", "neighbourhood", "opens", "serves", "looked_over_on"),
        columns=("kind", "place", "opens"),
        reminders=(
            Reminder("look", _("Look the station over"), "looked_over_on", months=12, lead=30, article=OWN_NORM),
        ),
        public=("kind", "place", "opens", "serves"),
        hint=_("Where deputies meet residents: home, stations and contact points."),
    )
)
DEPUTIES = declare(
    Register(
        key="deputies",
        label=_("Roster of deputies"),
        singular=_("People's deputy"),
        model=f"{LABEL}.CongressDeputy",
        function="A7",
        title=_("Name of the deputy"),
        fields=(
            "title",
            "level",
            "constituency",
            "congress_term",
            "term_until",
            "station",
            "neighbourhood",
            "contacted_on",
        ),
        columns=("level", "constituency", "contacted_on"),
        filters=("level", "neighbourhood"),
        reminders=(
            Reminder("term", _("Term ends"), "term_until", lead=180, article=_("Term of the congress")),
            Reminder("contact", _("Contact with the community owed"), "contacted_on", months=6, article=MEASURES),
        ),
        public=("level", "constituency", "station"),
        hint=_("Deputies who live, work or were elected here. Each joins community contact at least twice a year."),
    )
)
CONTACTS = declare(
    Register(
        key="deputy-contacts",
        label=_("Contacts of deputies"),
        singular=_("Contact of a deputy"),
        model=f"{LABEL}.DeputyContact",
        function="A7",
        title=_("Name of the contact"),
        fields=("title", "deputy", "way", "met_on", "people_met", "gist"),
        columns=("deputy", "way", "met_on"),
        filters=("way",),
        on_change=(note_last(DEPUTIES, "deputy", day="met_on", keeps="contacted_on"),),
        hint=_("Days at the station come in by themselves; visits, inspections and surveys are entered here."),
    )
)
declare_duty(
    Duty("deputy-contacts", _("See that every deputy had two contacts with the community"), "A7", 11, 30, MEASURES)
)
register(
    Workflow(
        key="station_day",
        label=_("Station day"),
        model=MATTER.model,
        function="A7",
        initial=PLANNED,
        series="DJ",
        open_told=_("Planned"),
        transitions=(
            reception_day.announce(MATTER, PLANNED, to=ANNOUNCED, prefix="station_day_"),
            reception_day.move_day(MATTER, PLANNED, ANNOUNCED, prefix="station_day_", fields=("planned_on", "hours")),
            MATTER.step(
                "station_day_hold",
                _("Held: write down who came"),
                ANNOUNCED,
                to=HELD,
                form="offices.party_administration.deputies.register.HeldForm",
                guards=(reception_day.day_is_here,),
                effects=(held,),
                main=True,
            ),
            distribution.hand_out(MATTER, HELD),
            follow_up.task_ended(HELD),
            distribution.urge(MATTER, HELD),
            MATTER.step(
                "station_day_tell",
                _("Tell residents of the outcome"),
                HELD,
                to=TOLD,
                fields=("feedback",),
                guards=(follow_up.tasks_done,),
                main=True,
            ),
            MATTER.end(
                "station_day_cancel", _("Call the station day off"), PLANNED, ANNOUNCED, to=CANCELLED, by=MATTER.lead
            ),
            *MATTER.usual(PLANNED, ANNOUNCED, HELD, with_papers=False),
        ),
        limits=(
            *reception_day.limits("station_day_hold", prefix="station_day_"),
            norm(
                "feedback",
                _("Tell residents of the outcome"),
                30,
                starts=("station_day_hold",),
                met_by=("station_day_tell",),
                warn=(7, 2),
            ),
        ),
    )
)
declare(
    Register(
        key="station-days",
        label=_("Station days"),
        singular=_("Station day"),
        model=MATTER.model,
        function="A7",
        title=_("Name of the day"),
        fields=("title", "station", "deputy", "planned_on", "hours", "subject"),
        columns=("station", "deputy", "planned_on"),
        filters=("station",),
        hint=_("Announced, held, opinions written down and handed out, residents told what came of them."),
    )
)
