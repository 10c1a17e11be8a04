"""A place for files, a case to tie them to, a scanner."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from caojiadu.core import hooks
from caojiadu.core.cases.models import Case
from caojiadu.core.files import scanner
from caojiadu.core.organisation.models import Office
from tests.core.files.clamd_server import ClamdServer


@pytest.fixture(autouse=True)
def files_root(settings: Any, tmp_path: Any) -> Any:
    """Keep the contents of each test apart, and no scanner."""
    settings.FILES_ROOT = tmp_path / "files"
    settings.CLAMAV_ADDRESS = ""
    scanner._resting.clear()
    return settings.FILES_ROOT


@pytest.fixture
def case(db: None) -> Case:
    """A case as the register keeps it; which workflow it follows does not matter to a file."""
    return Case.objects.create(
        kind="petition_appeal", title="漏水", office=Office.objects.first(), state="filed", opened_at=timezone.now()
    )


@pytest.fixture
def clamd(settings: Any) -> Iterator[ClamdServer]:
    """A scanner that is up."""
    server = ClamdServer()
    settings.CLAMAV_ADDRESS = server.address
    yield server
    server.stop()


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Answer a hook for one test, in place of whoever answers it in the portal."""

    def answer(name: str, *functions: Any) -> None:
        monkeypatch.setitem(hooks._providers, name, list(functions))

    return answer
