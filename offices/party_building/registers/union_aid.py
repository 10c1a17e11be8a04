"""Aid to union members (B9)."""

from types import SimpleNamespace

from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, declare
from caojiadu.core.registers.limits import norm
from caojiadu.core.registers.patterns.kinds import Kind, states_of
from caojiadu.core.workflow import Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.party_building.shared import LABEL

KIND = Kind(f"{LABEL}.UnionAid")
AT = SimpleNamespace(
    **states_of(
        "unionaid",
        {
            "applied": _("Applied, to be checked"),
            "checked": _("Checked, to be granted"),
            "granted": _("Granted, to be paid"),
            "paid": _("Aid paid"),
            "refused": _("Not granted"),
        },
        rests=("paid", "refused"),
        soon=("checked",),
    )
)
RUNNING = (AT.applied, AT.checked, AT.granted)

register(
    Workflow(
        key="union_aid",
        label=_("Aid to a union member"),
        model=KIND.model,
        function="B9",
        initial=AT.applied,
        series="BF",
        restricted=True,
        open_told=_("Applied"),
        transitions=(
            KIND.step(
                "check",
                _("Check the situation"),
                AT.applied,
                to=AT.checked,
                fields=("found",),
                notify=(steps.TO_DECIDE,),
                main=True,
            ),
            KIND.step(
                "grant",
                _("Grant the aid"),
                AT.checked,
                to=AT.granted,
                by=KIND.head_or_leader,
                fields=("granted",),
                when=(steps.not_by_whoever_made("check"),),
                main=True,
            ),
            KIND.step("recheck", _("Have it checked again"), AT.checked, to=AT.applied, by=KIND.head, asks=("reason",)),
            KIND.step("pay", _("Paid out"), AT.granted, to=AT.paid, fields=("paid_on", "voucher"), main=True),
            KIND.step(
                "refuse",
                _("Do not grant it"),
                AT.applied,
                AT.checked,
                to=AT.refused,
                by=KIND.head,
                asks=("reason",),
                danger=True,
            ),
            *steps.usual(KIND.handle, *RUNNING),
        ),
        limits=(
            norm(
                "check",
                _("Check the situation"),
                5,
                starts=(OPEN, "recheck"),
                met_by=("check", "refuse"),
                working=True,
                warn=(2,),
            ),
            norm(
                "grant",
                _("Decide on the aid"),
                5,
                starts=("check",),
                met_by=("grant", "recheck", "refuse"),
                working=True,
                warn=(2,),
            ),
            norm("pay", _("Pay the aid out"), 10, starts=("grant",), met_by=("pay",), working=True, warn=(3,)),
        ),
    )
)
declare(
    Register(
        key="union-aid",
        label=_("Aid to union members"),
        one=_("Aid to a union member"),
        model=KIND.model,
        function="B9",
        title=_("What the aid is for"),
        fields=("title", "union", "ground", "applied_on", "wanted", "situation"),
        columns=("union", "ground", "applied_on", "granted"),
        filters=("union", "ground"),
        person=True,
        sensitive=True,
        hint=_("Applied for, checked by one, granted by another, paid. Open to its handler, the head and the leaders."),
    )
)
