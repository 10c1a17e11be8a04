"""Aid to union members (B9)."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, declare
from caojiadu.core.registers.limits import norm
from caojiadu.core.registers.matter import Matter
from caojiadu.core.workflow import State, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.party_building.shared import LABEL

MATTER = Matter(f"{LABEL}.UnionAid")
APPLIED = State("unionaid_applied", _("Applied, to be checked"))
CHECKED = State("unionaid_checked", _("Checked, to be granted"), tone="soon")
GRANTED = State("unionaid_granted", _("Granted, to be paid"))
PAID = State("unionaid_paid", _("Aid paid"), final=True, tone="done")
REFUSED = State("unionaid_refused", _("Not granted"), final=True, tone="done")
RUNNING = (APPLIED, CHECKED, GRANTED)

register(
    Workflow(
        key="union_aid",
        label=_("Aid to a union member"),
        model=MATTER.model,
        function="B9",
        initial=APPLIED,
        series="BF",
        restricted=True,
        open_told=_("Applied"),
        transitions=(
            MATTER.step(
                "check",
                _("Check the situation"),
                APPLIED,
                to=CHECKED,
                fields=("found",),
                notify=(steps.TO_DECIDE,),
                main=True,
            ),
            MATTER.decide(
                "grant", _("Grant the aid"), CHECKED, to=GRANTED, fields=("granted",), not_by=("check",), main=True
            ),
            MATTER.step("recheck", _("Have it checked again"), CHECKED, to=APPLIED, by=MATTER.head, asks=("reason",)),
            MATTER.step("pay", _("Paid out"), GRANTED, to=PAID, fields=("paid_on", "voucher"), main=True),
            MATTER.end("refuse", _("Do not grant it"), APPLIED, CHECKED, to=REFUSED),
            *MATTER.usual(*RUNNING),
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
        singular=_("Aid to a union member"),
        model=MATTER.model,
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
