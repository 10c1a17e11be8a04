"""Where an order stands."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.workflow import State

RECEIVED = State("order_received", _("To be dispatched"))
DISPATCHED = State("order_dispatched", _("Dispatched"))
HANDLING = State("order_handling", _("Being handled"))
RETURN_ASKED = State("order_return_asked", _("Return asked for"), tone="soon")
EXTENSION_ASKED = State("order_extension_asked", _("Extension asked for"), tone="soon")
CHECKING = State("order_checking", _("Reply to be checked"))
REPLIED = State("order_replied", _("Replied, to be called back"))
CLOSED = State("order_closed", _("Closed"), done=True, tone="done")
SENT_BACK = State("order_sent_back", _("Sent back to the district"), final=True, tone="done")

AT_OFFICE = (DISPATCHED, HANDLING)
UNDER_WAY = (RECEIVED, *AT_OFFICE, RETURN_ASKED, EXTENSION_ASKED, CHECKING)
