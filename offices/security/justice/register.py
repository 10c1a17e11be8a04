"""Administration of justice (E5): requests for legal aid, legal advice, counts of correction and resettlement."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers.declaration import OnlineApplication, Register, Reminder, declare
from caojiadu.core.registers.limits import OWN_NORM, by_law, norm
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.patterns.decisions import paper_steps
from caojiadu.core.registers.patterns.online_application import (
    look_again,
    missing_papers,
    take_back,
    tell_who_applied_online,
)
from caojiadu.core.workflow import State, Workflow, register
from caojiadu.core.workflow.parts import OPEN

LEGAL_AID = Matter("office_security.LegalAid")
LEGAL_ADVICE = Matter("office_security.LegalAdvice")
AID_LAW = _("Legal Aid Law, art. 43")
RECEIVED = State("legalaid_received", _("Received, papers to be checked"))
WAITING = State("legalaid_waiting", _("Waiting for missing papers"))
SENT = State("legalaid_sent", _("Sent to the legal aid body, to be decided"))
GRANTED = State("legalaid_granted", _("Granted, to be assigned"), tone="soon")
ASSIGNED = State("legalaid_assigned", _("Assigned, under way"))
CLOSED = State("legalaid_closed", _("Legal aid given"), final=True, tone="done")
REFUSED = State("legalaid_refused", _("Legal aid refused"), final=True, tone="done")
WITHDRAWN = State("legalaid_withdrawn", _("Withdrawn"), final=True, tone="done")
RUNNING = (RECEIVED, WAITING, SENT, GRANTED, ASSIGNED)

register(
    Workflow(
        key="legal_aid",
        label=_("Request for legal aid"),
        model=LEGAL_AID.model,
        function="E5",
        initial=RECEIVED,
        series="FY",
        open_told=_("Request for legal aid received"),
        transitions=(
            LEGAL_AID.assign(*RUNNING),
            *missing_papers(LEGAL_AID, RECEIVED, WAITING),
            LEGAL_AID.step(
                "legalaid_send",
                _("Sent to the legal aid body"),
                RECEIVED,
                WAITING,
                to=SENT,
                fields=("sent_on",),
                public=True,
                told=_("Sent to the legal aid body, which decides"),
                effects=(tell_who_applied_online,),
                main=True,
            ),
            LEGAL_AID.step(
                "legalaid_grant",
                _("Granted"),
                SENT,
                to=GRANTED,
                fields=("decided_on", "decision_number"),
                public=True,
                told=_("Legal aid granted"),
                effects=(tell_who_applied_online,),
                main=True,
            ),
            LEGAL_AID.step(
                "legalaid_refuse",
                _("Legal aid refused"),
                SENT,
                to=REFUSED,
                fields=("decided_on", "decision_number", "refused_why"),
                public=True,
                told=_("Legal aid refused"),
                effects=(tell_who_applied_online,),
                danger=True,
                hint=_("Tell the applicant to whom they can object."),
            ),
            LEGAL_AID.step(
                "legalaid_assign",
                _("Assigned"),
                GRANTED,
                to=ASSIGNED,
                fields=("assigned_on", "lawyer"),
                public=True,
                told=_("A lawyer was assigned"),
                effects=(tell_who_applied_online,),
                main=True,
            ),
            LEGAL_AID.step(
                "legalaid_close",
                _("Enter how it ended"),
                ASSIGNED,
                to=CLOSED,
                fields=("outcome",),
                public=True,
                told=_("Legal aid given"),
                main=True,
            ),
            LEGAL_AID.withdraw("legalaid_withdraw", *RUNNING, to=WITHDRAWN),
            take_back(RUNNING, WITHDRAWN),
            *paper_steps(
                LEGAL_AID,
                waiting=(WAITING,),
                accepted=(SENT,),
                granted=(GRANTED, ASSIGNED, CLOSED),
                refused=(REFUSED,),
            ),
            LEGAL_AID.papers(*RUNNING),
            LEGAL_AID.note(*RUNNING),
            LEGAL_AID.late(RECEIVED, WAITING, SENT, GRANTED),
        ),
        limits=(
            norm(
                "send",
                _("Sent to the legal aid body"),
                2,
                starts=(OPEN,),
                met_by=("legalaid_send", "say_missing", "legalaid_withdraw", "take_back"),
                working=True,
                warn=(1,),
            ),
            look_again("legalaid_send", "legalaid_withdraw"),
            by_law(
                "decide",
                _("Decision of the legal aid body"),
                7,
                AID_LAW,
                starts=("legalaid_send",),
                met_by=("legalaid_grant", "legalaid_refuse", "legalaid_withdraw", "take_back"),
                counted_from="sent_on",
                met_on="decided_on",
                warn=(2,),
                climbs=False,
            ),
            by_law(
                "assign",
                _("Assignment of a lawyer"),
                3,
                AID_LAW,
                starts=("legalaid_grant",),
                met_by=("legalaid_assign", "legalaid_withdraw", "take_back"),
                counted_from="decided_on",
                met_on="assigned_on",
                warn=(1,),
                climbs=False,
            ),
        ),
    )
)

ASKED = State("legaladvice_asked", _("Question asked"))
WITH = State("legaladvice_with_adviser", _("With an adviser"))
ANSWERED = State("legaladvice_answered", _("Answered"), final=True, tone="done")
SENT_ON = State("legaladvice_sent_on", _("Sent on elsewhere"), final=True, tone="done")

register(
    Workflow(
        key="legal_advice",
        label=_("Legal advice"),
        model=LEGAL_ADVICE.model,
        function="E5",
        initial=ASKED,
        series="FZ",
        open_told=_("Question received"),
        transitions=(
            LEGAL_ADVICE.step("legaladvice_give", _("Give to an adviser"), ASKED, to=WITH, fields=("adviser",)),
            LEGAL_ADVICE.step(
                "legaladvice_answer",
                _("Enter the advice"),
                ASKED,
                WITH,
                to=ANSWERED,
                fields=("adviser", "answer"),
                public=True,
                told=_("Advice given"),
                main=True,
            ),
            LEGAL_ADVICE.step(
                "legaladvice_send_on",
                _("Send on"),
                ASKED,
                WITH,
                to=SENT_ON,
                fields=("sent_to",),
                asks=("note",),
                public=True,
                told=_("Sent on to those who can help"),
            ),
            *LEGAL_ADVICE.usual(ASKED, WITH, with_papers=False),
        ),
        limits=(
            norm(
                "answer",
                _("Time to advise"),
                5,
                starts=(OPEN,),
                met_by=("legaladvice_answer", "legaladvice_send_on"),
                working=True,
                warn=(1,),
            ),
        ),
    )
)
declare(
    Register(
        key="legal-aid",
        label=_("Legal aid"),
        singular=_("Request for legal aid"),
        model=LEGAL_AID.model,
        function="E5",
        title=_("The matter in one line"),
        fields=("title", "cause", "wanted", "means", "facts"),
        columns=("cause", "sent_on", "decided_on"),
        filters=("cause",),
        person=True,
        online=OnlineApplication(("cause", "wanted", "means", "facts"), received=""),
        hint=_("Requests taken here. The legal aid body decides within 7 days and assigns within 3."),
    )
)
declare(
    Register(
        key="legal-advice",
        label=_("Legal advice"),
        singular=_("Legal advice"),
        model=LEGAL_ADVICE.model,
        function="E5",
        title=_("The question in one line"),
        fields=("title", "way", "field", "question"),
        columns=("field", "way", "adviser"),
        person=True,
        hint=_("Who asked what, what was advised, and where they were sent on."),
    )
)
declare(
    Register(
        key="correction-counts",
        label=_("Correction and resettlement: counts"),
        singular=_("Count of correction and resettlement"),
        model="office_security.CorrectionCount",
        function="E5",
        title=_("Month"),
        fields=("title", "kind", "counted_on", "there", "came", "left", "reported", "not_reported", "helped"),
        columns=("kind", "there", "came", "left", "not_reported"),
        filters=("kind",),
        reminders=(Reminder("next", _("Next count"), "counted_on", months=1, lead=5, article=OWN_NORM),),
        sensitive=True,
        hint=_("Numbers only, month by month. The justice office's own system knows who they are."),
    )
)
