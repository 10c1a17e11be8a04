"""How an estate comes to its first owners' committee (F2)."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, declare
from caojiadu.core.registers.limits import by_law
from caojiadu.core.registers.matter import Matter
from caojiadu.core.workflow import By, State, Workflow, register
from caojiadu.core.workflow.parts import OPEN

MATTER = Matter("office_self_governance.OwnersFounding")
GROUP = _("Shanghai Provisions on Residential Property Management, art. 15")
ASSEMBLY = _("Shanghai Provisions on Residential Property Management, art. 16")
FILE = _("Shanghai Provisions on Residential Property Management, art. 23")

REPORTED = State("founding_reported", _("Reported, group to be set up"))
PREPARING = State("founding_group", _("Preparation group set up"))
POSTED = State("founding_posted", _("Members of the group posted"))
DRAFTED = State("founding_drafted", _("Rules and candidates posted"))
ELECTED = State("founding_elected", _("Committee elected, to be filed"), tone="soon")
FILING = State("founding_filing", _("Filing under way"))
FOUNDED = State("founding_done", _("Committee filed"), final=True, tone="done")
NOT_YET = State("founding_not_yet", _("Not founded for now"), final=True, tone="done")
FOUNDING = (REPORTED, PREPARING, POSTED, DRAFTED, ELECTED, FILING)

register(
    Workflow(
        key="owners_founding",
        label=_("Founding of an owners' committee"),
        model=MATTER.model,
        function="F2",
        initial=REPORTED,
        series="YC",
        open_told=_("Report received"),
        transitions=(
            MATTER.step(
                "founding_set_up",
                _("Preparation group set up"),
                REPORTED,
                to=PREPARING,
                fields=("group_on", "group_size", "group_owners"),
                main=True,
            ),
            MATTER.step("founding_post", _("Members posted"), PREPARING, to=POSTED, fields=("posted_on",), main=True),
            MATTER.step(
                "founding_draft",
                _("Rules and candidates posted"),
                POSTED,
                to=DRAFTED,
                fields=("drafts_on",),
                main=True,
                hint=_("Rules of procedure, management rules and the candidates, for the owners to look at."),
            ),
            MATTER.step(
                "founding_elect",
                _("First assembly held, committee elected"),
                DRAFTED,
                to=ELECTED,
                fields=("assembly_on", "elected"),
                main=True,
            ),
            MATTER.step(
                "founding_failed",
                _("Assembly without a result"),
                DRAFTED,
                asks=("reason",),
                effects=(steps.count("assemblies_failed"),),
            ),
            MATTER.step(
                "papers_in", _("Papers for filing came in"), ELECTED, to=FILING, by=By.TIMER, fields=("handed_in_on",)
            ),
            MATTER.step("papers_refused", _("Filing refused"), FILING, to=ELECTED, by=By.TIMER),
            MATTER.step("papers_filed", _("Filing completed"), FILING, to=FOUNDED, by=By.TIMER),
            MATTER.end(
                "founding_drop",
                _("Not founded for now"),
                REPORTED,
                PREPARING,
                POSTED,
                DRAFTED,
                to=NOT_YET,
                hint=_("Tell whoever reported it in writing why."),
            ),
            *MATTER.usual(*FOUNDING),
        ),
        limits=(
            by_law(
                "group",
                _("Set up the preparation group"),
                60,
                GROUP,
                starts=(OPEN,),
                met_by=("founding_set_up", "founding_drop"),
                counted_from="reported_on",
                met_on="group_on",
                warn=(20, 5),
            ),
            by_law(
                "posting",
                _("Post the members of the group"),
                7,
                GROUP,
                starts=("founding_set_up",),
                met_by=("founding_post",),
                counted_from="group_on",
                met_on="posted_on",
                warn=(2,),
            ),
            by_law(
                "assembly",
                _("Hold the first assembly"),
                90,
                ASSEMBLY,
                starts=("founding_set_up",),
                met_by=("founding_elect",),
                counted_from="group_on",
                met_on="assembly_on",
                warn=(30, 10),
            ),
            by_law(
                "filing",
                _("The committee hands in its papers"),
                30,
                FILE,
                starts=("founding_elect", "papers_refused"),
                met_by=("papers_in",),
                counted_from="assembly_on",
                met_on="handed_in_on",
                warn=(10, 3),
            ),
        ),
    )
)
declare(
    Register(
        key="owners-foundings",
        label=_("Foundings of owners' committees"),
        singular=_("Founding of an owners' committee"),
        model=MATTER.model,
        function="F2",
        title=_("Name of the matter"),
        fields=("title", "estate", "reporter", "reported_on"),
        columns=("estate", "reported_on", "group_on"),
        filters=("estate",),
        hint=_("From the report that an owners' assembly can be set up to the committee that is filed."),
    )
)
