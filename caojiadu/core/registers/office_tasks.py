"""Tasks that an office is given by others (the umbrella function x0): signed for, done, verified by whoever gave them.

An office that is given what is not its own gives it back with its reason; the office that gave it hands it to another
one, or says that it stays, and then it stays. The day by which it is to be done goes on all the while.
"""

import datetime as dt
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.accounts.models import Visitor
from caojiadu.core.cases.assign import ask_office, hand_to_office
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.forms import MoveForm, long_text, pick_from
from caojiadu.core.cases.helping import helpers_of
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import Moving, open_case
from caojiadu.core.cases.query import HEAD, office_token, own_tokens, persons
from caojiadu.core.cases.relations import tell_parent
from caojiadu.core.cases.tell import tell
from caojiadu.core.notices.texts import register_template
from caojiadu.core.organisation.models import Function, Office
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, declare
from caojiadu.core.registers.limits import norm, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.models import OfficeTask
from caojiadu.core.workflow import Notify, State, Who, Workflow, register
from caojiadu.core.workflow.parts import OPEN

MATTER = Matter("registers.OfficeTask")

for _key, _words in {
    "task_given": ("有新的交办任务，请签收：{number}", "A new task to sign for: {number}"),
    "task_done": ("交办任务已报办结，请核实：{number}", "A task you gave is reported done: {number}"),
    "task_back": ("交办任务核实未通过：{number}", "A task was sent back as not done: {number}"),
    "task_urged": ("请抓紧办理交办任务：{number}", "You are urged to do a task: {number}"),
    "task_returned": (
        "承办科室退回交办任务，请改派：{number}",
        "A task you gave was given back: {number}",
    ),
    "task_stays": ("退回未获同意，请继续办理交办任务：{number}", "The task stays with your office: {number}"),
    "task_elsewhere": (
        "退回的交办任务已改派其他科室：{number}",
        "What you gave back went to another office: {number}",
    ),
}.items():
    register_template(_key, title=_words, body=_words)

GIVEN = State("task_given", _("Given, to be signed for"))
SIGNED = State("task_signed", _("Signed for, under way"))
RETURNED = State("task_returned", _("Given back, to go to another office"), tone="soon")
ANSWERED = State("task_answered", _("Reported done, to be verified"), tone="soon")
VERIFIED = State("task_verified", _("Verified"), final=True, tone="done")
RECALLED = State("task_recalled", _("Taken back"), final=True, tone="done")


def by_the_giver(moving: Moving) -> None:
    """A guard: the office that gave a task verifies it or takes it back; one that set it for itself does so too."""
    giver = moving.case.given_by_id or moving.case.office_id
    posts = [post.office_id for one in persons(moving.actor.user) for post in one.posts_today]
    if giver not in posts:
        raise Refused(gettext("The office that gave the task does this."))
    if giver == moving.case.office_id and not any(
        office_token(giver, HEAD) in own_tokens(one) for one in persons(moving.actor.user)
    ):
        raise Refused(gettext("The head of the office does this."))


GIVER = MATTER.staff("verify", Who.CO, Who.HEAD)


def give_task(
    moving: Moving,
    *,
    office: Office,
    title: str,
    content: str,
    wanted_on: dt.date,
    source: str,
    given_by: Visitor | None = None,
) -> OfficeTask:
    """Open a task of an office out of another matter: a decision of a meeting, a task from the district."""
    task: OfficeTask = open_case(
        kind="office_task",
        actor=moving.actor,
        office=office,
        function=Function.objects.filter(code=f"{office.code}0").first(),
        title=title,
        channel="staff",
        content=content,
        wanted_on=wanted_on,
        source=source[:120],
        given_by=given_by or moving.case.office,
        parent_id=moving.case.pk,
        search_text=content,
    )
    return task


class OtherOfficeForm(MoveForm):
    """Which office does it instead."""

    key_fields = ("office",)
    office = forms.ModelChoiceField(label=_("Office"), queryset=Office.objects.all(), empty_label="—")
    note = long_text(_("Note"), rows=2, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pick_from(self, "office", Office.objects.exclude(pk=self.case.office_id))


def may_be_given_back(moving: Moving) -> None:
    """A guard: another office gave it, and has not said yet that it stays."""
    if moving.case.given_by_id in (None, moving.case.office_id):
        raise Refused(gettext("Your office set itself this task."))
    last = moving.case.events.filter(move__in=("task_insist", "task_hand_on")).order_by("-id").first()
    if last is not None and last.move == "task_insist":
        raise Refused(gettext("The office that gave the task has said that it stays with yours."))


def hand_on(moving: Moving) -> None:
    """The other office has it from now on, and reads what the first one read of the matter that it comes from."""
    office, before, event = moving.data["office"], moving.case.office, moving.written
    tell(event, moving.case, (Notify("head", "task_elsewhere"), Notify("handler", "task_elsewhere")))
    hand_to_office(moving, office)
    moving.change(function=Function.objects.filter(code=f"{office.code}0").first())
    parent = Case.objects.filter(pk=moving.case.parent_id).first()
    reading = {row.office_id for row in helpers_of(parent)} if parent else set()
    if parent and before.pk in reading and office.pk not in {*reading, parent.office_id}:
        ask_office(replace(moving, case=parent), office)
    tell(event, moving.case, (Notify("head", "task_given"),))


def tell_whose_turn(moving: Moving) -> None:
    """A limit passed: what was given back waits for the office that gave it, all else for whoever does it."""
    if moving.case.state == RETURNED.key:
        tell(moving.written, moving.case, (Notify("co", "limit_late"),))
    else:
        steps.tell_rung(moving)


register(
    Workflow(
        key="office_task",
        label=_("Task of an office"),
        model=MATTER.model,
        function="x0",
        initial=GIVEN,
        series="RW",
        open_told=_("Given"),
        open_notify=(Notify("head", "task_given"),),
        open_effects=(steps.share_with("given_by"),),
        transitions=(
            MATTER.step("task_sign", _("Sign for it"), GIVEN, to=SIGNED, main=True),
            MATTER.assign(GIVEN, SIGNED),
            MATTER.step(
                "task_return",
                _("Give the task back"),
                GIVEN,
                SIGNED,
                to=RETURNED,
                by=MATTER.staff("handle", Who.HEAD),
                asks=("reason",),
                when=(may_be_given_back,),
                notify=(Notify("co", "task_returned"),),
                hint=_("Where it is not this office's: say why, and whose it is. Its day goes on."),
            ),
            MATTER.step(
                "task_hand_on",
                _("Hand it to another office"),
                RETURNED,
                to=GIVEN,
                by=GIVER,
                when=(by_the_giver,),
                form="caojiadu.core.registers.office_tasks.OtherOfficeForm",
                effects=(hand_on,),
                main=True,
            ),
            MATTER.step(
                "task_insist",
                _("It stays with that office"),
                RETURNED,
                to=GIVEN,
                by=GIVER,
                when=(by_the_giver,),
                asks=("reason",),
                notify=(Notify("head", "task_stays"), Notify("handler", "task_stays")),
                hint=_("Say why. It cannot be given back a second time."),
            ),
            MATTER.step(
                "task_done",
                _("Report it done"),
                SIGNED,
                to=ANSWERED,
                fields=("outcome",),
                notify=(Notify("co", "task_done"),),
                main=True,
            ),
            MATTER.step(
                "task_verify",
                _("Verify: done"),
                ANSWERED,
                to=VERIFIED,
                by=GIVER,
                when=(by_the_giver,),
                effects=(tell_parent,),
                main=True,
                hint=_("By the office that gave the task."),
            ),
            MATTER.step(
                "task_not_done",
                _("Verify: not done"),
                ANSWERED,
                to=SIGNED,
                by=GIVER,
                when=(by_the_giver,),
                asks=("reason",),
                effects=(steps.count("returns"),),
                notify=(Notify("head", "task_back"), Notify("handler", "task_back")),
            ),
            MATTER.end(
                "task_recall",
                _("Take the task back"),
                GIVEN,
                SIGNED,
                RETURNED,
                to=RECALLED,
                by=GIVER,
                when=(by_the_giver,),
            ),
            MATTER.step(
                "task_urge",
                _("Urge"),
                GIVEN,
                SIGNED,
                by=GIVER,
                when=(by_the_giver,),
                asks=("note",),
                notify=(Notify("head", "task_urged"), Notify("handler", "task_urged")),
            ),
            MATTER.note(GIVEN, SIGNED, RETURNED, ANSWERED),
            replace(MATTER.late(GIVEN, SIGNED, RETURNED), effects=(tell_whose_turn,)),
        ),
        limits=(
            norm(
                "sign_for",
                _("Sign for it"),
                2,
                starts=(OPEN, "task_hand_on", "task_insist"),
                met_by=("task_sign", "task_return"),
                working=True,
                warn=(1,),
            ),
            norm(
                "given_back",
                _("Hand on what was given back"),
                2,
                starts=("task_return",),
                met_by=("task_hand_on", "task_insist", "task_recall"),
                working=True,
                warn=(1,),
            ),
            on_day(
                "wanted",
                _("Day it was given"),
                "wanted_on",
                _("The day set with the task"),
                starts=(OPEN, "task_not_done"),
                met_by=("task_done", "task_recall"),
                warn=(5, 1),
            ),
        ),
    )
)
declare(
    Register(
        key="tasks",
        label=_("Tasks of this office"),
        singular=_("Task"),
        model=MATTER.model,
        function="x0",
        title=_("Task"),
        fields=("title", "content", "source", "wanted_on"),
        columns=("source", "wanted_on"),
        hint=_("What meetings, leaders and the district gave this office to do."),
    )
)
