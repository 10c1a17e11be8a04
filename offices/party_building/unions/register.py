"""Grassroots unions, their founding and re-election, and mutual insurance (B9)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.limits import OWN_NORM, norm
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.verbs import change, enter
from caojiadu.core.workflow import State, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.party_building.shared import LABEL

MATTER = Matter(f"{LABEL}.UnionFiling")
TERM = _("Trade Union Law, art. 16: three or five years")
APPLIED = State("unionfiling_applied", _("Applied, to be approved"))
APPROVED = State("unionfiling_approved", _("Approved, to be elected"))
ELECTED = State("unionfiling_elected", _("Elected, to be registered"), tone="soon")
REGISTERED = State("unionfiling_registered", _("Union registered"), final=True, tone="done")
REFUSED = State("unionfiling_refused", _("Not approved"), final=True, tone="done")
RUNNING = (APPLIED, APPROVED, ELECTED)

UNIONS = declare(
    Register(
        key="grassroots-unions",
        label=_("Grassroots unions"),
        singular=_("Grassroots union"),
        model=f"{LABEL}.GrassrootsUnion",
        function="B9",
        title=_("Name of the union"),
        fields=(
            "title",
            "kind",
            "neighbourhood",
            "staff",
            "members",
            "seats",
            "elected_on",
            "term_until",
            "certified_until",
            "audited_on",
        ),
        columns=("kind", "members", "term_until"),
        filters=("kind", "neighbourhood"),
        reminders=(
            Reminder("term", _("Re-election due: the term ends"), "term_until", lead=180, article=TERM),
            Reminder("certificate", _("Certificate of legal person lapses"), "certified_until", lead=60),
            Reminder("audit", _("Funds to be audited"), "audited_on", months=12, article=OWN_NORM),
        ),
        hint=_("Unions of units, buildings and areas, with their terms. Re-elections set them anew."),
    )
)


def register_union(moving: Moving) -> None:
    """The union stands in the register, or has its new committee and term there."""
    filing, user = moving.case, moving.actor.user
    values = {name: getattr(filing, name) for name in ("staff", "members", "seats", "elected_on", "term_until")}
    values |= {"kind": filing.kind_of}
    if filing.union:
        change(UNIONS, filing.union, values, user=user)
    else:
        title, area = filing.title, filing.neighbourhood
        moving.change(union=enter(UNIONS, {**values, "title": title, "neighbourhood": area}, user=user))


register(
    Workflow(
        key="union_filing",
        label=_("Founding or re-election of a union"),
        model=MATTER.model,
        function="B9",
        initial=APPLIED,
        series="ZH",
        open_told=_("Application received"),
        transitions=(
            MATTER.decide(
                "approve", _("Approve it"), APPLIED, to=APPROVED, fields=("approved_on",), not_by=(OPEN,), main=True
            ),
            MATTER.step(
                "elect",
                _("Elected by the members"),
                APPROVED,
                to=ELECTED,
                fields=("elected_on", "came", "seats", "term_until"),
                main=True,
            ),
            MATTER.step(
                "register",
                _("Register the union"),
                ELECTED,
                to=REGISTERED,
                by=MATTER.head,
                effects=(register_union,),
                main=True,
                hint=_("It then stands among the grassroots unions, with its term."),
            ),
            MATTER.end("refuse", _("Do not approve it"), APPLIED, APPROVED, to=REFUSED),
            *MATTER.usual(*RUNNING),
        ),
        limits=(
            norm(
                "approval",
                _("Answer the application"),
                15,
                starts=(OPEN,),
                met_by=("approve", "refuse"),
                counted_from="applied_on",
                met_on="approved_on",
            ),
            norm(
                "election",
                _("Elect the committee"),
                60,
                starts=("approve",),
                met_by=("elect", "refuse"),
                counted_from="approved_on",
                met_on="elected_on",
                warn=(14, 3),
            ),
            norm("register", _("Register the union"), 10, starts=("elect",), met_by=("register",), working=True),
        ),
    )
)
declare(
    Register(
        key="union-filings",
        label=_("Foundings and re-elections of unions"),
        singular=_("Founding or re-election of a union"),
        model=MATTER.model,
        function="B9",
        title=_("Name of the union"),
        fields=("title", "union", "kind_of", "neighbourhood", "applied_on", "staff", "members"),
        columns=("kind_of", "applied_on", "elected_on"),
        filters=("union", "neighbourhood"),
        hint=_("Applied for, approved, elected, registered."),
    )
)
declare(
    Register(
        key="mutual-insurances",
        label=_("Mutual insurance"),
        singular=_("Mutual insurance"),
        model=f"{LABEL}.MutualInsurance",
        function="B9",
        title=pgettext_lazy("mutual insurances", "Name of the policy"),
        fields=("title", "union", "plan", "insured", "premium", "valid_from", "valid_until", "claims"),
        columns=("union", "plan", "insured", "valid_until"),
        filters=("union", "plan"),
        reminders=(Reminder("renew", _("To be renewed"), "valid_until", lead=45, article=_("Day in the policy")),),
        hint=_("Which union has insured how many members against what, and until when."),
    )
)
