"""Regional Party building (B1)."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.duties import Duty, declare_duty
from caojiadu.core.registers.limits import OWN_NORM
from caojiadu.core.registers.patterns import meeting, project
from caojiadu.core.workflow import register
from offices.party_building.shared import LABEL

MEETINGS = meeting.states("regional")
PROJECTS = project.states("jointproject", topic=_("Proposed"), discussed=_("Agreed with the unit"))

declare(
    Register(
        key="member-units",
        label=_("Member units of regional Party building"),
        singular=_("Member unit"),
        model=f"{LABEL}.MemberUnit",
        function="B1",
        title=_("Name of the unit"),
        fields=(
            "title",
            "kind",
            "neighbourhood",
            "joined_on",
            "party_members",
            "gives",
            "needs",
            "agreed_until",
            "visited_on",
        ),
        columns=("kind", "party_members", "agreed_until"),
        filters=("kind", "neighbourhood"),
        reminders=(
            Reminder("agreement", _("Agreement ends"), "agreed_until", lead=60, article=_("Day in the agreement")),
            Reminder("visit", _("Visit owed"), "visited_on", months=12, article=OWN_NORM),
        ),
        hint=_("Units in the area that take part: what they can give and what they need."),
    )
)
register(
    meeting.workflow(
        MEETINGS,
        key="regional_meeting",
        label=_("Joint meeting of member units"),
        model=f"{LABEL}.RegionalMeeting",
        function="B1",
        series="QH",
        asks={"hold": ("units_came",), "minute": ("project_list",)},
    )
)
declare(
    Register(
        key="regional-meetings",
        label=_("Joint meetings of member units"),
        singular=_("Joint meeting of member units"),
        model=f"{LABEL}.RegionalMeeting",
        function="B1",
        title=_("Meeting"),
        fields=("title", "matter", "units_invited", "held_at", "place", "chair"),
        columns=("held_at", "units_invited", "units_came"),
        hint=_("What units put on the yearly list together; what they decide is handed out as tasks."),
    )
)
register(
    project.workflow(
        PROJECTS,
        key="joint_project",
        label=_("Joint project"),
        model=f"{LABEL}.JointProject",
        function="B1",
        series="QG",
        asks={"finish": ("reaches",)},
    )
)
declare(
    Register(
        key="joint-projects",
        label=_("Joint projects"),
        singular=_("Joint project"),
        model=f"{LABEL}.JointProject",
        function="B1",
        title=_("Name of the project"),
        fields=("title", "year", "unit", "theme", "neighbourhood", "brings", "aim", "budget"),
        columns=("year", "unit", "next_due"),
        filters=("unit", "theme", "neighbourhood"),
        public=("year", "theme", "neighbourhood", "aim", "result", "reaches", "verdict"),
        shown_in=(PROJECTS.published,),
        shown_since="published_on",
        hint=_("The yearly list: proposed, agreed with the unit, run by milestones, reviewed, published."),
    )
)
declare_duty(Duty("joint-project-list", _("Settle the yearly list of joint projects"), "B1", 3, 31, OWN_NORM))
