"""Social assistance (D4): households by category, visits, and re-checks that the head decides.

The street decides itself (Shanghai Regulations on Social Assistance, art. 36). How often each category is re-checked is
a setting: the office's own norm, until the city's rule is confirmed.
"""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.moves import Moving
from caojiadu.core.registers import steps
from caojiadu.core.registers.declaration import Register, Reminder, declare
from caojiadu.core.registers.limits import OWN_NORM, norm, on_day
from caojiadu.core.registers.matter import Matter
from caojiadu.core.registers.patterns.last_visit import note_last
from caojiadu.core.registers.verbs import change, end
from caojiadu.core.workflow import State, Workflow, register
from caojiadu.core.workflow.parts import OPEN
from offices.service.assistance.models import AssistanceReview, AssistedHousehold
from offices.service.assistance.overpaid import paid_is_settled, settle, words_of, write_proposal
from offices.service.assistance.received import once_a_person
from offices.service.assistance.review_guards import (
    agreed_to,
    in_effect,
    not_agreed_to,
    not_before_the_aid,
    still_holds,
    waits,
)

MATTER = Matter("office_service.AssistanceReview")
RELIEF = _("Shanghai Regulations on Social Assistance, art. 29")
DECIDES = _("Shanghai Regulations on Social Assistance, art. 36 (days by a national rule, to be checked)")
Category = AssistedHousehold.Category


def _recheck(category: Category, months: int) -> Reminder:
    return Reminder(
        f"recheck-{category}",
        _("Re-check owed"),
        "rechecked_on",
        months=months,
        article=OWN_NORM,
        where=("category", category),
    )


HOUSEHOLDS = declare(
    Register(
        key="assisted-households",
        label=_("Households in assistance"),
        singular=_("Household in assistance"),
        model="office_service.AssistedHousehold",
        function="D4",
        title=_("The situation in one line"),
        fields=(
            "title",
            "neighbourhood",
            "category",
            "members",
            "reasons",
            "monthly",
            "monthly_since",
            "since",
            "until",
            "longer_why",
            "consent_on",
            "rechecked_on",
            "visited_on",
        ),
        empty_on_edit=("monthly_since",),
        columns=("category", "neighbourhood", "members", "monthly"),
        filters=("category", "neighbourhood"),
        reminders=(
            _recheck(Category.MINIMUM, 6),
            _recheck(Category.HARDSHIP, 12),
            _recheck(Category.RIGID, 3),
            Reminder(
                "until",
                _("Temporary relief ends"),
                "until",
                lead=14,
                article=RELIEF,
                where=("category", Category.RELIEF),
            ),
            Reminder(
                "once",
                _("Paid once: end the entry"),
                "since",
                months=1,
                lead=0,
                article=OWN_NORM,
                where=("category", Category.MEDICAL),
            ),
            Reminder(
                "visit",
                _("Visit owed"),
                "visited_on",
                months=3,
                lead=14,
                article=OWN_NORM,
                where=("category", Category.MINIMUM, Category.HARDSHIP, Category.RIGID, Category.RELIEF),
            ),
        ),
        person=True,
        sensitive=True,
        on_change=(once_a_person,),
        edit_form="offices.service.assistance.overpaid_forms.AsksOfPaid",
        hint=_("Who receives what and why. Re-checks come round by category; the aid ends where it is no longer due."),
    )
)


declare(
    Register(
        key="assistance-visits",
        label=_("Visits to households in assistance"),
        singular=_("Visit to a household in assistance"),
        model="office_service.AssistanceVisit",
        function="D4",
        title=_("The visit in one line"),
        fields=("title", "household", "visited_on", "visitors", "change", "seen"),
        columns=("household", "visited_on", "change"),
        filters=("change", "household"),
        sensitive=True,
        keepers_of="assisted-households",
        on_change=(note_last(HOUSEHOLDS, "household"),),
        hint=_("Each visit to the home; the household's next visit is counted from the last one."),
    )
)

BEGUN = State("aidreview_begun", _("Begun, means to be checked"))
MEANS = State("aidreview_means", _("Means checked, home to be visited"))
VISITED = State("aidreview_visited", _("Home visited, to be proposed"))
PROPOSED = State("aidreview_proposed", _("Proposed, to be decided"))
DECIDED = State("aidreview_decided", _("Decided, household to be told"), tone="soon")
WAITS = State("aidreview_waits", _("Household told, takes effect later"), tone="soon")
TOLD = State("aidreview_told", _("Re-check ended, household told"), final=True, tone="done")
DROPPED = State("aidreview_dropped", _("Re-check not needed"), final=True, tone="done")


def consent_gone(moving: Moving) -> None:
    """An effect of opening: a consent that is withdrawn stands in the household's entry no longer."""
    review = moving.case
    given = review.household.consent_on
    if review.cause == AssistanceReview.Cause.CONSENT and given and given <= review.begun_on:
        change(HOUSEHOLDS, review.household, {"consent_on": None}, user=moving.actor.user)


def rechecked(moving: Moving) -> None:
    """An effect: the household was re-checked on the day of the decision."""
    day = timezone.localdate(moving.now)
    change(HOUSEHOLDS, moving.case.household, {"rechecked_on": day}, user=moving.actor.user)


def carry_out(moving: Moving) -> None:
    """An effect: bring the decision into the household's entry, with its new aid or ended, once its day has come.

    The entry names whoever decided it: who makes the step that brings it in stands in the re-check's own history.
    """
    review = moving.case
    if review.carried_out or review.is_to_come or not still_holds(review):
        return
    user = review.decider
    if review.proposal == AssistanceReview.Proposal.CHANGE:
        values = {"monthly": review.new_monthly, "monthly_since": review.effective_on}
        change(HOUSEHOLDS, review.household, values, user=user, words=words_of(review.overpaid_months.all()))
    if review.proposal == AssistanceReview.Proposal.STOP and review.household.is_current:
        reason = f"{review.number} {review.grounds}\n{words_of(review.overpaid_months.all())}".strip()
        end(HOUSEHOLDS, review.household, on=review.effective_on, reason=reason, user=user)
    moving.change(carried_out=True)


def when_told(moving: Moving) -> State:
    """Told, it is over, unless the decision takes effect later."""
    return WAITS if waits(moving.case) else TOLD


register(
    Workflow(
        key="assistance_review",
        label=_("Re-check of a household"),
        model=MATTER.model,
        function="D4",
        initial=BEGUN,
        series="JZ",
        open_told=_("Re-check begun"),
        open_effects=(consent_gone,),
        restricted=True,
        transitions=(
            MATTER.step(
                "aidreview_means",
                _("Enter the answer of the means check"),
                BEGUN,
                to=MEANS,
                fields=("means_on", "means"),
                when=(agreed_to,),
                main=True,
                hint=_("Only what the household agreed to have checked."),
            ),
            MATTER.step(
                "aidreview_unchecked",
                _("Without a means check: enter the visit to the home"),
                BEGUN,
                to=VISITED,
                fields=("home_on", "seen"),
                when=(not_agreed_to,),
                main=True,
                hint=_("What the household says and hands in decides, and what is seen."),
            ),
            MATTER.step(
                "aidreview_visit",
                _("Enter the visit to the home"),
                MEANS,
                to=VISITED,
                fields=("home_on", "seen"),
                main=True,
            ),
            MATTER.step(
                "aidreview_propose",
                _("Propose what is to become of the aid"),
                VISITED,
                to=PROPOSED,
                form="offices.service.assistance.overpaid_forms.ProposeForm",
                guards=(not_before_the_aid,),
                effects=(write_proposal,),
                notify=(steps.TO_DECIDE,),
                main=True,
            ),
            MATTER.decide(
                "aidreview_decide",
                _("Decide as proposed"),
                PROPOSED,
                to=DECIDED,
                not_by=("aidreview_propose",),
                guards=(paid_is_settled,),
                effects=(settle, rechecked, carry_out),
                main=True,
                hint=_("The household's entry follows on the day from which it holds: with its new aid, or ended."),
            ),
            MATTER.step(
                "aidreview_again",
                _("Have it checked again"),
                PROPOSED,
                to=BEGUN,
                by=MATTER.head_or_leader,
                asks=("reason",),
            ),
            MATTER.step(
                "aidreview_tell",
                _("Household told in writing"),
                DECIDED,
                to=TOLD,
                fields=("told_on",),
                other_targets=(WAITS,),
                choose_target=when_told,
                effects=(carry_out,),
                main=True,
                hint=_("With the grounds, and to whom they can object."),
            ),
            MATTER.step(
                "aidreview_effect",
                _("In effect from today: enter it"),
                WAITS,
                to=TOLD,
                when=(in_effect,),
                effects=(carry_out,),
                main=True,
            ),
            MATTER.end(
                "aidreview_drop",
                _("End it without decision"),
                BEGUN,
                MEANS,
                VISITED,
                to=DROPPED,
                by=MATTER.head_or_leader,
            ),
            *MATTER.usual(BEGUN, MEANS, VISITED, PROPOSED, DECIDED, WAITS),
        ),
        limits=(
            norm(
                "decide",
                _("Decision on the re-check"),
                30,
                starts=(OPEN,),
                met_by=("aidreview_decide", "aidreview_drop"),
                counted_from="begun_on",
                article=DECIDES,
                working=True,
                warn=(10, 3),
            ),
            norm(
                "tell",
                _("Tell the household"),
                3,
                starts=("aidreview_decide",),
                met_by=("aidreview_tell",),
                met_on="told_on",
                working=True,
                warn=(1,),
            ),
            on_day(
                "effect",
                _("Day from which it holds"),
                "effective_on",
                _("Day in the decision"),
                starts=("aidreview_tell",),
                met_by=("aidreview_decide", "aidreview_effect"),
                applies=waits,
                warn=(),
            ),
        ),
    )
)
declare(
    Register(
        key="assistance-reviews",
        label=_("Re-checks of households"),
        singular=_("Re-check of a household"),
        model=MATTER.model,
        function="D4",
        title=_("The re-check in one line"),
        fields=("title", "household", "cause", "begun_on"),
        columns=("household", "cause", "begun_on"),
        filters=("cause", "household"),
        sensitive=True,
        hint=_("Means, home, proposal, decision by the head: the aid goes on, changes or ends."),
    )
)
