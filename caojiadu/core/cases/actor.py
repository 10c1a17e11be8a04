"""Who makes a move."""

from dataclasses import dataclass
from typing import Any, Self

from caojiadu.core.workflow import By


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody, or the portal's own clock, as a move knows them. Only keys reach the event."""

    by: By
    user: Any = None
    office_id: int | None = None

    @classmethod
    def staff(cls, user: Any) -> Self:
        """A member of staff, acting from the first office they hold a post in."""
        offices = [post.office_id for post in user.posts_today if post.office_id]
        return cls(By.STAFF, user, offices[0] if offices else None)

    @classmethod
    def resident(cls, user: Any = None) -> Self:
        """The petitioner, signed in or holding the query code."""
        return cls(By.RESIDENT, user)

    @classmethod
    def timer(cls) -> Self:
        """The portal itself."""
        return cls(By.TIMER)

    @classmethod
    def district(cls, user: Any = None) -> Self:
        """A district body, through its inbox here or its own system."""
        return cls(By.DISTRICT, user)

    @property
    def user_id(self) -> int | None:
        """The key of the person, if there is one."""
        return self.user.id if self.user is not None else None
