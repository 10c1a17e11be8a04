"""A throw-away PostgreSQL for one run of pytest, started before Django reads its settings.

With DATABASE_URL set that server is used instead: it signs in as a role that may create databases and is a member of
the application's role; DATABASE_APPLICATION_URL is for the worker processes, which sign in as the application itself.
"""

import atexit
import os
import secrets
import shutil
import tempfile
from pathlib import Path

import pytest

# Before the project package is imported: it would name its own settings.
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

from caojiadu.embedded import Postgres
from caojiadu.embedded.messages import compile_messages
from caojiadu.embedded.postgres import APPLICATION, OWNER


class Session:
    """What this run started and must end."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="caojiadu-test-", dir="/tmp"))
        self.folder.chmod(0o755)
        self.postgres = Postgres(self.folder / "postgres", log=self.folder / "postgres.log", throwaway=True)

    def start(self) -> None:
        """Start the cluster and tell the settings where it is. The suite signs in as owner; see conftest."""
        self.postgres.start()
        owner, application = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
        self.postgres.prepare(database="portal", owner_password=owner, application_password=application)
        os.environ["DATABASE_URL"] = self.postgres.url(OWNER, owner, "portal")
        os.environ["DATABASE_APPLICATION_URL"] = self.postgres.url(APPLICATION, application, "portal")

    def stop(self) -> None:
        """End the cluster and remove its folder; may be called twice."""
        self.postgres.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


_session: Session | None = None


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests():
    """Runs before pytest-django imports the settings. Workers of xdist inherit what the first process started."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        os.environ["PORTAL_TEST_RUN"] = secrets.token_hex(8)
        compile_messages(Path(__file__).resolve().parent.parent / "caojiadu" / "locale")
        _start()
    return (yield)


def _start() -> None:
    global _session
    _session = Session()
    atexit.register(_session.stop)
    os.environ["PORTAL_VAR"] = str(_session.folder / "var")
    if "DATABASE_URL" not in os.environ:
        _session.start()


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    """End the servers, also after Ctrl-C."""
    if _session is not None:
        _session.stop()
