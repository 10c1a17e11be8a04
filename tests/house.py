"""A house of its own: database, queue, web, worker and beat as separate processes, each to be broken and mended."""

import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

import requests
from django.conf import settings

from caojiadu.embedded import Postgres, Valkey, processes
from caojiadu.embedded.account import server_account
from caojiadu.embedded.binaries import postgres_programs
from caojiadu.embedded.postgres import APPLICATION
from caojiadu.embedded.valkey import free_port

ROOT = Path(__file__).resolve().parent.parent
DATABASE = "portal"


class House:
    """Everything that `make run` starts, on a cluster that keeps what it acknowledged even when it is killed."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="caojiadu-house-", dir="/tmp"))
        self.folder.chmod(0o755)
        self.var = self.folder / "var" / os.environ.get("PYTEST_XDIST_WORKER", "main")
        self.postgres = Postgres(self.folder / "postgres", log=self.folder / "postgres.log", throwaway=True)
        self.queue = Valkey(log=self.folder / "queue.log")
        self.base = f"http://127.0.0.1:{free_port()}"
        self.password = secrets.token_urlsafe(24)
        self.parts: dict[str, subprocess.Popen[bytes]] = {}

    def start(self) -> None:
        """Start the servers, fill the database from the suite's template, open the door."""
        self.start_database()
        self.postgres.prepare(database=DATABASE, owner_password=self.password, application_password=self.password)
        self._fill()
        self.queue.start()
        self.open_door()

    def open_door(self) -> None:
        """Start the web server and wait until it answers."""
        (self.folder / "metrics").mkdir(exist_ok=True)
        counts = {"PROMETHEUS_MULTIPROC_DIR": str(self.folder / "metrics")}
        args = [f"--bind={self.base.removeprefix('http://')}", "--workers=2", "--threads=4", "--preload"]
        self._spawn("web", [sys.executable, "-m", "gunicorn", "caojiadu.wsgi", "--no-control-socket", *args], counts)
        assert processes.wait_until(self._answers, seconds=60, process=self.parts["web"]), self.log("web")

    def stop(self) -> None:
        """End everything, without waiting for what it does, and remove the folder."""
        for name in list(self.parts):
            self.kill(name)
        self.queue.thaw()
        self.queue.stop()
        self.postgres.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _answers(self) -> bool:
        try:
            return requests.get(f"{self.base}/healthz", timeout=5).status_code == 200
        except requests.ConnectionError:
            return False

    # The database: each start has its socket in another folder, which the link hides from the other processes.
    def start_database(self) -> None:
        """Start it at the same address as before."""
        self.postgres.start()
        link = self.folder / "socket"
        link.unlink(missing_ok=True)
        link.symlink_to(str(self.postgres.socket))

    def stop_database(self, *, how: int = signal.SIGINT) -> None:
        """Shut it down, or with SIGKILL end it and all its children at once."""
        if how == signal.SIGKILL and self.postgres.process:
            processes.kill_group(self.postgres.process.pid)
            self.postgres.process.wait()
        self.postgres.stop()

    def rows(self, statement: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """Ask the database as its administrator; rows, where there are any."""
        connection = self.postgres.connect(DATABASE)
        try:
            with connection.cursor() as cursor:
                cursor.execute(statement, parameters)
                return list(cursor.fetchall()) if cursor.description else []
        finally:
            connection.close()

    def _fill(self) -> None:
        # The suite's clusters answer before the log is written; this one must not. Only the disk is not waited for.
        self.rows(f"ALTER DATABASE {DATABASE} SET synchronous_commit = on")
        programs = postgres_programs(server_account())
        dump = subprocess.run(
            [programs / "pg_dump", "--dbname", _address_of_template()], capture_output=True, check=True, cwd="/"
        )
        args = [programs / "psql", "-qX", "-v", "ON_ERROR_STOP=1", "-h", str(self.postgres.socket), "-U", "postgres"]
        subprocess.run([*args, DATABASE], input=dump.stdout, stdout=subprocess.DEVNULL, check=True, cwd="/")

    # The processes of the portal.
    def start_workers(self, *names: str, queues: Mapping[str, str] = MappingProxyType({}), **env: str) -> None:
        """Start Celery workers as `make run` does, at once, and wait until they take tasks."""
        args = ["caojiadu", "worker", "--concurrency=1", "--loglevel=INFO", "--without-gossip", "--without-mingle"]
        for name in names:
            own = [f"--queues={queues[name]}"] if name in queues else []
            self._celery(name, [*args, *own, f"--hostname={name}@%h"], env)
        for name in names:
            ready = processes.wait_until(partial(self.says, name, " ready."), seconds=60, process=self.parts[name])
            assert ready, self.log(name)

    def says(self, name: str, words: str) -> bool:
        """Whether a part has written these words down since its last start."""
        return words in self.log(name)

    def start_beat(self) -> None:
        """Start what tells the workers that time has passed."""
        self._celery(
            "beat",
            ["caojiadu.timer", "beat", "--loglevel=INFO", f"--schedule={self.folder / 'beat'}", "--pidfile="],
            {},
        )

    def kill(self, name: str) -> None:
        """End a part in the middle of whatever it does."""
        part = self.parts.pop(name)
        processes.kill_group(part.pid)
        part.wait()

    def end(self, name: str) -> None:
        """Let a part finish its task and end."""
        processes.stop(self.parts.pop(name))

    def log(self, name: str) -> str:
        """What a part has said since its last start."""
        return (self.folder / f"{name}.log").read_text("utf-8", "replace")

    def _celery(self, name: str, args: list[str], env: dict[str, str]) -> None:
        self._spawn(name, [sys.executable, "-m", "celery", "-A", *args], env)

    def _spawn(self, name: str, args: list[str], env: dict[str, str]) -> None:
        with (self.folder / f"{name}.log").open("wb") as output:
            self.parts[name] = processes.spawn(args, cwd=ROOT, env={**self._env(), **env}, output=output)

    def _env(self) -> dict[str, str]:
        own = {
            "DATABASE_URL": f"postgres://{APPLICATION}:{self.password}@/{DATABASE}?host={self.folder / 'socket'}",
            "REDIS_URL": self.queue.url,
            "DJANGO_SETTINGS_MODULE": "tests.house_settings",
            "PORTAL_VAR": str(self.folder / "var"),
            "LOG_LEVEL": "INFO",
            "NOTICE_QUIET_HOURS": "",
            "LETTERS_PER_ADDRESS_HOUR": "10000",
            "LETTERS_PER_PHONE_DAY": "10000",
        }
        return {**os.environ, **own}

    def messages(self) -> list[str]:
        """The key of every text message that left, in order."""
        path = self.var / "sms.log"
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        return [json.loads(line)["key"] if line.startswith("{") else line for line in lines]


def _address_of_template() -> str:
    database = settings.DATABASES["default"]
    parts = {
        "dbname": settings.TEMPLATE_DATABASE,
        "user": database.get("USER"),
        "password": database.get("PASSWORD"),
        "host": database.get("HOST"),
        "port": database.get("PORT"),
        **database.get("OPTIONS", {}),
    }
    return " ".join(f"{name}='{value}'" for name, value in parts.items() if value)
