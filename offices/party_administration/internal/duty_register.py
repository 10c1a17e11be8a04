"""The duty roster (A6): shifts, taken over and handed over, day and night without a gap."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers.declaration import Register, declare
from caojiadu.core.registers.limits import on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.workflow import State, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.party_administration.internal import watch  # noqa: F401, its hooks

MATTER = Matter("office_party_administration.DutyShift")
ARTICLE = _("Shanghai measures for the Emergency Response Law, art. 23")
EARLY = dt.timedelta(hours=1)  # so long before its beginning a shift may be taken over
PLANNED = State("duty_planned", _("On the roster"))
KEPT = State("duty_kept", _("On duty"), tone="soon")
HANDED = State("duty_handed", _("Handed over"), final=True, tone="done")
STRUCK = State("duty_struck", _("Struck off the roster"), final=True, tone="done")


def nearly_begun(moving: Moving) -> None:
    """A guard: nobody takes over tomorrow's shift."""
    if moving.case.starts_at - EARLY > moving.now:
        begins = timezone.localtime(moving.case.starts_at).strftime("%Y-%m-%d %H:%M")
        raise Refused(gettext("This shift begins at %(moment)s.") % {"moment": begins})


def no_longer_counts(moving: Moving) -> None:
    """The time is not covered any more."""
    moving.change(counts=False)


register(
    Workflow(
        key="duty_shift",
        label=_("Shift of duty"),
        model=MATTER.model,
        function="A6",
        initial=PLANNED,
        series="ZB",
        open_told=_("Put on the roster"),
        transitions=(
            MATTER.step("take_over", _("Take over"), PLANNED, to=KEPT, when=(nearly_begun,), main=True),
            MATTER.step("swap", _("Somebody else keeps it"), PLANNED, fields=("leader", "people"), asks=("reason",)),
            MATTER.step(
                "hand_over",
                _("Hand over to the next shift"),
                KEPT,
                to=HANDED,
                fields=("happened", "calls"),
                optional=("left_over",),
                main=True,
            ),
            MATTER.end("strike", _("Strike off the roster"), PLANNED, to=STRUCK, effects=(no_longer_counts,)),
            MATTER.note(PLANNED, KEPT),
            MATTER.late(PLANNED, KEPT),
        ),
        limits=(
            on_day(
                "take_over",
                _("Shift taken over"),
                "starts_at",
                ARTICLE,
                starts=(OPEN,),
                met_by=("take_over", "strike"),
                warn=(1,),
                legal=True,
            ),
            on_day(
                "hand_over",
                _("Shift handed over"),
                "ends_at",
                ARTICLE,
                starts=("take_over",),
                met_by=("hand_over",),
                warn=(),
                legal=True,
            ),
        ),
    )
)
declare(
    Register(
        key="duty-roster",
        label=_("Duty roster"),
        singular=_("Shift of duty"),
        model=MATTER.model,
        function="A6",
        title=_("Shift"),
        fields=("title", "starts_at", "ends_at", "leader", "people"),
        columns=("starts_at", "ends_at", "leader", "people"),
        hint=_("Duty is kept day and night. Times that no shift covers are told to the office a week ahead."),
    )
)
