"""Reporting a letter up to the district, passing an opinion on, and what comes back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.forms import MoveForm, long_text
from caojiadu.core.cases.models import Waiting
from caojiadu.core.cases.moves import Moving
from caojiadu.core.district import reports
from caojiadu.core.organisation.queries import bodies_for
from caojiadu.core.registers.patterns.escalation import UpwardForm
from caojiadu.core.workflow import By, Notify, Purpose
from petitions.letters.models import Question
from petitions.letters.states import (
    AFTER_ANSWER,
    FORWARDED,
    HEAD,
    IN_HAND,
    KEEPER,
    LETTER,
    REGISTERED,
    SUBMITTED,
    WORKED_ON,
)
from petitions.meetings.rules import coordinated, tried_so_far


def report_up(moving: Moving) -> None:
    """Report to the district what cannot be settled here, with what was tried and who should lead there."""
    reports.put(
        case=moving.case,
        event=moving.event,
        kind=reports.Report.Kind.UNSETTLED,
        body=moving.data["body"],
        proposed_lead=moving.data["proposed_lead"],
        reason=moving.data["reason"],
        tried=moving.data["tried"],
        files=moving.data["papers"],
        by=moving.actor.user,
        now=moving.now,
    )
    moving.change(waiting=Waiting.DISTRICT)


def pass_on(moving: Moving) -> None:
    """Pass an opinion or suggestion to the body where it belongs; nothing is waited for."""
    reports.put(
        case=moving.case,
        event=moving.event,
        kind=reports.Report.Kind.OPINION,
        body=moving.data["body"],
        reason=moving.data["reason"],
        by=moving.actor.user,
        now=moving.now,
    )


def forward(moving: Moving) -> None:
    """Send a report against somebody to the discipline inbox of the district."""
    reports.put(
        case=moving.case,
        event=moving.event,
        kind=reports.Report.Kind.ACCUSATION,
        body=reports.discipline_body(),
        reason=moving.data.get("reason", ""),
        tried="\n\n".join(filter(None, (moving.case.body, moving.case.request))),
        against=moving.case.against,
        by=moving.actor.user,
        now=moving.now,
    )
    moving.change(waiting=Waiting.DISTRICT)


def stop_waiting(moving: Moving) -> None:
    """The district answered or returned: the case goes on, unless another body still has a report of it."""
    others = reports.waited_for(moving.case, but=moving.data.get("report"))
    if moving.case.waiting == Waiting.DISTRICT and not others:
        asked = Question.objects.filter(petition=moving.case, replied_at=None).exists()
        moving.change(waiting=Waiting.RESIDENT if asked else "")


class ReportUpForm(UpwardForm):
    def initial_values(self) -> dict[str, Any]:
        return {"tried": tried_so_far(self.case)}


class PassOnForm(MoveForm):
    body = forms.ModelChoiceField(label=_("District body that receives it"), queryset=bodies_for("opinion"))
    reason = long_text(_("The opinion, as the district should read it"))


class ForwardForm(MoveForm):
    """A cover note to discipline inspection."""

    reason = long_text(_("Cover note"), required=False)


REPORT_UP = LETTER.step(
    "report_up",
    _("Report up to the district"),
    IN_HAND,
    by=HEAD,
    form="petitions.stages.district.ReportUpForm",
    guards=(coordinated,),
    effects=(report_up,),
    public=True,
    told=_("Reported to the district"),
    hint=_("The resident's limit goes on running."),
    purpose=Purpose.UPWARD,
)
PASS_ON = LETTER.step(
    "pass_on",
    _("Pass the opinion on to the district"),
    IN_HAND,
    by=HEAD,
    form="petitions.stages.district.PassOnForm",
    effects=(pass_on,),
    public=True,
    told=_("Passed on to the district"),
    purpose=Purpose.UPWARD,
)
DISTRICT_ACKNOWLEDGED = LETTER.step(
    "district_acknowledged",
    _("The district acknowledged"),
    SUBMITTED,
    REGISTERED,
    *WORKED_ON,
    *AFTER_ANSWER,
    by=By.DISTRICT,
    notify=(Notify("handler", "case_district"),),
    public=True,
    told=_("The district received it"),
)
DISTRICT_ANSWERED = LETTER.step(
    "district_answered",
    _("The district answered"),
    *WORKED_ON,
    by=By.DISTRICT,
    effects=(stop_waiting,),
    notify=(Notify("handler", "case_district"), Notify("head", "case_district")),
    public=True,
    told=_("The district answered us"),
)
DISTRICT_RETURNED = LETTER.step(
    "district_returned",
    _("The district returned it"),
    *WORKED_ON,
    by=By.DISTRICT,
    effects=(stop_waiting,),
    notify=(Notify("handler", "case_district"), Notify("head", "case_district")),
    public=True,
    told=_("The district returned it to us"),
)


FORWARD = LETTER.step(
    "forward",
    _("Forward to discipline inspection"),
    SUBMITTED,
    to=FORWARDED,
    by=KEEPER,
    form="petitions.stages.district.ForwardForm",
    effects=(forward,),
    notify=(Notify("resident", "petition_forwarded"),),
    public=True,
    told=_("Forwarded to the competent body"),
    main=True,
)


FORWARD_UNREAD = LETTER.step(
    "forward_unread",
    _("Forwarded to discipline inspection at once"),
    SUBMITTED,
    to=FORWARDED,
    by=By.TIMER,
    effects=(forward,),
    notify=(Notify("resident", "petition_forwarded"),),
    public=True,
    told=_("Forwarded to the competent body"),
)
