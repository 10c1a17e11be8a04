"""Moves of the suggestion track (人民建议征集): what was done, a reward, publishing with two pairs of eyes."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.workflow import By, Transition, Who
from petitions.effects import suggestions as effects
from petitions.guards import suggestions as guards
from petitions.guards.joint import speaks
from petitions.workflows.states import (
    ANSWERED,
    ARCHIVED,
    CARRYING_OUT,
    CLERK,
    FORMS,
    HANDLE,
    UNDER_WAY,
    WORKED_ON,
)

_FORM = FORMS + "suggestions."
_THOSE_ON_IT = {"needs": HANDLE, "who": (Who.HANDLER, Who.HEAD, Who.REGISTRAR)}
# Whoever may open it and sits high enough: the desk, the head of the office, a leader.
_SECOND = {"needs": "petitions.view_petition", "who": (Who.REGISTRAR, Who.HEAD, Who.LEADER)}
_PUBLIC = (ANSWERED, CARRYING_OUT, ARCHIVED)
_WORKED_ON = (*WORKED_ON, *_PUBLIC)
TRACK = (
    Transition(
        "link_measure",
        _("Record what was done"),
        _WORKED_ON,
        **_THOSE_ON_IT,
        form=_FORM + "MeasureForm",
        effects=(effects.keep_measure,),
        hint=_("The measure that came of the suggestion: in words, with a link, or as a matter of any kind."),
    ),
    Transition(
        "reward",
        _("Note a reward"),
        _WORKED_ON,
        **_THOSE_ON_IT,
        form=_FORM + "RewardForm",
        effects=(effects.keep_reward,),
        hint=_("Who makes a good suggestion may be rewarded (Regulations, art. 29)."),
    ),
    Transition(
        "prepare_public",
        _("Prepare it for the public"),
        _PUBLIC,
        **CLERK,
        form=_FORM + "PrepareForm",
        when=(guards.allowed, guards.is_answered, guards.not_public),
        effects=(effects.prepare,),
        hint=_(
            "Phones, identity numbers, cards, addresses and known names are found for you, and below the texts you say "
            "what becomes of each. Read all of it all the same: what has no shape is not found."
        ),
    ),
    Transition(
        "publish",
        _("Publish"),
        _PUBLIC,
        **_SECOND,
        form=_FORM + "PublishForm",
        when=(guards.allowed, guards.prepared),
        guards=(guards.prepared_by_another, guards.nothing_open),
        effects=(effects.publish,),
        public=True,
        told=_("Your suggestion was published, without your name"),
        hint=_("Everybody reads it from this moment. Not by whoever prepared it."),
    ),
    Transition(
        "take_down",
        _("Take it off the site"),
        _WORKED_ON,
        **_SECOND,
        form=_FORM + "TakeDownForm",
        when=(guards.is_public,),
        effects=(effects.take_down,),
        public=True,
        told=_("Your suggestion was taken off the site"),
        danger=True,
    ),
    Transition(
        "allow_publishing",
        _("Agree to its being published"),
        (*UNDER_WAY, *_PUBLIC),
        by=By.RESIDENT,
        guards=(speaks, guards.not_allowed_yet),
        effects=(effects.allow,),
        public=True,
        told=_("You agreed to its being published without your name"),
    ),
    Transition(
        "forbid_publishing",
        _("Take back the agreement to publish"),
        (*UNDER_WAY, *_PUBLIC),
        by=By.RESIDENT,
        guards=(speaks, guards.allowed),
        effects=(effects.forbid,),
        public=True,
        told=_("You took back the agreement to publish"),
    ),
)
