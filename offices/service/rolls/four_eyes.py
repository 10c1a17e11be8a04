"""Who checks and approves a payment roll (D4): neither whoever made a step before, nor, as long as somebody else is
there for it, whoever set the aid in it. Where nobody else is, the step is theirs, with a reason that is shown."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caojiadu.core.accounts.absences import away_today
from caojiadu.core.accounts.models import Post, User, Visitor
from caojiadu.core.accounts.roles import Role
from caojiadu.core.cases.access import may_move
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.forms import MoveForm, long_text
from caojiadu.core.cases.models import CaseEvent
from caojiadu.core.cases.moves import Moving
from caojiadu.core.cases.moving import Actor
from caojiadu.core.registers.models import Keeper
from caojiadu.core.workflow import Transition
from caojiadu.core.workflow.parts import OPEN
from offices.service.assistance.register import HOUSEHOLDS
from offices.service.models import AidRoll

DRAWS = (OPEN, "aidroll_anew")
# By step: what is said to whoever set aid in the roll and has to leave the step to others, or may take it after all;
# and the way on where nobody is left.
STEPS = {
    "aidroll_check": (
        _("You set the aid of household #%(key)s, which is on this roll. Leave the check to %(names)s."),
        _("You set the aid of household #%(key)s. Nobody else is here who may check this roll: check it and say why."),
        _(
            "Nobody is here who may check this roll: whoever drew it up does not. The head names another keeper of the "
            "households, or drops the roll and has one person alone draw it up."
        ),
    ),
    "aidroll_approve": (
        _("You set the aid of household #%(key)s, which is on this roll. Leave the approval to %(names)s."),
        _(
            "You set the aid of household #%(key)s. Nobody else is here who may approve this roll: approve it and say "
            "why."
        ),
        _(
            "Nobody is here who may approve this roll: whoever drew it up or checked it does not. Wait for a leader, "
            "or drop it and have two people draw it up and check it without the head, who then approves it."
        ),
    ),
}
TOOK = {
    "aidroll_check": _("Checked by %(name)s, who set aid in it"),
    "aidroll_approve": _("Approved by %(name)s, who set aid in it"),
}


class CheckForm(MoveForm):
    """Why somebody checks a roll in which they set the aid of a household; asked only where nobody else is there."""

    step = "aidroll_check"
    why_own = long_text(_("Why you check what you set yourself"), rows=2, help_text=_("Kept, and shown with the roll."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        key, others = set_and_others(self.case, self.case.workflow.transition(self.step), self.actor.user)
        if key is None or others:
            del self.fields["why_own"]


class ApproveForm(CheckForm):
    """The same of whoever approves it."""

    step = "aidroll_approve"
    why_own = long_text(
        _("Why you approve what you set yourself"), rows=2, help_text=_("Kept, and shown with the roll.")
    )


def by_free_hands(moving: Moving) -> None:
    """A guard: whoever set the aid in a roll leaves the step to others who are there; and somebody must be left."""
    step: Any = moving.move
    if why := why_not(moving.case, step, moving.actor.user):
        raise Refused(why)


def why_not(roll: AidRoll, step: Transition, user: Visitor) -> str:
    """Why somebody does not take a step though their post would let them, and the way on; empty where they may."""
    leave, _may, nobody = STEPS[step.key]
    if not may_take(roll, step, user):
        return "" if any(may_take(roll, step, one) for one in people_for(roll)) else str(nobody)
    key, others = set_and_others(roll, step, user)
    return str(leave) % {"key": key, "names": "、".join(map(str, others))} if others else ""


def said_to(roll: AidRoll, user: Visitor) -> str:
    """What the page of a roll tells somebody of the step that comes next: whose it is, and why."""
    step = next((one for one in roll.workflow.from_state(roll.state) if one.key in STEPS), None)
    if step is None:
        return ""
    if why := why_not(roll, step, user):
        return why
    key = roll.set_by(user.pk) if may_take(roll, step, user) else None
    return "" if key is None else str(STEPS[step.key][1]) % {"key": key}


def set_and_others(roll: AidRoll, step: Any, user: Visitor) -> tuple[int | None, list[User]]:
    """The first household in a roll whose aid somebody set; then, who else is there for a step and set none of it."""
    key = roll.set_by(user.pk)
    if key is None:
        return None, []
    able = (one for one in people_for(roll) if one.pk != user.pk and may_take(roll, step, one))
    return key, [one for one in able if roll.set_by(one.pk) is None]


def may_take(roll: AidRoll, step: Transition, user: Visitor) -> bool:
    """Whether a step is somebody's by their post and by the steps that they made before, whoever set the aid."""
    moving = Moving(case=roll, move=step, actor=Actor.staff(user), now=timezone.now())
    if not may_move(moving.actor, step, roll):
        return False
    try:
        for guard in step.when:
            if guard is not by_free_hands:
                guard(moving)
    except Refused:
        return False
    return True


def people_for(roll: AidRoll) -> Iterator[User]:
    """Everybody who may come in question and is here today: leaders, the head, who keeps the households, deputies."""
    decide = Post.objects.held_on().filter(Q(role=Role.LEADER) | Q(role=Role.HEAD, office=roll.office_id))
    keep = Keeper.objects.filter(register=HOUSEHOLDS.keepers_in, until=None)
    keys = {*decide.values_list("user_id", flat=True), *keep.values_list("user_id", flat=True)}
    keys |= {row.deputy_id for row in away_today(keys).values() if row.deputy_id}
    here = keys - away_today(keys).keys()
    yield from User.objects.filter(is_active=True, pk__in=here).order_by("display_name", "pk")


def own_reasons(roll: AidRoll) -> list[tuple[str, str]]:
    """Who took a step on a roll in which they set aid, and why, in their words; since it was drawn up last."""
    events = CaseEvent.objects.filter(case_id=roll.pk).order_by("id")
    drawn = events.filter(move__in=DRAWS).values("id").reverse()[:1]
    found = events.filter(move__in=STEPS, id__gt=drawn, words__text__has_key="why_own").select_related("words")
    names = User.objects.in_bulk(found.values_list("actor_user_id", flat=True))
    return [(str(TOOK[one.move]) % {"name": names[one.actor_user_id]}, one.words.text["why_own"]) for one in found]
