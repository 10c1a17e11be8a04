"""What the moves about those who help do beyond the state."""

from caojiadu.core.cases import helping
from caojiadu.core.cases.models import Assignment
from caojiadu.core.cases.moves import Moving
from caojiadu.core.cases.tell import speaks_for, tell_people


def ask_office(moving: Moving) -> None:
    """Ask an office to help, by a day."""
    _say(moving, helping.ask_office(moving, moving.data["office"], **_asked(moving)), "case_for_co_office")


def ask_committee(moving: Moving) -> None:
    """Ask a neighbourhood's committee to help, by a day."""
    row = helping.ask_committee(moving, moving.data["neighbourhood"], **_asked(moving))
    _say(moving, row, "case_for_co_office")


def _asked(moving: Moving) -> dict[str, object]:
    return {"day": moving.data["due_on"], "question": moving.data["question"]}


def urge(moving: Moving) -> None:
    """Press a helper for its opinion, at once."""
    row = moving.data["helper"]
    Assignment.objects.filter(pk=row.pk).update(urged_at=moving.now)
    _say(moving, row, "case_urged")


def change(moving: Moving) -> None:
    """Another day, or another question."""
    row = moving.data["helper"]
    helping.set_day(row, moving.data["due_on"], moving.now)
    row.question = moving.data["question"]
    row.save(update_fields=["due_at", "next_at", "told", "question"])
    _say(moving, row, "case_help_changed")


def release(moving: Moving) -> None:
    """A helper is told, and reads the matter no more."""
    row = moving.data["helper"]
    _say(moving, row, "case_help_over")
    helping.release(row, moving.now)


def opine(moving: Moving) -> None:
    """Keep the opinion of the helper for which the actor speaks."""
    rows = helping.helped_by(moving.case, moving.actor.user)
    helping.keep_opinion(rows, moving.data["opinion"], moving.actor.user, moving.now)


def _say(moving: Moving, row: Assignment, template: str) -> None:
    key = f"event-{moving.event.pk}"
    tell_people(moving.case, speaks_for(row), template, key=key, leave_out=moving.actor.user_id)
