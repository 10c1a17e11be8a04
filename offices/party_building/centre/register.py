"""The community service centre for Party building (B14): opening hours are posted with the rooms."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caojiadu.core.registers.declaration import Register, declare
from caojiadu.core.registers.patterns import booking, event, online_booking
from caojiadu.core.workflow import register
from offices.party_building.shared import LABEL, TIMES, publishing, where_public

BOOKINGS = booking.states("centrebooking", approved=_("Confirmed"), ended=_("Used and cleared"))
EVENTS = event.states("centreactivity")

declare(
    Register(
        key="centre-rooms",
        label=_("Rooms of the Party building centre"),
        singular=_("Room of the centre"),
        model=f"{LABEL}.CentreRoom",
        function="B14",
        title=pgettext_lazy("centre rooms", "Name of the room"),
        fields=("title", "use", "centre", "seats", "equipment", "step_free", "opens", "closes", "open_on"),
        columns=("use", "seats", "opens", "closes"),
        filters=("use",),
        public=("centre", "use", "seats", "step_free", "open_on", "opens", "closes"),
        hint=_("The rooms that may be had, and when they are open: the hours stand on the public page."),
    )
)
register(
    online_booking.workflow(
        BOOKINGS,
        key="centre_booking",
        label=_("Booking of a room of the centre"),
        model=f"{LABEL}.CentreBooking",
        function="B14",
        series="CD",
        asks={"give_back": ("came", "left_as")},
    )
)
declare(
    Register(
        key="centre-bookings",
        label=_("Bookings of the centre"),
        singular=_("Booking of a room of the centre"),
        model=f"{LABEL}.CentreBooking",
        function="B14",
        title=_("What for"),
        fields=("title", "room", "starts_at", "ends_at", "used_by", "user_name", "people", "asked_by"),
        columns=("room", "starts_at", "used_by", "asked_by"),
        filters=("room", "used_by"),
        asked_by_all=True,
        booking_fields=("title", "user_name", "people"),
        hint=_("Asked for, confirmed by somebody else, used or not, cleared. Never booked twice for the same time."),
    )
)
register(
    event.workflow(
        EVENTS,
        key="centre_activity",
        label=_("Activity at the centre"),
        model=f"{LABEL}.CentreActivity",
        function="B14",
        series="DQ",
        asks={"record": ("young",)},
        guards={"change": (booking.one_at_a_time,)},
        more=publishing(f"{LABEL}.CentreActivity", EVENTS),
    )
)
declare(
    Register(
        key="centre-activities",
        label=_("Activities at the Party building centre"),
        singular=_("Activity at the centre"),
        model=f"{LABEL}.CentreActivity",
        function="B14",
        title=_("Name of the activity"),
        fields=("title", "sort", "run_by", "room", *TIMES),
        columns=("sort", "starts_at", "attended"),
        filters=("sort", "room"),
        public=("sort", "run_by", "starts_at", "place"),
        **where_public(EVENTS),
        hint=_("Planned, open for sign-up, held, recorded."),
    )
)
declare(
    Register(
        key="visitor-counts",
        label=_("Visitors of the centre: counts"),
        singular=_("Count of visitors"),
        model=f"{LABEL}.VisitorCount",
        function="B14",
        title=pgettext_lazy("visitor counts", "Period"),
        fields=(
            "title",
            "centre",
            "counted_on",
            "visitors",
            "groups",
            "helped",
            "closed_early",
            "why_closed",
        ),
        columns=("centre", "counted_on", "visitors", "groups"),
        filters=("counted_on",),
        hint=_("One entry for each day. Numbers only."),
    )
)
