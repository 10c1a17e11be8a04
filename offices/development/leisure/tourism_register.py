"""Tourism (H7): sites, walks, guided events."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.limits import OWN_NORM
from caojiadu.core.registers.patterns import event
from caojiadu.core.workflow import register

TOURISM = event.states("tourism")

declare(
    Register(
        key="tourism-sites",
        label=_("Sites to visit"),
        singular=_("Site to visit"),
        model="office_development.TourismSite",
        function="H7",
        title=_("Name of the site"),
        fields=("title", "kind", "neighbourhood", "address", "protected", "built", "open_to_visitors", "story"),
        columns=("kind", "neighbourhood", "protected"),
        filters=("kind", "neighbourhood"),
        public=("kind", "address", "protected", "built", "open_to_visitors", "story"),
        hint=_("Historic buildings, museums, streets: their story, and when visitors may enter."),
    )
)
declare(
    Register(
        key="walks",
        label=_("Walks"),
        singular=_("Walk"),
        model="office_development.TourismWalk",
        function="H7",
        title=_("Name of the walk"),
        fields=("title", "main_site", "stops", "length", "duration", "step_free", "walked_on"),
        columns=("main_site", "length", "duration", "step_free"),
        filters=("main_site",),
        reminders=(Reminder("walk", _("Walk it again and check the stops"), "walked_on", months=12, article=OWN_NORM),),
        public=("stops", "length", "duration", "step_free"),
        hint=_("Where a walk leads, how long it takes, and whether it can be walked without steps."),
    )
)
register(
    event.workflow(
        TOURISM,
        key="tourism_event",
        label=_("Tourism event"),
        model="office_development.TourismEvent",
        function="H7",
        series="LY",
        asks={"record": ("visitors_from_outside",)},
        public=("title", "place", "if_it_rains"),
    )
)
declare(
    Register(
        key="tourism-events",
        label=_("Tourism events"),
        singular=_("Tourism event"),
        model="office_development.TourismEvent",
        function="H7",
        title=_("Name of the event"),
        fields=(
            *("title", "walk", "guide", "language", "if_it_rains"),
            *("starts_at", "ends_at", "place", "places", "sign_up_until"),
        ),
        columns=("walk", "language", "starts_at", "attended"),
        filters=("language", "walk"),
        public=("language", "if_it_rains", "starts_at", "ends_at", "place", "places", "sign_up_until"),
        shown_in=(TOURISM.open, TOURISM.held, TOURISM.recorded),
        shown_since="published_on",
        hint=_("Guided walks and open days: where to meet, in which language, what happens when it rains."),
    )
)
