"""What the steps of a request for information ask, forbid and bring about (GID, articles 30, 32 and 33)."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases import clocks, extensions
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.forms import MoveForm, Words, long_text
from caojiadu.core.cases.models import CaseEvent, Clock
from caojiadu.core.cases.moves import Moving
from caojiadu.core.notices.texts import register_template

ANSWER, THIRD = "disclosure_answer", "disclosure_third"

for _key, _words in {
    "disclosure_new": ("收到政府信息公开申请：{number}", "A new request for information: {number}"),
    "disclosure_received": (
        "您的政府信息公开申请{number}已收到，20个工作日内答复。[咨询电话：{office_phone}]",
        "Your request for information {number} has arrived. You get an answer within 20 working days.[ {office_phone}]",
    ),
    "disclosure_correct": (
        "您的政府信息公开申请{number}需要补正，请登录后查看补正事项和期限。",
        "Your request for information {number} has to be corrected. Please sign in to see what and by when.",
    ),
    "disclosure_corrected": ("政府信息公开申请已补正：{number}", "A request for information was corrected: {number}"),
    "disclosure_longer": (
        "您的政府信息公开申请{number}延长答复期限，请登录后查看理由和新的期限。",
        "The answer to your request for information {number} takes longer. Please sign in to see why and by when.",
    ),
    "disclosure_answered": (
        "您的政府信息公开申请{number}已答复，请登录后查看。",
        "Your request for information {number} was answered. Please sign in to read it.",
    ),
}.items():
    register_template(_key, title=_words, body=_words)


class CorrectForm(MoveForm):
    """The applicant says again what they ask for; the answer is counted from this day (GID 30)."""

    features = long_text(_("What you ask for, corrected"), rows=5)

    def initial_values(self) -> dict[str, Any]:
        return {"features": self.case.features}


class LongerForm(MoveForm):
    """By how many working days, and why: the applicant is told."""

    days = forms.IntegerField(label=_("Working days more"), min_value=1, max_value=20, initial=20)
    reason = long_text(_("Why"), rows=2, help_text=_("The applicant reads it."))
    key_fields = ("days",)
    public_words = ("reason",)


class AsksWhere(forms.Form):
    """Where it is to be sent, of what came on paper: kept with the request, as what came online."""

    cleaned_data: dict[str, Any]
    address = Words(
        label=_("Address given with the request"),
        max_length=200,
        required=False,
        help_text=_("Needed where it is to come by post."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields([name for name in self.fields if name != "address"])  # last

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("delivery") == "post" and not cleaned.get("address") and "address" not in self.errors:
            self.add_error("address", gettext("Write the address to which it is to be sent."))
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        given: dict[str, Any] = super().values  # type: ignore[misc]
        return {**given, "address_sealed": self.cleaned_data.get("address", "")}


def correct_once(moving: Moving) -> None:
    """A guard: the applicant is told once of everything that has to be corrected (GID 30)."""
    if moving.case.correct_by:
        raise Refused(gettext("The applicant was asked to correct it already. That is done once (GID 30)."))


def time_to_correct(moving: Moving) -> None:
    """A guard: the time to correct it lies ahead."""
    if moving.data["correct_by"] <= timezone.localdate(moving.now):
        raise Refused(gettext("The applicant needs time: name a day that lies ahead."))


def time_is_over(moving: Moving) -> None:
    """A guard: nobody is taken to have given up before their day has passed (GID 30)."""
    if moving.case.correct_by >= timezone.localdate(moving.now):
        raise Refused(gettext("The applicant still has time to correct it."))


def came_corrected(moving: Moving) -> None:
    """A guard: what was asked for came afterwards; the answer is counted from that day (GID 30)."""
    came = moving.data.get("received_on")
    asked = CaseEvent.objects.filter(case_id=moving.case.pk, move="disclosure_ask_correction").order_by("-at").first()
    if came and asked and came < timezone.localdate(asked.at):
        moving.refuse("received_on", gettext("This day lies before the one on which the correction was asked for."))


def reasons_given(moving: Moving) -> None:
    """A guard: who does not agree says why (GID 32)."""
    if moving.data.get("third_said") == "refuses" and not moving.data.get("third_reasons"):
        moving.refuse("third_reasons", gettext("Write down their reasons."))


def not_counted(moving: Moving) -> None:
    """The answer is counted again once it is corrected (GID 30)."""
    clocks.end(moving.case, (ANSWER,), moving.now)


def corrected_today(moving: Moving) -> None:
    """What came corrected came today: the answer is counted from this day (GID 30)."""
    moving.change(features=moving.data["features"], received_on=timezone.localdate(moving.now))
    clocks.start(moving.case, moving.case.workflow.limit(ANSWER), moving.now)
    clocks.refresh_due(moving.case)


def stand_still(moving: Moving) -> None:
    """The time that a third party takes is not counted (GID 33)."""
    extensions.stop(moving, ANSWER, first_day=timezone.localdate(moving.now))


def go_on(moving: Moving) -> None:
    """From now on it is counted again."""
    extensions.go_on(moving, ANSWER, last_day=timezone.localdate(moving.now))


def silent_in_time(moving: Moving) -> None:
    """A guard: a third party has 15 working days (GID 32)."""
    running = Clock.objects.filter(case_id=moving.case.pk, key=THIRD, state=Clock.State.RUNNING, due_at__gte=moving.now)
    if moving.data.get("third_said") == "silent" and running.exists():
        raise Refused(gettext("They still have time to answer (GID 32)."))


def may_be_longer(moving: Moving) -> None:
    """A guard: once, and as long as the limit runs (GID 33)."""
    extensions.check_extension(moving.case, ANSWER, 1, moving.now)


def lengthen(moving: Moving) -> None:
    """Once, by at most 20 working days (GID 33)."""
    extensions.lengthen(moving.case, ANSWER, moving.data["days"], moving.now)
