"""Which side of the house a path belongs to, and where each kind of person goes."""

from urllib.parse import urlsplit

from caojiadu.core.accounts.models import User
from caojiadu.core.administrators import ADMINISTRATORS

DESK, DISTRICT, ADMIN, MINE, STAFF_DOOR = "/desk/", "/district/", "/admin/", "/me/", "/accounts/staff/"
INSIDE = (DESK, DISTRICT, ADMIN, STAFF_DOOR)


def home_of(user: User) -> str:
    """The page a person comes for."""
    if user.kind == User.Kind.RESIDENT:
        return MINE
    if user.kind == User.Kind.DISTRICT:
        return DISTRICT
    others = any(post.role not in ADMINISTRATORS for post in user.posts_today)
    return ADMIN if user.is_staff and not others else DESK


def destination(user: User, wanted: str | None) -> str:
    """The page asked for before sign-in if it is of the person's own side, else their home."""
    path = urlsplit(wanted or "").path
    allowed = {
        DESK: user.kind == User.Kind.STAFF,
        DISTRICT: user.kind == User.Kind.DISTRICT,
        ADMIN: user.kind == User.Kind.STAFF and user.is_staff,
        MINE: user.kind == User.Kind.RESIDENT,
        "/accounts/": False,
    }
    closed = any(path.startswith(prefix) and not open_to for prefix, open_to in allowed.items())
    return wanted if wanted and path and not closed else home_of(user)
