"""Papers issued (A2): drafted, checked, countersigned, signed by another, numbered without gap, sealed, sent."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models.case import count_up
from caojiadu.core.cases.moves import Moving
from caojiadu.core.cases.tell import tell
from caojiadu.core.notices.texts import register_template
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, declare
from caojiadu.core.registers.limits import norm, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.workflow import Notify, Record, State, Who, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.party_administration.documents import passing, voiding
from offices.party_administration.documents.archiving import archive, transfer
from offices.party_administration.documents.exchange import EXCHANGE
from offices.party_administration.documents.received_register import LABEL

MATTER = Matter(f"{LABEL}.IssuedPaper")
DRAFTED = State("issue_drafted", _("Drafted, to be checked"))
CHECKED = State("issue_checked", _("Checked, to be countersigned or signed"))
AROUND = State("issue_countersigning", _("Being countersigned"))
TO_SIGN = State("issue_to_sign", _("To be signed"), tone="soon")
SIGNED = State("issue_signed", _("Signed, to be numbered"))
NUMBERED = State("issue_numbered", _("Numbered, to be sealed"))
SEALED = State("issue_sealed", _("Sealed, to be sent"))
SENT = State("issue_sent", _("Sent, to be archived"))
ARCHIVED = State("issue_archived", _("Archived here"), done=True, tone="done")
TRANSFERRED = State("issue_transferred", _("Gone to the archive"), final=True, tone="done")
DROPPED = State("issue_dropped", _("Draft dropped"), final=True, tone="done")
VOID = State("issue_void", _("Void, to be archived"), tone="late")
VOID_KEPT = State("issue_void_archived", _("Void, archived here"), done=True, tone="late")
VOID_GONE = State("issue_void_transferred", _("Void, gone to the archive"), final=True, tone="late")
OPEN_STATES = (DRAFTED, CHECKED, AROUND, TO_SIGN, SIGNED, NUMBERED, SEALED, SENT)
# Whoever has written any of it neither checks nor signs it, whoever wrote last.
NO_HAND_IN_IT = steps.not_by_whoever_made(OPEN, "issue_redraft")
DRAFT = ("addressee", "text")

for _key, _words in {
    "issue_to_sign": ("请签发公文：{number}", "A paper to sign: {number}"),
    "issue_signed": ("公文已签发：{number}", "A paper was signed: {number}"),
}.items():
    register_template(_key, title=_words, body=_words)


def sign(moving: Moving) -> None:
    """Note who signed, and the day: it is the date of the paper."""
    moving.change(signed_by=moving.actor.user, signed_on=timezone.localdate(moving.now))


def give_number(moving: Moving) -> None:
    """Give the next number of its line and year (某街办〔2026〕1号): no gap, since no later step drops it."""
    line, year = moving.case.line, moving.case.signed_on.year
    moving.change(issue_number=f"{line.title}〔{year}〕{count_up(f'FW{line.pk}', year)}号")


def after_countersigning(moving: Moving) -> State | None:
    """The last office to countersign passes it on to be signed."""
    return None if passing.others_wait(moving, passing.COUNTERSIGN) else TO_SIGN


def tell_who_signs(moving: Moving) -> None:
    """Once the last office has countersigned, the leaders hear of it."""
    if moving.case.state == TO_SIGN.key:
        tell(moving.written, moving.case, (Notify("leader", "issue_to_sign"),))


register(
    Workflow(
        key="issued_paper",
        label=_("Paper to be issued"),
        model=MATTER.model,
        function="A2",
        initial=DRAFTED,
        series="FA",
        open_told=_("Drafted"),
        open_effects=(steps.stamp("drafted_by"),),
        record=Record(EXCHANGE, entered=("issue_send", "issue_void_sent")),
        transitions=(
            MATTER.step(
                "issue_redraft",
                _("Write it anew"),
                DRAFTED,
                fields=DRAFT,
                optional=("copies_to",),
                effects=(steps.stamp("drafted_by"),),
            ),
            MATTER.step(
                "issue_check",
                _("Checked: in order"),
                DRAFTED,
                to=CHECKED,
                guards=(NO_HAND_IN_IT,),
                effects=(steps.stamp("checked_by"),),
                main=True,
                hint=_("Wording, form, ground and figures, by somebody who did not draft it."),
            ),
            MATTER.step(
                "issue_send_back",
                _("Send it back to its author"),
                DRAFTED,
                CHECKED,
                to=DRAFTED,
                asks=("reason",),
                when=(steps.not_by("drafted_by"),),
                effects=(voiding.begin_anew,),
                hint=_("Say what is to be changed. What was approved so far no longer holds."),
            ),
            MATTER.step(
                "issue_ask_countersign",
                _("Have it countersigned"),
                CHECKED,
                to=AROUND,
                form="offices.party_administration.documents.passing.OfficesForm",
                effects=(passing.pass_round(passing.COUNTERSIGN),),
            ),
            MATTER.step(
                "issue_countersign",
                _("Countersign"),
                AROUND,
                to=TO_SIGN,
                by=MATTER.staff("countersign", Who.CO),
                when=(passing.waits_for_me(passing.COUNTERSIGN),),
                choose_target=after_countersigning,
                effects=(passing.done(passing.COUNTERSIGN), tell_who_signs),
                main=True,
            ),
            MATTER.step(
                "issue_recall",
                _("Wait for no further countersignature"),
                AROUND,
                to=CHECKED,
                asks=("reason",),
                effects=(passing.drop_waiting(passing.COUNTERSIGN),),
            ),
            MATTER.step(
                "issue_object",
                _("Do not countersign"),
                AROUND,
                to=DRAFTED,
                by=MATTER.staff("countersign", Who.CO),
                asks=("reason",),
                when=(passing.waits_for_me(passing.COUNTERSIGN),),
                effects=(voiding.begin_anew,),
            ),
            MATTER.step(
                "issue_submit",
                _("Submit to be signed"),
                CHECKED,
                to=TO_SIGN,
                notify=(Notify("leader", "issue_to_sign"),),
                main=True,
            ),
            MATTER.step(
                "issue_sign",
                _("Sign the paper"),
                TO_SIGN,
                to=SIGNED,
                by=MATTER.staff("sign", Who.LEADER),
                guards=(NO_HAND_IN_IT,),
                effects=(sign,),
                notify=(Notify("handler", "issue_signed"), Notify("head", "issue_signed")),
                main=True,
            ),
            MATTER.step(
                "issue_not_sign",
                _("Give it back to be changed"),
                TO_SIGN,
                to=DRAFTED,
                by=MATTER.staff("sign", Who.LEADER),
                asks=("reason",),
                effects=(voiding.begin_anew,),
            ),
            MATTER.end(
                "issue_unsign",
                _("Withdraw the signature"),
                SIGNED,
                to=DRAFTED,
                by=MATTER.staff("sign", Who.LEADER),
                effects=(voiding.begin_anew,),
                hint=_("Before it has a number. It is changed, checked and signed anew."),
            ),
            MATTER.step("issue_number", _("Give the number"), SIGNED, to=NUMBERED, effects=(give_number,), main=True),
            MATTER.step("issue_seal", _("Put the seal on it"), NUMBERED, to=SEALED, fields=("copies",), main=True),
            MATTER.step("issue_send", _("Send it out"), SEALED, to=SENT, fields=("sent_how",), main=True),
            *archive(MATTER, "issue", SENT, ARCHIVED, TRANSFERRED),
            *voiding.void(MATTER, (SIGNED, NUMBERED, SEALED), SENT, ARCHIVED, (VOID, VOID_KEPT)),
            *archive(MATTER, "issue_void", VOID, VOID_KEPT, VOID_GONE),
            MATTER.end(
                "issue_drop", _("Drop the draft"), DRAFTED, CHECKED, to=DROPPED, by=MATTER.staff("drop", Who.HEAD)
            ),
            MATTER.assign(*OPEN_STATES),
            MATTER.note(*OPEN_STATES, VOID),
            MATTER.late(*OPEN_STATES, ARCHIVED, VOID_KEPT),
        ),
        limits=(
            norm(
                "countersign",
                _("Countersign"),
                2,
                starts=("issue_ask_countersign",),
                met_by=("issue_object", "issue_recall"),
                working=True,
                warn=(1,),
            ),
            on_day(
                "issue",
                _("To be issued by"),
                "issue_by",
                _("The day set with the draft"),
                starts=(OPEN,),
                met_by=("issue_send",),
                warn=(5, 2),
            ),
            transfer("issue", "issue_void"),
        ),
    )
)
declare(
    Register(
        key="papers-issued",
        label=_("Papers issued"),
        singular=_("Paper to be issued"),
        model=MATTER.model,
        function="A2",
        title=_("Title of the paper"),
        fields=(
            "title",
            "line",
            "paper_kind",
            "addressee",
            "copies_to",
            "urgency",
            "grade",
            "openness",
            "issue_by",
            "text",
        ),
        columns=("issue_number", "paper_kind", "addressee"),
        filters=("paper_kind",),
        hint=_("From the draft to the archive. The author neither checks nor signs. A void paper keeps its number."),
    )
)
declare(
    Register(
        key="number-lines",
        label=_("Lines of issue numbers"),
        singular=_("Line of issue numbers"),
        model=f"{LABEL}.NumberSeries",
        function="A2",
        title=_("What stands before the year"),
        fields=("title", "issuer", "used_for", "since"),
        columns=("issuer", "used_for"),
        hint=_("Each line is counted by itself from 1 every year, without gap."),
    )
)
