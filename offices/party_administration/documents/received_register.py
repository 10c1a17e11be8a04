"""Papers received (A2): registered, directed, passed round, handed out as tasks, closed, archived."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.moves import Moving
from caojiadu.core.notices.texts import register_template
from caojiadu.core.registers.declaration import Register, declare
from caojiadu.core.registers.duties import Duty, declare_duty
from caojiadu.core.registers.limits import OWN_NORM, norm, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.patterns import distribution, follow_up
from caojiadu.core.workflow import Notify, Record, State, Who, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.party_administration.documents import passing
from offices.party_administration.documents.archiving import archive, transfer
from offices.party_administration.documents.exchange import EXCHANGE

LABEL = "office_party_administration"
MATTER = Matter(f"{LABEL}.ReceivedPaper")
REGISTERED = State("paper_registered", _("Registered, handling to be proposed"))
PROPOSED = State("paper_proposed", _("Proposed, to be directed"), tone="soon")
DIRECTED = State("paper_directed", _("Directed, to be handled"))
IN_HAND = State("paper_in_hand", _("Handed out, under way"))
CLOSED = State("paper_closed", _("Closed, to be archived"))
ARCHIVED = State("paper_archived", _("Archived here"), done=True, tone="done")
TRANSFERRED = State("paper_transferred", _("Gone to the archive"), final=True, tone="done")
SENT_BACK = State("paper_sent_back", _("Sent back to the sender"), final=True, tone="done")
OPEN_STATES = (REGISTERED, PROPOSED, DIRECTED, IN_HAND, CLOSED)

for _key, _words in {
    "paper_to_direct": ("请批示来文：{number}", "A paper to direct: {number}"),
    "paper_directed": ("领导已批示来文：{number}", "A paper was directed: {number}"),
}.items():
    register_template(_key, title=_words, body=_words)


def directed(moving: Moving) -> None:
    """Note whose direction it is."""
    moving.change(directed_by=moving.actor.user)


register(
    Workflow(
        key="received_paper",
        label=_("Paper received"),
        model=MATTER.model,
        function="A2",
        initial=REGISTERED,
        series="SW",
        open_told=_("Registered"),
        record=Record(EXCHANGE, entered=("paper_close", "paper_take_note", "paper_send_back")),
        transitions=(
            MATTER.step(
                "paper_propose",
                _("Propose the handling"),
                REGISTERED,
                to=PROPOSED,
                fields=("proposal",),
                notify=(Notify("leader", "paper_to_direct"),),
                main=True,
            ),
            MATTER.step(
                "paper_direct",
                _("Direct the handling"),
                PROPOSED,
                to=DIRECTED,
                by=MATTER.staff("direct", Who.LEADER, Who.HEAD),
                for_leaders=True,
                fields=("direction",),
                optional=("wanted_on",),
                effects=(directed,),
                notify=(Notify("handler", "paper_directed"), Notify("head", "paper_directed")),
                main=True,
                hint=_(
                    "By a leader; what a leader wrote on the paper itself is written down by the head of the office."
                ),
            ),
            MATTER.step(
                "paper_close",
                _("Close it"),
                IN_HAND,
                to=CLOSED,
                fields=("outcome",),
                guards=(follow_up.tasks_done,),
                main=True,
            ),
            distribution.hand_out(MATTER, DIRECTED, IN_HAND, to=IN_HAND, main=True),
            follow_up.task_ended(IN_HAND),
            distribution.urge(MATTER, IN_HAND),
            MATTER.step(
                "paper_take_note",
                _("Close it as taken note of"),
                DIRECTED,
                to=CLOSED,
                fields=("outcome",),
                hint=_("For papers that ask for nothing but to be read."),
            ),
            *archive(MATTER, "paper", CLOSED, ARCHIVED, TRANSFERRED, guards=(passing.all_read,)),
            MATTER.step(
                "paper_pass_round",
                _("Pass it round"),
                PROPOSED,
                DIRECTED,
                IN_HAND,
                CLOSED,
                form="offices.party_administration.documents.passing.ReadersForm",
                effects=(passing.pass_round(passing.READ),),
            ),
            MATTER.step(
                "paper_read",
                _("I have read it"),
                PROPOSED,
                DIRECTED,
                IN_HAND,
                CLOSED,
                by=MATTER.staff("read", Who.READER),
                when=(passing.waits_for_me(passing.READ),),
                effects=(passing.done(passing.READ),),
            ),
            MATTER.end("paper_send_back", _("Send back to the sender"), REGISTERED, to=SENT_BACK, by=MATTER.lead),
            MATTER.assign(*OPEN_STATES),
            MATTER.note(*OPEN_STATES),
            MATTER.late(*OPEN_STATES, ARCHIVED),
        ),
        limits=(
            norm(
                "propose",
                _("Propose the handling"),
                1,
                starts=(OPEN,),
                met_by=("paper_propose",),
                working=True,
                warn=(),
            ),
            on_day(
                "wanted",
                _("Handle it by"),
                "wanted_on",
                _("The day set for the paper"),
                starts=(OPEN,),
                met_by=("paper_close", "paper_take_note"),
                warn=(5, 2),
            ),
            transfer("paper"),
        ),
    )
)
declare(
    Register(
        key="papers-received",
        label=_("Papers received"),
        singular=_("Paper received"),
        model=MATTER.model,
        function="A2",
        title=_("Title of the paper"),
        fields=(
            "title",
            "sender",
            "reference",
            "dated_on",
            "received_on",
            "urgency",
            "grade",
            "wanted_on",
            "exchange_number",
        ),
        columns=("sender", "reference", "urgency"),
        filters=("urgency",),
        hint=_(
            "Papers without a secrecy grade. Whatever carries a grade is registered on paper by the confidential post."
        ),
    )
)
declare_duty(Duty("archive-papers", _("Archive the papers of last year"), "A2", 6, 30, OWN_NORM))
