"""The use of seals (A6): any office asks, a leader agrees, the head approves, two people are there when it is set."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, declare
from caojiadu.core.registers.limits import norm, on_day
from caojiadu.core.workflow import State, Transition, Who, Workflow, register
from caojiadu.core.workflow.parts import OPEN

ASKED = State("seal_asked", _("Asked for"))
APPROVED = State("seal_approved", _("Approved, to be sealed"), tone="soon")
OUT = State("seal_out", _("Seal taken along"), tone="soon")
SEALED = State("seal_set", _("Sealed and entered"), final=True, tone="done")
REFUSED = State("seal_refused", _("Refused"), final=True, tone="done")
DROPPED = State("seal_dropped", _("Request withdrawn"), final=True, tone="done")
APP = "office_party_administration"
KEEP, ALLOW, ASK = f"{APP}.handle_sealuse", f"{APP}.close_sealuse", f"{APP}.add_sealuse"
KEEPER: dict[str, Any] = {"needs": KEEP, "who": (Who.LEAD,)}
HEAD: dict[str, Any] = {"needs": ALLOW, "who": (Who.HEAD,)}


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
        model="office_party_administration.SealUse",
        function="A6",
        initial=ASKED,
        series="YY",
        open_told=_("Asked for"),
        open_effects=(steps.for_own_office, steps.share_with("asked_by")),
        transitions=(
            Transition(
                "approve",
                _("Approve"),
                (ASKED,),
                APPROVED,
                **HEAD,
                fields=("allowed_by",),
                when=(steps.not_by("opened_by"),),
                main=True,
            ),
            Transition("refuse", _("Refuse"), (ASKED,), REFUSED, **HEAD, asks=("reason",), danger=True),
            Transition(
                "set_seal",
                _("Sealed"),
                (APPROVED,),
                SEALED,
                **KEEPER,
                fields=("sealed_copies", "witness"),
                when=(stays_here,),
                main=True,
            ),
            Transition(
                "take_along",
                _("Hand out the seal"),
                (APPROVED,),
                OUT,
                **KEEPER,
                fields=("taken_by", "witness", "return_by"),
                when=(goes_out,),
                main=True,
            ),
            Transition(
                "bring_back",
                _("Seal is back"),
                (OUT,),
                SEALED,
                **KEEPER,
                fields=("sealed_copies",),
                main=True,
            ),
            Transition(
                "withdraw",
                _("Withdraw the request"),
                (ASKED, APPROVED),
                DROPPED,
                needs=ASK,
                who=(Who.LEAD, Who.CO),
                asks=("reason",),
                danger=True,
            ),
            steps.note(KEEP, ASKED, APPROVED, OUT),
            steps.late(ASKED, APPROVED, OUT),
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
        one=_("Use of a seal"),
        model="office_party_administration.SealUse",
        function="A6",
        title=_("Paper"),
        fields=("title", "seal", "copies", "addressee", "purpose", "outside", "asked_by"),
        columns=("seal", "copies", "asked_by", "sealed_copies"),
        filters=("seal",),
        asked_by_all=True,
        hint=_("Which paper, which seal, how many copies, who agreed, who set it and who saw it."),
    )
)
