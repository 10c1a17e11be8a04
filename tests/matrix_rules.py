"""What the rows of the matrix are made of: rules, and the groups of people whom they let in."""

from collections.abc import Callable

from caojiadu.core.administrators import ADMINISTRATORS
from tests.cast import DISTRICT
from tests.world import DESK_PEOPLE, OPENS

RESIDENTS = {"resident", "neighbour"}
Rule = Callable[[str], int]


def everybody(status: int = 200) -> Rule:
    return lambda _person: status


def desk(*some: str, ok: int = 200) -> Rule:
    """Staff pages: strangers are asked to sign in; for whom a page is not, it does not exist."""
    allowed = set(some or DESK_PEOPLE)
    return lambda person: 302 if person == "visitor" else ok if person in allowed else 404


def nobody_but(*some: str, ok: int = 200) -> Rule:
    """Pages of the public side that exist for some only."""
    return lambda person: ok if person in some else 404


def mine(*some: str, ok: int = 200) -> Rule:
    """Residents' pages behind the sign-in."""
    return lambda person: 302 if person == "visitor" else ok if person in some else 404


def district(*some: str) -> Rule:
    return desk(*(some or DISTRICT))


def signed_in(ok: int = 200, visitor: int = 302) -> Rule:
    return lambda person: visitor if person == "visitor" else ok


def of_password(person: str) -> int:
    without = RESIDENTS | {"guest", "superuser"}
    return 302 if person == "visitor" else 404 if person in without else 200


def asks_first(person: str) -> int:
    return 404 if of_password(person) == 404 else 302


FACTOR_PAGES = ("activate_totp", "deactivate_totp", "add_webauthn", "view_recovery_codes", "generate_recovery_codes")
OWN = {"ordinary", "answered"}  # what a phone number alone opens to the resident who wrote
REVEALS = {
    "ordinary": {"clerk", "head", "handler"},
    "answered": {"clerk", "head", "handler"},
    "order": {"head", "handler", "colleague", "co_head", "co_handler"},
    "accusation": {"keeper", "second_keeper"},
    "reclassified": {"keeper", "second_keeper"},
}
RENEWS = {
    "fresh": {"clerk"},
    "ordinary": {"clerk"},
    "answered": {"clerk"},
    "entered": {"clerk", "window"},
    **{key: {"keeper", "second_keeper"} for key in ("accusation", "forwarded", "reclassified")},
}
HANDS = ("clerk", "head", "handler", "colleague", "co_head", "co_handler")
# Everybody with a post in which matters are worked on; the superuser has every permission.
WORKING = tuple(name for name in DESK_PEOPLE if name not in (*ADMINISTRATORS, "committee"))
OUTSIDE_OFFICES = ("committee", "leader", *ADMINISTRATORS, "superuser")
FIGURES = ("clerk", "head", "co_head", "security_head", "keeper", "second_keeper", "leader", "superuser")
_OFFICES = ("clerk", "head", "handler", "colleague", "co_head", "co_handler", "stranger", "security_head", "leader")
CARDS = (*_OFFICES, "superuser")
CENTRE = ("head", "handler", "colleague", "superuser")
ORDERS = ("head", "handler", "colleague", "co_head", "co_handler", "stranger", "security_head")
HEADS = ("head", "handler", "colleague", "co_head", "security_head", "leader")
HALL = ("stranger", "guest")  # who works in the office that runs the reception centre
SENDERS = ("clerk", "system_admin", "superuser")


def nobody_posts() -> Rule:
    """Addresses that are only posted: strangers are asked to sign in, residents find nothing, staff get to the page."""
    return lambda person: 302 if person == "visitor" or person in DESK_PEOPLE else 404


def matters(rule: Callable[[str], Rule]) -> dict[str, Rule]:
    return {matter: rule(matter) for matter in OPENS}


def opens_at_desk(matter: str) -> Rule:
    return desk(*(OPENS[matter] or {"-"}))


def own(matter: str) -> Rule:
    return nobody_but(*(["resident"] if matter in OWN else []))
