"""The Communist Youth League (B10)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.duties import Duty, declare_duty
from caojiadu.core.registers.limits import OWN_NORM
from caojiadu.core.registers.patterns import event
from caojiadu.core.workflow import register
from offices.party_building.shared import LABEL, TIMES, publishing, where_public

EVENTS = event.states("youthactivity")
DUES = pgettext_lazy("league branches", "Dues to be collected")

declare(
    Register(
        key="league-branches",
        label=_("Branches of the Youth League"),
        singular=_("Branch of the Youth League"),
        model=f"{LABEL}.LeagueBranch",
        function="B10",
        title=_("Name of the branch"),
        fields=("title", "kind", "neighbourhood", "members", "elected_on", "term_until", "met_on", "dues_until"),
        columns=("kind", "members", "term_until"),
        filters=("kind", "neighbourhood"),
        reminders=(
            Reminder("term", _("Re-election due: the term ends"), "term_until", lead=90, article=_("Term as elected")),
            Reminder("meeting", _("Meeting of the branch owed"), "met_on", months=3, lead=14, article=OWN_NORM),
            Reminder(
                "dues",
                pgettext_lazy("league branches", "Dues to be collected"),
                "dues_until",
                lead=14,
                article=OWN_NORM,
            ),
        ),
        hint=_("Branches in residential areas, companies and social organisations."),
    )
)
declare(
    Register(
        key="league-members",
        label=_("Members of the Youth League"),
        singular=_("Member of the Youth League"),
        model=f"{LABEL}.LeagueMember",
        function="B10",
        title=_("Work or school"),
        fields=("title", "branch", "post", "joined_on", "leaves_on", "registered_year", "transfer"),
        columns=("branch", "post", "leaves_on"),
        filters=("branch", "post"),
        reminders=(
            Reminder(
                "leaves",
                _("Turns 28: leaving the League"),
                "leaves_on",
                lead=30,
                article=_("Constitution of the Communist Youth League: whoever holds no post in it leaves at 28"),
                where=("post", "member"),
            ),
        ),
        person=True,
        hint=_("Who belongs to which branch, and until when."),
    )
)
register(
    event.workflow(
        EVENTS,
        key="youth_activity",
        label=_("Activity for young people"),
        model=f"{LABEL}.YouthActivity",
        function="B10",
        series="QN",
        asks={"record": ("agreed", "minders")},
        more=publishing(f"{LABEL}.YouthActivity", EVENTS),
    )
)
declare(
    Register(
        key="youth-activities",
        label=_("Activities for young people"),
        singular=_("Activity for young people"),
        model=f"{LABEL}.YouthActivity",
        function="B10",
        title=_("Name of the activity"),
        fields=("title", "sort", "youngest", "oldest", "guardians", "neighbourhood", *TIMES),
        columns=("sort", "starts_at", "attended"),
        filters=("sort", "neighbourhood"),
        public=("sort", "youngest", "oldest", "starts_at", "place"),
        **where_public(EVENTS),
        hint=_("Planned, open for sign-up, held, recorded with the guardians' agreements."),
    )
)
declare_duty(Duty("summer-care", _("Open the sign-up for summer care"), "B10", 6, 15, OWN_NORM))
