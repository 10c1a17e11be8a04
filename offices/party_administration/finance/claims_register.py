"""Expense claims (A4): checked by the office and by finance, approved, paid, booked, archived, each by another hand."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from caojiadu.core.cases.query import HEAD as HEADS
from caojiadu.core.cases.query import office_token, own_tokens, persons
from caojiadu.core.hooks import provide
from caojiadu.core.notices.texts import register_template
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, declare
from caojiadu.core.registers.limits import norm
from caojiadu.core.registers.matter import Matter
from caojiadu.core.workflow import Notify, State, Who, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.party_administration.finance import money

LABEL = "office_party_administration"
MATTER = Matter(f"{LABEL}.ExpenseClaim")
FILED = State("claim_filed", _("Filed, for the office to check"))
OFFICE_CHECKED = State("claim_office_checked", _("Checked by the office, for finance to check"))
CHECKED = State("claim_checked", _("Checked by finance, to be approved"), tone="soon")
APPROVED = State("claim_approved", _("Approved, to be paid"))
PAID = State("claim_paid", _("Paid, to be booked"))
BOOKED = State("claim_booked", _("Booked, to be archived"))
RETURNED = State("claim_returned", _("Returned to the applicant"), tone="soon")
ARCHIVED = State("claim_archived", _("Claim archived"), final=True, tone="done")
REFUSED = State("claim_refused", _("Not approved"), final=True, tone="done")
OPEN_STATES = (FILED, OFFICE_CHECKED, CHECKED, APPROVED, PAID, BOOKED, RETURNED)
FILER = MATTER.staff("file", Who.LEAD, Who.CO)
APPROVER = MATTER.staff("approve", Who.HEAD, Who.LEADER)
NOT_CHECKER = (steps.not_by("office_checked_by"), steps.not_by("checked_by"))
ASKED = ("amount", "spent_on", "slips", "grounds")

for _key, _words in {
    "claim_to_check": ("请审核本科室报销单：{number}", "An expense claim of your office to check: {number}"),
    "claim_returned": ("报销单已退回，请补正：{number}", "An expense claim was returned: {number}"),
}.items():
    register_template(_key, title=_words, body=_words)
BACK = (Notify("co", "claim_returned"), Notify("handler", "claim_returned"))


@provide("post_permissions")
def permissions_of_posts() -> dict[str, set[str]]:
    """Every office files claims, its head checks them, leaders approve."""
    file, check, approve = MATTER.may("file"), MATTER.may("check"), MATTER.may("approve")
    return {"handler": {file}, "head": {file, check}, "leader": {approve}}


def not_applicant(moving: Moving) -> None:
    """A guard: whoever asks for the money, or entered or changed that for them, decides nothing about it."""
    case, user = moving.case, moving.actor.user_id
    filed = case.events.filter(move__in=(OPEN, "claim_resubmit"), actor_user_id=user)
    if user == case.applicant_id or filed.exists():
        raise Refused(gettext("You filed this claim; somebody else has to take this step."))


not_applicant.bars = (OPEN, "claim_resubmit")  # type: ignore[attr-defined]  # the list of what waits for a leader reads it


def heads_the_office(moving: Moving) -> None:
    """A guard: the head of the office that claims checks first."""
    wanted = office_token(moving.case.asked_by_id, HEADS)
    if not any(wanted in own_tokens(one) for one in persons(moving.actor.user)):
        raise Refused(gettext("The head of the office that claims it checks this."))


def promised(moving: Moving) -> None:
    """Approved: the money is promised on the budget line, or it is refused that there is none."""
    moving.change(approved_by=moving.actor.user)
    money.promise(moving.case, moving.actor.user)


def checks_anew(moving: Moving) -> None:
    """Returned: both checks begin again, and what was allowed before binds nobody."""
    moving.change(allowed=None, office_checked_by=None, checked_by=None)


def given_free(moving: Moving) -> None:
    """The promise on the budget line ends."""
    money.give_free(moving.case, moving.actor.user)


def paid(moving: Moving) -> None:
    """The promise becomes a payment."""
    moving.change(paid_by=moving.actor.user)
    money.pay(moving.case, moving.actor.user)


register(
    Workflow(
        key="expense_claim",
        label=_("Expense claim"),
        model=MATTER.model,
        function="A4",
        initial=FILED,
        series="BX",
        open_told=_("Claim filed"),
        open_effects=(steps.share_with("asked_by"),),
        open_notify=(Notify("co", "claim_to_check"),),
        transitions=(
            MATTER.step(
                "claim_check_office",
                _("Checked by the office"),
                FILED,
                to=OFFICE_CHECKED,
                by=MATTER.staff("check", Who.CO, Who.HEAD),
                when=(heads_the_office, not_applicant),
                effects=(steps.stamp("office_checked_by"),),
                main=True,
                hint=_("The expense was needed, and happened as the slips say."),
            ),
            MATTER.step(
                "claim_check",
                _("Checked by finance"),
                OFFICE_CHECKED,
                to=CHECKED,
                fields=("allowed",),
                when=(not_applicant, steps.not_by("office_checked_by")),
                effects=(steps.stamp("checked_by"),),
                main=True,
                hint=_("Slips, standards and budget line; what is above the standard is cut."),
            ),
            MATTER.step(
                "claim_approve",
                _("Approve it"),
                CHECKED,
                to=APPROVED,
                by=APPROVER,
                when=(not_applicant, *NOT_CHECKER),
                effects=(promised,),
                main=True,
            ),
            MATTER.step(
                "claim_pay",
                _("Paid out"),
                APPROVED,
                to=PAID,
                fields=("paid_on", "pay"),
                when=(not_applicant, steps.not_by("checked_by"), steps.not_by("approved_by")),
                effects=(paid,),
                main=True,
                hint=_("By somebody else than who checked or approved it."),
            ),
            MATTER.step(
                "claim_book",
                _("Booked"),
                PAID,
                to=BOOKED,
                fields=("voucher",),
                when=(steps.not_by("paid_by"),),
                main=True,
                hint=_("By somebody else than who paid it out."),
            ),
            MATTER.step("claim_archive", _("Archive it"), BOOKED, to=ARCHIVED, fields=("file_number",), main=True),
            MATTER.step(
                "claim_return",
                _("Return it to the applicant"),
                FILED,
                OFFICE_CHECKED,
                CHECKED,
                to=RETURNED,
                asks=("reason",),
                effects=(checks_anew,),
                notify=BACK,
            ),
            MATTER.step(
                "claim_resubmit",
                _("File it again"),
                RETURNED,
                to=FILED,
                by=FILER,
                fields=ASKED,
                notify=(Notify("co", "claim_to_check"),),
                main=True,
            ),
            MATTER.end(
                "claim_refuse",
                _("Do not approve"),
                CHECKED,
                to=REFUSED,
                by=APPROVER,
                when=(not_applicant, *NOT_CHECKER),
            ),
            MATTER.step(
                "claim_take_back",
                _("Take the approval back"),
                APPROVED,
                to=CHECKED,
                by=APPROVER,
                asks=("reason",),
                when=(not_applicant,),
                effects=(given_free,),
            ),
            MATTER.papers(*OPEN_STATES, by=FILER),
            *MATTER.usual(*OPEN_STATES, with_papers=False),
        ),
        limits=(
            norm(
                "approval",
                _("Check and approve"),
                10,
                starts=(OPEN, "claim_resubmit", "claim_take_back"),
                met_by=("claim_approve", "claim_return", "claim_refuse"),
                working=True,
                warn=(3, 1),
            ),
            norm(
                "payment",
                _("Pay it out"),
                10,
                starts=("claim_approve",),
                met_by=("claim_pay", "claim_take_back"),
                met_on="paid_on",
                working=True,
                warn=(3, 1),
            ),
        ),
    )
)
declare(
    Register(
        key="expense-claims",
        label=_("Expense claims"),
        singular=_("Expense claim"),
        model=MATTER.model,
        function="A4",
        title=_("What it is claimed for"),
        fields=("title", "line", "for_purchase", "asked_by", "applicant", "sort", *ASKED),
        columns=("asked_by", "amount", "sort"),
        filters=("sort", "line", "asked_by"),
        asked_by_all=True,
        hint=_("The applicant's office checks, finance checks, somebody else approves, pays and books."),
    )
)
