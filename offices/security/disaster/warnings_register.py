"""Warnings and the response to them (E2): the level opens the duties that are entered for it."""

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from caojiadu.core.notices.texts import register_template
from caojiadu.core.registers.declaration import Register, declare
from caojiadu.core.registers.limits import norm
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.office_tasks import give_task
from caojiadu.core.registers.patterns.follow_up import hand_out, task_ended, tasks_done
from caojiadu.core.workflow import Notify, State, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.security.disaster.models import ResponseDuty

MATTER = Matter("office_security.HazardWarning")

for _key, _words in {
    "warning_issued": ("有新的预警，请按响应等级落实：{number}", "A new warning to respond to: {number}"),
    "warning_changed": ("预警等级有变化，请查看：{number}", "The level of a warning has changed: {number}"),
}.items():
    register_template(_key, title=_words, body=_words)

RESPONDING = State("warning_on", _("In force, responding"), tone="late")
LIFTED = State("warning_lifted", _("Lifted, to be reviewed"))
REVIEWED = State("warning_reviewed", _("Response reviewed"), final=True, tone="done")
TOLD = ("head", "leader")


def open_duties(moving: Moving) -> None:
    """Open every duty that the level asks for and that was not opened by a lower one, for today."""
    warning, today = moving.case, timezone.localdate(moving.now)
    duties = ResponseDuty.objects.filter(ended_on=None, level__gte=warning.level, level__lt=warning.opened)
    for duty in duties.select_related("doer").order_by("-level", "pk"):
        give_task(
            moving,
            office=duty.doer,
            title=duty.title,
            content=duty.content,
            wanted_on=today,
            source=warning.title,
        )
    moving.change(opened=min(warning.opened, warning.level))


def changed(moving: Moving) -> None:
    """A guard: the new level is another one."""
    if moving.data.get("level") == moving.case.level:
        raise Refused(gettext("The warning stands at this level already."))


register(
    Workflow(
        key="disaster_warning",
        label=_("Warning and response"),
        model=MATTER.model,
        function="E2",
        initial=RESPONDING,
        series="YJ",
        open_told=_("Issued"),
        open_notify=tuple(Notify(one, "warning_issued", urgent=True) for one in TOLD),
        open_effects=(open_duties,),
        transitions=(
            MATTER.step(
                "warning_level",
                _("Change the level"),
                RESPONDING,
                fields=("level", "issued_at"),
                guards=(changed,),
                effects=(open_duties,),
                notify=tuple(Notify(one, "warning_changed", urgent=True) for one in TOLD),
                hint=_("A higher level opens its further duties at once."),
            ),
            hand_out(MATTER, RESPONDING, LIFTED),
            task_ended(RESPONDING, LIFTED),
            MATTER.step(
                "warning_report", _("Enter how it stands"), RESPONDING, fields=("moved", "flooded"), asks=("note",)
            ),
            MATTER.step("warning_lift", _("Lifted"), RESPONDING, to=LIFTED, fields=("lifted_at",), main=True),
            MATTER.step(
                "warning_review",
                _("Review the response"),
                LIFTED,
                to=REVIEWED,
                by=MATTER.head,
                fields=("lessons",),
                guards=(tasks_done,),
                main=True,
                hint=_("Once every duty is verified."),
            ),
            *MATTER.usual(RESPONDING, LIFTED),
        ),
        limits=(
            norm(
                "report",
                _("First report"),
                1,
                starts=(OPEN,),
                met_by=("warning_report", "warning_lift"),
                warn=(),
            ),
            norm(
                "review",
                _("Review of the response"),
                7,
                starts=("warning_lift",),
                met_by=("warning_review",),
                warn=(2,),
            ),
        ),
    )
)
declare(
    Register(
        key="warnings",
        label=_("Warnings and response"),
        singular=_("Warning"),
        model=MATTER.model,
        function="E2",
        title=_("Headline of the warning"),
        fields=("title", "hazard", "level", "issued_at", "issued_by"),
        columns=("hazard", "level", "issued_at"),
        filters=("hazard", "level"),
        hint=_("Each warning with its colour; blue to red open the duties of response IV to I."),
    )
)
declare(
    Register(
        key="response-duties",
        label=_("Duties of response"),
        singular=_("Duty of response"),
        model="office_security.ResponseDuty",
        function="E2",
        title=_("Duty in one line"),
        fields=("title", "level", "doer", "content"),
        columns=("level", "doer"),
        filters=("level", "doer"),
        hint=_("Who does what from which level on. A warning opens them as tasks of the offices."),
    )
)
