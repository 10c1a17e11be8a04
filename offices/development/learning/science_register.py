"""Science popularisation (H3): venues, volunteers, and activities, above all in September."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.duties import Duty, declare_duty
from caojiadu.core.registers.limits import OWN_NORM
from caojiadu.core.registers.patterns import event
from caojiadu.core.workflow import register

SCIENCE = event.states("science")

declare(
    Register(
        key="science-venues",
        label=_("Science venues"),
        singular=_("Science venue"),
        model="office_development.ScienceVenue",
        function="H3",
        title=_("Name of the venue"),
        fields=("title", "kind", "neighbourhood", "address", "run_by", "visitors", "opens", "agreed_until"),
        columns=("kind", "neighbourhood", "visitors"),
        filters=("kind", "neighbourhood"),
        reminders=(Reminder("agreement", _("Agreement ends"), "agreed_until", article=_("Day in the agreement")),),
        public=("kind", "address", "opens"),
        hint=_("Where residents meet science, and when its doors are open."),
    )
)
declare(
    Register(
        key="science-volunteers",
        label=_("Science volunteers"),
        singular=_("Science volunteer"),
        model="office_development.ScienceVolunteer",
        function="H3",
        title=_("What they can explain"),
        fields=("title", "subject", "works_at", "since", "times", "trained_on"),
        columns=("subject", "times", "trained_on"),
        filters=("subject",),
        reminders=(Reminder("training", _("Training owed"), "trained_on", months=12, article=OWN_NORM),),
        person=True,
        hint=_("Who explains science to residents, and how often they have done so."),
    )
)
register(
    event.workflow(
        SCIENCE,
        key="science_activity",
        label=_("Science activity"),
        model="office_development.ScienceActivity",
        function="H3",
        series="KP",
        asks={"record": ("understood",)},
        public=("title", "place", "topic"),
    )
)
declare(
    Register(
        key="science-activities",
        label=_("Science activities"),
        singular=_("Science activity"),
        model="office_development.ScienceActivity",
        function="H3",
        title=_("Name of the activity"),
        fields=(
            *("title", "form", "audience", "topic", "venue", "of_the_month", "neighbourhood"),
            *("starts_at", "ends_at", "place", "places", "sign_up_until"),
        ),
        columns=("form", "audience", "starts_at", "attended"),
        filters=("form", "neighbourhood"),
        public=("form", "audience", "topic", "starts_at", "ends_at", "place", "places", "sign_up_until"),
        shown_in=(SCIENCE.open, SCIENCE.held, SCIENCE.recorded),
        shown_since="published_on",
        hint=_("Lectures, workshops and visits. September is the national month of science popularisation."),
    )
)
declare_duty(
    Duty(
        "science-month", _("Hold activities in the science month"), "H3", 9, 30, _("Science Popularisation Law (2024)")
    )
)
