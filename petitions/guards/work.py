"""What must be true before a move of the office that has the matter."""

from django.utils.translation import gettext as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.helping import helpers_of
from caojiadu.core.cases.moves import Moving


def can_be_asked(moving: Moving) -> None:
    """Somebody reads the question, and no other one is open."""
    if moving.case.questions.filter(replied_at=None).exists():
        raise Refused(_("A question is still open. Wait for the reply, or ring."))


def coordinated(moving: Moving) -> None:
    """Coordination was recorded first, or a joint meeting dealt with it (street ordinance, art. 15)."""
    if not moving.case.events.filter(move__in=("coordinate", "meeting_held")).exists():
        raise Refused(_("Record first with whom you coordinated and what was tried; then report up."))


def co_opinions_in(moving: Moving) -> None:
    """Everybody who helps gave an opinion, or the head says why not."""
    names = [str(row.helper) for row in helpers_of(moving.case).filter(opinion_at=None)]
    if names and not moving.data.get("reason"):
        raise Refused(
            _("No opinion yet from: %(names)s. Wait for it, or say below why the answer goes out without it.")
            % {"names": ", ".join(names)}
        )


def not_read_yet(moving: Moving) -> None:
    """It is noted once for each office that is responsible."""
    if moving.case.read_by_id == moving.case.office_id:
        raise Refused(_("That the office has read it is noted already."))
