"""The rail of the desk, counted once for each person: for tests of hundreds of pages that look at no number on it."""

from typing import Any

import pytest

from caojiadu.core import hooks
from caojiadu.core.desk.views import common


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
