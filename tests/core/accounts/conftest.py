"""People of these tests, and the code that a phone received."""

from collections.abc import Callable

import pytest

from caojiadu.core.accounts.models import User
from caojiadu.core.accounts.posts import appoint
from caojiadu.core.notices.codes import opened
from caojiadu.core.notices.models import Notice
from caojiadu.core.organisation.models import DistrictBody, Office

PASSWORD = "three plane trees in a lane"


@pytest.fixture
def clerk(db: None) -> User:
    """A handler of the Security Office."""
    user = User.objects.create_user("clerk", password=PASSWORD, display_name="周敏")
    appoint(user=user, role="handler", office=Office.objects.get(key="security"))
    return user


@pytest.fixture
def administrator(db: None) -> User:
    """Keeps accounts and settings."""
    user = User.objects.create_user("keeper", password=PASSWORD)
    appoint(user=user, role="system_admin")
    return user


@pytest.fixture
def guardian(db: None) -> User:
    """Gives posts."""
    user = User.objects.create_user("guardian", password=PASSWORD)
    appoint(user=user, role="security_admin")
    return user


@pytest.fixture
def officer(db: None) -> User:
    """A district officer."""
    user = User.objects.create_user("officer", password=PASSWORD, kind="district", display_name="罗斌")
    appoint(user=user, role="district", body=DistrictBody.objects.first())
    return user


@pytest.fixture
def resident(db: None) -> User:
    """Somebody who signs in by phone."""
    return User.objects.create_user("r1", kind="resident")


@pytest.fixture
def received(db: None) -> Callable[[], tuple[str, str]]:
    """The phone and the code of the newest text message in the outbox."""

    def newest() -> tuple[str, str]:
        phone, variables = opened(Notice.objects.filter(template="sign_in_code").latest("pk"))
        return phone, variables["code"]

    return newest
