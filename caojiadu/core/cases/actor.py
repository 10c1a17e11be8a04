"""Who makes a move."""

from dataclasses import dataclass
from typing import Any, Self

from caojiadu.core.accounts.models import Visitor
from caojiadu.core.workflow import By


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody, or the portal's own clock, as a move knows them. Only keys reach the event."""

    by: By
    user: Any = None

    @classmethod
    def staff(cls, user: Visitor | None) -> Self:
        """A member of staff."""
        return cls(By.STAFF, user)

    @classmethod
    def resident(cls, user: Visitor | None = None) -> Self:
        """The petitioner, signed in or holding the query code."""
        return cls(By.RESIDENT, user)

    @classmethod
    def timer(cls) -> Self:
        """The portal itself."""
        return cls(By.TIMER)

    @classmethod
    def district(cls, user: Visitor | None = None) -> Self:
        """A district body, through its inbox here or its own system."""
        return cls(By.DISTRICT, user)

    @classmethod
    def link(cls) -> Self:
        """Somebody outside who was sent a link, and has no account."""
        return cls(By.LINK)

    def office_in(self, case: Any) -> int | None:
        """The office a member of staff acts from: the lead office, else the desk, else one of their own."""
        if self.by != By.STAFF:
            return None
        theirs = [post.office_id for post in self.user.posts_at_work if post.office_id]
        near = [office_id for office_id in (case.office_id, case.registrar_id) if office_id in theirs]
        return next(iter([*near, *theirs]), None)

    @property
    def user_id(self) -> int | None:
        """The key of the person, if there is one."""
        return self.user.id if self.user is not None else None
