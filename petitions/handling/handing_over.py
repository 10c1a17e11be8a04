"""Which office leads: offered by one, accepted by the other; given back to the desk; decided where they do not agree.

"Bodies agree who accepts; where they do not, their common superior decides" (Regulations on petition work, art. 24).
The office that had the matter first keeps lead and clock until another accepts.
"""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.assign import hand_to_office, set_co_offices
from caojiadu.core.cases.clocks import clocks_of
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.forms import MoveForm, long_text, pick_from
from caojiadu.core.cases.helping import OFFER
from caojiadu.core.cases.models import Case, Clock
from caojiadu.core.cases.moves import Moving
from caojiadu.core.cases.offers import end_offers, offer_of, offer_to
from caojiadu.core.cases.tell import speaks_for, staff_in, tell, tell_people
from caojiadu.core.hooks import provide
from caojiadu.core.organisation.models import Office
from caojiadu.core.workflow import By, Limit, Notify, Purpose, Who
from petitions.letters.states import APPEAL, CLERK, HEAD, IN_HAND, LETTER, SUGGESTION, WORKED_ON

REPEATED = 2  # refusals after which the desk or a leader decides (art. 24 names no number)
HANDED_OUT = ("accept", "accept_duty", "hand_out")
_LEADS = (*HANDED_OUT, "take_over", "rule_lead", "give_back")


def nothing_offered(moving: Moving) -> None:
    """One offer at a time."""
    if offer := offer_of(moving.case):
        raise Refused(
            gettext("It is offered to %(office)s. Withdraw that first, or wait for the answer.")
            % {"office": offer.office}
        )


def offered(moving: Moving) -> None:
    """There is an offer to withdraw."""
    if offer_of(moving.case) is None:
        raise Refused(gettext("It is offered to nobody now."))


def refusals(case: Case) -> int:
    """How often it was declined since its lead last changed."""
    moves = case.events.filter(move__in=(*_LEADS, "decline_lead")).order_by("-id").values_list("move", flat=True)
    count = 0
    for move in moves:
        if move != "decline_lead":
            break
        count += 1
    return count


def in_dispute(moving: Moving) -> None:
    """The offices do not agree: two refusals, or an offer to which nobody said a word in time."""
    case = moving.case
    if refusals(case) >= REPEATED:
        return
    running = (clock for clock in clocks_of(case) if clock.key == OFFER and clock.state == Clock.State.RUNNING)
    if not any(clock.due_at < timezone.now() for clock in running):
        raise Refused(
            gettext("The offices have not failed to agree: after two refusals, or without an answer, you decide.")
        )


def desk_leads(moving: Moving) -> None:
    """The desk that registered it has it."""
    if moving.case.office_id != moving.case.registrar_id:
        raise Refused(gettext("Another office has this matter: offer it to somebody else instead."))


def may_give_back(moving: Moving) -> None:
    """It was handed out by the desk, this office did not give it back before, and nothing was written yet."""
    case = moving.case
    if case.office_id == case.registrar_id:
        raise Refused(gettext("It lies with the office of the desk already."))
    nothing_offered(moving)
    last = case.events.filter(move__in=_LEADS).order_by("-id").first()
    if last is None or last.move not in HANDED_OUT:
        raise Refused(gettext("Your office has it by agreement or by decision. Offer it to another office instead."))
    if case.events.filter(move="give_back", actor_office_id=case.office_id).exists():
        raise Refused(
            gettext("Your office gave it back once, and the desk decided. Offer it to another office instead.")
        )
    if case.answers.exists():
        raise Refused(gettext("An answer has been drafted: the matter stays here."))


def offer(moving: Moving) -> None:
    """Ask the other office; until it accepts nothing else changes."""
    offer_to(moving, moving.data["office"])


def take_over(moving: Moving) -> None:
    """The office that was asked leads from now on; those who had it are told."""
    row = offer_of(moving.case)
    before = staff_in("head", moving.case) | staff_in("handler", moving.case)
    if row is not None and row.office is not None:
        hand_to_office(moving, row.office)
    _say(moving, before, "case_taken_over")


def decline(moving: Moving) -> None:
    """It stays where it is; after repeated refusals those who decide are told."""
    end_offers(moving.case, moving.now)
    if refusals(moving.case) >= REPEATED:
        tell(moving.written, moving.case, [Notify("registrar", "case_to_rule"), Notify("leader", "case_to_rule")])


def withdraw_offer(moving: Moving) -> None:
    """The office that was asked is told, and reads it no more."""
    row = offer_of(moving.case)
    end_offers(moving.case, moving.now)
    if row is not None:
        _say(moving, speaks_for(row), "case_offer_withdrawn")


def rule(moving: Moving) -> None:
    """Whoever decides names the office, which may be the one that has it."""
    before = staff_in("head", moving.case) | staff_in("handler", moving.case)
    row = offer_of(moving.case)
    asked = speaks_for(row) if row else set()
    end_offers(moving.case, moving.now)
    hand_to_office(moving, moving.data["office"])
    _say(moving, before | asked, "case_ruled")


def give_back(moving: Moving) -> None:
    """The desk has it again, and hands it out again."""
    hand_to_office(moving, Office.objects.get(pk=moving.case.registrar_id))


def hand_out(moving: Moving) -> None:
    """Set the lead office and the co-offices."""
    hand_to_office(moving, moving.data["office"])
    set_co_offices(moving, moving.data["co_offices"])


def offer_late(moving: Moving) -> None:
    """Nobody answered: first the two heads hear of it, then the desk, then the leaders, who may decide."""
    audiences = {
        "handler": (Notify("asked", "limit_late"), Notify("head", "limit_late")),
        "head": (Notify("asked", "limit_late"), Notify("registrar", "case_to_rule")),
    }
    tell(moving.written, moving.case, audiences.get(moving.data["rung"], (Notify("leader", "case_to_rule"),)))


def _say(moving: Moving, people: set[int], template: str) -> None:
    tell_people(
        moving.case, people, template, key=f"event-{moving.written.pk}", leave_out=moving.actor.user_id
    )  # the same key as the notices of the move, so that nobody hears it twice


class OfficesForm(MoveForm):
    """A lead office and the offices that help."""

    office = forms.ModelChoiceField(label=_("Lead office"), queryset=Office.objects.all())
    co_offices = forms.ModelMultipleChoiceField(
        label=_("Helping offices"),
        queryset=Office.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They see the matter and give an opinion; the lead office answers."),
    )

    def initial_values(self) -> dict[str, Any]:
        helping = self.case.assignments.filter(role="co", until=None)
        category = self.case.category
        suggested = category.office_id if category and self.case.office_id == self.case.registrar_id else None
        return {
            "office": suggested or self.case.office_id,
            "co_offices": list(helping.values_list("office_id", flat=True)),
        }


class ReasonForm(MoveForm):
    reason = long_text(_("Why"), rows=2)


class OfferForm(MoveForm):
    """To which office, and why it should have it."""

    office = forms.ModelChoiceField(label=_("Which office should take it"), queryset=Office.objects.all())
    reason = long_text(_("Why"), rows=3, help_text=_("The function of theirs it belongs to, and what was done so far."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pick_from(self, "office", Office.objects.exclude(pk=self.case.office_id))


class GiveBackForm(MoveForm):
    """Why it is not theirs, and whose they think it is."""

    reason = long_text(_("Why it is not yours"), rows=3)
    better = forms.ModelChoiceField(label=_("Whose it is, if you know"), queryset=Office.objects.none(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pick_from(self, "better", Office.objects.exclude(pk=self.case.office_id))


class HandOutForm(OfficesForm):
    """Which office leads, and who helps."""

    reason = long_text(_("Note for the office"), required=False, rows=2)


class RuleForm(MoveForm):
    """Which office leads from now on."""

    office = forms.ModelChoiceField(label=_("Lead office"), queryset=Office.objects.all())
    reason = long_text(_("Why"), rows=3, help_text=_("All offices concerned read this."))


HAND_OVER = LETTER.step(
    "hand_over",
    _("Offer it to another office"),
    *WORKED_ON,
    by=LETTER.staff("handle", Who.HEAD, Who.REGISTRAR),
    form="petitions.handling.handing_over.OfferForm",
    when=(nothing_offered,),
    effects=(offer,),
    notify=(Notify("asked", "case_offer"), Notify("head", "case_offered")),
    hint=_("Your office keeps the matter and its limits until the other one accepts."),
    purpose=Purpose.PEOPLE,
)
TAKE_OVER = LETTER.step(
    "take_over",
    _("Take it over"),
    *WORKED_ON,
    by=LETTER.staff("assign", Who.ASKED),
    effects=(take_over,),
    notify=(Notify("registrar", "case_taken_over"), Notify("head", "case_for_office")),
    public=True,
    told=_("The responsible office changed"),
    hint=_("From now on your office leads the matter; its limits go on as they are."),
    main=True,
    purpose=Purpose.PEOPLE,
)
DECLINE = LETTER.step(
    "decline_lead",
    _("Decline it"),
    *WORKED_ON,
    by=LETTER.staff("assign", Who.ASKED),
    form="petitions.handling.handing_over.ReasonForm",
    effects=(decline,),
    notify=(Notify("head", "case_declined"), Notify("handler", "case_declined")),
    hint=_("It stays with the office that has it. After two refusals the desk or a leader decides (art. 24)."),
    purpose=Purpose.PEOPLE,
)
WITHDRAW_OFFER = LETTER.step(
    "withdraw_offer",
    _("Withdraw the offer"),
    *WORKED_ON,
    by=LETTER.staff("handle", Who.HEAD, Who.REGISTRAR),
    form="petitions.handling.handing_over.ReasonForm",
    when=(offered,),
    effects=(withdraw_offer,),
    purpose=Purpose.PEOPLE,
)
RULE = LETTER.step(
    "rule_lead",
    _("Decide which office leads"),
    *WORKED_ON,
    by=LETTER.staff("view", Who.REGISTRAR, Who.LEADER),
    form="petitions.handling.handing_over.RuleForm",
    when=(in_dispute,),
    effects=(rule,),
    notify=(Notify("head", "case_ruled"),),
    public=True,
    told=_("It was decided which office is responsible"),
    hint=_("The offices did not agree (Regulations, art. 24). What you decide holds at once."),
    main=True,
    purpose=Purpose.PEOPLE,
)
GIVE_BACK = LETTER.step(
    "give_back",
    _("Give it back to the desk"),
    IN_HAND,
    by=HEAD,
    form="petitions.handling.handing_over.GiveBackForm",
    when=(may_give_back,),
    effects=(give_back,),
    notify=(Notify("registrar", "case_given_back"),),
    hint=_("For what was handed out to the wrong office. The limits go on running."),
    purpose=Purpose.PEOPLE,
)
HAND_OUT = LETTER.step(
    "hand_out",
    _("Hand it out"),
    IN_HAND,
    by=CLERK,
    form="petitions.handling.handing_over.HandOutForm",
    when=(desk_leads,),
    effects=(hand_out,),
    notify=(Notify("head", "case_for_office"), Notify("co", "case_for_co_office")),
    public=True,
    told=_("The responsible office changed"),
    main=True,
    purpose=Purpose.PEOPLE,
)
OFFER_LATE = LETTER.step("offer_late", _("No word on the offer yet"), *WORKED_ON, by=By.TIMER, effects=(offer_late,))
ACCEPT_LEAD = Limit(
    OFFER,
    _("Accept or decline what another office offers"),
    1,
    _("Service norm of the office"),
    starts=("hand_over",),
    met_by=("take_over", "decline_lead", "withdraw_offer", "rule_lead"),
    on_breach="offer_late",
    working=True,
    legal=False,
    warn=(),
    public=False,
)
MOVES = (HAND_OVER, TAKE_OVER, DECLINE, WITHDRAW_OFFER, RULE, GIVE_BACK, HAND_OUT, OFFER_LATE)


@provide(f"transfers.{APPEAL}")
@provide(f"transfers.{SUGGESTION}")
def transfers() -> list[tuple[str, str]]:
    """The desk hands out, a head offers; an offer is withdrawn."""
    return [(HAND_OUT.key, HAND_OUT.key), (HAND_OVER.key, WITHDRAW_OFFER.key)]
