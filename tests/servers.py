"""A throw-away PostgreSQL for one run of pytest, started before Django reads its settings.

Each worker of xdist has a cluster of its own: what is sealed, vacuumed or seen depends on the oldest transaction of a
cluster, and the neighbour's would count.

Where memory allows, they lie in it: a test that commits is given a new copy of three thousand files (see databases.py).

With DATABASE_URL set that server is used instead: it signs in as a role that may create databases and is a member of
the application's role; DATABASE_APPLICATION_URL is for the worker processes, which sign in as the application itself.
PORTAL_TEST_RUN beside it names the run: the next one of the same name finds the template made.
"""

import atexit
import os
import secrets
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest

# Before the project package is imported: it would name its own settings.
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

from caojiadu.embedded import Postgres
from caojiadu.embedded.messages import compile_messages
from caojiadu.embedded.postgres import APPLICATION, OWNER

OUTSIDE = "DATABASE_URL" in os.environ
MEMORY = Path("/dev/shm")
ROOM = 8 * 2**30  # bytes that a run may need at most: rows, and what was written ahead of them


def _has_room(folder: Path) -> bool:
    """Whether a folder can take everything that a run writes; what containers are given mostly cannot."""
    return folder.is_dir() and os.access(folder, os.W_OK) and shutil.disk_usage(folder).free >= ROOM


class Session:
    """One folder with one cluster."""

    def __init__(self) -> None:
        self.in_memory = _has_room(MEMORY)
        self.folder = Path(tempfile.mkdtemp(prefix="caojiadu-test-", dir=MEMORY if self.in_memory else "/tmp"))
        self.folder.chmod(0o755)
        self.postgres = Postgres(self.folder / "postgres", log=self.folder / "postgres.log", throwaway=True)

    def start(self, suffix: str = "") -> None:
        """Start the cluster and tell the settings where it is. The suite signs in as owner; see conftest."""
        self.postgres.start()
        os.environ["PORTAL_TEST_COPY"] = "FILE_COPY" if self.in_memory else "WAL_LOG"
        owner, application = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
        self.postgres.prepare(database="portal", owner_password=owner, application_password=application)
        os.environ[f"DATABASE_URL{suffix}"] = self.postgres.url(OWNER, owner, "portal")
        os.environ[f"DATABASE_APPLICATION_URL{suffix}"] = self.postgres.url(APPLICATION, application, "portal")

    def stop(self) -> None:
        """End the cluster and remove its folder; may be called twice."""
        self.postgres.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


_sessions: list[Session] = []


def _session() -> Session:
    session = Session()
    _sessions.append(session)
    atexit.register(session.stop)
    return session


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config):
    """Runs before pytest-django imports the settings. The first process only hands out work when there are workers."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        os.environ.setdefault("PORTAL_TEST_RUN", secrets.token_hex(8))
        compile_messages()
        session = _session()
        os.environ["PORTAL_VAR"] = str(session.folder / "var")
        if not OUTSIDE and not getattr(early_config.known_args_namespace, "numprocesses", None):
            session.start()
    return (yield)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes(specs: list[Any]) -> None:
    """Start a cluster for each worker; workers inherit the environment and pick theirs by their name."""
    if not OUTSIDE:
        for spec in specs:
            _session().start(f"_{spec.id}")


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    """End the servers, also after Ctrl-C."""
    for session in _sessions:
        session.stop()
