"""The moves of joint meetings and of their tasks, and those that bring a letter before one."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from caojiadu.core.registers.matter import Matter, Staff
from caojiadu.core.workflow import By, Limit, Notify, Purpose, State, Who, Workflow, register
from petitions.handling.work import climb
from petitions.letters.states import AFTER_ANSWER, ANYBODY_ON_IT, HANDLER, HEAD, IN_HAND, LETTER, WORKED_ON
from petitions.meetings import rules
from petitions.meetings.rules import MEETING, TASK, coordinated

PLANNED = State("meeting_planned", _("Called"))
HELD = State("meeting_held", _("Held, minutes being kept"), tone="soon")
SETTLED = State("meeting_settled", _("Minutes settled"), final=True, tone="done")
CANCELLED = State("meeting_cancelled", _("Cancelled"), final=True, tone="done")
OPEN_TASK = State("task_open", _("To be done"))
DONE = State("task_done", pgettext_lazy("a task", "Done"), final=True, tone="done")
DROPPED = State("task_dropped", _("Dropped"), final=True, tone="done")
MEETING_MATTER = Matter("petitions.JointMeeting")
TASK_MATTER = Matter("petitions.JointTask")
RUNNER = Staff("petitions.run_meeting", (Who.REGISTRAR, Who.HEAD, Who.LEADER))

ASK_MEETING = LETTER.step(
    "ask_meeting",
    _("Put forward for a joint meeting"),
    *WORKED_ON,
    by=ANYBODY_ON_IT,
    form="petitions.meetings.forms.AskMeetingForm",
    guards=(rules.not_waiting,),
    effects=(rules.ask,),
    notify=(Notify("registrar", "meeting_asked"),),
    hint=_("For matters of several bodies (art. 24). The limit goes on running."),
    purpose=Purpose.UPWARD,
)
ASK_DISTRICT = LETTER.step(
    "ask_district_meeting",
    _("Ask the district for a joint meeting"),
    IN_HAND,
    by=HEAD,
    form="petitions.meetings.forms.AskDistrictForm",
    guards=(coordinated,),
    effects=(rules.ask_district,),
    public=True,
    told=_("Reported to the district"),
    hint=_("After coordination was recorded. The resident's limit goes on running."),
    purpose=Purpose.UPWARD,
)
MEETING_HELD = LETTER.step("meeting_held", _("A joint meeting dealt with it"), *WORKED_ON, *AFTER_ANSWER, by=By.TIMER)
register(
    Workflow(
        key=MEETING,
        label=_("Joint meeting"),
        model="petitions.JointMeeting",
        function="E3",
        series="LX",
        initial=PLANNED,
        transitions=(
            MEETING_MATTER.step(
                "arrange",
                _("Change day, place or attendants"),
                PLANNED,
                by=RUNNER,
                form="petitions.meetings.forms.ArrangeForm",
                effects=(rules.arrange,),
            ),
            MEETING_MATTER.step(
                "add_items",
                _("Put more on the agenda"),
                PLANNED,
                by=RUNNER,
                form="petitions.meetings.forms.AddItemsForm",
                effects=(rules.add,),
            ),
            MEETING_MATTER.step(
                "minute",
                _("Keep the minutes of a matter"),
                PLANNED,
                HELD,
                to=HELD,
                by=RUNNER,
                form="petitions.meetings.forms.MinuteForm",
                guards=(rules.begun, rules.has_matters),
                effects=(rules.minute,),
                main=True,
            ),
            MEETING_MATTER.step(
                "decide",
                _("Hand out a task"),
                HELD,
                by=RUNNER,
                form="petitions.meetings.forms.DecideForm",
                effects=(rules.decide,),
            ),
            MEETING_MATTER.step(
                "settle",
                _("Settle the minutes"),
                HELD,
                to=SETTLED,
                by=RUNNER,
                guards=(rules.all_minuted,),
                notify=(Notify("co", "meeting_settled"),),
            ),
            MEETING_MATTER.step(
                "cancel",
                _("Cancel the meeting"),
                PLANNED,
                to=CANCELLED,
                by=RUNNER,
                form="petitions.meetings.forms.CancelForm",
                effects=(rules.cancel,),
                notify=(Notify("co", "meeting_cancelled"),),
                danger=True,
            ),
        ),
        climbs=False,
    )
)
DO_TASK = Limit(
    "do_task",
    _("Do what the meeting decided"),
    14,
    _("Decision of the joint meeting"),
    starts=(),
    met_by=("task_done", "drop_task"),
    on_breach="climb",
    legal=False,
    warn=(3, 1),
    public=False,
)
register(
    Workflow(
        key=TASK,
        label=_("Task of a joint meeting"),
        model="petitions.JointTask",
        function="E3",
        series="LR",
        initial=OPEN_TASK,
        open_effects=(rules.keep_out_of_task, rules.start_task),
        open_notify=(Notify("head", "task_handed_out"),),
        transitions=(
            TASK_MATTER.step(
                "give",
                _("Give to a person"),
                OPEN_TASK,
                by=HEAD,
                form="petitions.meetings.forms.GiveForm",
                effects=(rules.give,),
                notify=(Notify("handler", "case_for_you"),),
            ),
            TASK_MATTER.step(
                "task_done",
                _("Say what came of it"),
                OPEN_TASK,
                to=DONE,
                by=HANDLER,
                form="petitions.meetings.forms.TaskDoneForm",
                effects=(rules.done,),
                notify=(Notify("registrar", "task_is_done"),),
                main=True,
            ),
            TASK_MATTER.step(
                "put_off",
                _("Set a later day"),
                OPEN_TASK,
                by=Staff("petitions.run_meeting", (Who.REGISTRAR, Who.LEADER)),
                form="petitions.meetings.forms.PutOffForm",
                effects=(rules.put_off,),
                notify=(Notify("head", "task_handed_out"),),
            ),
            TASK_MATTER.step(
                "drop_task",
                _("Drop the task"),
                OPEN_TASK,
                to=DROPPED,
                by=Staff("petitions.run_meeting", (Who.REGISTRAR, Who.LEADER)),
                form="petitions.meetings.forms.CancelForm",
                danger=True,
            ),
            TASK_MATTER.step("climb", _("Limit passed"), OPEN_TASK, by=By.TIMER, effects=(climb,)),
        ),
        limits=(DO_TASK,),
    )
)
