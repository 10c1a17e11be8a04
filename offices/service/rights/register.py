"""Rights of those whom the street looks after: harm to a child, reported at once, and rights cases of the others."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from caojiadu.core.notices.texts import register_template
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, declare
from caojiadu.core.registers.limits import norm, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.workflow import Notify, State, Transition, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.service.rights.models import REPORTED

CHILD_HARM = Matter("office_service.ChildHarm")
RIGHTS_CASE = Matter("office_service.RightsCase")
AT_ONCE = _("Shanghai Regulations on the Protection of Juveniles, art. 9: at once")
VIOLENCE = _("Anti-Domestic Violence Law, art. 14: in time")
_WORDS = (
    "发现侵害未成年人情形，须立即报告：{number}",
    "Harm to a child, to be reported at once: {number}",
)
register_template("child_harm", title=_WORDS, body=_WORDS)

FOUND = State("harm_found", _("Found, to be reported at once"), tone="late")
PROTECTED = State("harm_reported", _("Reported to all three, child looked after"), tone="soon")
ENDED = State("harm_ended", _("Child safe, ended"), final=True, tone="done")


def not_yet(field: str) -> Any:
    """A guard: it is reported once; what was reported stays as it is."""

    def guard(moving: Moving) -> None:
        if getattr(moving.case, field) is not None:
            raise Refused(gettext("That has been reported already."))

    return guard


def all_told(moving: Moving) -> None:
    """A guard: police, civil affairs and education have been told, each at its time."""
    if any(getattr(moving.case, field) is None for field in REPORTED):
        raise Refused(gettext("Report it to police, civil affairs and education first, to all three."))


def _report(key: str, label: Any, field: str, to: str) -> Transition:
    return CHILD_HARM.step(key, label, FOUND, fields=(field, to), when=(not_yet(field),), main=True)


def _at_once(key: str, label: Any, met_by: str, kept_on: str) -> Any:
    return on_day(
        key, label, "found_at", AT_ONCE, starts=(OPEN,), met_by=(met_by,), legal=True, met_on=kept_on, warn=()
    )


register(
    Workflow(
        key="child_harm",
        label=_("Harm to a child"),
        model=CHILD_HARM.model,
        function="D6",
        initial=FOUND,
        series="WB",
        restricted=True,
        isolated=True,
        open_told=_("Harm to a child was found"),
        open_notify=(Notify("head", "child_harm", urgent=True), Notify("leader", "child_harm", urgent=True)),
        transitions=(
            _report("harm_police", _("Reported to the police"), "police_at", "police_to"),
            _report("harm_civil", _("Reported to civil affairs"), "civil_at", "civil_to"),
            _report("harm_school", _("Reported to education"), "school_at", "school_to"),
            CHILD_HARM.step(
                "harm_protect",
                _("All three told: enter what is done for the child"),
                FOUND,
                to=PROTECTED,
                fields=("safe_with", "measures"),
                when=(all_told,),
            ),
            CHILD_HARM.step(
                "harm_see", _("Child seen again"), PROTECTED, fields=("seen_on",), asks=("seen",), main=True
            ),
            CHILD_HARM.step(
                "harm_end",
                _("End it: the child is safe"),
                PROTECTED,
                to=ENDED,
                by=CHILD_HARM.head,
                fields=("outcome",),
                when=(all_told,),
                hint=_("What became of the reports, and who looks after the child from now on."),
            ),
            *CHILD_HARM.usual(FOUND, PROTECTED),
        ),
        limits=(
            _at_once("police", _("Report to the police"), "harm_police", "police_at"),
            _at_once("civil", _("Report to civil affairs"), "harm_civil", "civil_at"),
            _at_once("school", _("Report to education"), "harm_school", "school_at"),
            norm(
                "protect", _("Enter what is done for the child"), 1, starts=(OPEN,), met_by=("harm_protect",), warn=()
            ),
            norm(
                "see",
                _("See the child again"),
                7,
                starts=("harm_protect", "harm_see"),
                met_by=("harm_see", "harm_end"),
                counted_from="seen_on",
                met_on="seen_on",
                warn=(2,),
            ),
        ),
    )
)
declare(
    Register(
        key="harm-to-children",
        label=_("Harm to children"),
        singular=_("Harm to a child"),
        model=CHILD_HARM.model,
        function="D6",
        title=_("What happened, in one line"),
        fields=("title", "harm", "source", "found_at", "age", "danger", "facts", "neighbourhood"),
        columns=("harm", "found_at", "seen_on"),
        filters=("harm",),
        person=True,
        sensitive=True,
        hint=_("Reported at once to police, civil affairs and education. Danger now: ring 110."),
    )
)

HEARD = State("rights_heard", _("Heard, to be checked"))
CHECKED = State("rights_checked", _("Checked, to be helped"))
HELPED = State("rights_helped", _("Helped, to be followed up"), tone="soon")
CLOSED = State("rights_closed", _("Rights case ended"), final=True, tone="done")
UNFOUNDED = State("rights_unfounded", _("Nothing was found to be wrong"), final=True, tone="done")


def watch_report(moving: Moving) -> None:
    """Where the law wants it reported, that is owed on the day on which it was heard of, or found when checked.

    What the check found to be otherwise is owed no more.
    """
    case = moving.case
    if case.police_on is None and case.must_be_reported != bool(case.report_by):
        known_on = timezone.localdate(moving.now) if moving.move else case.heard_on
        moving.change(report_by=known_on if case.must_be_reported else None)
        steps.restart_limits("report")(moving)


def visited_anew(moving: Moving) -> None:
    """An effect: visits are counted from the help that is to come; the history keeps those before it."""
    moving.change(visited_on=None)


def reported_anew(moving: Moving) -> None:
    """An effect: new violence is reported once more, also where an earlier one was; the history keeps that report."""
    if moving.case.must_be_reported:
        moving.change(police_on=None, report_by=None)
        watch_report(moving)


def reported(moving: Moving) -> None:
    """A guard: what the law wants reported has been."""
    if moving.case.must_be_reported and moving.case.police_on is None:
        raise Refused(gettext("Report it to the police first (Anti-Domestic Violence Law, art. 14)."))


register(
    Workflow(
        key="rights_case",
        label=_("Rights case"),
        model=RIGHTS_CASE.model,
        function="D6",
        initial=HEARD,
        series="QY",
        restricted=True,
        isolated=True,
        open_told=_("Told, and kept in confidence"),
        open_effects=(watch_report,),
        open_notify=(steps.TO_DECIDE,),
        transitions=(
            RIGHTS_CASE.step(
                "rights_police",
                _("Reported to the police"),
                HEARD,
                CHECKED,
                fields=("police_on",),
                when=(not_yet("police_on"),),
            ),
            RIGHTS_CASE.step(
                "rights_check",
                _("Enter what was verified"),
                HEARD,
                CHECKED,
                to=CHECKED,
                fields=("checked", "wrong"),
                optional=("incapable",),
                effects=(watch_report,),
                main=True,
            ),
            RIGHTS_CASE.step(
                "rights_help",
                _("Enter the help given"),
                CHECKED,
                to=HELPED,
                fields=("helped",),
                optional=("referred_to",),
                when=(reported,),
                main=True,
                hint=_("Advice, mediation, shelter, legal aid; a protection order is asked for at the court."),
            ),
            RIGHTS_CASE.step(
                "rights_visit", _("Enter a visit"), HELPED, fields=("visited_on",), asks=("result",), main=True
            ),
            RIGHTS_CASE.step(
                "rights_again",
                _("Help is needed again"),
                HELPED,
                to=CHECKED,
                fields=("wrong",),
                optional=("incapable",),
                asks=("reason",),
                effects=(visited_anew, reported_anew),
                hint=_("Say what is wrong now: new violence is reported to the police once more."),
            ),
            RIGHTS_CASE.step(
                "rights_close",
                _("End the rights case"),
                HELPED,
                to=CLOSED,
                by=RIGHTS_CASE.head,
                fields=("outcome",),
                when=(reported,),
            ),
            RIGHTS_CASE.end("rights_unfounded", _("Nothing was wrong"), CHECKED, to=UNFOUNDED, when=(reported,)),
            *RIGHTS_CASE.usual(HEARD, CHECKED, HELPED),
        ),
        limits=(
            on_day(
                "report",
                _("Report to the police"),
                "report_by",
                VIOLENCE,
                starts=(OPEN,),
                met_by=("rights_police",),
                legal=True,
                met_on="police_on",
                warn=(),
            ),
            norm(
                "check",
                _("Check what was told"),
                3,
                starts=(OPEN,),
                met_by=("rights_check",),
                counted_from="heard_on",
                working=True,
                warn=(1,),
            ),
            norm(
                "help",
                _("Help, or refer to who can"),
                10,
                starts=("rights_check", "rights_again"),
                met_by=("rights_help", "rights_unfounded"),
                working=True,
                warn=(3, 1),
            ),
            norm(
                "follow",
                _("Visit after the help"),
                30,
                starts=("rights_help", "rights_visit"),
                met_by=("rights_visit", "rights_again", "rights_close"),
                counted_from="visited_on",
                met_on="visited_on",
                warn=(7, 2),
            ),
        ),
    )
)
declare(
    Register(
        key="rights-cases",
        label=_("Rights cases"),
        singular=_("Rights case"),
        model=RIGHTS_CASE.model,
        function="D6",
        title=_("What happened, in one line"),
        fields=("title", "group", "wrong", "source", "heard_on", "incapable", "told", "wish"),
        columns=("group", "wrong", "visited_on"),
        filters=("group", "wrong"),
        person=True,
        sensitive=True,
        hint=_("Rights that were violated or refused. Harm to a child has its own list."),
    )
)
