"""Assets (A6): what there is, who answers for it, and who has it in hand."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.limits import OWN_NORM, norm, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.verbs import change
from caojiadu.core.workflow import State, Who, Workflow, register
from caojiadu.core.workflow.parts import OPEN

MATTER = Matter("office_party_administration.AssetLoan")
WANTED = State("asset_wanted", _("Asked for"))
ALLOWED = State("asset_allowed", _("Approved, to be handed out"))
LENT = State("asset_lent", _("In use"))
BACK = State("asset_back", _("Given back"), final=True, tone="done")
LOST = State("asset_lost", _("Lost or broken, written off"), final=True, tone="done")
REFUSED = State("asset_refused", _("Refused"), final=True, tone="done")
DROPPED = State("asset_dropped", _("Request withdrawn"), final=True, tone="done")

ASSETS = declare(
    Register(
        key="assets",
        label=_("Assets"),
        singular=_("Asset"),
        model="office_party_administration.Asset",
        function="A6",
        title=_("Name of the asset"),
        fields=(
            "title",
            "number",
            "kind",
            "bought_on",
            "price",
            "whereabouts",
            "keeper",
            "warranty_until",
            "counted_on",
        ),
        columns=("number", "kind", "whereabouts", "keeper"),
        filters=("kind",),
        reminders=(
            Reminder("count", _("To be counted"), "counted_on", months=12, lead=30, article=OWN_NORM),
            Reminder("warranty", _("Warranty ends"), "warranty_until", lead=30, article=_("Day on the paper")),
        ),
        hint=_("Each with its number, where it is, who answers for it, and when it was last counted."),
    )
)


def in_new_hands(moving: Moving) -> None:
    """From now on whoever uses it answers for it."""
    change(ASSETS, moving.case.asset, {"keeper": moving.case.user_name}, user=moving.actor.user)


def let_go(moving: Moving) -> None:
    """Somebody else may ask for it."""
    moving.change(held=False)


register(
    Workflow(
        key="asset_loan",
        label=_("Loan of an asset"),
        model=MATTER.model,
        function="A6",
        initial=WANTED,
        series="ZC",
        open_told=_("Asked for"),
        open_effects=(steps.for_own_office, steps.share_with("asked_by")),
        transitions=(
            MATTER.step(
                "approve",
                _("Approve"),
                WANTED,
                to=ALLOWED,
                by=MATTER.head,
                when=(steps.not_by("opened_by"),),
                main=True,
            ),
            MATTER.end("refuse", _("Refuse"), WANTED, to=REFUSED, effects=(let_go,)),
            MATTER.step("hand_out", _("Hand out"), ALLOWED, to=LENT, effects=(in_new_hands,), main=True),
            MATTER.step("longer", _("Set another day to give it back"), LENT, fields=("back_by",), asks=("reason",)),
            MATTER.step(
                "give_back", _("Given back"), LENT, to=BACK, fields=("condition",), effects=(let_go,), main=True
            ),
            MATTER.step("lose", _("Write it off"), LENT, to=LOST, by=MATTER.head, fields=("loss",), danger=True),
            MATTER.withdraw(
                "withdraw",
                WANTED,
                ALLOWED,
                to=DROPPED,
                label=_("Withdraw the request"),
                by=MATTER.staff("add", Who.LEAD, Who.CO),
                effects=(let_go,),
            ),
            MATTER.note(WANTED, ALLOWED, LENT),
            MATTER.late(WANTED, LENT),
        ),
        limits=(
            norm(
                "approval",
                _("Approve or refuse"),
                3,
                starts=(OPEN,),
                met_by=("approve", "refuse", "withdraw"),
                working=True,
                warn=(1,),
            ),
            on_day(
                "back",
                _("To be given back"),
                "back_by",
                _("The day set with the loan"),
                starts=("hand_out",),
                met_by=("give_back", "lose"),
                warn=(3,),
            ),
        ),
    )
)
declare(
    Register(
        key="asset-loans",
        label=_("Loans of assets"),
        singular=_("Loan of an asset"),
        model=MATTER.model,
        function="A6",
        title=pgettext_lazy("asset loans", "What is asked for"),
        fields=("title", "asset", "user_name", "need", "back_by", "asked_by"),
        columns=("asset", "user_name", "asked_by", "back_by"),
        asked_by_all=True,
        hint=_("An asset is in one pair of hands; whoever has it answers for it."),
    )
)
