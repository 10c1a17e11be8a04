"""Forms of the petitioner's moves."""

from django import forms
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.forms import MoveForm
from petitions.forms.fields import LongField
from petitions.models import Judgement


class ReplyForm(MoveForm):
    """The petitioner's reply."""

    public_words = ("reply",)
    reply = LongField(label=_("Your reply"), rows=4)


class JudgeForm(MoveForm):
    """Office and answer apart, each in five grades."""

    public_words = ("comment",)
    office_grade = forms.TypedChoiceField(
        label=_("How did the office treat you?"), coerce=int, choices=Judgement.Grade.choices, widget=forms.RadioSelect
    )
    answer_grade = forms.TypedChoiceField(
        label=_("What do you think of the answer?"),
        coerce=int,
        choices=Judgement.Grade.choices,
        widget=forms.RadioSelect,
    )
    comment = LongField(label=_("Anything you want to say"), required=False, rows=3)


class WithdrawForm(MoveForm):
    """Withdrawal by the petitioner."""

    public_words = ("reason",)
    reason = LongField(label=_("Why (you need not say)"), required=False, rows=2)
