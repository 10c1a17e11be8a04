"""Parts of pages drawn once: for tests of hundreds of pages that look at nothing on them."""

import copy
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest, HttpResponse
from django.urls import get_resolver
from django.utils import timezone
from django.utils.translation import get_language

from caojiadu.core import hooks
from caojiadu.core.accounts.backends import PostBackend
from caojiadu.core.accounts.models import User
from caojiadu.core.cases.query import tokens_of
from caojiadu.core.desk.views import common
from caojiadu.core.front import errors


@pytest.fixture
def one_rail(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw everybody's rail as it was when they came in: it is the same on every page, and a third of its time."""
    drawn: dict[int, dict[str, Any]] = {}
    real = common.frame

    def frame(user: Any) -> dict[str, Any]:
        if user.pk not in drawn:
            drawn[user.pk] = real(user)
        return dict(drawn[user.pk])

    _draw(monkeypatch, frame)


@pytest.fixture
def shared_rail(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw one rail for all who hold the same posts, and keep it from test to test: for hundreds of registers."""
    real = common.frame

    def frame(user: Any) -> dict[str, Any]:
        key = get_language(), *sorted((post.role, post.office_id or 0) for post in user.posts_today)
        if key not in _shared:
            _shared[key] = {**real(user), "banners": []}
        return dict(_shared[key])

    _draw(monkeypatch, frame)


_shared: dict[tuple[Any, ...], dict[str, Any]] = {}


def _draw(monkeypatch: pytest.MonkeyPatch, frame: Callable[[Any], dict[str, Any]]) -> None:
    # The pages are loaded before: one that was loaded meanwhile would have this frame for good, in every later test.
    get_resolver().url_patterns  # noqa: B018
    monkeypatch.setattr(common, "frame", frame)
    monkeypatch.setitem(hooks._providers, "desk_frame", [frame])


@pytest.fixture
def same_people(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read everybody's posts, deputies and permissions once a day: for tests in which nobody's change."""
    known: dict[tuple[int, Any], User] = {}

    def get_user(self: PostBackend, user_id: int) -> User | None:
        key = (int(user_id), timezone.localdate())
        if key not in known:
            user = AuthenticationBackend.get_user(self, user_id)
            if user is None:
                return None
            known[key] = settled(user)
        return copy.copy(known[key])

    monkeypatch.setattr(PostBackend, "get_user", get_user)


def settled(user: User) -> User:
    """The same person, who knows by now what every request asks: posts, deputies, permissions, readers' tokens."""
    user.get_all_permissions()
    tokens_of(user)
    return user


@pytest.fixture
def one_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw each page of refusal once: two answers of three are one, and tests that ask for the status read none."""
    drawn: dict[tuple[str, int], bytes] = {}
    real = errors.render

    def render(request: HttpRequest, template: str, context: Any = None, *, status: int) -> HttpResponse:
        if (template, status) not in drawn:
            drawn[template, status] = real(request, template, context, status=status).content
        return HttpResponse(drawn[template, status], status=status)

    monkeypatch.setattr(errors, "render", render)
