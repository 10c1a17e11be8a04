"""Budget lines, purchases, contracts, and accounts made public (A4)."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.duties import Duty, declare_duty
from caojiadu.core.registers.limits import OWN_NORM, by_law, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.workflow import State, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.party_administration.finance import money

LABEL = "office_party_administration"
PURCHASE = Matter(f"{LABEL}.Purchase")
ACCOUNTS_RELEASE = Matter(f"{LABEL}.AccountsRelease")
BUDGET_LAW = _("Budget Law, art. 14")
NAMED = 5  # claims that a refusal names
ASKED = State("purchase_asked", _("Asked for, to be checked"))
CHECKED = State("purchase_checked", _("Checked by finance, to be approved"), tone="soon")
APPROVED = State("purchase_approved", _("Approved, to be bought"))
BOUGHT = State("purchase_bought", _("Ordered, to be accepted"))
ACCEPTED = State("purchase_accepted", _("Accepted, to be paid"))
CLOSED = State("purchase_closed", _("Paid and closed"), final=True, tone="done")
REFUSED = State("purchase_refused", _("Not approved"), final=True, tone="done")
CANCELLED = State("purchase_cancelled", _("Purchase called off"), final=True, tone="done")
OPEN_STATES = (ASKED, CHECKED, APPROVED, BOUGHT, ACCEPTED)
RELEASE_APPROVED = State("accounts_approved", _("Approved by the finance bureau"))
RELEASE_DRAFTED = State("accounts_drafted", _("Text for the public drafted"))
RELEASE_PUBLIC = State("accounts_public", _("Published, to be filed"))
RELEASE_FILED = State("accounts_filed", _("Filed with the finance bureau"), final=True, tone="done")


def hold_estimate(moving: Moving) -> None:
    """An approved purchase holds what it is estimated to cost."""
    money.hold(moving.case, moving.case.estimate, moving.actor.user)


def hold_price(moving: Moving) -> None:
    """From now on it holds the price agreed; a higher one needs so much more to be left."""
    moving.change(bought_by=moving.actor.user)
    money.hold(moving.case, moving.case.price, moving.actor.user)


def hold_nothing(moving: Moving) -> None:
    """What was held and not paid is free again."""
    money.hold(moving.case, money.NOTHING, moving.actor.user)


def claims_settled(moving: Moving) -> None:
    """A guard: what was claimed for the purchase is paid or refused before its money is given free."""
    unpaid = moving.case.claims.filter(closed_at=None).exclude(state__in=("claim_paid", "claim_booked"))
    if numbers := list(unpaid.order_by("pk").values_list("number", flat=True)[:NAMED]):
        words = gettext("Claims for this purchase are not settled yet: %(numbers)s.")
        raise Refused(words % {"numbers": " ".join(numbers)})


register(
    Workflow(
        key="purchase",
        label=_("Purchase"),
        model=PURCHASE.model,
        function="A4",
        initial=ASKED,
        series="CG",
        open_told=_("Asked for"),
        open_effects=(steps.share_with("asked_by"), steps.stamp("bought_by")),
        transitions=(
            PURCHASE.step(
                "purchase_check",
                _("Checked by finance"),
                ASKED,
                to=CHECKED,
                when=(steps.not_by("bought_by"),),
                main=True,
                hint=_("By somebody else than who asked for it."),
            ),
            PURCHASE.step(
                "purchase_approve",
                _("Approve it"),
                CHECKED,
                to=APPROVED,
                by=PURCHASE.head_or_leader,
                guards=(steps.not_by("bought_by"),),
                effects=(hold_estimate,),
                main=True,
                hint=_("From now on its money is held on the budget line."),
            ),
            PURCHASE.step(
                "purchase_order",
                _("Ordered"),
                APPROVED,
                to=BOUGHT,
                fields=("supplier", "price"),
                optional=("quotes",),
                effects=(hold_price,),
                main=True,
            ),
            PURCHASE.step(
                "purchase_accept",
                _("Accepted on delivery"),
                BOUGHT,
                to=ACCEPTED,
                fields=("acceptance",),
                when=(steps.not_by("bought_by"),),
                main=True,
                hint=_("By somebody else than who bought it."),
            ),
            PURCHASE.step(
                "purchase_close",
                _("Close it"),
                ACCEPTED,
                to=CLOSED,
                when=(claims_settled,),
                effects=(hold_nothing,),
                main=True,
            ),
            PURCHASE.end("purchase_refuse", _("Do not approve"), CHECKED, to=REFUSED, by=PURCHASE.head_or_leader),
            PURCHASE.end(
                "purchase_cancel",
                _("Call the purchase off"),
                ASKED,
                CHECKED,
                APPROVED,
                BOUGHT,
                to=CANCELLED,
                when=(claims_settled,),
                effects=(hold_nothing,),
            ),
            *PURCHASE.usual(*OPEN_STATES),
        ),
        limits=(
            on_day(
                "needed",
                _("Needed on"),
                "needed_on",
                _("The day set by the office that needs it"),
                starts=(OPEN,),
                met_by=("purchase_accept",),
                warn=(14, 5),
            ),
        ),
    )
)
register(
    Workflow(
        key="accounts_release",
        label=_("Publication of accounts"),
        model=ACCOUNTS_RELEASE.model,
        function="A4",
        initial=RELEASE_APPROVED,
        series="YU",
        open_told=_("Approved by the finance bureau"),
        transitions=(
            ACCOUNTS_RELEASE.step(
                "accounts_draft",
                _("Draft the text for the public"),
                RELEASE_APPROVED,
                RELEASE_DRAFTED,
                to=RELEASE_DRAFTED,
                fields=("explanation",),
            ),
            ACCOUNTS_RELEASE.step(
                "accounts_publish",
                _("Note the publication"),
                RELEASE_DRAFTED,
                to=RELEASE_PUBLIC,
                fields=("review", "made_public_on", "public_at"),
                main=True,
                hint=_("Only after a review before publication that was passed."),
            ),
            ACCOUNTS_RELEASE.step(
                "accounts_file",
                _("Filed with the finance bureau"),
                RELEASE_PUBLIC,
                to=RELEASE_FILED,
                asks=("note",),
                main=True,
            ),
            ACCOUNTS_RELEASE.papers(RELEASE_APPROVED, RELEASE_DRAFTED, RELEASE_PUBLIC),
            ACCOUNTS_RELEASE.assign(RELEASE_APPROVED, RELEASE_DRAFTED, RELEASE_PUBLIC),
            ACCOUNTS_RELEASE.late(RELEASE_APPROVED, RELEASE_DRAFTED, RELEASE_PUBLIC),
        ),
        limits=(
            by_law(
                "publish",
                _("Publish the accounts"),
                20,
                BUDGET_LAW,
                starts=(OPEN,),
                met_by=("accounts_publish",),
                counted_from="approved_on",
                met_on="made_public_on",
                warn=(10, 3),
            ),
        ),
    )
)
declare(
    Register(
        key="budget-lines",
        label=_("Budget lines"),
        singular=_("Budget line"),
        model=f"{LABEL}.BudgetLine",
        function="A4",
        title=_("Name of the budget line"),
        fields=("title", "year", "code", "sort", "used_by", "approved", "adjusted", "approved_on", "aim"),
        columns=("year", "committed", "spent", "left"),
        filters=("sort", "used_by"),
        hint=_("What is approved, what is promised and paid of it, and what is left."),
    )
)
declare(
    Register(
        key="purchases",
        label=_("Purchases"),
        singular=_("Purchase"),
        model=PURCHASE.model,
        function="A4",
        title=_("What is bought"),
        fields=("title", "line", "asked_by", "need", "estimate", "needed_on", "way"),
        columns=("asked_by", "estimate", "supplier"),
        filters=("way", "line"),
        asked_by_all=True,
        hint=_("Checked and approved before anything is ordered, accepted by somebody else than who bought it."),
    )
)
declare(
    Register(
        key="contracts",
        label=_("Contracts"),
        singular=_("Contract"),
        model=f"{LABEL}.PurchaseContract",
        function="A4",
        title=_("Name of the contract"),
        fields=(
            "title",
            "partner",
            "contract_number",
            "purchase",
            "amount",
            "legal_review_on",
            "signed_on",
            "starts_on",
            "ends_on",
            "guarantee_until",
        ),
        columns=("partner", "amount", "ends_on"),
        reminders=(
            Reminder("end", _("Contract ends"), "ends_on", lead=60, article=_("Day in the contract")),
            Reminder("guarantee", _("Guarantee money due back"), "guarantee_until", article=_("Day in the contract")),
        ),
        hint=_("What was signed, until when it runs, and when guarantee money is due back."),
    )
)
declare(
    Register(
        key="accounts-releases",
        label=_("Budget and final accounts made public"),
        singular=_("Publication of accounts"),
        model=ACCOUNTS_RELEASE.model,
        function="A4",
        title=_("Name of the accounts"),
        fields=("title", "sort", "year", "approved_on"),
        columns=("sort", "year", "made_public_on"),
        filters=("sort",),
        hint=_("Public within 20 days of the finance bureau's approval (Budget Law, art. 14)."),
    )
)
declare_duty(Duty("budget-draft", _("Draft the budget of next year"), "A4", 10, 31, OWN_NORM))
