"""What the moves of the office that has the matter do beyond the state."""

from caojiadu.core.cases.assign import hand_to_person
from caojiadu.core.cases.barring import keep_out
from caojiadu.core.cases.models import Bar, Waiting
from caojiadu.core.cases.moves import Moving
from caojiadu.core.cases.tell import tell
from caojiadu.core.district import reports
from caojiadu.core.workflow import Notify
from petitions.models import Answer, Question


def assign(moving: Moving) -> None:
    """Give it to a person."""
    hand_to_person(moving, moving.data["handler"])


def recuse(moving: Moving) -> None:
    """Keep a person out of it from this moment; where they had it, the successor has it now and is told."""
    person = moving.data["person"]
    keep_out(moving, person, Bar.Reason.RECUSED)
    successor = moving.data.get("handler")
    if successor and moving.case.handler_id in (person.pk, None):
        hand_to_person(moving, successor)
        tell(moving.event, moving.case, [Notify("handler", "case_for_you")])


def ask(moving: Moving) -> None:
    """Put a question to the petitioner."""
    Question.objects.create(
        petition=moving.case, text=moving.data["question"], asked_by=moving.actor.user, asked_at=moving.now
    )
    moving.change(waiting=Waiting.RESIDENT)


def keep_draft(moving: Moving) -> None:
    """Keep the draft of this round."""
    Answer.objects.update_or_create(
        petition=moving.case,
        round=moving.case.round,
        defaults={
            "outcome": moving.data["outcome"],
            "text": moving.data["text"],
            "basis": moving.data["basis"],
            "drafted_by": moving.actor.user,
            "drafted_at": moving.now,
        },
    )


def release(moving: Moving) -> None:
    """Release the answer of this round. An opinion starts the petitioner's time to object once it is served."""
    Answer.objects.filter(petition=moving.case, round=moving.case.round).update(
        released_by=moving.actor.user, released_at=moving.now
    )
    if not moving.case.is_second_look:
        moving.change(answered_at=moving.now)


def note_reading(moving: Moving) -> None:
    """Keep which office has read it."""
    moving.change(read_by_id=moving.case.office_id)


def climb(moving: Moving) -> None:
    """A limit passed: tell the rung's audience; on the last rung report number, kind and days late to the district."""
    rung = moving.data["rung"]
    if rung == "district":
        reports.put_overdue(case=moving.case, event=moving.event, days_late=moving.data["days_late"], now=moving.now)
        return
    audience = ("handler", "registrar") if rung == "handler" else (rung,)
    tell(moving.event, moving.case, [Notify(one, "limit_late") for one in audience])


def address_unclear(moving: Moving) -> None:
    """Nobody is notified any more: name or address is unclear."""
    moving.change(address_unclear=True)
