"""Parts of pages drawn once: for tests of hundreds of pages that look at nothing on them."""

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse

from caojiadu.core import hooks
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

    monkeypatch.setattr(common, "frame", frame)
    monkeypatch.setitem(hooks._providers, "desk_frame", [frame])


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
