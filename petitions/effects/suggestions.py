"""What the moves of the suggestion track do beyond the state."""

from django.utils import timezone
from django.utils.translation import gettext as _

from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import Moving
from petitions.models import Measure, Proposal, Publication


def keep_measure(moving: Moving) -> None:
    """Keep what was done."""
    data = moving.data
    number = data["case_number"]
    Measure.objects.create(
        petition=moving.case,
        text=data["text"],
        link=data["link"],
        day=data["day"],
        case=Case.objects.get(number=number) if number else None,
        by=moving.actor.user,
        at=moving.now,
    )


def keep_reward(moving: Moving) -> None:
    """Keep how the proposer was rewarded."""
    Proposal.objects.update_or_create(petition=moving.case, defaults={"reward": moving.data["reward"]})


def allow(moving: Moving) -> None:
    """The proposer agrees to its being published."""
    Proposal.objects.update_or_create(petition=moving.case, defaults={"allowed_at": moving.now})


def forbid(moving: Moving) -> None:
    """The proposer takes the agreement back: whatever is public goes in the same moment."""
    Proposal.objects.filter(petition=moving.case).update(allowed_at=None)
    _down(moving, _("The proposer took back the agreement."))


def prepare(moving: Moving) -> None:
    """Keep the public text. What was released or taken down before counts no longer."""
    data, case = moving.data, moving.case
    answer = case.answers.exclude(released_at=None).order_by("-round").first()
    Publication.objects.update_or_create(
        petition=case,
        defaults={
            **{name: data[name] for name in ("theme", "title", "text", "answer", "measure", "left")},
            "outcome": answer.outcome,
            "answered_on": timezone.localdate(answer.released_at),
            "prepared_by": moving.actor.user,
            "prepared_at": moving.now,
            "released_by": None,
            "released_at": None,
            "taken_down_at": None,
            "taken_down_why": "",
        },
    )


def publish(moving: Moving) -> None:
    """Let everybody read it."""
    Publication.objects.filter(petition=moving.case).update(released_by=moving.actor.user, released_at=moving.now)


def take_down(moving: Moving) -> None:
    """Take it off the site."""
    _down(moving, moving.data["reason"])


def _down(moving: Moving, why: str) -> None:
    shown = Publication.objects.filter(petition=moving.case, released_at__isnull=False, taken_down_at=None)
    shown.update(taken_down_at=moving.now, taken_down_why=why)
