"""What must be true before a move around joint meetings."""

from django.utils.translation import gettext as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.models import Confidentiality
from caojiadu.core.cases.moves import Moving
from petitions.models import AgendaItem


def not_waiting(moving: Moving) -> None:
    """A matter waits for one meeting at a time, and a confidential report for none."""
    if moving.case.confidentiality == Confidentiality.SECRET:
        raise Refused(_("A confidential report is never put on an agenda."))
    if AgendaItem.objects.filter(case_id=moving.case.pk, meeting=None).exists():
        raise Refused(_("This matter waits for a joint meeting already."))


def begun(moving: Moving) -> None:
    """Minutes are kept of what has taken place."""
    if moving.case.held_at > moving.now:
        raise Refused(_("The meeting has not begun yet. Change its day first if it was held earlier."))


def has_matters(moving: Moving) -> None:
    """There is something on the agenda."""
    if not moving.case.items.exists():
        raise Refused(_("There is no matter on the agenda."))


def all_minuted(moving: Moving) -> None:
    """Every matter on the agenda has its minutes."""
    missing = moving.case.items.filter(minuted_at=None).select_related("case")
    if names := "、".join(str(item) for item in missing):
        raise Refused(_("No minutes yet of: %(numbers)s.") % {"numbers": names})
