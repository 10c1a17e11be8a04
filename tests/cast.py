"""The fixed cast: one person for each part that is played, in the offices of the official list."""

from types import SimpleNamespace
from typing import Any

import pytest

from caojiadu.core.accounts.models import User
from caojiadu.core.accounts.posts import appoint
from caojiadu.core.organisation.models import DistrictBody, Neighbourhood, Office

PASSWORD = "a good long password"
# name in the cast: (shown name, role, office code or neighbourhood)
STAFF = {
    "window": ("窗口小陈", "window", "E"),
    "clerk": ("信访老周", "letters", "E"),
    "head": ("管理科长", "head", "C"),
    "handler": ("经办小林", "handler", "C"),
    "colleague": ("经办小何", "handler", "C"),
    "co_head": ("自治科长", "head", "F"),
    "co_handler": ("自治小吴", "handler", "F"),
    "stranger": ("服务小孙", "handler", "D"),
    "security_head": ("平安科长", "head", "E"),
    "keeper": ("举报专员甲", "accusations", "E"),
    "second_keeper": ("举报专员乙", "accusations", "E"),
    "committee": ("居委小邵", "committee", "wunan"),
    "leader": ("主任老马", "leader", ""),
    "administrator": ("系统管理员", "administrator", ""),
}
DISTRICT = {"district": ("区信访办小郑", "letters-calls"), "discipline": ("区纪委小钱", "discipline")}


def make_staff(username: str, name: str, role: str, office: str) -> User:
    """A member of staff with one post."""
    user = User.objects.create_user(username, password=PASSWORD, display_name=name, kind="staff")
    if role == "committee":
        appoint(user=user, role=role, neighbourhood=Neighbourhood.objects.get(key=office))
    else:
        appoint(user=user, role=role, office=Office.objects.get(code=office) if office else None)
    return user


def make_officer(username: str, name: str, body: str) -> User:
    """An officer of a district body."""
    user = User.objects.create_user(username, password=PASSWORD, display_name=name, kind="district")
    appoint(user=user, role="district", body=DistrictBody.objects.get(key=body))
    return user


def make_cast() -> SimpleNamespace:
    """Everybody, each under the name of the part."""
    people: dict[str, Any] = {key: make_staff(key, *parts) for key, parts in STAFF.items()}
    people.update({key: make_officer(key, *parts) for key, parts in DISTRICT.items()})
    return SimpleNamespace(**people)


@pytest.fixture
def cast(db: None) -> SimpleNamespace:
    """The cast, inside the test's transaction."""
    return make_cast()


def again(user: User) -> User:
    """The same person as a new request sees them: nothing cached."""
    return User.objects.get(pk=user.pk)
