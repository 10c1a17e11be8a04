"""Audit findings (A5): put right by the office that answers for them, struck off by another."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.assign import set_co_offices
from caojiadu.core.cases.moves import Moving
from caojiadu.core.hooks import provide
from caojiadu.core.notices.texts import register_template
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, declare
from caojiadu.core.registers.limits import on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.workflow import Notify, State, Who, Workflow, register

LABEL = "office_party_administration"
MATTER = Matter(f"{LABEL}.AuditFinding")
FOUND = State("finding_found", _("Found, rectification to be demanded"))
TO_RIGHT = State("finding_to_right", _("Being put right"), tone="soon")
RIGHTED = State("finding_righted", _("Reported put right, to be checked"))
STRUCK = State("finding_struck", _("Struck off"), final=True, tone="done")
PASSED = State("finding_passed", _("Passed to discipline inspection"), final=True, tone="done")

for _key, _words in {
    "finding_demanded": ("审计问题需整改：{number}", "An audit finding to put right: {number}"),
    "finding_righted": ("审计问题已报整改，请复核：{number}", "An audit finding is reported put right: {number}"),
    "finding_back": ("审计问题整改不到位：{number}", "An audit finding is not put right yet: {number}"),
}.items():
    register_template(_key, title=_words, body=_words)


@provide("post_permissions")
def permissions_of_posts() -> dict[str, set[str]]:
    """Any office may have to put something right."""
    return {role: {MATTER.may("answer")} for role in ("handler", "head")}


def keep_from_others(moving: Moving) -> None:
    """Passed on: the office that was to put it right no longer reads the matter, nor why it was passed on."""
    set_co_offices(moving, ())


register(
    Workflow(
        key="audit_finding",
        label=_("Audit finding"),
        model=MATTER.model,
        function="A5",
        initial=FOUND,
        series="ZG",
        open_told=_("Found"),
        open_effects=(steps.share_with("answers"),),
        transitions=(
            MATTER.step(
                "finding_demand",
                _("Demand that it is put right"),
                FOUND,
                to=TO_RIGHT,
                fields=("demanded", "right_by"),
                notify=(Notify("co", "finding_demanded"),),
                main=True,
            ),
            MATTER.step(
                "finding_right",
                _("Report it put right"),
                TO_RIGHT,
                to=RIGHTED,
                by=MATTER.staff("answer", Who.CO, Who.LEAD),
                fields=("measures",),
                notify=(Notify("decider", "finding_righted"), Notify("handler", "finding_righted")),
                main=True,
            ),
            MATTER.step(
                "finding_not_right",
                _("Checked: not put right"),
                RIGHTED,
                to=TO_RIGHT,
                fields=("right_by",),
                asks=("reason",),
                effects=(steps.count("sent_back"),),
                notify=(Notify("co", "finding_back"),),
            ),
            MATTER.decide(
                "finding_strike",
                _("Checked: strike it off"),
                RIGHTED,
                to=STRUCK,
                asks=("seen",),
                not_by=("finding_right",),
                main=True,
            ),
            MATTER.step(
                "finding_move", _("Give it more time"), TO_RIGHT, by=MATTER.head, fields=("right_by",), asks=("reason",)
            ),
            MATTER.end(
                "finding_pass",
                _("Pass to discipline inspection"),
                FOUND,
                TO_RIGHT,
                to=PASSED,
                effects=(keep_from_others,),
            ),
            *MATTER.usual(FOUND, TO_RIGHT, RIGHTED),
        ),
        limits=(
            on_day(
                "right",
                _("Put right"),
                "right_by",
                _("The day set with the finding"),
                starts=("finding_demand",),
                met_by=("finding_right",),
                warn=(14, 3),
            ),
        ),
    )
)
declare(
    Register(
        key="audit-findings",
        label=_("Audit findings"),
        singular=_("Audit finding"),
        model=MATTER.model,
        function="A5",
        title=_("What was found, in short"),
        fields=("title", "audit", "weight", "described", "sum", "answers"),
        columns=("audit", "weight", "right_by"),
        filters=("weight", "audit", "answers"),
        hint=_("Each is put right by its office, checked, and struck off by somebody else."),
    )
)
