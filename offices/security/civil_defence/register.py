"""Civil air defence and mobilisation (E2, for R6): numbers only; who is called up stays with the departments."""

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.limits import OWN_NORM, norm, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.workflow import State, Workflow, register
from caojiadu.core.workflow.parts import OPEN

SIREN_TEST = Matter("office_security.SirenTest")
MOBILISATION = Matter("office_security.Mobilisation")
PLANNED = State("siren_planned", _("Planned, to be announced"))
ANNOUNCED = State("siren_announced", _("Announced"))
SOUNDED = State("siren_sounded", _("Sounded, to be reported"), tone="soon")
REPORTED = State("siren_reported", _("Test reported"), final=True, tone="done")
OFF = State("siren_off", _("Test called off"), final=True, tone="done")


def day_has_come(moving: Moving) -> None:
    """A guard: a test is entered on its day or later."""
    if moving.case.sounds_on > timezone.localdate(moving.now):
        raise Refused(gettext("The day of the test has not come yet."))


register(
    Workflow(
        key="siren_test",
        label=_("Siren test"),
        model=SIREN_TEST.model,
        function="E2",
        initial=PLANNED,
        series="JB",
        open_told=_("Planned"),
        transitions=(
            SIREN_TEST.assign(PLANNED, ANNOUNCED, SOUNDED),
            SIREN_TEST.step(
                "siren_announce",
                _("Announced to residents"),
                PLANNED,
                to=ANNOUNCED,
                fields=("announced_on", "channels"),
                main=True,
            ),
            SIREN_TEST.step(
                "siren_sound",
                _("Enter the test"),
                ANNOUNCED,
                to=SOUNDED,
                fields=("sirens", "silent", "calls"),
                when=(day_has_come,),
                main=True,
            ),
            SIREN_TEST.step(
                "siren_report",
                _("Reported to the civil defence office"),
                SOUNDED,
                to=REPORTED,
                by=SIREN_TEST.head,
                fields=("result",),
                main=True,
            ),
            SIREN_TEST.end(
                "siren_call_off",
                _("Call the test off"),
                PLANNED,
                ANNOUNCED,
                to=OFF,
                hint=_("Tell residents, where it was announced already."),
            ),
            SIREN_TEST.papers(PLANNED, ANNOUNCED, SOUNDED),
            SIREN_TEST.late(PLANNED, ANNOUNCED, SOUNDED),
        ),
        limits=(
            on_day(
                "announce",
                _("Announcement of the test"),
                "announce_by",
                _("Shanghai Civil Defence Regulations, art. 19"),
                starts=(OPEN,),
                met_by=("siren_announce",),
                met_on="announced_on",
                warn=(5, 1),
                legal=True,
            ),
            on_day(
                "sound",
                _("Day of the test"),
                "sounds_on",
                _("The day that was announced"),
                starts=("siren_announce",),
                met_by=("siren_sound",),
                warn=(1,),
            ),
            norm(
                "report",
                _("Report of the test"),
                5,
                starts=("siren_sound",),
                met_by=("siren_report",),
                counted_from="sounds_on",
                warn=(1,),
            ),
        ),
    )
)

RECEIVED = State("mobilisation_received", _("Notice received"))
PASSED = State("mobilisation_passed", _("Passed on, under way"))
COUNTED = State("mobilisation_counted", _("Counted, to be reported"), tone="soon")
SENT = State("mobilisation_reported", _("Numbers reported"), final=True, tone="done")

register(
    Workflow(
        key="mobilisation",
        label=_("Mobilisation notice"),
        model=MOBILISATION.model,
        function="E2",
        initial=RECEIVED,
        series="DY",
        open_told=_("Notice received"),
        transitions=(
            MOBILISATION.assign(RECEIVED, PASSED, COUNTED),
            MOBILISATION.step(
                "mobilisation_pass", _("Notice passed on"), RECEIVED, to=PASSED, fields=("passed_to",), main=True
            ),
            MOBILISATION.step(
                "mobilisation_count",
                _("Enter the numbers"),
                PASSED,
                COUNTED,
                to=COUNTED,
                fields=("told", "came"),
                main=True,
                hint=_("Numbers only; lists of people go to the department on its own way."),
            ),
            MOBILISATION.step(
                "mobilisation_report",
                _("Reported to the sender"),
                COUNTED,
                to=SENT,
                by=MOBILISATION.head,
                fields=("sent_on",),
                main=True,
            ),
            MOBILISATION.late(RECEIVED, PASSED, COUNTED),
        ),
        limits=(
            on_day(
                "reply",
                _("Report to the sender"),
                "reply_by",
                _("The day set in the notice"),
                starts=(OPEN,),
                met_by=("mobilisation_report",),
                met_on="sent_on",
                warn=(5, 1),
            ),
        ),
    )
)
declare(
    Register(
        key="civil-defence-lessons",
        label=_("Civil defence education"),
        singular=_("Lesson in civil defence"),
        model="office_security.DefenceLesson",
        function="E2",
        title=_("Subject"),
        fields=("title", "way", "given_on", "place", "neighbourhood", "reached", "handed_out"),
        columns=("way", "given_on", "neighbourhood", "reached"),
        filters=("way", "neighbourhood"),
        reminders=(Reminder("next", _("Lesson owed"), "given_on", months=12, article=OWN_NORM),),
        hint=_("For people outside schools and units: what was given where, and how many it reached. No names."),
    )
)
declare(
    Register(
        key="siren-tests",
        label=_("Siren tests"),
        singular=_("Siren test"),
        model=SIREN_TEST.model,
        function="E2",
        title=_("Name of the test"),
        fields=("title", "sounds_on", "sounds_at", "announce_by"),
        columns=("sounds_on", "sounds_at", "announced_on"),
        hint=_("Announced at least 5 days ahead, sounded, reported. Numbers only."),
    )
)
declare(
    Register(
        key="mobilisation-notices",
        label=_("Mobilisation notices"),
        singular=_("Mobilisation notice"),
        model=MOBILISATION.model,
        function="E2",
        title=_("Subject of the notice"),
        fields=("title", "about", "sender", "received_on", "reply_by", "asked"),
        columns=("about", "received_on", "reply_by"),
        filters=("about",),
        hint=_("Notices, appointments and counts only. What is secret does not come into this portal."),
    )
)
