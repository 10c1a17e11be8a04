"""What a re-check of a household asks before a step: whether the means may be checked, whether its day has come."""

from django.utils.translation import gettext

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from offices.service.assistance.due import overtaken, waits_before
from offices.service.assistance.models import AssistanceReview


def agreed_to(moving: Moving) -> None:
    """A guard: no means are checked without the consent of the household."""
    if not moving.case.household.may_be_checked:
        raise Refused(gettext("The household does not consent to a means check. A new consent is entered there first."))


def not_agreed_to(moving: Moving) -> None:
    """A guard: where the means may be checked, they are."""
    if moving.case.household.may_be_checked:
        raise Refused(gettext("The household consents to the means check: it comes first."))


def not_before_the_aid(moving: Moving) -> None:
    """A guard: what is proposed holds from the day on which the aid began, at the earliest."""
    day, household = moving.data.get("effective_on"), moving.case.household
    if day and day < household.since:
        other = household._meta.get_field("since").verbose_name
        moving.refuse("effective_on", gettext("This day lies before “%(other)s”.") % {"other": other})


def in_effect(moving: Moving) -> None:
    """A guard: the day from which the decision holds has come."""
    if moving.case.is_to_come:
        raise Refused(gettext("This takes effect on a later day."))


def waits(review: AssistanceReview) -> bool:
    """Whether the household's entry still has to follow, on a later day."""
    return review.is_to_come and not review.carried_out


def still_holds(review: AssistanceReview) -> bool:
    """Whether no re-check that was decided later replaces this one. Raises Refused where another comes before it."""
    if review.proposal == AssistanceReview.Proposal.GO_ON:
        return True
    if review.pk in overtaken([review.household_id]):
        return False
    if first := waits_before(review):
        words = gettext("The re-check %(number)s holds from an earlier day: it is brought into the entry first.")
        raise Refused(words % {"number": first.number})
    return True
