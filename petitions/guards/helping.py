"""What must be true of those who help."""

import datetime as dt

from django.utils.translation import gettext as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.helping import helpers_of
from caojiadu.core.cases.memo import once
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import Moving


def has_helpers(moving: Moving) -> None:
    """Somebody helps."""
    if not _opinions(moving.case):
        raise Refused(_("Nobody helps with this matter."))


def opinion_missing(moving: Moving) -> None:
    """Somebody who helps has not said anything yet."""
    if None not in _opinions(moving.case):
        raise Refused(_("Everybody who helps has given an opinion."))


@once
def _opinions(case: Case) -> list[dt.datetime | None]:
    """When each of those who help gave an opinion."""
    return list(helpers_of(case).values_list("opinion_at", flat=True))
