"""Where a grid case stands."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.workflow import State

FOUND = State("found", _("Found"))
ACCEPTED = State("grid_accepted", _("Accepted by the centre"))
FILED = State("grid_filed", _("Filed"))
DISPATCHED = State("dispatched", _("Dispatched"))
RETURN_ASKED = State("grid_return_asked", _("Return asked for"), tone="soon")
TIME_ASKED = State("grid_time_asked", _("More time or a standstill asked for"), tone="soon")
SUSPENDED = State("grid_suspended", _("Suspended"))
HANDLED = State("handled", _("Handled, to be verified"))
VERIFIED = State("verified", _("Verified"), tone="done")
ON_SPOT = State("grid_on_spot", _("Put right on the spot, to be looked at"))
CLOSED = State("grid_closed", _("Closed"), final=True, tone="done")
CANCELLED = State("cancelled", _("Not a grid case"), final=True, tone="done")

AT_DESK = (FOUND, ACCEPTED)
AT_HANDLER = (DISPATCHED, RETURN_ASKED, TIME_ASKED, SUSPENDED)
UNDER_WAY = (*AT_DESK, FILED, *AT_HANDLER, HANDLED, ON_SPOT)
