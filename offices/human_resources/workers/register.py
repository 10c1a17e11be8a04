"""Community workers: from the trial to a grade, and up (G3)."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.limits import OWN_NORM, norm
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.verbs import change
from caojiadu.core.workflow import State, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.human_resources.patterns import appraisal, person, training
from offices.human_resources.workers.models import CommunityWorker

declare(
    Register(
        key="worker-grades",
        label=_("Grades of community workers"),
        singular=_("Grade of community workers"),
        model="office_human_resources.WorkerGrade",
        function="G3",
        title=_("Name of the grade"),
        fields=("title", "sequence", "step", "pay", "since", "source"),
        columns=("sequence", "step", "pay"),
        filters=("sequence",),
        hint=_("The scale of grades, tied to pay (Shanghai Regulations on Sub-district Offices, art. 21)."),
    )
)
WORKERS = declare(
    Register(
        key="community-workers",
        label=_("Community workers"),
        singular=_("Community worker"),
        model="office_human_resources.CommunityWorker",
        function="G3",
        title=_("Full name"),
        fields=("title", "neighbourhood", "duty", "certificate", *person.BASE, "trial_until"),
        columns=("neighbourhood", "standing", "grade", "graded_on", "retires_on"),
        filters=("neighbourhood", "standing", "grade", "retires_on"),
        reminders=(
            Reminder("trial", _("Trial ends: give a grade"), "trial_until", article=OWN_NORM, until_done="graded_on"),
            person.RETIRES,
        ),
        hint=_("Hired on trial, then graded. The grade is set by a grading, not typed."),
    )
)

PROPOSED = State("grading_proposed", _("Grade proposed"))
HEARD = State("grading_heard", _("Committee heard"))
SHOWN = State("grading_shown", _("Shown to colleagues"), tone="soon")
GRANTED = State("grading_granted", _("Grade in force"), final=True, tone="done")
REFUSED = State("grading_refused", _("Grade refused"), final=True, tone="done")
ALIVE = (PROPOSED, HEARD, SHOWN)
MATTER = Matter("office_human_resources.WorkerGrading")


def give_grade(moving: Moving) -> None:
    """Write the grade on the worker: from now on it says the pay."""
    case = moving.case
    values = {"grade": case.grade, "graded_on": case.effective_on, "standing": CommunityWorker.Standing.GRADED}
    change(WORKERS, case.worker, values, user=moving.actor.user)


register(
    Workflow(
        key="worker_grading",
        label=_("Grading of a community worker"),
        model=MATTER.model,
        function="G3",
        initial=PROPOSED,
        series="GD",
        open_told=_("Grade proposed"),
        transitions=(
            MATTER.step(
                "grading_hear",
                _("Enter what the committee says"),
                PROPOSED,
                to=HEARD,
                fields=("committee_view",),
                main=True,
            ),
            MATTER.step("grading_show", _("Show it to colleagues"), HEARD, to=SHOWN, fields=("shown_on",), main=True),
            MATTER.step(
                "grading_grant",
                _("Decide: the grade comes into force"),
                SHOWN,
                to=GRANTED,
                by=MATTER.head_or_leader,
                fields=("effective_on", "heard"),
                when=(steps.not_by("opened_by"),),
                effects=(give_grade,),
                hint=_("Say what colleagues said; write “none” if nothing was said."),
                main=True,
            ),
            MATTER.end("grading_refuse", _("Refuse the grade"), *ALIVE, to=REFUSED, by=MATTER.head_or_leader),
            *MATTER.usual(*ALIVE),
        ),
        limits=(
            norm("hear", _("Committee heard"), 10, starts=(OPEN,), met_by=("grading_hear", "grading_refuse")),
            norm(
                "shown",
                _("Shown to colleagues; then decided"),
                5,
                starts=("grading_show",),
                met_by=("grading_grant", "grading_refuse"),
                counted_from="shown_on",
                working=True,
                warn=(1,),
            ),
        ),
    )
)
declare(
    Register(
        key="worker-gradings",
        label=_("Gradings of community workers"),
        singular=_("Grading of a community worker"),
        model=MATTER.model,
        function="G3",
        title=_("Heading"),
        fields=("title", "worker", "why", "grade", "grounds"),
        columns=("worker", "why", "grade", "effective_on"),
        filters=("worker",),
        hint=_("The committee is heard, colleagues see it, the head decides; then the pay follows."),
    )
)
training.declare_courses(
    "workertraining",
    "community-worker-training",
    _("Training of community workers"),
    _("Training of a community worker"),
    key="community_worker_training",
    model="office_human_resources.CommunityWorkerTraining",
    function="G3",
    series="GQ",
    asks=("practice",),
    what="topic",
    hint=_("Courses, and what of them was practised in the neighbourhood."),
)
appraisal.declare_appraisals(
    "workerappraisal",
    "community-worker-appraisals",
    _("Appraisals of community workers"),
    _("Appraisal of a community worker"),
    key="community_worker_appraisal",
    model="office_human_resources.CommunityWorkerAppraisal",
    function="G3",
    series="GN",
    asks=("committee_view", "satisfied"),
    review=norm(
        "review",
        _("Objection decided"),
        15,
        starts=("object",),
        met_by=("review",),
        counted_from="objected_on",
        met_on="reviewed_on",
    ),
    hint=_("The committee and the residents are heard; the result counts when grades are given."),
)
