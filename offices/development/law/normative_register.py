"""Normative documents of the street (H11): drafted, reviewed for legality by somebody else, issued, filed, in force.

How long the review takes, and by when a document is filed, is the office's own norm here: set what the district orders.
"""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, declare
from caojiadu.core.registers.limits import norm, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.workflow import State, Workflow, register
from caojiadu.core.workflow.parts import OPEN

NORM = Matter("office_development.NormativeDocument")
DRAFTED = State("normative_drafted", _("Drafted, opinions to be heard"))
HEARD = State("normative_heard", _("Opinions heard, legality to be reviewed"))
REVIEWED = State("normative_reviewed", _("Legality reviewed, to be issued"), tone="soon")
ISSUED = State("normative_issued", _("Issued, to be filed"), tone="soon")
FILED = State("normative_filed", _("Filed and in force"), done=True, tone="done")
REPEALED = State("normative_repealed", _("No longer in force"), final=True, tone="done")
DROPPED = State("normative_dropped", _("Draft given up"), final=True, tone="done")

register(
    Workflow(
        key="normative_document",
        label=_("Normative document"),
        model=NORM.model,
        function="H11",
        initial=DRAFTED,
        series="GW",
        open_told=_("Drafted"),
        transitions=(
            NORM.step("normative_hear", _("Opinions heard"), DRAFTED, to=HEARD, fields=("heard",), main=True),
            NORM.step(
                "normative_review",
                _("Legality reviewed"),
                HEARD,
                to=REVIEWED,
                fields=("legal_opinion",),
                when=(steps.not_by_whoever_made(OPEN, "normative_hear"),),
                notify=(steps.TO_DECIDE,),
                main=True,
                hint=_("Competence, basis, procedure, contents. Whoever drafted it does not review it."),
            ),
            NORM.step("normative_redraft", _("Back to the draft"), HEARD, REVIEWED, to=DRAFTED, asks=("reason",)),
            NORM.decide(
                "normative_issue",
                _("Issue it"),
                REVIEWED,
                to=ISSUED,
                fields=("document_number", "issued_on", "valid_until"),
                not_by=(
                    OPEN,
                    "normative_review",
                ),
                main=True,
                hint=_("Everybody can read it from now on."),
            ),
            NORM.step(
                "normative_file", _("Filed with the district"), ISSUED, to=FILED, fields=("filed_on",), main=True
            ),
            NORM.step(
                "normative_extend",
                _("Reviewed: valid for longer"),
                FILED,
                by=NORM.head_or_leader,
                fields=("valid_until",),
                asks=("reason",),
            ),
            NORM.end("normative_repeal", _("No longer in force"), ISSUED, FILED, to=REPEALED, by=NORM.head_or_leader),
            NORM.end("normative_drop", _("Give the draft up"), DRAFTED, HEARD, to=DROPPED, by=NORM.lead),
            *NORM.usual(DRAFTED, HEARD, REVIEWED, ISSUED, FILED),
        ),
        limits=(
            norm(
                "review",
                _("Review the legality"),
                15,
                starts=("normative_hear",),
                met_by=("normative_review", "normative_redraft", "normative_drop"),
                working=True,
                warn=(5, 2),
            ),
            norm(
                "file",
                _("File it with the district"),
                15,
                starts=("normative_issue",),
                met_by=("normative_file", "normative_repeal"),
                working=True,
                counted_from="issued_on",
                met_on="filed_on",
                warn=(5, 2),
            ),
            on_day(
                "valid",
                _("Document ceases to be valid"),
                "valid_until",
                _("Day in the document"),
                starts=("normative_issue",),
                met_by=("normative_repeal",),
                warn=(90, 30),
                runs_at_rest=True,
            ),
        ),
    )
)
declare(
    Register(
        key="normative-documents",
        label=_("Normative documents"),
        singular=_("Normative document"),
        model=NORM.model,
        function="H11",
        title=_("Title of the document"),
        fields=("title", "subject", "basis", "drafted_by"),
        columns=("drafted_by", "document_number", "valid_until"),
        filters=("drafted_by",),
        public=("document_number", "subject", "issued_on", "valid_until"),
        shown_in=(ISSUED, FILED),
        hint=_("What the street orders for others: reviewed for legality, public, filed, and in force until a day."),
    )
)
