"""Self-government projects and the three meetings (F3); results are open to residents.

A hearing comes before a project is approved, and a review meeting before it counts as reviewed (事前听证、事中协调、
事后评议; Shanghai Regulations on Neighbourhood Committees, art. 16–17).
"""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers.declaration import Register, declare
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.patterns import meeting, project
from caojiadu.core.workflow import register
from caojiadu.core.workflow.parts import OPEN
from offices.self_governance.projects.models import SelfGovernmentProject, ThreeMeeting

PROJECTS = project.states("selfgov")
MEETINGS = meeting.states("three")
THREE_MEETING = Matter("office_self_governance.ThreeMeeting")


def after_a(kind: ThreeMeeting.Kind, said: Any) -> Callable[[Moving], None]:
    """A guard: that meeting was held on this project and its outcome is published."""

    def guard(moving: Moving) -> None:
        if not moving.case.meetings.filter(kind_of=kind, published_on__isnull=False).exists():
            raise Refused(said)

    return guard


BEFORE = _("Residents are heard first: no hearing on this project has a published outcome.")
AFTER = _("Residents judge it first: no review meeting on this project has a published outcome.")
declare(
    Register(
        key="self-government-projects",
        label=_("Self-government projects"),
        singular=_("Self-government project"),
        model="office_self_governance.SelfGovernmentProject",
        function="F3",
        title=_("Name of the project"),
        fields=("title", "field", "neighbourhood", "group", "partner", "households", "aim", "budget"),
        columns=("field", "neighbourhood", "next_due"),
        filters=("field", "neighbourhood"),
        public=("neighbourhood", "field", "group", "aim", "granted", "spent", "result", "verdict", "review"),
        shown_in=(PROJECTS.published,),
        shown_since="published_on",
        hint=_("What residents take in hand themselves, from the topic to the result that everybody may read."),
    )
)
register(
    project.workflow(
        PROJECTS,
        key="self_government_project",
        label=_("Self-government project"),
        model="office_self_governance.SelfGovernmentProject",
        function="F3",
        series="ZX",
        also_read=SelfGovernmentProject.also_read,
        guards={
            "approve": (after_a(ThreeMeeting.Kind.HEARING, BEFORE),),
            "review": (after_a(ThreeMeeting.Kind.REVIEW, AFTER),),
        },
    )
)
declare(
    Register(
        key="three-meetings",
        label=_("Hearings, coordinations and reviews"),
        singular=_("Meeting of residents"),
        model=THREE_MEETING.model,
        function="F3",
        title=_("Meeting"),
        fields=(
            "title",
            "kind_of",
            "neighbourhood",
            "project",
            "matter",
            "sides",
            "held_at",
            "place",
            "chair",
        ),
        columns=("kind_of", "neighbourhood", "held_at"),
        filters=("kind_of", "neighbourhood"),
        public=("kind_of", "neighbourhood", "matter", "held_at", "outcome"),
        shown_in=(MEETINGS.settled, MEETINGS.archived),
        shown_since="published_on",
        hint=_("The three meetings: residents are heard before, settle on the way, and judge afterwards."),
    )
)
register(
    meeting.workflow(
        MEETINGS,
        key="three_meeting",
        label=_("Hearing, coordination or review"),
        model=THREE_MEETING.model,
        function="F3",
        series="SH",
        asks={"minute": ("outcome",)},
        more=(
            THREE_MEETING.publish(
                MEETINGS.settled,
                MEETINGS.archived,
                by_nobody_who=(OPEN, "minute"),
                fields=("title", "matter", "outcome"),
            ),
            THREE_MEETING.take_off(MEETINGS.settled, MEETINGS.archived),
        ),
    )
)
