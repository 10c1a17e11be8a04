"""A reply that its receiver appraises (代表、委员评价): where they are not satisfied, it is given again."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers.limits import norm
from caojiadu.core.registers.matter import Matter
from caojiadu.core.types import NamedRow
from caojiadu.core.workflow import Effect, Limit, State, Text, Transition


class Appraisal(models.TextChoices):
    """What somebody says to the reply, in the field `appraisal` of the matter."""

    HAPPY = "happy", _("Satisfied")
    FAIR = "fair", _("Basically satisfied")
    UNHAPPY = "unhappy", _("Not satisfied")


def not_yet_satisfied(matter: NamedRow) -> bool:
    """Whether a reply is owed: nobody has appraised one yet, or whoever did was not satisfied."""
    return matter.appraisal in ("", Appraisal.UNHAPPY)


def appraise(
    matter: Matter,
    label: Text,
    replied: State,
    *,
    to: State,
    again: State,
    key: str = "appraise",
    optional: tuple[str, ...] = (),
    effects: tuple[Effect, ...] = (),
    hint: Text = "",
) -> Transition:
    """Write down the appraisal: the matter ends in `to`, or is handled `again`."""

    def after_appraisal(moving: Moving) -> State:
        return again if moving.data["appraisal"] == Appraisal.UNHAPPY else to

    return matter.step(
        key,
        label,
        replied,
        to=to,
        other_targets=(again,),
        choose_target=after_appraisal,
        fields=("appraisal",),
        optional=optional,
        effects=effects,
        main=True,
        hint=hint,
    )


def reply_again(*met_by: str) -> Limit:
    """How long the next reply may take."""
    return norm(
        "reply_again",
        _("Not satisfied: answer again"),
        30,
        starts=("appraise",),
        met_by=met_by,
        warn=(7, 2),
        applies=not_yet_satisfied,
    )


def ask_for_appraisal(replied: str, label: Text = "", *, met_by: str = "appraise") -> Limit:
    """How soon after the move `replied` the appraisal is asked for."""
    return norm("appraisal", label or _("Ask for the appraisal"), 15, starts=(replied,), met_by=(met_by,), warn=(3,))
