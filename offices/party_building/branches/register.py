"""Party organisations, their sessions and dual registration (B3)."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.limits import OWN_NORM
from caojiadu.core.registers.patterns import meeting
from caojiadu.core.registers.verbs import change
from caojiadu.core.workflow import register
from offices.party_building.models import PartySession
from offices.party_building.shared import LABEL

BRANCH_RULES = _("Regulations on the Work of Party Branches (trial), art. 4; days by the office's own norm")
TERM_RULES = _("Opinions on the Terms of Grassroots Party Organisations (2018), item 1")
MONTHLY = _("Monthly, by Party rules")
SESSIONS = meeting.states(
    "session", called=_("Planned"), held=_("Held, to be minuted"), settled=_("Minuted"), archived=_("Minutes archived")
)
# What a session keeps up to date on its organisation.
KEEPS = {PartySession.Sort.MEMBERS: "met_on", PartySession.Sort.DAY: "party_day_on"}

ORGANISATIONS = declare(
    Register(
        key="party-organisations",
        label=_("Party organisations"),
        singular=_("Party organisation"),
        model=f"{LABEL}.PartyOrganisation",
        function="B3",
        title=_("Name of the Party organisation"),
        fields=(
            "title",
            "level",
            "sphere",
            "under",
            "neighbourhood",
            "members",
            "seats",
            "elected_on",
            "term_until",
            "met_on",
            "party_day_on",
            "dues_on",
        ),
        columns=("level", "neighbourhood", "members", "term_until"),
        filters=("level", "neighbourhood"),
        reminders=(
            Reminder("term", _("Re-election due: the term ends"), "term_until", lead=180, article=TERM_RULES),
            Reminder("party_day", _("Party day owed"), "party_day_on", months=1, lead=7, article=MONTHLY),
            Reminder("dues", _("Dues to be collected"), "dues_on", months=1, lead=7, article=MONTHLY),
            Reminder("members", _("Meeting of all members owed"), "met_on", months=3, lead=14, article=OWN_NORM),
        ),
        public=("level", "neighbourhood"),
        hint=_("General branches and branches: terms, members, and when each last met. Sessions keep the days."),
    )
)


def keep_day(moving: Moving) -> None:
    """The organisation last met, or had its Party day, on the day of the session, unless it has since."""
    session = moving.case
    name, day = KEEPS.get(session.sort), timezone.localdate(session.held_at)
    if name and (getattr(session.branch, name) or day) <= day:
        change(ORGANISATIONS, session.branch, {name: day}, user=moving.actor.user)


register(
    meeting.workflow(
        SESSIONS,
        key="party_session",
        label=_("Party session"),
        model=f"{LABEL}.PartySession",
        function="B3",
        series="SK",
        optional={"minute": ("resolved",)},
        effects={"settle": (keep_day,)},
    )
)
declare(
    Register(
        key="party-sessions",
        label=_("Three meetings and one lesson"),
        singular=_("Party session"),
        model=f"{LABEL}.PartySession",
        function="B3",
        title=_("Name of the session"),
        fields=("title", "branch", "sort", "subject", "lecturer", "held_at", "place", "chair"),
        columns=("branch", "sort", "held_at"),
        filters=("sort", "branch"),
        hint=_("Meetings of members, committees and groups, lessons and Party days: planned, held, minuted."),
    )
)
declare(
    Register(
        key="dual-registrations",
        label=_("Dual registration"),
        singular=_("Dual registration"),
        model=f"{LABEL}.DualRegistration",
        function="B3",
        title=_("Unit that registers"),
        fields=("title", "kind", "host", "registered_on", "people", "offers", "served_on", "services"),
        columns=("kind", "host", "people", "served_on"),
        filters=("kind", "host"),
        reminders=(Reminder("service", _("Ask for a service"), "served_on", months=6, lead=14, article=OWN_NORM),),
        hint=_("Units and their members who registered with a residential area, and what they do there. No names."),
    )
)
