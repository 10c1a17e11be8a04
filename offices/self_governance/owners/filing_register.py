"""Filing of owners' committees at the street (F2): what is filed takes office in the register of committees."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.moves import Moving, move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, declare
from caojiadu.core.registers.limits import by_law
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.verbs import change
from caojiadu.core.workflow import State, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.self_governance.owners.estates_register import COMMITTEES, MEMBERS
from offices.self_governance.owners.models import FILE_WITHIN, OwnersFiling, OwnersFounding, OwnersReelection, in_office
from offices.self_governance.succession import succeed

MATTER = Matter("office_self_governance.OwnersFiling")
RECEIVED = State("filing_received", _("Received, to be checked"))
INCOMPLETE = State("filing_incomplete", _("Papers missing"), tone="soon")
CHECKED = State("filing_checked", _("Checked, to be decided"))
FILED = State("filing_filed", _("Committee filed"), final=True, tone="done")
REFUSED = State("filing_refused", _("Not filed"), final=True, tone="done")
WITHDRAWN = State("filing_withdrawn", _("Papers taken back"), final=True, tone="done")
IN_HAND = (RECEIVED, INCOMPLETE, CHECKED)
Occasion = OwnersFiling.Occasion
# The process that brought about what is filed, with the state in which it waits for the papers and for the filing.
PROCESSES: dict[str, tuple[Any, str, str, str]] = {
    Occasion.FIRST: (OwnersFounding, "estate", "founding_elected", "founding_filing"),
    Occasion.AGAIN: (OwnersReelection, "committee__estate", "reelection_voted", "reelection_filing"),
}


def papers_came(moving: Moving) -> None:
    """Note whether they came within thirty days of the election (art. 23), and tell the process they come from."""
    filing = moving.case
    late = filing.received_on - filing.elected_on - dt.timedelta(days=FILE_WITHIN)
    moving.change(late_by=max(0, late.days))
    _tell(moving, "papers_in", waiting=True, handed_in_on=filing.received_on)


def refused(moving: Moving) -> None:
    """Nothing was filed: the process waits for papers again."""
    _tell(moving, "papers_refused", waiting=False)


def take_office(moving: Moving) -> None:
    """The committee stands in the register: a new one in the place of the one before, or with its changed members."""
    filing, user = moving.case, moving.actor.user
    there = in_office(filing.estate_id)
    if filing.occasion == Occasion.CHANGE and there is not None:
        change(COMMITTEES, there, {"seats": filing.seats, "filing_number": filing.number}, user=user)
        return
    _tell(moving, "papers_filed", waiting=False)
    succeed(COMMITTEES, MEMBERS, there, _entry(filing), on=filing.elected_on, user=user)


def _entry(filing: OwnersFiling) -> dict[str, Any]:
    with translation.override(settings.LANGUAGE_CODE):
        title = gettext("Owners' committee of %(estate)s") % {"estate": filing.estate}
    return {
        "title": title[:120],
        "estate": filing.estate,
        "neighbourhood": filing.estate.neighbourhood,
        "elected_on": filing.elected_on,
        "term_until": filing.term_until,
        "seats": filing.seats,
        "filing_number": filing.number,
    }


def _tell(moving: Moving, key: str, *, waiting: bool, **typed: Any) -> None:
    """Let the founding or re-election of the estate that stands there take its step."""
    if moving.case.occasion not in PROCESSES:
        return
    model, estate, elected, filing = PROCESSES[moving.case.occasion]
    found = model.objects.filter(**{estate: moving.case.estate_id}, state=elected if waiting else filing).first()
    if found is not None:
        move(case=found, key=key, actor=Actor.timer(), data=typed, now=moving.now, extra={"filing": moving.case.pk})


register(
    Workflow(
        key="owners_filing",
        label=_("Filing of an owners' committee"),
        model=MATTER.model,
        function="F2",
        initial=RECEIVED,
        series="YB",
        open_told=_("Received"),
        open_effects=(papers_came,),
        transitions=(
            MATTER.step(
                "filing_ask",
                _("Ask once for what is missing"),
                RECEIVED,
                to=INCOMPLETE,
                fields=("missing",),
                hint=_("Everything that is missing is named at once."),
            ),
            MATTER.step(
                "filing_complete",
                _("Papers are complete"),
                INCOMPLETE,
                to=RECEIVED,
                fields=("completed_on",),
                main=True,
            ),
            MATTER.step(
                "filing_check",
                _("Check the papers"),
                RECEIVED,
                to=CHECKED,
                fields=("findings",),
                notify=(steps.TO_DECIDE,),
                main=True,
            ),
            MATTER.step(
                "filing_file",
                _("File the committee"),
                CHECKED,
                to=FILED,
                by=MATTER.head_or_leader,
                guards=(steps.not_by_whoever_made("filing_check"),),
                effects=(take_office,),
                main=True,
                hint=_("The committee then stands in the register of committees, with its term and its dates."),
            ),
            MATTER.step(
                "filing_again", _("Have it checked again"), CHECKED, to=RECEIVED, by=MATTER.head, asks=("reason",)
            ),
            MATTER.end(
                "filing_refuse",
                _("Do not file"),
                INCOMPLETE,
                CHECKED,
                to=REFUSED,
                by=MATTER.head_or_leader,
                guards=(steps.not_by_whoever_made("filing_check"),),
                effects=(refused,),
            ),
            MATTER.step(
                "filing_withdraw",
                _("The committee takes its papers back"),
                *IN_HAND,
                to=WITHDRAWN,
                asks=("reason",),
                effects=(refused,),
            ),
            *MATTER.usual(*IN_HAND),
        ),
        limits=(
            by_law(
                "complete",
                _("Complete the filing"),
                20,
                _("Shanghai Provisions on Residential Property Management, art. 34"),
                starts=(OPEN,),
                met_by=("filing_file", "filing_refuse", "filing_withdraw"),
                counted_from="received_on",
                warn=(7, 2),
            ),
        ),
    )
)
declare(
    Register(
        key="owners-filings",
        label=_("Filings of owners' committees"),
        singular=_("Filing of an owners' committee"),
        model=MATTER.model,
        function="F2",
        title=_("What is filed"),
        fields=("title", "estate", "occasion", "elected_on", "received_on", "seats", "term_until", "handed_in"),
        columns=("estate", "occasion", "received_on"),
        filters=("estate",),
        hint=_("Papers that committees hand in within thirty days of their election."),
    )
)
