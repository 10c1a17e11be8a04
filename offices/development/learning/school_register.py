"""The community school (H4): courses, and the classes of a term from enrolment to completion."""

from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, declare
from caojiadu.core.registers.limits import norm, on_day, only_in
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.patterns import event, sign_up
from caojiadu.core.workflow import State, Who, Workflow, register
from caojiadu.core.workflow.parts import OPEN

CLASS = Matter("office_development.CourseClass")
PLANNED = State("class_planned", _("Class planned"))
OPEN_LIST = State("class_open", _("Open for enrolment"))
ENROLLED = State("class_enrolled", _("Enrolled, to begin"), tone="soon")
RUNNING = State("class_running", _("Lessons under way"))
COMPLETED = State("class_completed", _("Class completed"), final=True, tone="done")
CANCELLED = State("class_cancelled", _("Class not held"), final=True, tone="done")
ALIVE = (PLANNED, OPEN_LIST, ENROLLED, RUNNING)
TERM = _("The timetable of the term")
WHEN_AND_WHERE = ("starts_at", "ends_at", "place", "timetable")


def enough(moving: Moving) -> None:
    """A guard: a class begins with as many people as it needs."""
    taken, least = sign_up.taken(moving.case), moving.case.least
    if taken < least:
        said = {"n": taken, "least": least}
        raise Refused(gettext("Enrolled so far: %(n)d. The class needs %(least)d.") % said)


def some_left(moving: Moving) -> None:
    """A guard: a class has no more lessons than its course."""
    if moving.case.lessons_held >= moving.case.course.lessons:
        raise Refused(gettext("All lessons of the course are held."))


def all_held(moving: Moving) -> None:
    """A guard: whoever completes a class had all its lessons."""
    left = moving.case.course.lessons - moving.case.lessons_held
    if left > 0:
        raise Refused(ngettext("%(n)d lesson is still owed.", "%(n)d lessons are still owed.", left) % {"n": left})


def count_all(moving: Moving) -> None:
    """Whoever was enrolled counts as having come."""
    moving.change(attended=sign_up.taken(moving.case))


declare(
    Register(
        key="courses",
        label=_("Courses of the community school"),
        singular=_("Course"),
        model="office_development.Course",
        function="H4",
        title=pgettext_lazy("courses", "Name of the course"),
        fields=("title", "subject", "learners", "lessons", "minutes", "fee", "contents"),
        columns=("subject", "learners", "lessons"),
        filters=("subject",),
        public=("subject", "learners", "lessons", "minutes", "fee", "contents"),
        hint=_("What the community school teaches, to whom, in how many lessons."),
    )
)
register(
    Workflow(
        key="course_class",
        label=_("Class of the community school"),
        model=CLASS.model,
        function="H4",
        initial=PLANNED,
        series="KC",
        open_told=_("Planned"),
        transitions=(
            CLASS.step("class_announce", _("Open the enrolment"), PLANNED, to=OPEN_LIST, main=True),
            CLASS.step(
                "sign_up",
                _("Enrol somebody"),
                OPEN_LIST,
                form=event.FORMS + "SignUpForm",
                when=(event.list_open,),
                effects=(sign_up.sign_up,),
                main=True,
            ),
            CLASS.step(
                "withdraw",
                _("Take somebody off the list"),
                OPEN_LIST,
                ENROLLED,
                form=event.FORMS + "OneOfListForm",
                effects=(sign_up.withdraw,),
            ),
            CLASS.step(
                "set_places",
                _("Change the number of places"),
                PLANNED,
                OPEN_LIST,
                fields=("places",),
                effects=(sign_up.move_up,),
                hint=_("Whoever waits moves up and is told."),
            ),
            CLASS.step("class_close_list", _("Close the enrolment"), OPEN_LIST, to=ENROLLED, when=(enough,), main=True),
            CLASS.step(
                "class_begin",
                _("First lesson held"),
                ENROLLED,
                to=RUNNING,
                effects=(steps.count("lessons_held"),),
                asks=("note",),
                main=True,
            ),
            CLASS.step(
                "class_lesson",
                _("Lesson held"),
                RUNNING,
                when=(some_left,),
                effects=(steps.count("lessons_held"),),
                asks=("note",),
                main=True,
                hint=_("What was taught, and how many came."),
            ),
            CLASS.step(
                "class_complete",
                _("Complete the class"),
                RUNNING,
                to=COMPLETED,
                fields=("completed", "summary"),
                when=(all_held,),
                effects=(count_all,),
                main=True,
            ),
            CLASS.step(
                "class_move",
                _("Change time or place"),
                PLANNED,
                OPEN_LIST,
                fields=WHEN_AND_WHERE,
                optional=("sign_up_until",),
                asks=("reason",),
                effects=(sign_up.tell_list("event_changed"),),
                hint=_("Everybody on the list is told."),
            ),
            CLASS.step(
                "class_move_enrolled",
                _("Change time or place"),
                ENROLLED,
                fields=WHEN_AND_WHERE,
                asks=("reason",),
                effects=(sign_up.tell_list("event_changed"),),
                hint=_("Everybody on the list is told."),
            ),
            CLASS.end(
                "class_cancel",
                _("Do not hold the class"),
                *ALIVE,
                to=CANCELLED,
                by=CLASS.lead,
                effects=(sign_up.tell_list("event_cancelled"),),
                hint=_("Everybody on the list is told."),
            ),
            CLASS.publish(
                *ALIVE,
                by=CLASS.staff("handle", Who.HEAD, Who.LEADER),
                by_nobody_who=(OPEN,),
                fields=("title", "place", "term", "timetable"),
            ),
            CLASS.take_off(*ALIVE, COMPLETED, by=CLASS.staff("handle", Who.HEAD)),
            *event.joined_by_residents(OPEN_LIST),
            *CLASS.usual(*ALIVE, with_papers=False),
        ),
        limits=(
            on_day(
                "enrol",
                _("Close the enrolment"),
                "sign_up_until",
                TERM,
                starts=("class_announce",),
                met_by=("class_close_list", "class_cancel"),
                warn=(3,),
                applies=only_in(OPEN_LIST),
            ),
            on_day(
                "begin",
                _("First lesson"),
                "starts_at",
                TERM,
                starts=("class_announce",),
                met_by=("class_begin", "class_cancel"),
                warn=(3,),
                applies=only_in(OPEN_LIST, ENROLLED),
            ),
            on_day(
                "last",
                _("Last lesson"),
                "ends_at",
                TERM,
                starts=("class_begin",),
                met_by=("class_complete", "class_cancel"),
                warn=(7,),
                applies=only_in(RUNNING),
            ),
            norm(
                "announce",
                _("Open the enrolment"),
                10,
                starts=(OPEN,),
                met_by=("class_announce", "class_cancel"),
                working=True,
                warn=(3,),
            ),
        ),
    )
)
declare(
    Register(
        key="classes",
        label=_("Classes of the community school"),
        singular=_("Class of the community school"),
        model=CLASS.model,
        function="H4",
        title=_("Name of the class"),
        fields=(
            *("title", "course", "term", "teacher", "timetable", "starts_at", "ends_at", "place"),
            *("places", "least", "sign_up_until"),
        ),
        columns=("course", "term", "starts_at", "lessons_held"),
        filters=("course",),
        public=("course", "term", "timetable", "starts_at", "ends_at", "place", "places", "sign_up_until"),
        shown_in=(OPEN_LIST, ENROLLED, RUNNING),
        shown_since="published_on",
        hint=_("Each class of a term: who enrolled, which lessons were held, how many completed it."),
    )
)
