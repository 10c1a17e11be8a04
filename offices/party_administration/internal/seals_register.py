"""The use of seals (A6): any office asks, a leader agrees, the head approves, two people are there when it is set."""

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, declare
from caojiadu.core.registers.limits import norm, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.workflow import State, Who, Workflow, register
from caojiadu.core.workflow.parts import OPEN

MATTER = Matter("office_party_administration.SealUse")
ASKED = State("seal_asked", _("Asked for"))
APPROVED = State("seal_approved", _("Approved, to be sealed"), tone="soon")
OUT = State("seal_out", _("Seal taken along"), tone="soon")
SEALED = State("seal_set", _("Sealed and entered"), final=True, tone="done")
REFUSED = State("seal_refused", _("Refused"), final=True, tone="done")
DROPPED = State("seal_dropped", _("Request withdrawn"), final=True, tone="done")


def stays_here(moving: Moving) -> None:
    """A guard: what was approved to be taken along is not set in the office."""
    if moving.case.outside:
        raise Refused(gettext("It was approved that the seal is taken along."))


def goes_out(moving: Moving) -> None:
    """A guard: a seal leaves the office only where that was approved."""
    if not moving.case.outside:
        raise Refused(gettext("Nobody approved that the seal leaves the office."))


register(
    Workflow(
        key="seal_use",
        label=_("Use of a seal"),
        model=MATTER.model,
        function="A6",
        initial=ASKED,
        series="YY",
        open_told=_("Asked for"),
        open_effects=(steps.for_own_office, steps.share_with("asked_by")),
        transitions=(
            MATTER.step(
                "approve",
                _("Approve"),
                ASKED,
                to=APPROVED,
                by=MATTER.head,
                fields=("allowed_by",),
                when=(steps.not_by("opened_by"),),
                main=True,
            ),
            MATTER.end("refuse", _("Refuse"), ASKED, to=REFUSED),
            MATTER.step(
                "set_seal",
                _("Sealed"),
                APPROVED,
                to=SEALED,
                fields=("sealed_copies", "witness"),
                when=(stays_here,),
                main=True,
            ),
            MATTER.step(
                "take_along",
                _("Hand out the seal"),
                APPROVED,
                to=OUT,
                fields=("taken_by", "witness", "return_by"),
                when=(goes_out,),
                main=True,
            ),
            MATTER.step("bring_back", _("Seal is back"), OUT, to=SEALED, fields=("sealed_copies",), main=True),
            MATTER.withdraw(
                "withdraw",
                ASKED,
                APPROVED,
                to=DROPPED,
                label=_("Withdraw the request"),
                by=MATTER.staff("add", Who.LEAD, Who.CO),
            ),
            MATTER.note(ASKED, APPROVED, OUT),
            MATTER.late(ASKED, APPROVED, OUT),
        ),
        limits=(
            norm(
                "approval",
                _("Approve or refuse"),
                1,
                starts=(OPEN,),
                met_by=("approve", "refuse", "withdraw"),
                working=True,
                warn=(),
            ),
            on_day(
                "back",
                _("Seal brought back"),
                "return_by",
                _("The day set when it was handed out"),
                starts=("take_along",),
                met_by=("bring_back",),
                warn=(1,),
            ),
        ),
    )
)
declare(
    Register(
        key="seal-uses",
        label=_("Use of seals"),
        singular=_("Use of a seal"),
        model=MATTER.model,
        function="A6",
        title=pgettext_lazy("seal uses", "Paper"),
        fields=("title", "seal", "copies", "addressee", "purpose", "outside", "asked_by"),
        columns=("seal", "copies", "asked_by", "sealed_copies"),
        filters=("seal",),
        asked_by_all=True,
        hint=_("Which paper, which seal, how many copies, who agreed, who set it and who saw it."),
    )
)
