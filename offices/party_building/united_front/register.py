"""The united front (B6): for the head and the keepers named by the head."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.duties import Duty, declare_duty
from caojiadu.core.registers.limits import OWN_NORM
from caojiadu.core.registers.patterns.last_visit import note_last
from offices.party_building.shared import LABEL

CONTACTS = declare(
    Register(
        key="united-front-contacts",
        label=_("Contacts of the united front"),
        singular=_("Contact of the united front"),
        model=f"{LABEL}.UnitedFrontContact",
        function="B6",
        title=_("Post or standing"),
        fields=("title", "group", "neighbourhood", "way", "agreed_on", "purpose", "steward"),
        columns=("group", "steward", "visited_on"),
        filters=("group", "neighbourhood"),
        reminders=(Reminder("visit", _("Visit owed"), "visited_on", months=12, article=OWN_NORM),),
        person=True,
        sensitive=True,
        isolated=True,
        hint=_("Only who agreed to it. Religion and ethnic group are written down only where they are needed."),
    )
)
declare(
    Register(
        key="united-front-visits",
        label=_("Visits of the united front"),
        singular=_("Visit of the united front"),
        model=f"{LABEL}.UnitedFrontVisit",
        function="B6",
        title=_("Name of the visit"),
        fields=(
            "title",
            "contact",
            "occasion",
            "visited_on",
            "need",
            "answer_by",
            "passed_to",
            "answered_on",
            "outcome",
        ),
        columns=("contact", "occasion", "visited_on", "answer_by"),
        filters=("contact", "occasion"),
        reminders=(
            Reminder(
                "need",
                _("See to what is needed"),
                "answer_by",
                lead=7,
                article=_("The day that was promised"),
                until_done="answered_on",
            ),
        ),
        on_change=(note_last(CONTACTS, "contact"),),
        sensitive=True,
        keepers_of="united-front-contacts",
        isolated=True,
        hint=_("Visits at festivals and once a year; a need stays until it is seen to."),
    )
)
declare_duty(Duty("united-front-festival", _("Visit contacts before the Spring Festival"), "B6", 1, 31, OWN_NORM))
