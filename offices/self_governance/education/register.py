"""Legal and moral education with residents (F0; responsibility R4): planned, open for sign-up, held, recorded."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.declaration import Register, declare
from caojiadu.core.registers.patterns import event
from caojiadu.core.workflow import register

register(
    event.workflow(
        event.states("education"),
        key="education_activity",
        label=_("Legal and moral education"),
        model="office_self_governance.EducationActivity",
        function="F0",
        series="FD",
        asks={"record": ("handed_out", "questions")},
    )
)
declare(
    Register(
        key="education",
        label=_("Legal and moral education"),
        singular=_("Activity"),
        model="office_self_governance.EducationActivity",
        function="F0",
        title=_("Name of the activity"),
        fields=(
            "title",
            "theme",
            "audience",
            "speaker",
            "neighbourhood",
            "starts_at",
            "ends_at",
            "place",
            "places",
            "sign_up_until",
        ),
        columns=("theme", "neighbourhood", "starts_at", "attended"),
        filters=("theme", "neighbourhood"),
        hint=_("Talks, mock courts, visits: who speaks, who signed up, who came, what residents asked."),
    )
)
