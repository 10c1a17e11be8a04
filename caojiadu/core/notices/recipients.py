"""Whom a message goes to: named by key when it is written, looked up when it is sent."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from caojiadu.core.accounts.models import User
from caojiadu.core.community.models import Resident
from caojiadu.core.notices.models import Notice


@dataclass(frozen=True)
class To:
    """A recipient by key: a user, a resident, or another system by its name."""

    user_id: int | None = None
    resident_key: UUID | None = None
    endpoint: str = ""

    def __post_init__(self) -> None:
        given = (self.user_id is not None) + (self.resident_key is not None) + bool(self.endpoint)
        if given != 1:
            raise ValueError("a message has exactly one recipient")

    @classmethod
    def user(cls, user: User) -> "To":
        """Somebody who signs in."""
        return cls(user_id=user.pk)

    @classmethod
    def resident(cls, resident: Resident) -> "To":
        """A resident, with or without an account."""
        return cls(resident_key=resident.key)

    @classmethod
    def system(cls, name: str) -> "To":
        """Another system; the hook `notice_endpoint` gives its address and secret."""
        return cls(endpoint=name)


@dataclass(frozen=True)
class Person:
    """How somebody can be reached today."""

    language: str
    phone: str = ""
    email: str = ""
    name: str = ""

    is_staff: bool = False
    is_system: bool = False

    def channels(self) -> tuple[str, ...]:
        """In the portal always, by e-mail where there is an address, and residents by text message too."""
        if self.is_system:
            return (Notice.Channel.WEBHOOK,)
        found = [Notice.Channel.PORTAL]
        if self.phone and not self.is_staff:
            found.append(Notice.Channel.SMS)
        if self.email:
            found.append(Notice.Channel.EMAIL)
        return tuple(found)


def reach(to: To) -> Person:
    """Look a recipient up. Raises DoesNotExist."""
    if to.endpoint:
        return Person(settings.LANGUAGE_CODE, is_system=True)
    if to.user_id is not None:
        user = User.objects.get(pk=to.user_id)
        return Person(user.language, user.phone_sealed, user.email, str(user), is_staff=user.kind != User.Kind.RESIDENT)
    return person_of(Resident.objects.get(key=str(to.resident_key)))


def person_of(resident: Resident) -> Person:
    """How a resident can be reached today."""
    return Person(resident.language, resident.phone_sealed, resident.email_sealed, resident.masked_name)


def recipient_of(notice: Notice) -> Person | None:
    """Look up whom a row goes to; None when a one-off message has forgotten it."""
    if not (notice.is_to_a_person or notice.endpoint):
        return None
    return reach(To(notice.user_id, notice.resident_key, notice.endpoint))
