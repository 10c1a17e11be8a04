"""CPPCC members, visits and opinion notes (B13)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.limits import OWN_NORM, norm
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.patterns import escalation
from caojiadu.core.registers.patterns.last_visit import note_last
from caojiadu.core.workflow import State, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.party_building.shared import LABEL

MATTER = Matter(f"{LABEL}.OpinionNote")
NOTED = State("opinionnote_noted", _("Noted, to be edited"))
EDITED = State("opinionnote_edited", _("Edited, to be sent"))
SENT = State("opinionnote_sent", _("With the district"))
ANSWERED = State("opinionnote_answered", _("Answered, the member to be told"), tone="soon")
TOLD = State("opinionnote_told", _("The member was told"), final=True, tone="done")
KEPT = State("opinionnote_kept", _("Kept here"), final=True, tone="done")
RUNNING = (NOTED, EDITED, SENT, ANSWERED)


MEMBERS = declare(
    Register(
        key="cppcc-members",
        label=_("CPPCC members"),
        singular=_("CPPCC member"),
        model=f"{LABEL}.CppccMember",
        function="B13",
        title=_("Name of the member"),
        fields=("title", "level", "sector", "workplace", "neighbourhood", "term_until"),
        columns=("level", "sector", "visited_on"),
        filters=("level", "neighbourhood"),
        reminders=(
            Reminder("term", _("Term ends"), "term_until", lead=180, article=_("Term of the committee")),
            Reminder("visit", _("Visit owed"), "visited_on", months=12, article=OWN_NORM),
        ),
        public=("level", "sector"),
        hint=_("Members who live or work here. Visits note by themselves when each was last met."),
    )
)
declare(
    Register(
        key="cppcc-visits",
        label=_("Visits to CPPCC members"),
        singular=_("Visit to a CPPCC member"),
        model=f"{LABEL}.CppccVisit",
        function="B13",
        title=pgettext_lazy("cppcc visits", "Occasion"),
        fields=("title", "member", "way", "visited_on", "said", "promised"),
        columns=("member", "way", "visited_on"),
        filters=("member", "way"),
        on_change=(note_last(MEMBERS, "member"),),
        hint=_("Visits, symposia, inspections and services of members."),
    )
)
register(
    Workflow(
        key="opinion_note",
        label=_("Opinion note of a CPPCC member"),
        model=MATTER.model,
        function="B13",
        initial=NOTED,
        series="SQ",
        open_told=_("Noted"),
        transitions=(
            MATTER.step("edit", _("Edit the note"), NOTED, to=EDITED, fields=("edited",), main=True),
            MATTER.step(
                "back", _("Have it edited again"), EDITED, to=NOTED, by=MATTER.head_or_leader, asks=("reason",)
            ),
            escalation.report_up(
                MATTER,
                EDITED,
                to=SENT,
                by=MATTER.head_or_leader,
                guards=(steps.not_by_whoever_made("edit"),),
                **escalation.OPINION,
            ),
            *escalation.from_district(SENT, answered=ANSWERED),
            escalation.answered_by_phone(MATTER, SENT, ANSWERED, "result", "opinion"),
            MATTER.step("tell", _("The member was told"), ANSWERED, to=TOLD, asks=("done",), main=True),
            MATTER.step("keep", _("Keep it here"), NOTED, EDITED, to=KEPT, by=MATTER.head, asks=("reason",)),
            *MATTER.usual(*RUNNING),
        ),
        limits=(
            norm(
                "edit", _("Edit the note"), 3, starts=(OPEN, "back"), met_by=("edit", "keep"), working=True, warn=(1,)
            ),
            norm(
                "send",
                _("Send it or keep it"),
                3,
                starts=("edit",),
                met_by=("report_up", "back", "keep"),
                working=True,
                warn=(1,),
            ),
            norm(
                "tell",
                _("Tell the member"),
                5,
                starts=("district_answered", "told_elsewhere"),
                met_by=("tell",),
                working=True,
                warn=(2,),
            ),
        ),
    )
)
declare(
    Register(
        key="opinion-notes",
        label=_("Opinion notes of CPPCC members"),
        singular=_("Opinion note of a CPPCC member"),
        model=MATTER.model,
        function="B13",
        title=_("Subject of the note"),
        fields=("title", "member", "topic", "noted_on", "situation", "proposal"),
        columns=("member", "topic", "noted_on"),
        filters=("member", "topic"),
        hint=_("Noted, edited without names, sent to the district by somebody else, and the member told."),
    )
)
