"""What the stages of a letter do beyond its state: extension, carrying out, archiving."""

from typing import Any

from caojiadu.core.cases import clocks
from caojiadu.core.cases.extensions import lengthen
from caojiadu.core.cases.moves import Moving
from caojiadu.core.documents import papers
from caojiadu.core.workdays.deadlines import Deadline, extend
from petitions.clocks.standing import CARRYING_OUT
from petitions.models import Extension, Question
from petitions.papers.kinds import matter_of


def ask_extension(moving: Moving) -> None:
    """Keep what the handler asks for."""
    Extension.objects.create(
        petition=moving.case,
        days=moving.data["days"],
        reason=moving.data["reason"],
        asked_by=moving.actor.user,
        asked_at=moving.now,
    )


def paper_of_extension(moving: Moving) -> dict[str, Any]:
    """What the notice of extension says: why, and the new last day as it is counted today."""
    asked = moving.case.extensions.get(decided_at=None)
    clock = moving.case.clocks.get(key="close", state="running")
    until = extend(Deadline.from_json(clock.why), asked.days).date
    return {"matter": matter_of(moving.case), "reason": asked.reason, "until": until}


def grant_extension(moving: Moving) -> None:
    """Move the last day, once. The notice says the day as it is now: a calendar may have changed since the draft."""
    asked = moving.case.extensions.get(decided_at=None)
    parts = paper_of_extension(moving)
    papers.draft(case=moving.case, key="extension", parts=parts, by=asked.asked_by, now=moving.now)
    lengthen(moving.case, "close", asked.days, moving.now)
    _decide(moving, asked, granted=True)


def refuse_extension(moving: Moving) -> None:
    """The limit stays."""
    _decide(moving, moving.case.extensions.get(decided_at=None), granted=False)


def _decide(moving: Moving, asked: Extension, *, granted: bool) -> None:
    asked.decided_by, asked.decided_at, asked.granted = moving.actor.user, moving.now, granted
    asked.save(update_fields=["decided_by", "decided_at", "granted"])


def drop_extension(moving: Moving) -> None:
    """Nobody decides any more on an extension of a limit that was kept."""
    if moving.case.extensions.filter(decided_at=None).delete()[0]:
        papers.drop(case=moving.case, key="extension")


def start_carrying_out(moving: Moving) -> None:
    """What was promised gets the office's own limit; a limit that runs already goes on."""
    limit = moving.case.workflow.limit("carry_out")
    if limit and moving.case.state == CARRYING_OUT:
        clocks.start(moving.case, limit, moving.now)
        clocks.refresh_due(moving.case)


def carried_out(moving: Moving) -> None:
    """Everything promised was done."""
    moving.change(carried_out_at=moving.now)


def close_question(moving: Moving) -> None:
    """Nobody waits any more for what was missing."""
    Question.objects.filter(petition=moving.case, replied_at=None).update(replied_at=moving.now)
    if moving.case.waiting == "resident":
        moving.change(waiting="")


def note_address(moving: Moving) -> None:
    """Record that nobody can be reached."""
    if moving.data.get("address_unclear"):
        moving.change(address_unclear=True)
