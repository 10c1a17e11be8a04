"""What owners' assemblies vote on, and whether it was carried (F2)."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers.declaration import Register, declare
from caojiadu.core.registers.limits import norm, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.workflow import State, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.self_governance.owners.models import carried

MATTER = Matter("office_self_governance.OwnersAssembly")
CALLED = State("assembly_called", _("Announced, vote under way"))
CARRIED = State("assembly_carried", _("Carried, to be posted"))
FAILED = State("assembly_not_carried", _("Not carried, to be posted"))
POSTED = State("assembly_posted", _("Result posted"), final=True, tone="done")
ORDERED = State("assembly_ordered", _("Ordered to correct the decision"), tone="late")
CORRECTED = State("assembly_corrected", _("Decision corrected"), final=True, tone="done")
DROPPED = State("assembly_dropped", _("Not held"), final=True, tone="done")
RUNNING = (CALLED, CARRIED, FAILED, ORDERED)


def outcome(moving: Moving) -> State:
    """What the shares say (Civil Code, art. 278)."""
    typed = moving.data
    voting, favour = (typed["people_voting"], typed["area_voting"]), (typed["people_for"], typed["area_for"])
    return CARRIED if carried(voting=voting, favour=favour, grave=moving.case.grave) else FAILED


register(
    Workflow(
        key="owners_assembly",
        label=_("Owners' assembly"),
        model=MATTER.model,
        function="F2",
        initial=CALLED,
        series="YD",
        open_told=_("Announced"),
        transitions=(
            MATTER.step(
                "assembly_count",
                _("Enter the count"),
                CALLED,
                fields=("people_voting", "area_voting", "people_for", "area_for"),
                other_targets=(CARRIED, FAILED),
                choose_target=outcome,
                main=True,
                hint=_("Two thirds must vote, by number and by area; whether it was carried follows from the shares."),
            ),
            MATTER.step(
                "assembly_post", _("Result posted"), CARRIED, FAILED, to=POSTED, fields=("posted_on",), main=True
            ),
            MATTER.end(
                "assembly_order",
                _("Order to correct the decision"),
                CARRIED,
                to=ORDERED,
                hint=_("Where the decision breaks the law: say which rule."),
            ),
            MATTER.step(
                "assembly_correct", _("Decision corrected"), ORDERED, to=CORRECTED, asks=("result",), main=True
            ),
            MATTER.step("assembly_drop", _("Not held"), CALLED, to=DROPPED, asks=("reason",)),
            *MATTER.usual(*RUNNING),
        ),
        limits=(
            on_day(
                "count",
                _("Last day of the vote"),
                "voting_until",
                _("Day in the announcement"),
                starts=(OPEN,),
                met_by=("assembly_count", "assembly_drop"),
                warn=(3,),
            ),
            norm(
                "post",
                _("Post the result"),
                3,
                starts=("assembly_count",),
                met_by=("assembly_post", "assembly_order"),
                met_on="posted_on",
                warn=(1,),
            ),
        ),
    )
)
declare(
    Register(
        key="owners-assemblies",
        label=_("Owners' assemblies"),
        singular=_("Owners' assembly"),
        model=MATTER.model,
        function="F2",
        title=_("Name of the matter"),
        fields=("title", "estate", "question", "grave", "form", "noticed_on", "voting_until"),
        columns=("estate", "form", "voting_until"),
        filters=("estate",),
        hint=_("Votes on the property firm, the repair fund and whatever else the owners decide together."),
    )
)
