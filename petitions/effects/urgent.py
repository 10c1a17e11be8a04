"""What moves around urgent reports do beyond the state."""

from caojiadu.core.cases.moves import Moving
from petitions.models import FlashUpdate
from petitions.oversight import urgent


def report_flash(moving: Moving) -> None:
    """Report an urgent matter from the page of a letter."""
    urgent.report_flash(actor=moving.actor, data=moving.data, parent=moving.case, now=moving.now)


def acknowledge(moving: Moving) -> None:
    """Note who heard it, and when; the line stops with the first."""
    moving.case.calls.filter(user=moving.actor.user, acknowledged_at=None).update(acknowledged_at=moving.now)
    if moving.case.acknowledged_at is None:
        moving.change(acknowledged_at=moving.now, next_call_at=None)


def call_next(moving: Moving) -> None:
    """Call the next in line; when nobody is left, the reporter and the desk hear that nobody acknowledged."""
    if not urgent.call_next_place(moving.case, moving.now):
        desk = urgent.posts_today(role="letters", office_id=moving.case.registrar_id)
        urgent.ring(moving.case, {moving.case.opened_by_id, *desk}, "flash_unheard", "unheard")


def follow(moving: Moving) -> None:
    """Keep what is new and send it up."""
    _keep(moving, last=False)


def conclude(moving: Moving) -> None:
    """Keep the last report and send it up; nobody is called any more."""
    _keep(moving, last=True)
    moving.change(next_call_at=None)


def _keep(moving: Moving, *, last: bool) -> None:
    case, text, doing = moving.case, moving.data["text"], moving.data.get("doing", "")
    FlashUpdate.objects.create(report=case, at=moving.now, by=moving.actor.user, text=text, doing=doing, last=last)
    urgent.tell_district(case, moving.event, text, doing, urgent.bodies_told(case), moving.actor.user, moving.now)
    called = case.calls.exclude(called_at=None).exclude(user=moving.actor.user).values_list("user_id", flat=True)
    key = f"event-{moving.event.pk}" if moving.event else ""
    urgent.ring(case, called, "flash_concluded" if last else "flash_followed", key)
