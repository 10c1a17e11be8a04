"""Committee affairs (A1): bodies that meet, their meetings, and agenda items until what was decided is done."""

from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.patterns import agenda, meeting
from caojiadu.core.registers.verbs import change
from caojiadu.core.workflow import register

MEETINGS, ITEMS = meeting.states("committee"), agenda.states("topic")
BODIES = declare(
    Register(
        key="meeting-bodies",
        label=_("Bodies that meet"),
        singular=_("Body that meets"),
        model="office_party_administration.MeetingBody",
        function="A1",
        title=_("Name of the body"),
        fields=("title", "members", "quorum", "personnel_quorum", "aside_counts", "collective", "rules", "last_met"),
        columns=("members", "quorum", "last_met"),
        reminders=(
            Reminder("next", _("Meeting owed"), "last_met", days=14, lead=7, article=_("The office's own norm")),
        ),
        hint=_(
            "The Party working committee and other bodies: who belongs to each, how many decide, how often it meets."
        ),
    )
)


def those_who_should_attend(moving: Moving) -> None:
    """All members of the body, until the attendance is written down."""
    moving.change(expected=moving.case.body.members)


def met(moving: Moving) -> None:
    """Note on the body when it last met: the next meeting is owed from then."""
    day, body = timezone.localdate(moving.case.held_at), moving.case.body
    if body.last_met is None or body.last_met < day:
        change(BODIES, body, {"last_met": day}, user=moving.actor.user)


def decided_collectively(moving: Moving) -> None:
    """A major matter is decided by a body that may, with as many present as its rules of procedure ask for.

    Whoever steps aside takes no part, and counts towards them only where those rules say so.
    """
    item = moving.case
    if not item.is_major:
        return
    if not item.meeting.body.collective:
        raise Refused(gettext("Major matters are decided collectively; this body does not decide them."))
    # Asked before the form is filled in, too: nobody has stepped aside yet then.
    aside = 0 if item.meeting.body.aside_counts else moving.data.get("aside") or 0
    meeting.enough_present(item.meeting, item.quorum, aside=aside)


register(
    meeting.workflow(
        MEETINGS,
        key="committee_meeting",
        label=_("Committee meeting"),
        model="office_party_administration.CommitteeMeeting",
        function="A1",
        series="DH",
        open_effects=(those_who_should_attend,),
        effects={"hold": (met,)},
        guards={"settle": (agenda.all_decided(ITEMS),), "archive": (agenda.all_done(ITEMS),)},
    )
)
declare(
    Register(
        key="committee-meetings",
        label=_("Committee meetings"),
        singular=_("Committee meeting"),
        model="office_party_administration.CommitteeMeeting",
        function="A1",
        title=pgettext_lazy("committee meetings", "Meeting"),
        fields=("title", "body", "held_at", "place", "chair", "observers"),
        columns=("body", "held_at", "chair"),
        filters=("body",),
        hint=_("Each meeting from the call to the archive; what it decided becomes tasks with a day."),
    )
)
register(
    agenda.workflow(
        ITEMS,
        MEETINGS,
        key="committee_item",
        label=_("Agenda item of the committee"),
        model="office_party_administration.AgendaItem",
        function="A1",
        series="YT",
        optional={"decide": ("votes_for", "votes_against", "abstained", "aside", "aside_why")},
        guards={"decide": (decided_collectively,)},
    )
)
declare(
    Register(
        key="agenda-items",
        label=_("Agenda items"),
        singular=_("Agenda item"),
        model="office_party_administration.AgendaItem",
        function="A1",
        title=_("Item"),
        fields=("title", "proposed_by", "major", "proposal"),
        columns=("proposed_by", "major", "meeting"),
        filters=("major", "meeting"),
        hint=_("What offices put forward: reviewed, put on an agenda, decided or put off, and followed up."),
    )
)
