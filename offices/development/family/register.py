"""Family planning (H9): registrations and further births."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import OnlineApplication, Register, declare
from caojiadu.core.registers.limits import by_law, norm
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

ART_27 = _("Shanghai Population and Family Planning Regulations, art. 27")
BIRTH = Matter("office_development.BirthRegistration")
ASKED = State("birth_asked", _("Received, to be checked"))
INCOMPLETE = State("birth_incomplete", _("Papers missing"), tone="soon")
REGISTERED = State("birth_registered", _("Birth registered"), final=True, tone="done")
NOT_HERE = State("birth_not_here", _("Told where to register"), final=True, tone="done")
GIVEN_UP = State("birth_withdrawn", _("Withdrawn"), final=True, tone="done")

register(
    Workflow(
        key="birth_registration",
        label=_("Registration of a birth"),
        model=BIRTH.model,
        function="H9",
        initial=ASKED,
        series="SZ",
        restricted=True,
        open_told=_("Received"),
        transitions=(
            BIRTH.step(
                "birth_missing",
                _("Ask once for what is missing"),
                ASKED,
                to=INCOMPLETE,
                fields=("missing",),
                hint=_("Everything that is missing is named at once."),
            ),
            BIRTH.step(
                "birth_complete", _("Papers are complete"), INCOMPLETE, to=ASKED, fields=("handed_in",), main=True
            ),
            BIRTH.step(
                "birth_register",
                _("Register the birth"),
                ASKED,
                to=REGISTERED,
                fields=("registered_on", "register_number"),
                main=True,
            ),
            BIRTH.step(
                "birth_elsewhere", _("Not to be registered here"), ASKED, INCOMPLETE, to=NOT_HERE, asks=("reason",)
            ),
            BIRTH.step(
                "birth_withdraw", _("The applicant withdraws"), ASKED, INCOMPLETE, to=GIVEN_UP, asks=("reason",)
            ),
            *BIRTH.usual(ASKED, INCOMPLETE),
        ),
        limits=(
            norm(
                "register",
                _("Register the birth"),
                3,
                starts=(OPEN, "birth_complete"),
                met_by=("birth_register", "birth_missing", "birth_elsewhere", "birth_withdraw"),
                working=True,
                met_on="registered_on",
                warn=(1,),
            ),
        ),
    )
)
declare(
    Register(
        key="birth-registrations",
        label=_("Registrations of births"),
        singular=_("Registration of a birth"),
        model=BIRTH.model,
        function="H9",
        title=_("The matter in one line"),
        fields=("title", "order", "expected_on", "asked_on", "handed_in"),
        columns=("order", "asked_on", "registered_on"),
        filters=("order",),
        person=True,
        sensitive=True,
        hint=_("Who registers which child. Open to the handler and the head alone."),
    )
)
FURTHER = Matter("office_development.FurtherBirth")
APPLIED = State("furtherbirth_applied", _("Received, papers to be checked"))
WAITING = State("furtherbirth_waiting", _("Waiting for missing papers"))
RECEIVED = State("furtherbirth_received", _("Papers complete, to be examined"))
EXAMINED = State("furtherbirth_examined", _("Examined, to be sent"), tone="soon")
SENT = State("furtherbirth_sent", _("Sent to the district, to be decided"))
GRANTED = State("furtherbirth_granted", _("Approved"), final=True, tone="done")
REFUSED = State("furtherbirth_refused", _("Not approved"), final=True, tone="done")
WITHDRAWN = State("furtherbirth_withdrawn", _("Withdrawn"), final=True, tone="done")
RESULT = ("decided_on", "decision_number")
RUNNING = (APPLIED, WAITING, RECEIVED, EXAMINED, SENT)
LEAVES = ("furtherbirth_withdraw", "take_back")

register(
    Workflow(
        key="further_birth",
        label=_("Request for a further birth"),
        model=FURTHER.model,
        function="H9",
        initial=APPLIED,
        series="ZS",
        restricted=True,
        open_told=_("Received"),
        transitions=(
            *missing_papers(FURTHER, APPLIED, WAITING),
            FURTHER.step(
                "furtherbirth_accept",
                _("Accept"),
                APPLIED,
                WAITING,
                to=RECEIVED,
                fields=("papers_on",),
                main=True,
                public=True,
                told=_("Application accepted"),
                effects=(tell_who_applied_online,),
            ),
            FURTHER.step(
                "furtherbirth_examine",
                _("Write the street's opinion"),
                RECEIVED,
                to=EXAMINED,
                fields=("examination",),
                notify=(steps.TO_DECIDE,),
                main=True,
            ),
            FURTHER.step(
                "furtherbirth_again",
                _("Examine it again"),
                EXAMINED,
                to=RECEIVED,
                by=FURTHER.head_or_leader,
                asks=("reason",),
            ),
            FURTHER.decide(
                "furtherbirth_send",
                _("Send it to the district"),
                EXAMINED,
                to=SENT,
                fields=("sent_on",),
                public=True,
                told=_("Examined here, sent to the district, which decides"),
                effects=(tell_who_applied_online,),
                not_by=("furtherbirth_examine",),
                main=True,
            ),
            FURTHER.step(
                "furtherbirth_grant",
                _("Approved"),
                SENT,
                to=GRANTED,
                fields=RESULT,
                asks=("done",),
                main=True,
                public=True,
                effects=(tell_who_applied_online,),
            ),
            FURTHER.step(
                "furtherbirth_refuse",
                _("Not approved"),
                SENT,
                to=REFUSED,
                fields=(*RESULT, "refused_why"),
                danger=True,
                public=True,
                effects=(tell_who_applied_online,),
                hint=_("Tell the applicant to whom they can object."),
            ),
            FURTHER.step(
                "furtherbirth_withdraw", _("The applicant withdraws"), *RUNNING, to=WITHDRAWN, asks=("reason",)
            ),
            take_back(RUNNING, WITHDRAWN),
            *paper_steps(
                FURTHER,
                waiting=(WAITING,),
                accepted=(RECEIVED, EXAMINED, SENT),
                granted=(GRANTED,),
                refused=(REFUSED,),
            ),
            *FURTHER.usual(*RUNNING),
        ),
        limits=(
            norm(
                "accept",
                _("Accept, or say what is missing"),
                1,
                starts=(OPEN,),
                met_by=("furtherbirth_accept", "say_missing", *LEAVES),
                counted_from="asked_on",
                working=True,
                warn=(),
            ),
            look_again("furtherbirth_accept", "furtherbirth_withdraw"),
            by_law(
                "street",
                _("Examination by the street"),
                7,
                ART_27,
                starts=("furtherbirth_accept",),
                met_by=("furtherbirth_send", *LEAVES),
                working=True,
                counted_from="papers_on",
                met_on="sent_on",
                warn=(3, 1),
            ),
            by_law(
                "district",
                _("Decision of the district"),
                10,
                ART_27,
                starts=("furtherbirth_send",),
                met_by=("furtherbirth_grant", "furtherbirth_refuse", *LEAVES),
                working=True,
                counted_from="sent_on",
                met_on="decided_on",
                warn=(2,),
                climbs=False,
            ),
        ),
    )
)
declare(
    Register(
        key="further-births",
        label=_("Requests for a further birth"),
        singular=_("Request for a further birth"),
        model=FURTHER.model,
        function="H9",
        title=_("The matter in one line"),
        fields=("title", "ground", "children_now", "asked_on"),
        columns=("ground", "sent_on", "decided_on"),
        person=True,
        sensitive=True,
        online=OnlineApplication(("ground", "children_now"), received="asked_on"),
        hint=_("The street examines within 7 working days, the district decides within 10 (art. 27)."),
    )
)
