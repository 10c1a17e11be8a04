"""People who sign in, the posts they hold from one day to another, when they are away, and what guards the door."""

from caojiadu.core.accounts.models.absence import Absence
from caojiadu.core.accounts.models.approval import Approval
from caojiadu.core.accounts.models.people import (
    GivenPermission,
    Holder,
    PastPassword,
    People,
    Post,
    PostQuerySet,
    SignIn,
    SignInCode,
    Throttle,
    User,
    Visitor,
)

__all__ = [
    "Absence",
    "Approval",
    "GivenPermission",
    "Holder",
    "PastPassword",
    "People",
    "Post",
    "PostQuerySet",
    "SignIn",
    "SignInCode",
    "Throttle",
    "User",
    "Visitor",
]
