"""Reporting up to the district what stayed unsolved (Street ordinance, art. 15), and what the district says to it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext, gettext_lazy

from caojiadu.core.cases.forms import MoveForm, long_text, pick_from
from caojiadu.core.cases.models import Waiting
from caojiadu.core.cases.moves import Moving
from caojiadu.core.district import reports
from caojiadu.core.files.models import File
from caojiadu.core.notices.texts import register_template
from caojiadu.core.organisation.models import DistrictBody
from caojiadu.core.organisation.queries import bodies_for
from caojiadu.core.registers.matter import Matter, Staff
from caojiadu.core.registers.rules import personal
from caojiadu.core.workflow import By, Notify, Purpose, State, Text, Transition

_WORDS = ("区级单位对上报事项有回复：{number}", "The district has said something to what was reported: {number}")
register_template("district_said", title=_WORDS, body=_WORDS)
_TOLD = (Notify("handler", "district_said"), Notify("head", "district_said"))


class UpwardForm(MoveForm):
    """What the district is told: why it cannot be settled here, what was tried, who should lead, which papers."""

    body = forms.ModelChoiceField(
        label=gettext_lazy("District body that receives it"), queryset=DistrictBody.objects.none(), empty_label="—"
    )
    proposed_lead = forms.ModelChoiceField(
        label=gettext_lazy("Proposed lead department"),
        queryset=DistrictBody.objects.filter(active=True),
        required=False,
        empty_label="—",
    )
    reason = long_text(gettext_lazy("Why it cannot be settled here"))
    tried = long_text(gettext_lazy("What was tried"))
    papers = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Papers to send along"),
        queryset=File.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pick_from(self, "body", bodies_for("escalation"))
        pick_from(self, "papers", File.objects.filter(case_id=self.case.pk, state=File.State.CLEAN))


class OpinionUpForm(MoveForm):
    """Which body receives an opinion, and what it reads: the matter in neutral words that name nobody.

    The model's `for_district` stands there first.
    """

    body = forms.ModelChoiceField(
        label=gettext_lazy("District body that receives it"), queryset=DistrictBody.objects.none(), empty_label="—"
    )
    reason = long_text(gettext_lazy("The opinion, as the district should read it"), rows=6)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pick_from(self, "body", bodies_for("opinion"))

    def initial_values(self) -> dict[str, Any]:
        return {"reason": self.case.for_district}

    def clean_reason(self) -> str:
        """Nobody is named, and no number stands in it by which somebody is found."""
        text: str = self.cleaned_data["reason"]
        if said := personal(text, or_name=True):
            raise ValidationError(said)
        return text


class FindingsForm(MoveForm):
    """Which body decides, the findings, and the papers with them; the model's `for_district` stands there first.

    The model names the body that decides by its key, in `decided_by`: no other is offered.
    """

    body = forms.ModelChoiceField(
        label=gettext_lazy("District body that decides"), queryset=DistrictBody.objects.none(), empty_label="—"
    )
    reason = long_text(gettext_lazy("Findings and proposal"), rows=6)
    papers = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Papers to send along"),
        queryset=File.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pick_from(self, "body", bodies_for("consult").filter(key=self.case.decided_by))
        pick_from(self, "papers", File.objects.filter(case_id=self.case.pk, state=File.State.CLEAN))

    def initial_values(self) -> dict[str, Any]:
        return {
            "reason": self.case.for_district,
            "body": bodies_for("consult").filter(key=self.case.decided_by).first(),
        }


def report_up(
    matter: Matter,
    *states: State,
    key: str = "report_up",
    label: Text = "",
    by: Staff | None = None,
    form: str = "caojiadu.core.registers.patterns.escalation.UpwardForm",
    guards: tuple[Callable[[Moving], None], ...] = (),
    effects: tuple[Callable[[Moving], None], ...] = (),
    kind: str = reports.Report.Kind.UNSETTLED,
    **more: Any,
) -> Transition:
    """The head reports it to a body of the district; the matter's own limits go on running.

    An opinion or a digest goes up with the `kind` and the form of `OPINION` or `DIGEST`: for information, unlike what
    stayed unsolved. `FINDINGS` on an application go up for the decision of the body.
    """

    def put(moving: Moving) -> None:
        data = moving.data
        reports.put(
            case=moving.case,
            event=moving.event,
            kind=kind,
            body=data["body"],
            proposed_lead=data.get("proposed_lead"),
            reason=data["reason"],
            tried=data.get("tried", ""),
            files=data.get("papers", ()),
            by=moving.actor.user,
            now=moving.now,
        )
        if kind in (reports.Report.Kind.UNSETTLED, reports.Report.Kind.FINDINGS):
            moving.change(waiting=Waiting.DISTRICT)

    more = {"purpose": Purpose.UPWARD, "form": form, "guards": guards, "effects": (put, *effects)} | more
    return matter.step(key, label or gettext_lazy("Report up to the district"), *states, by=by or matter.head, **more)


_OPINION_FORM = "caojiadu.core.registers.patterns.escalation.OpinionUpForm"
OPINION: dict[str, Any] = {"kind": reports.Report.Kind.OPINION, "form": _OPINION_FORM}
DIGEST: dict[str, Any] = {"kind": reports.Report.Kind.DIGEST, "form": _OPINION_FORM}
FINDINGS: dict[str, Any] = {
    "kind": reports.Report.Kind.FINDINGS,
    "form": "caojiadu.core.registers.patterns.escalation.FindingsForm",
    "label": gettext_lazy("Send the findings to the district"),
    "key": "send_findings",
}


def from_district(
    *states: State,
    answered: State | None = None,
    returned: State | None = None,
    then: tuple[Callable[[Moving], None], ...] = (),
) -> tuple[Transition, Transition, Transition]:
    """What the district says to a report: that it has it, an answer, or that it returns it; each as it comes.

    `answered` and `returned` are where the matter then stands; without them it stays where it is. `then` are effects
    of an answer.
    """

    def said(key: str, label: Text, target: State | None, *effects: Any) -> Transition:
        return Transition(key, label, states, target, by=By.DISTRICT, effects=effects, notify=_TOLD)

    return (
        said("district_acknowledged", gettext_lazy("The district acknowledged"), None),
        said("district_answered", gettext_lazy("The district answered"), answered, _waits_no_more, *then),
        said("district_returned", gettext_lazy("The district returned it"), returned, _waits_no_more),
    )


def _waits_no_more(moving: Moving) -> None:
    if not reports.waited_for(moving.case, but=moving.data.get("report")):
        moving.change(waiting="")


def called_off(kind: str) -> Callable[[Moving], None]:
    """An effect: whoever asked withdrew, and the body that has not answered yet waits for nothing any more."""

    def settle(moving: Moving) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            reports.settle_on_paper(case=moving.case, kinds=(kind,), text=gettext("The applicant withdrew."))
        _waits_no_more(moving)

    return settle


def answered_by_phone(matter: Matter, sent: State, target: State, field: str, kind: str) -> Transition:
    """The body answered by telephone or on paper: what it said is kept in a field, and its inbox waits no longer."""

    def settle(moving: Moving) -> None:
        reports.settle_on_paper(case=moving.case, kinds=(kind,), text=str(getattr(moving.case, field)))
        _waits_no_more(moving)

    label = gettext_lazy("Answered by telephone or on paper")
    return matter.step(
        "told_elsewhere",
        label,
        sent,
        to=target,
        fields=(field,),
        effects=(settle,),
        purpose=Purpose.UPWARD,
    )
