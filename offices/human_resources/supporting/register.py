"""Supporting workers: hired for a term, renewed or gone; attendance month by month (G4)."""

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, Reminder, declare, months_after
from caojiadu.core.registers.limits import norm, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.verbs import change, end
from caojiadu.core.workflow import State, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.human_resources.patterns import person
from offices.human_resources.supporting.models import SupportingWorker

MATTER = Matter("office_human_resources.ContractRenewal")
WORKERS = declare(
    Register(
        key="supporting-workers",
        label=_("Supporting workers"),
        singular=_("Supporting worker"),
        model="office_human_resources.SupportingWorker",
        function="G4",
        title=_("Full name"),
        fields=(
            "title",
            "works_in",
            "duty",
            "engaged",
            "firm",
            *person.BASE,
            "contract_from",
            "contract_until",
        ),
        columns=("works_in", "engaged", "contract_until", "renewals", "retires_on"),
        filters=("works_in", "engaged", "retires_on"),
        reminders=(
            Reminder("contract", _("Contract ends"), "contract_until", lead=60, article=_("Day in the contract")),
            person.RETIRES,
        ),
        hint=_("Who helps in which post, by whom they are employed, and until when."),
    )
)

DUE = State("renewal_due", _("Contract ends, worker to be asked"))
ASKED = State("renewal_asked", _("Worker asked, work to be judged"))
JUDGED = State("renewal_judged", _("Renewal to be decided"), tone="soon")
AGREED = State("renewal_agreed", _("Renewal agreed, to be signed"))
ENDING = State("renewal_ending", _("Contract runs out"))
RENEWED = State("renewal_renewed", _("Contract renewed"), final=True, tone="done")
LEFT = State("renewal_left", _("Left at the end of the contract"), final=True, tone="done")
ALIVE = (DUE, ASKED, JUDGED, AGREED, ENDING)


def note_absence(moving: Moving) -> None:
    """Count the days missed in the twelve months before, as the attendance register has them."""
    first = f"{months_after(timezone.localdate(moving.now), -12):%Y-%m}"
    months = moving.case.worker.months.filter(ended_on=None, month__gte=first)
    moving.change(days_absent=months.aggregate(sum=Sum("absent"))["sum"] or 0)


def renew(moving: Moving) -> None:
    """Write the new term on the worker."""
    case, worker = moving.case, moving.case.worker
    values = {"contract_until": case.new_until, "renewals": worker.renewals + 1}
    change(WORKERS, worker, values, user=moving.actor.user)


def leave(moving: Moving) -> None:
    """End the worker's entry with the last day at work."""
    worker = SupportingWorker.objects.get(pk=moving.case.worker_id)
    if worker.is_current:
        end(WORKERS, worker, on=moving.case.left_on, reason=str(LEFT.label), user=moving.actor.user)


register(
    Workflow(
        key="contract_renewal",
        label=_("Renewal of a contract"),
        model=MATTER.model,
        function="G4",
        initial=DUE,
        series="GH",
        open_told=_("Contract ends"),
        transitions=(
            MATTER.step("renewal_ask", _("Ask the worker"), DUE, to=ASKED, fields=("wish",), main=True),
            MATTER.step(
                "renewal_judge",
                _("Enter how the work was done"),
                ASKED,
                to=JUDGED,
                fields=("work_seen",),
                effects=(note_absence,),
                notify=(steps.TO_DECIDE,),
                main=True,
            ),
            MATTER.step(
                "renewal_agree",
                _("Renew the contract"),
                JUDGED,
                to=AGREED,
                by=MATTER.head,
                optional=("new_until",),
                hint=_(
                    "After two contracts for a term in a row a worker may ask for one without a fixed term"
                    " (Labour Contract Law, art. 14)."
                ),
                main=True,
            ),
            MATTER.step(
                "renewal_decline", _("Let the contract run out"), JUDGED, to=ENDING, by=MATTER.head, asks=("reason",)
            ),
            MATTER.step(
                "renewal_sign",
                _("New contract signed"),
                AGREED,
                to=RENEWED,
                fields=("signed_on",),
                effects=(renew,),
                main=True,
            ),
            MATTER.step(
                "renewal_leave", _("The worker has left"), *ALIVE, to=LEFT, fields=("left_on",), effects=(leave,)
            ),
            *MATTER.usual(*ALIVE),
        ),
        limits=(
            norm("ask", _("Worker asked"), 10, starts=(OPEN,), met_by=("renewal_ask", "renewal_leave"), working=True),
            on_day(
                "contract",
                _("Contract ends"),
                "ends_on",
                _("Day in the contract"),
                starts=(OPEN,),
                met_by=("renewal_sign", "renewal_leave"),
                warn=(30, 10),
            ),
        ),
    )
)
declare(
    Register(
        key="contract-renewals",
        label=_("Renewals of contracts"),
        singular=_("Renewal of a contract"),
        model=MATTER.model,
        function="G4",
        title=_("Heading"),
        fields=("title", "worker", "ends_on"),
        columns=("worker", "ends_on", "new_until"),
        filters=("worker",),
        hint=_("Begun before a contract ends: the worker is asked, the work judged, the head decides."),
    )
)
declare(
    Register(
        key="attendance",
        label=_("Attendance of supporting workers"),
        singular=_("Attendance in a month"),
        model="office_human_resources.AttendanceMonth",
        function="G4",
        title=_("Heading"),
        fields=("title", "worker", "month", "owed", "worked", "leave", "absent"),
        columns=("worker", "month", "worked", "absent"),
        filters=("worker",),
        hint=_("Days owed and worked, month by month; the days missed stand beside the renewal."),
    )
)
