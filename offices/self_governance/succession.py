"""A new committee takes the place of the one before, with everything that hangs on it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from caojiadu.core.accounts.models import Visitor
from caojiadu.core.registers.declaration import Register
from caojiadu.core.registers.verbs import end, enter


def succeed(
    committees: Register, members: Register, before: Any, values: Mapping[str, Any], *, on: dt.date, user: Visitor
) -> Any:
    """End the committee `before` and its members, if there is one, and enter the new one as the next term."""
    reason = _("A new committee has taken office.")
    if before is not None:
        for member in members.model_class.objects.filter(committee=before, ended_on=None):
            end(members, member, on=on, reason=reason, user=user)
        end(committees, before, on=on, reason=reason, user=user)
    return enter(committees, {**values, "term": before.term + 1 if before else 1}, user=user)
