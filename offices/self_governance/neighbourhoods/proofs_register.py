"""Proofs that committees issue and tasks that they take on, both from the approved lists only (F1, JW 27–28)."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, declare
from caojiadu.core.registers.limits import norm, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.workflow import State, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.self_governance.neighbourhoods.models import ApprovedItem, off_the_list

PROOF_REQUEST = Matter("office_self_governance.ProofRequest")
COMMITTEE_TASK = Matter("office_self_governance.CommitteeTask")
ASKED = State("proof_asked", _("Asked for, to be checked"))
CHECKED = State("proof_checked", _("Checked, to be issued"))
ISSUED = State("proof_issued", _("Proof issued"), final=True, tone="done")
REFUSED = State("proof_refused", _("Proof refused"), final=True, tone="done")


def still_listed(moving: Moving) -> None:
    """A guard: what left the approved list in the meantime is not issued or let in any more."""
    kind = ApprovedItem.Kind.PROOF if moving.case.kind == "proof_request" else ApprovedItem.Kind.TASK
    for problem in off_the_list(moving.case.item, kind).values():
        raise Refused(problem)


register(
    Workflow(
        key="proof_request",
        label=_("Request for a proof"),
        model=PROOF_REQUEST.model,
        function="F1",
        initial=ASKED,
        series="ZM",
        open_told=_("Asked for"),
        transitions=(
            PROOF_REQUEST.step(
                "proof_check",
                _("Check what is stated"),
                ASKED,
                to=CHECKED,
                fields=("checked",),
                notify=(steps.TO_DECIDE,),
                main=True,
            ),
            PROOF_REQUEST.step(
                "proof_issue",
                _("Issue the proof"),
                CHECKED,
                to=ISSUED,
                by=PROOF_REQUEST.head_or_leader,
                fields=("copies",),
                when=(still_listed,),
                guards=(steps.not_by_whoever_made("proof_check"),),
                main=True,
            ),
            PROOF_REQUEST.step(
                "proof_recheck", _("Have it checked again"), CHECKED, to=ASKED, by=PROOF_REQUEST.head, asks=("reason",)
            ),
            PROOF_REQUEST.end(
                "proof_refuse",
                _("Refuse the proof"),
                ASKED,
                CHECKED,
                to=REFUSED,
                hint=_("Say why, and who is competent instead."),
            ),
            *PROOF_REQUEST.usual(ASKED, CHECKED),
        ),
        limits=(
            norm(
                "answer",
                _("Issue or refuse the proof"),
                3,
                starts=(OPEN,),
                met_by=("proof_issue", "proof_refuse"),
                working=True,
                warn=(1,),
            ),
        ),
    )
)
declare(
    Register(
        key="proofs",
        label=_("Proofs by neighbourhood committees"),
        singular=_("Request for a proof"),
        model=PROOF_REQUEST.model,
        function="F1",
        title=_("What for"),
        fields=("title", "item", "neighbourhood", "used_at", "stated"),
        columns=("item", "neighbourhood", "used_at"),
        filters=("neighbourhood", "item"),
        person=True,
        hint=_("Who asked for which proof, how it was checked, and whether it was issued."),
    )
)

WANTED = State("committee_task_asked", _("Asked for, to be let in"))
PASSED = State("committee_task_passed", _("Let in, with the committee"))
DONE = State("committee_task_done", _("Reported done, to be looked at"), tone="soon")
ENDED = State("committee_task_ended", _("Task of the committee ended"), final=True, tone="done")
NOT_LET_IN = State("committee_task_refused", _("Not let in"), final=True, tone="done")

register(
    Workflow(
        key="committee_task",
        label=_("Task for a neighbourhood committee"),
        model=COMMITTEE_TASK.model,
        function="F1",
        initial=WANTED,
        series="JS",
        open_told=_("Asked for"),
        open_notify=(steps.TO_DECIDE,),
        transitions=(
            COMMITTEE_TASK.assign(WANTED, PASSED, DONE),
            COMMITTEE_TASK.step(
                "committee_task_let_in",
                _("Let it in and pass it on"),
                WANTED,
                to=PASSED,
                by=COMMITTEE_TASK.head,
                when=(still_listed,),
                optional=("means",),
                main=True,
            ),
            COMMITTEE_TASK.end(
                "committee_task_refuse",
                _("Do not let it in"),
                WANTED,
                to=NOT_LET_IN,
                hint=_("The department is told; the committee hears nothing of it."),
            ),
            COMMITTEE_TASK.step(
                "committee_task_report",
                _("The committee reports it done"),
                PASSED,
                to=DONE,
                fields=("outcome",),
                main=True,
            ),
            COMMITTEE_TASK.step("committee_task_end", _("Done as asked"), DONE, to=ENDED, main=True),
            COMMITTEE_TASK.step(
                "committee_task_again", _("Not done yet"), DONE, to=PASSED, fields=("wanted_on",), asks=("reason",)
            ),
            COMMITTEE_TASK.note(WANTED, PASSED, DONE),
            COMMITTEE_TASK.late(WANTED, PASSED),
        ),
        limits=(
            on_day(
                "wanted",
                _("Day the department asks for"),
                "wanted_on",
                _("The department's letter"),
                starts=("committee_task_let_in",),
                met_by=("committee_task_report",),
                warn=(7, 2),
            ),
        ),
    )
)
declare(
    Register(
        key="committee-tasks",
        label=_("Tasks for neighbourhood committees"),
        singular=_("Task for a neighbourhood committee"),
        model=COMMITTEE_TASK.model,
        function="F1",
        title=_("Name of the task"),
        fields=("title", "item", "asked_by", "neighbourhood", "content", "wanted_on"),
        columns=("item", "asked_by", "wanted_on"),
        filters=("neighbourhood", "item"),
        hint=_("Departments ask the street first; only what is on the approved list goes to a committee."),
    )
)
