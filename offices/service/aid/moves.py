"""Guards and effects of applications for assistance: consent, posting, and the household's entry after a grant."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext

from caojiadu.core.cases import extensions
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving, open_case
from caojiadu.core.registers import steps
from caojiadu.core.registers.verbs import change, enter
from offices.service.assistance.received import refuse_twice
from offices.service.assistance.register import HOUSEHOLDS
from offices.service.models import AidApplication, AidRules, AssistanceReview

SPECIAL = 15  # working days by which special cases take longer than others (the office's own norm)
Proposal = AidApplication.Proposal


def note_consent(moving: Moving) -> None:
    """An effect: the day of the consent is kept."""
    if moving.case.consent and moving.case.consent_on is None:
        moving.change(consent_on=timezone.localdate(moving.now))


def end_consent(moving: Moving) -> None:
    """An effect of withdrawing: the consent has ended with it (Personal Information Protection Law, art. 15)."""
    if moving.case.consent:
        moving.change(consent=False, consent_ended_on=timezone.localdate(moving.now))


def rests_on_consent(moving: Moving) -> None:
    """A guard: there is a consent to withdraw, and assistance that rests on it."""
    if not moving.case.consent_stands:
        raise Refused(gettext("No assistance and no check rests on this consent any more."))


def pass_on_consent(moving: Moving) -> None:
    """An effect: the household's entry says since when its means may be checked."""
    case, household = moving.case, moving.case.household
    if household.is_current and household.consent_on is None and household.withdrawn_on is None:
        change(HOUSEHOLDS, household, {"consent_on": case.consent_on}, user=moving.actor.user)


def look_at_anew(moving: Moving) -> None:
    """An effect: without the consent nobody can find whether the conditions are still met; a re-check begins."""
    if moving.case.household.is_current:
        _recheck(moving, AssistanceReview.Cause.CONSENT, gettext("Consent to the means check withdrawn"))


def look_at_what_came_first(moving: Moving) -> None:
    """An effect: what came first is not borne out afterwards; where it still runs, a re-check begins."""
    if moving.case.household.is_current:
        words = gettext("Help came first, papers and checks do not follow")
        _recheck(moving, AssistanceReview.Cause.FIRST, words)


def _recheck(moving: Moving, cause: str, title: str) -> None:
    case = moving.case
    open_case(
        kind="assistance_review",
        actor=moving.actor,
        office=case.office,
        function=case.function,
        title=title,
        channel="web" if moving.actor.by == "resident" else "staff",
        household=case.household,
        cause=cause,
        begun_on=timezone.localdate(moving.now),
    )


def cannot_wait(moving: Moving) -> None:
    """A guard: only what is urgent is decided before papers and checks."""
    if not moving.case.comes_first:
        raise Refused(gettext("Only temporary relief that cannot wait is decided before papers and checks."))


def found_to_be_granted(moving: Moving) -> None:
    """A guard: only what is to be granted is posted; a refusal is told to the applicant alone."""
    if moving.case.proposal != Proposal.GRANT:
        raise Refused(gettext("It is proposed to refuse this: it is decided without posting."))


def found_to_be_refused(moving: Moving) -> None:
    """A guard: what is to be granted is not refused on the spot, but looked into again."""
    if moving.case.proposal != Proposal.REFUSE:
        raise Refused(gettext("It is proposed to grant this: post it, or have it looked into again."))


def post(moving: Moving) -> None:
    """An effect: posted from today, for the days that are set, the first and the last included; it is decided after."""
    today = timezone.localdate(moving.now)
    days = AidRules.now().posting_days
    moving.change(posted_on=today, posted_until=today + dt.timedelta(days=days - 1))
    steps.restart_limits("posting")(moving)


def unpost(moving: Moving) -> None:
    """An effect: what is looked into again is checked, found and posted again, with days of its own.

    The history keeps what was: a visit of the first round would lie before the means check of the second.
    """
    moving.change(means_on=None, home_on=None, proposal="", monthly=None, since=None, until=None)
    moving.change(posted_on=None, posted_until=None)


def posting_over_or_urgent(moving: Moving) -> None:
    """A guard: nothing is granted before the days of posting are over, except help that cannot wait."""
    until = moving.case.posted_until
    if moving.case.state == "aid_urgent":
        return
    if until is None or until >= timezone.localdate(moving.now):
        raise Refused(gettext("The days of posting are not over yet."))


def take_longer(moving: Moving) -> None:
    """An effect: a special case takes longer, once."""
    extensions.lengthen(moving.case, "decide", SPECIAL, moving.now)


def not_received_yet(moving: Moving) -> None:
    """A guard: who receives a lasting aid already is not granted it twice; that aid is changed by a re-check."""
    if moving.data.get("proposal") != Proposal.REFUSE:
        refuse_twice(moving.case.resident_id, moving.case.aid)


def open_entry(moving: Moving) -> None:
    """An effect of a grant: the household's entry, from which re-checks, visits and the payment roll follow."""
    case = moving.case
    values = {
        "title": str(case.title),
        "neighbourhood": case.neighbourhood,
        "category": case.aid,
        "members": case.members,
        "reasons": case.causes,
        "monthly": case.monthly,
        "since": case.since,
        "until": case.until,
        "longer_why": case.longer_why,
        "consent_on": case.consent_on,
        "visited_on": case.home_on,
    }
    household = enter(HOUSEHOLDS, values, user=moving.actor.user, resident=case.resident)
    moving.change(household=household)
