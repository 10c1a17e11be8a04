"""What the moves of a grid case check and do."""

from django.utils.translation import gettext as _

from caojiadu.core.cases.assign import hand_to_person
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import Moving
from caojiadu.core.cases.tell import tell
from caojiadu.core.workflow import Notify


def set_thing(moving: Moving) -> None:
    """Note the class and the exact place."""
    moving.change(thing=moving.data["thing"], place=moving.data["place"])


def dispatch(moving: Moving) -> None:
    """Give it to a person, who may pass it to a branch or company."""
    moving.change(to=moving.data["to"])
    hand_to_person(moving, moving.data["handler"])


def assign(moving: Moving) -> None:
    """Give it to somebody else of the office, as when a colleague leaves."""
    hand_to_person(moving, moving.data["handler"])


def handled(moving: Moving) -> None:
    """Note who handled it."""
    moving.change(handled_by=moving.actor.user)


def verified_by_another(moving: Moving) -> None:
    """Whoever handled it does not verify it (supervisors verify on site)."""
    if moving.case.handled_by_id == moving.actor.user_id:
        raise Refused(_("You handled it; somebody else has to verify it on site."))


def verified(moving: Moving) -> None:
    """Note who verified it."""
    moving.change(verified_by=moving.actor.user)


def count_return(moving: Moving) -> None:
    """Count how often it did not pass."""
    moving.change(returns=moving.case.returns + 1)


def tell_rung(moving: Moving) -> None:
    """Tell the audience of the rung. A grid case climbs inside the office; the city's system tells the district."""
    rung = moving.data["rung"]
    audience = "leader" if rung == "district" else rung
    tell(moving.event, moving.case, [Notify(audience, "limit_late")])
