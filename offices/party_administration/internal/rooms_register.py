"""Internal management (A6): rooms and vehicles, asked for by any office, approved, used and given back."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.patterns import booking
from caojiadu.core.workflow import register

ROOMS, TRIPS = booking.states("room", ended=_("Used and cleared")), booking.states("trip")
HOURS = ("opens", "closes", "open_on")

declare(
    Register(
        key="rooms",
        label=_("Meeting rooms"),
        singular=_("Meeting room"),
        model="office_party_administration.Room",
        function="A6",
        title=_("Name of the room"),
        fields=("title", "whereabouts", "seats", "equipment", *HOURS),
        columns=("whereabouts", "seats", "opens", "closes"),
        hint=_("The rooms that may be booked, and when they are open."),
    )
)
register(
    booking.workflow(
        ROOMS,
        key="room_booking",
        label=_("Booking of a room"),
        model="office_party_administration.RoomBooking",
        function="A6",
        series="HS",
    )
)
declare(
    Register(
        key="room-bookings",
        label=_("Bookings of rooms"),
        singular=_("Booking of a room"),
        model="office_party_administration.RoomBooking",
        function="A6",
        title=_("What for"),
        fields=("title", "room", "starts_at", "ends_at", "people", "setting_up", "asked_by"),
        columns=("room", "starts_at", "ends_at", "asked_by"),
        filters=("room",),
        asked_by_all=True,
        hint=_("A room is never booked twice for the same time."),
    )
)
declare(
    Register(
        key="vehicles",
        label=_("Vehicles"),
        singular=_("Vehicle"),
        model="office_party_administration.Vehicle",
        function="A6",
        title=_("Plate"),
        fields=("title", "kind", "seats", "inspected_until", "insured_until", *HOURS),
        columns=("kind", "seats", "inspected_until"),
        filters=("kind",),
        reminders=(
            Reminder("inspection", _("Technical inspection lapses"), "inspected_until", article=_("Day on the paper")),
            Reminder("insurance", _("Insurance lapses"), "insured_until", article=_("Day on the paper")),
        ),
        hint=_("The office's vehicles, and when their papers lapse."),
    )
)
register(
    booking.workflow(
        TRIPS,
        key="vehicle_trip",
        label=_("Trip"),
        model="office_party_administration.Trip",
        function="A6",
        series="PC",
        asks={"approve": ("driver",), "hand_over": ("km_out",), "give_back": ("km_back",)},
    )
)
declare(
    Register(
        key="trips",
        label=_("Trips"),
        singular=_("Trip"),
        model="office_party_administration.Trip",
        function="A6",
        title=_("What for"),
        fields=("title", "vehicle", "destination", "passengers", "starts_at", "ends_at", "asked_by"),
        columns=("vehicle", "starts_at", "ends_at", "driver"),
        filters=("vehicle",),
        asked_by_all=True,
        hint=_("Who goes where with which vehicle; kilometres are written down when it leaves and when it comes back."),
    )
)
