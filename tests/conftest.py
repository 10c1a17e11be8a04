"""What every test can ask for: the database, its owner, a queue, a worker, a browser."""

import gc
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.backends.signals import connection_created
from django.test import TransactionTestCase
from hypothesis import HealthCheck
from hypothesis import settings as examples
from xdist.scheduler import LoadFileScheduling

from caojiadu.core import memory
from caojiadu.embedded import Valkey
from tests import databases, slow
from tests.browser import browser_context_args, browser_type_launch_args
from tests.cast import cast  # noqa: F401
from tests.workers import Worker, use_broker

__all__ = ["browser_context_args", "browser_type_launch_args"]

connection_created.connect(databases.take_application_role)
# A test that commits leaves the database as it found it: a copy of the template, not empty tables.
TransactionTestCase._fixture_teardown = lambda self: databases.restore()

# On a busy machine an example may take any time; that says nothing about the code.
examples.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
examples.load_profile("suite")


# Tests with one of these mostly wait for another process.
WAITS = {"browser", "live_server", "redis_server", "house", "portal"}


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what takes longest first: the longest last would leave one worker alone with it.

    Files that mostly wait come by turns with four that do not, so that neither all workers wait at once nor one is left
    waiting alone at the end. This goes last, because pytest-django puts all tests that commit behind all that
    do not; within a file that order stays.
    """
    waiting = {item.path for item in items if WAITS & set(getattr(item, "fixturenames", ()))}
    before: Counter[tuple[int, bool]] = Counter()
    place: dict[Path, tuple[int, int]] = {}
    for path in sorted({item.path for item in items}):
        group = 0 if slow.reason(path) else 1 if path.parent == Path(__file__).parent else 2
        kind = group, path in waiting
        place[path] = group, 5 * before[kind] // (1 if path in waiting else 4)
        before[kind] += 1
    items.sort(key=lambda item: (*place[item.path], item.path))


class ByFile(LoadFileScheduling):
    """What one worker takes in one go: a file, or of a file of many tests that share nothing one of its IN_PARTS."""

    def _split_scope(self, nodeid: str) -> str:
        path = nodeid.partition("::")[0]
        parts = slow.parts(self.config.rootpath / path)
        return f"{path} {zlib.crc32(nodeid.encode()) % parts}"


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    """Share the tests out as ByFile says."""
    return ByFile(config, log)


def pytest_collection_finish() -> None:
    """What stays to the end need not be looked through each time that garbage is collected, nor so often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """What one test made pages remember is not there for the next."""
    memory.forget()


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """Replace the one of pytest-django: no table is made or emptied twice."""
    with django_db_blocker.unblock():
        databases.ready()
    yield
    with django_db_blocker.unblock():
        databases.drop()


class OwnerCursor:
    """Runs single statements with the owner's rights on the test's own connection, inside its transaction."""

    def execute(self, statement: str, parameters: Any = None) -> list[tuple[Any, ...]]:
        """Run one statement; return its rows, if it has any."""
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
            cursor.execute(statement, parameters)
            rows = cursor.fetchall() if cursor.description else []
        databases.take_application_role(connection)
        return rows


@pytest.fixture
def owner_connection(db: None) -> OwnerCursor:
    """To prepare or to tamper with what the application may not touch: `owner_connection.execute(sql, parameters)`."""
    return OwnerCursor()


@pytest.fixture
def redis_server() -> Iterator[Valkey]:
    """A running queue that the test may stop, start, freeze and thaw. Without this fixture nothing listens at all."""
    server = Valkey()
    server.start()
    before = use_broker(server.url)
    try:
        yield server
    finally:
        use_broker(before)
        server.thaw()
        server.stop()


@pytest.fixture
def celery_worker_process(transactional_db: None, redis_server: Valkey) -> Iterator[Worker]:
    """A worker process on the test's database and queue: `.stop()`, `.start()`, `.kill()`, `.log`."""
    worker = Worker(redis_server)
    worker.start()
    try:
        yield worker
    finally:
        worker.stop()
