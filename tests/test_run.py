"""`make run`, as processes: it starts, tells, survives, keeps its data, and leaves nothing behind."""

import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from caojiadu.embedded import portal_env, processes
from caojiadu.embedded.valkey import free_port

SLOW = "whole demonstrations are started and stopped"
SERVERS = {"postgres", "valkey-server"}
ROOT = Path(__file__).resolve().parent.parent
OURS = {*portal_env.SECRETS, "DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "PORTAL_MODE", "PORTAL_VAR", "PORT"}


class Portal:
    """One folder in which the portal is started, stopped and looked at."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.port = free_port()
        self.said = var.parent / "said"
        self.process: subprocess.Popen[bytes] | None = None

    def _popen(self, said: Path, **env: str) -> subprocess.Popen[bytes]:
        clean = {name: value for name, value in os.environ.items() if name not in OURS}
        with said.open("wb") as output:
            return subprocess.Popen(
                [sys.executable, "-m", "caojiadu.embedded"],
                cwd=ROOT,
                env={**clean, "PORTAL_VAR": str(self.var), "PORT": str(self.port), **env},
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def start(self) -> None:
        """Start it and wait until it says that it is ready."""
        self.process = self._popen(self.said)
        self.must_say("The portal is ready: http://127.0.0.1:")

    def must_say(self, words: str) -> None:
        """Wait until it says something."""
        there = processes.wait_until(lambda: words in self.said.read_text("utf-8"), seconds=180, process=self.process)
        assert there, self.said.read_text("utf-8")

    def refuses(self, **env: str) -> str:
        """Start it where it must not start; return what it says."""
        said = self.var.parent / "refusal"
        process = self._popen(said, **env)
        process.wait(60)
        assert process.returncode == 1, said.read_text("utf-8")
        return said.read_text("utf-8")

    def answers(self) -> bool:
        """Say whether the web server is alive."""
        return self.state("/healthz") == 200

    def state(self, path: str) -> int:
        """What a page answers; 0 where nobody does."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def family(self) -> set[int]:
        """Return the numbers of every process that belongs to it."""
        found: set[int] = set()
        more = {self.process.pid}
        while more:
            found |= more
            more = {child for parent in more for child in _children(parent)} - found
        return found

    def address(self, name: str = "DATABASE_OWNER_URL") -> str:
        """Return an address that this start wrote."""
        return portal_env.read(self.var / "portal.env")[name]

    def end(self, how: int) -> set[int]:
        """Send a signal to its group, as a terminal does; return the processes still there in the end."""
        family = self.family()
        os.killpg(self.process.pid, how)
        self.process.wait(30)
        processes.wait_until(lambda: not any(map(_is_alive, family)), seconds=20)
        return {pid for pid in family if _is_alive(pid)}


def _children(pid: int) -> list[int]:
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        return [int(child) for task in tasks for child in (task / "children").read_text("utf-8").split()]
    except OSError:
        return []


def _is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture(scope="module")
def portal() -> Iterator[Portal]:
    """A portal in a folder whose name is not made for programs."""
    folder = Path(tempfile.mkdtemp(prefix="曹家渡 portal-", dir="/tmp"))
    folder.chmod(0o755)
    portal = Portal(folder / "var")
    try:
        portal.start()
        yield portal
    finally:
        if portal.process is not None and portal.process.poll() is None:
            portal.end(signal.SIGKILL)
        shutil.rmtree(folder)


def test_it_answers_and_keeps_its_secrets_to_itself(portal: Portal) -> None:
    assert portal.answers()
    secrets = portal.var / "portal.env"
    assert stat.S_IMODE(secrets.stat().st_mode) == 0o600
    with psycopg2.connect(portal.address()) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE kept AS SELECT 'from the first start' AS word")
    connection.close()


def test_a_second_one_in_the_same_folder_says_that_it_runs_already(portal: Portal) -> None:
    assert f"already running here (process {portal.process.pid})" in portal.refuses(PORT=str(free_port()))
    assert portal.answers()


def test_a_part_that_is_killed_is_started_again(portal: Portal) -> None:
    web = next(pid for pid in _children(portal.process.pid) if b"gunicorn" in Path(f"/proc/{pid}/cmdline").read_bytes())
    os.kill(web, signal.SIGKILL)
    portal.must_say("The web stopped (code -9)")
    assert processes.wait_until(portal.answers, seconds=30)


def test_the_servers_come_back_at_their_address_and_meanwhile_people_are_told(portal: Portal) -> None:
    servers = {name: pid for pid in _children(portal.process.pid) if (name := processes.program_of(pid)) in SERVERS}
    assert set(servers) == SERVERS
    for pid in servers.values():
        os.kill(pid, signal.SIGKILL)
    portal.must_say("The database stopped (code -9)")
    portal.must_say("The queue stopped (code -9)")
    assert processes.wait_until(lambda: portal.state("/about/") == 200, seconds=30)
    with psycopg2.connect(portal.address()) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT word FROM kept")
    connection.close()


def test_killed_outright_it_leaves_nothing_and_starts_again_with_its_data(portal: Portal) -> None:
    assert portal.end(signal.SIGKILL) == set()
    before = portal.address("SECRET_KEY")
    portal.start()
    assert portal.address("SECRET_KEY") == before
    with psycopg2.connect(portal.address()) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT word FROM kept")
        assert cursor.fetchone() == ("from the first start",)
    connection.close()


def test_ctrl_c_leaves_no_process(portal: Portal) -> None:
    assert portal.answers()
    assert portal.end(signal.SIGINT) == set()
    assert portal.process.returncode == 0
    assert not list((portal.var / "postgres").glob("postmaster.pid"))


def test_a_taken_port_is_named(portal: Portal) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        assert f"Port {port} is taken by another program" in portal.refuses(PORT=port)


def test_a_port_that_is_none_is_named(portal: Portal) -> None:
    assert "PORT is 'http'" in portal.refuses(PORT="http")


def test_a_data_folder_that_is_not_whole_is_left_alone(portal: Portal) -> None:
    control = portal.var / "postgres" / "global" / "pg_control"
    control.rename(control.with_suffix(".away"))
    assert "is not whole; put a backup there" in portal.refuses()
    control.with_suffix(".away").rename(control)


def test_production_is_refused(portal: Portal) -> None:
    assert "PORTAL_MODE is production" in portal.refuses(PORTAL_MODE="production")


def test_a_database_that_somebody_else_filled_is_refused(portal: Portal, foreign_database: str) -> None:
    said = portal.refuses(DATABASE_URL=foreign_database)
    assert "this database was not made by `make run`" in said


@pytest.fixture
def foreign_database(django_db_setup: None) -> Iterator[str]:
    """A database with migrations that nobody marked as a demonstration."""
    address = os.environ["DATABASE_URL"]
    opened = psycopg2.connect(address)
    opened.autocommit = True
    with opened.cursor() as cursor:
        cursor.execute("DROP DATABASE IF EXISTS of_an_office")
        cursor.execute("CREATE DATABASE of_an_office")
    foreign = re.sub(r"(@[^/]*)/[^/?]+", r"\1/of_an_office", address)
    inside = psycopg2.connect(foreign)
    with inside, inside.cursor() as cursor:
        cursor.execute("CREATE TABLE django_migrations ()")
    inside.close()
    yield foreign
    with opened.cursor() as cursor:
        cursor.execute("DROP DATABASE of_an_office WITH (FORCE)")
    opened.close()
