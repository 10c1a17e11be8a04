"""Matters that a leader holds 领导包案: the leader follows them, gets their news and signs the answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.accounts.models import User
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.forms import MoveForm, long_text, pick_from
from caojiadu.core.cases.moves import Moving
from caojiadu.core.cases.query import persons
from caojiadu.core.cases.tell import posts_today, tell_people
from caojiadu.core.workflow import Notify, Purpose, Who
from petitions.letters.states import LETTER, UNDER_WAY


def not_held(moving: Moving) -> None:
    if moving.case.held_by_id:
        raise Refused(gettext("%(name)s holds this matter already.") % {"name": moving.case.held_by})


def held(moving: Moving) -> None:
    if not moving.case.held_by_id:
        raise Refused(gettext("No leader holds this matter."))


def held_by_whoever_signs(moving: Moving) -> None:
    """What a leader holds is signed by that leader, or by whoever stands in for them."""
    holder, user = moving.case.held_by_id, moving.actor.user
    if holder and holder not in {one.pk for one in persons(user)}:
        raise Refused(gettext("%(name)s holds this matter and signs the answer.") % {"name": moving.case.held_by})


def hold(moving: Moving) -> None:
    leader = moving.data["leader"]
    moving.change(held_by=leader)
    tell_people(moving.case, {leader.pk}, "case_held", key=f"event-{moving.written.pk}", leave_out=moving.actor.user_id)


def let_go(moving: Moving) -> None:
    """Nobody holds it any more; whoever did is told."""
    before = moving.case.held_by_id
    moving.change(held_by=None)
    tell_people(moving.case, {before}, "case_let_go", key=f"event-{moving.written.pk}", leave_out=moving.actor.user_id)


class HoldForm(MoveForm):
    leader = forms.ModelChoiceField(label=_("Leader"), queryset=User.objects.none())
    reason = long_text(_("Why"), rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leaders = posts_today(role="leader") - set(self.case.barred)
        pick_from(self, "leader", User.objects.filter(pk__in=leaders).order_by("display_name", "pk"))

    def initial_values(self) -> dict[str, Any]:
        leads = self.actor.user is not None and self.actor.user.has_role("leader")
        return {"leader": self.actor.user.pk} if leads else {}


class ReasonForm(MoveForm):
    reason = long_text(_("Why"), rows=2)


HOLD = LETTER.step(
    "hold",
    _("Have a leader hold it"),
    *UNDER_WAY,
    by=LETTER.staff("view", Who.LEADER, Who.REGISTRAR),
    form="petitions.handling.leaders.HoldForm",
    when=(not_held,),
    effects=(hold,),
    notify=(Notify("head", "case_held"), Notify("handler", "case_held")),
    hint=_("The leader follows the matter, gets its news and signs the answer. Office and handler stay as they are."),
    purpose=Purpose.PEOPLE,
)
LET_GO = LETTER.step(
    "let_go",
    _("No longer hold it"),
    *UNDER_WAY,
    by=LETTER.staff("view", Who.HOLDER, Who.REGISTRAR),
    form="petitions.handling.leaders.ReasonForm",
    when=(held,),
    effects=(let_go,),
    notify=(Notify("head", "case_let_go"), Notify("handler", "case_let_go")),
    purpose=Purpose.PEOPLE,
)
MOVES = (HOLD, LET_GO)
