"""What must have reached the petitioner before a move."""

from django.utils.translation import gettext as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from caojiadu.core.documents.papers import last_issued
from caojiadu.core.documents.serving import served_at


def notice_served(moving: Moving) -> None:
    """The notice of acceptance was served, unless nobody can be notified (art. 23). Sent is not served."""
    case = moving.case
    if case.anonymous or case.address_unclear or case.resident_id is None:
        return
    notice = last_issued(case, "acceptance")
    # A matter accepted before there were papers has none.
    if notice is not None and served_at(notice) is None:
        raise Refused(
            _(
                "The notice of acceptance (%(number)s) has not reached the petitioner yet. Hand it over or post it, "
                "and record the day on which it was received; or record that name or address is unclear."
            )
            % {"number": notice.number}
        )


def address_known(moving: Moving) -> None:
    """There is somebody to notify, and it was not recorded yet that they cannot be reached."""
    case = moving.case
    if case.anonymous or case.address_unclear or case.resident_id is None:
        raise Refused(_("This was recorded already."))
