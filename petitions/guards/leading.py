"""What must be true of a matter that a leader holds."""

from django.utils.translation import gettext as _

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from caojiadu.core.cases.tokens import persons


def not_held(moving: Moving) -> None:
    """No leader holds it."""
    if moving.case.held_by_id:
        raise Refused(_("%(name)s holds this matter already.") % {"name": moving.case.held_by})


def held(moving: Moving) -> None:
    """A leader holds it."""
    if not moving.case.held_by_id:
        raise Refused(_("No leader holds this matter."))


def held_by_whoever_signs(moving: Moving) -> None:
    """What a leader holds is signed by that leader, or by whoever stands in for them."""
    holder, user = moving.case.held_by_id, moving.actor.user
    if holder and holder not in {one.pk for one in persons(user)}:
        raise Refused(_("%(name)s holds this matter and signs the answer.") % {"name": moving.case.held_by})
