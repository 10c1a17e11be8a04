"""A real queue and a real Celery worker, for the tests of what happens when they are there, gone, frozen or killed."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import kombu.pools
from django.conf import settings

from caojiadu.celery import app
from caojiadu.embedded import Valkey, processes

ROOT = Path(__file__).resolve().parent.parent


def use_broker(url: str) -> str:
    """Point the running process at another queue; return the one before."""
    before = str(app.conf.broker_url)
    settings.REDIS_URL = settings.CELERY_BROKER_URL = url
    app.conf.update(broker_url=url, broker_read_url=url, broker_write_url=url)
    kombu.pools.reset()
    app._after_fork()
    return before


class Worker:
    """A Celery worker as in production: another process, the application's role, this test's database."""

    def __init__(self, server: Valkey) -> None:
        self.server = server
        self.log = Path(tempfile.mkstemp(prefix="worker-", suffix=".log", dir=settings.VAR_DIR)[1])
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start and wait until it takes tasks."""
        args = [sys.executable, "-m", "celery", "-A", "caojiadu", "worker", "--concurrency=1", "--loglevel=INFO"]
        args += ["--without-gossip", "--without-mingle"]
        with self.log.open("ab") as output:
            self.process = processes.spawn(args, cwd=ROOT, env=self._env(), output=output)
        if not processes.wait_until(self._is_ready, seconds=60, process=self.process):
            raise AssertionError(f"the worker did not start:\n{self.log.read_text('utf-8')}")

    def _is_ready(self) -> bool:
        return " ready." in self.log.read_text("utf-8")

    def _env(self) -> dict[str, str]:
        address = urlsplit(os.environ.get("DATABASE_APPLICATION_URL", os.environ["DATABASE_URL"]))
        database = settings.DATABASES["default"]["TEST"]["NAME"]
        own = {
            "DATABASE_URL": urlunsplit(address._replace(path=f"/{database}")),
            "REDIS_URL": self.server.url,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "PORTAL_VAR": str(settings.VAR_DIR.parent),
        }
        return {**os.environ, **own}

    def stop(self) -> None:
        """Let it finish its task and end."""
        if self.process:
            processes.stop(self.process)
            self.process = None

    def kill(self) -> None:
        """End it in the middle of whatever it does, as a power cut would."""
        if self.process:
            processes.kill_group(self.process.pid)
            self.process.wait()
            self.process = None
