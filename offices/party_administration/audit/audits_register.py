"""Audit projects (A5): announced three days ahead, carried out, commented on within ten days, reported, published."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, declare
from caojiadu.core.registers.duties import Duty, declare_duty
from caojiadu.core.registers.limits import OWN_NORM, by_law, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.workflow import State, Workflow, register
from caojiadu.core.workflow.parts import OPEN

LABEL = "office_party_administration"
MATTER = Matter(f"{LABEL}.AuditProject")
NOTICE, COMMENTS = _("Audit Law, art. 42"), _("Audit Law, art. 44")
COMMENT_DAYS = 10  # from the draft until the unit's comments (Audit Law, art. 44)
PLANNED = State("audit_planned", _("Planned, notice to be served"))
NOTIFIED = State("audit_notified", _("Notice served"))
RUNNING = State("audit_running", _("Being carried out"))
ASKED = State("audit_asked", _("Draft with the unit for comments"))
HEARD = State("audit_heard", _("Comments heard, report to be signed"), tone="soon")
REPORTED = State("audit_reported", _("Reported, being put right"))
SHOWN = State("audit_shown", _("Put right and published"), final=True, tone="done")
DROPPED = State("audit_dropped", _("Audit dropped"), final=True, tone="done")
OPEN_STATES = (PLANNED, NOTIFIED, RUNNING, ASKED, HEARD, REPORTED)


def has_begun(moving: Moving) -> None:
    """A guard: nobody begins before the day that the notice names."""
    if moving.case.planned_on > timezone.localdate(moving.now):
        raise Refused(gettext("The audit begins on %(day)s.") % {"day": moving.case.planned_on})


def time_is_over(moving: Moving) -> None:
    """A guard: the unit has ten days to comment."""
    last = moving.case.draft_sent_on + dt.timedelta(days=COMMENT_DAYS)
    if timezone.localdate(moving.now) <= last:
        raise Refused(gettext("The unit may comment until %(day)s.") % {"day": last})


def all_struck_off(moving: Moving) -> None:
    """A guard: every finding was struck off or passed on."""
    count = moving.case.findings.filter(closed_at=None).count()
    if count:
        said = ngettext("%(n)d finding is not struck off.", "%(n)d findings are not struck off.", count)
        raise Refused(said % {"n": count})


register(
    Workflow(
        key="audit_project",
        label=_("Audit project"),
        model=MATTER.model,
        function="A5",
        initial=PLANNED,
        series="SJ",
        open_told=_("Planned"),
        transitions=(
            MATTER.step(
                "audit_notify",
                _("Notice served"),
                PLANNED,
                to=NOTIFIED,
                fields=("notified_on",),
                main=True,
                hint=_("At least three days before the audit begins."),
            ),
            MATTER.step("audit_begin", _("Begin the audit"), NOTIFIED, to=RUNNING, guards=(has_begun,), main=True),
            MATTER.step(
                "audit_ask",
                _("Send the draft for comments"),
                RUNNING,
                to=ASKED,
                fields=("draft_report", "draft_sent_on"),
                main=True,
            ),
            MATTER.step("audit_hear", _("Write down the comments"), ASKED, to=HEARD, fields=("comments",), main=True),
            MATTER.step(
                "audit_not_heard",
                _("No comments came"),
                ASKED,
                to=HEARD,
                guards=(time_is_over,),
                hint=_("Once the ten days are over."),
            ),
            MATTER.step(
                "audit_report", _("Sign the report"), HEARD, to=REPORTED, by=MATTER.head, fields=("report",), main=True
            ),
            MATTER.step(
                "audit_show",
                _("Publish what was put right"),
                REPORTED,
                to=SHOWN,
                fields=("shown_on", "shown_at"),
                guards=(all_struck_off,),
                main=True,
                hint=_("Once every finding is struck off (Audit Law, art. 52)."),
            ),
            MATTER.step(
                "audit_move",
                _("Change the planned day"),
                PLANNED,
                NOTIFIED,
                to=PLANNED,
                fields=("planned_on",),
                asks=("reason",),
                effects=(steps.restart_limits("notice"),),
                hint=_("The notice is served again."),
            ),
            MATTER.end("audit_drop", _("Drop the audit"), PLANNED, NOTIFIED, to=DROPPED),
            *MATTER.usual(*OPEN_STATES),
        ),
        limits=(
            on_day(
                "notice",
                _("Serve the notice"),
                "notice_by",
                NOTICE,
                starts=(OPEN,),
                met_by=("audit_notify",),
                met_on="notified_on",
                warn=(7, 2),
                legal=True,
            ),
            by_law(
                "comments",
                _("Comments of the unit"),
                COMMENT_DAYS,
                COMMENTS,
                starts=("audit_ask",),
                met_by=("audit_hear", "audit_not_heard"),
                counted_from="draft_sent_on",
                climbs=False,
                warn=(3, 1),
            ),
        ),
    )
)
declare(
    Register(
        key="audits",
        label=_("Audits"),
        singular=_("Audit project"),
        model=MATTER.model,
        function="A5",
        title=_("Name of the audit"),
        fields=("title", "sort", "auditor", "unit", "covers", "planned_on"),
        columns=("unit", "sort", "planned_on"),
        filters=("sort",),
        hint=_("From the notice to the published rectification; what was found stands in its own register."),
    )
)
declare_duty(Duty("audit-plan", _("Draw up the audit plan of the year"), "A5", 3, 31, OWN_NORM))
