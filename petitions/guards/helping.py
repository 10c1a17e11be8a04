"""What must be true of those who help."""

from django.utils.translation import gettext as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.helping import helpers_of
from caojiadu.core.cases.moves import Moving


def has_helpers(moving: Moving) -> None:
    """Somebody helps."""
    if not helpers_of(moving.case).exists():
        raise Refused(_("Nobody helps with this matter."))


def opinion_missing(moving: Moving) -> None:
    """Somebody who helps has not said anything yet."""
    if not helpers_of(moving.case).filter(opinion_at=None).exists():
        raise Refused(_("Everybody who helps has given an opinion."))
