"""What must be true before a move of the office that has the matter."""

from django.utils.translation import gettext as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.models import Assignment
from caojiadu.core.cases.moves import Moving


def can_be_asked(moving: Moving) -> None:
    """Somebody reads the question, and no other one is open."""
    if moving.case.questions.filter(replied_at=None).exists():
        raise Refused(_("A question is still open. Wait for the reply, or ring."))


def is_co_office(moving: Moving) -> None:
    """The person's own office is a co-office."""
    if not co_assignments(moving).exists():
        raise Refused(_("Your office does not help with this matter."))


def co_assignments(moving: Moving):
    """The open co-assignments of the offices that the actor works in."""
    offices = [post.office_id for post in moving.actor.user.posts_today if post.office_id]
    return Assignment.objects.filter(case_id=moving.case.pk, role=Assignment.Role.CO, until=None, office_id__in=offices)


def coordinated(moving: Moving) -> None:
    """Coordination was recorded first, or a joint meeting dealt with it (street ordinance, art. 15)."""
    if not moving.case.events.filter(move__in=("coordinate", "meeting_held")).exists():
        raise Refused(_("Record first with whom you coordinated and what was tried; then report up."))


def co_opinions_in(moving: Moving) -> None:
    """Every co-office gave its opinion, or the head says why not."""
    missing = Assignment.objects.filter(
        case_id=moving.case.pk, role=Assignment.Role.CO, until=None, opinion_at=None
    ).select_related("office")
    names = [row.office.name for row in missing]
    if names and not moving.data.get("reason"):
        raise Refused(
            _("No opinion yet from: %(names)s. Wait for it, or say below why the answer goes out without it.")
            % {"names": ", ".join(names)}
        )
