"""The fixed cast: one person for each part that is played, in the offices of the official list."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password

from caojiadu.core.accounts.models import Post, User
from caojiadu.core.organisation.models import DistrictBody, Neighbourhood, Office

PASSWORD = "a good long password"
# Long in their posts, so that a test may play on whichever day it needs.
SINCE = dt.date(2020, 1, 1)
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
    "system_admin": ("系统管理员", "system_admin", ""),
    "security_admin": ("安全管理员", "security_admin", ""),
    "audit_admin": ("审计管理员", "audit_admin", ""),
}
# Who reads reports against somebody.
KEEPERS = {"keeper", "second_keeper"}
DISTRICT = {"district": ("区信访办小郑", "letters-calls"), "discipline": ("区纪委小钱", "discipline")}


def make_people(parts: dict[str, tuple[str, str, str]]) -> dict[str, User]:
    """People with one post each, in a few statements for all; the database holds the posts to their rules."""
    password = make_password(PASSWORD)
    people = {
        username: User(username=username, password=password, display_name=name, kind=_side(role))
        for username, (name, role, _place) in parts.items()
    }
    User.objects.bulk_create(people.values())
    posts = [
        Post(user=people[key], role=role, since=SINCE, **_place(role, place))
        for key, (_name, role, place) in parts.items()
    ]
    Post.objects.bulk_create(posts)
    return people


def _place(role: str, place: str) -> dict[str, Any]:
    """Where a post sits."""
    if role == "committee":
        return {"neighbourhood": Neighbourhood.objects.get(key=place)}
    if role == "district":
        return {"body": DistrictBody.objects.get(key=place)}
    return {"office": Office.objects.get(code=place) if place else None}


def _side(role: str) -> str:
    return "district" if role == "district" else "staff"


def make_staff(username: str, name: str, role: str, office: str) -> User:
    """A member of staff with one post; of a committee, in the neighbourhood named."""
    return make_people({username: (name, role, office)})[username]


def make_officer(username: str, name: str, body: str) -> User:
    """An officer of a district body."""
    return make_people({username: (name, "district", body)})[username]


def make_cast() -> SimpleNamespace:
    """Everybody, each under the name of the part."""
    officers = {key: (name, "district", body) for key, (name, body) in DISTRICT.items()}
    return SimpleNamespace(**make_people(STAFF | officers))


@pytest.fixture
def cast(db: None) -> SimpleNamespace:
    """The cast, inside the test's transaction."""
    return make_cast()


def again(user: User) -> User:
    """The same person as a new request sees them: nothing cached."""
    return User.objects.get(pk=user.pk)
