"""Payment rolls of assistance (D4): drawn up, checked, approved by three people, paid, corrected by a further one."""

from decimal import Decimal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers import steps
from caojiadu.core.registers.access import may_see
from caojiadu.core.registers.declaration import Register, declare
from caojiadu.core.registers.limits import norm
from caojiadu.core.registers.matter import Matter
from caojiadu.core.workflow import Notify, State, Workflow, register
from offices.service.assistance.register import HOUSEHOLDS
from offices.service.models import AidRoll, AidRollLine
from offices.service.rolls.four_eyes import DRAWS, by_free_hands
from offices.service.rolls.models import differences

DRAWN = State("aidroll_drawn", _("Drawn up, to be checked"))
CHECKED = State("aidroll_checked", _("Checked, to be approved"))
APPROVED = State("aidroll_approved", _("Approved, to be paid"), tone="soon")
PAID = State("aidroll_paid", _("Paid to the households"), final=True, tone="done")
DROPPED = State("aidroll_dropped", _("Roll dropped"), final=True, tone="done")
MATTER = Matter("office_service.AidRoll")


def draw_up(moving: Moving) -> None:
    """An effect: the lines as the households stand now. The same queries however many there are."""
    roll = moving.case
    AidRollLine.objects.filter(roll=roll).delete()
    amounts = differences(roll.first_day, roll.month, roll.aid)
    AidRollLine.objects.bulk_create(
        AidRollLine(roll=roll, household_id=key, aid=roll.aid, amount=amount) for key, amount in sorted(amounts.items())
    )
    moving.change(households=len(amounts), total=sum(amounts.values(), Decimal(0)))


def take_turn(moving: Moving) -> None:
    """An effect of opening: whether it is the first roll of the month or a further one."""
    roll = moving.case
    before = AidRoll.objects.filter(month=roll.month, aid=roll.aid, turn__isnull=False).exclude(pk=roll.pk)
    moving.change(turn=before.count())


def give_turn_up(moving: Moving) -> None:
    """An effect: what was dropped lists nothing; the month can be drawn up again."""
    moving.change(turn=None)


def reads_households(moving: Moving) -> None:
    """A guard: whoever checks the lines may open the households in them."""
    if not may_see(moving.actor.user, HOUSEHOLDS):
        raise Refused(gettext("Whoever checks a roll keeps the households in assistance."))


register(
    Workflow(
        key="aid_roll",
        label=_("Payment roll"),
        model=MATTER.model,
        function="D4",
        initial=DRAWN,
        series="FF",
        open_told=_("Drawn up"),
        open_effects=(draw_up, take_turn),
        transitions=(
            MATTER.step(
                "aidroll_anew",
                _("Draw it up anew"),
                DRAWN,
                CHECKED,
                to=DRAWN,
                asks=("reason",),
                effects=(draw_up,),
                hint=_("As the households stand now."),
            ),
            MATTER.step(
                "aidroll_check",
                _("Checked: the lines are right"),
                DRAWN,
                to=CHECKED,
                form="offices.service.rolls.four_eyes.CheckForm",
                when=(by_free_hands, steps.not_by_whoever_made(*DRAWS), reads_households),
                notify=(Notify("leader", "to_decide"),),
                main=True,
            ),
            MATTER.step(
                "aidroll_approve",
                _("Approve the payment"),
                CHECKED,
                to=APPROVED,
                by=MATTER.head_or_leader,
                form="offices.service.rolls.four_eyes.ApproveForm",
                when=(by_free_hands, steps.not_by_whoever_made(*DRAWS, "aidroll_check")),
                main=True,
                for_leaders=True,  # the head, who grants most of the aid, can hardly ever approve it
            ),
            MATTER.step(
                "aidroll_pay",
                _("Enter the payment"),
                APPROVED,
                to=PAID,
                fields=("paid_on",),
                optional=("voucher",),
                main=True,
                hint=_("What proves wrong afterwards is put right by a further roll of the month."),
            ),
            MATTER.end(
                "aidroll_drop",
                _("Drop the roll"),
                DRAWN,
                CHECKED,
                APPROVED,
                to=DROPPED,
                by=MATTER.head_or_leader,
                effects=(give_turn_up,),
            ),
            *MATTER.usual(DRAWN, CHECKED, APPROVED),
        ),
        limits=(
            norm(
                "check",
                _("Check the roll"),
                3,
                starts=DRAWS,
                met_by=("aidroll_check", "aidroll_drop"),
                working=True,
                warn=(1,),
            ),
            norm(
                "approve",
                _("Approve the roll"),
                3,
                starts=("aidroll_check",),
                met_by=("aidroll_approve", "aidroll_anew", "aidroll_drop"),
                working=True,
                warn=(1,),
            ),
            norm(
                "pay",
                _("Pay the households"),
                5,
                starts=("aidroll_approve",),
                met_by=("aidroll_pay", "aidroll_drop"),
                met_on="paid_on",
                working=True,
                warn=(2,),
            ),
        ),
    )
)
declare(
    Register(
        key="assistance-rolls",
        label=_("Payment rolls"),
        singular=_("Payment roll"),
        model=MATTER.model,
        function="D4",
        title=_("The roll in one line"),
        fields=("title", "month", "aid", "why"),
        columns=("month", "aid", "households", "total", "paid_on"),
        filters=("aid",),
        hint=_("Who is paid what for a month: drawn from the households, checked, approved, paid. One of each kind."),
    )
)
