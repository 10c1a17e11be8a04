"""`make run`: start the servers, then worker and web; watch them; stop them in reverse."""

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType

from caojiadu.embedded import Postgres, Trouble, Valkey, places, portal_env, processes, welcome
from caojiadu.embedded.postgres import APPLICATION, OWNER

DATABASE = "caojiadu"
# A part that ends this often within a minute is not restarted again.
CRASHES = 3
# Seconds until a started web server must answer.
PATIENCE = 60


class Crashes:
    """How often something ended by itself within a minute."""

    def __init__(self, name: str, log: Path) -> None:
        self.name, self.log = name, log
        self.moments: list[float] = []

    def another(self, code: int | None) -> None:
        """Say that it ended and is started again. Raises Trouble where that does not help."""
        now = time.monotonic()
        self.moments = [*(moment for moment in self.moments if now - moment < 60), now]
        if len(self.moments) > CRASHES:
            raise Trouble(f"The {self.name} keeps stopping; the reason is at the end of {self.log}.")
        print(f"The {self.name} stopped (code {code}) and is started again; see {self.log}", flush=True)


class Part:
    """A process of the portal that is started again when it crashes."""

    def __init__(self, name: str, args: list[str], *, env: dict[str, str], log: Path) -> None:
        self.args, self.env, self.log = args, env, log
        self.process: subprocess.Popen[bytes] | None = None
        self.crashes = Crashes(name, log)

    def start(self) -> None:
        """Start it; what it says goes to its log."""
        with self.log.open("ab") as output:
            args = [sys.executable, "-m", *self.args]
            self.process = processes.spawn(args, cwd=places.ROOT, env=self.env, output=output)


class Server:
    """PostgreSQL or the queue, started again like everything else: at the same address, with the same password."""

    def __init__(self, name: str, server: Postgres | Valkey, *, log: Path) -> None:
        self.server, self.crashes = server, Crashes(name, log)

    @property
    def process(self) -> subprocess.Popen[bytes] | None:
        return self.server.process

    def start(self) -> None:
        self.server.start()


def bring_back(one: Part | Server) -> None:
    """Start again what has ended. Raises Trouble when that does not help."""
    if one.process is None or one.process.poll() is None:
        return
    processes.kill_group(one.process.pid)
    one.crashes.another(one.process.returncode)
    one.start()


class Supervisor:
    """Everything that one `make run` started."""

    def __init__(self) -> None:
        self.asked_to_stop = False
        self.servers: list[Server] = []
        self.parts: list[Part] = []

    def ask_to_stop(self, number: int, frame: FrameType | None) -> None:
        """Handle the signals of Ctrl-C, of a closed terminal and of `kill`."""
        self.asked_to_stop = True

    def run(self) -> None:
        """Start all, watch, stop all."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.ask_to_stop)
        processes.end_with_make()
        os.umask(0o077)
        self.var = places.var_folder()
        with places.lock(self.var):
            self.port = places.port()
            try:
                self._start()
                self._watch()
            finally:
                self._stop()

    def _start(self) -> None:
        known = portal_env.read(self.var / "portal.env")
        if "production" in {os.environ.get("PORTAL_MODE"), known.get("PORTAL_MODE")}:
            raise Trouble(
                "PORTAL_MODE is production: `make run` is for demonstrations; deploy/README.md says how to start."
            )
        print("Starting the portal ...", flush=True)
        values = self._addresses(portal_env.with_secrets(known))
        portal_env.write(self.var / "portal.env", values)
        env = {**os.environ, **values, "PORTAL_VAR": str(self.var), "DJANGO_SETTINGS_MODULE": "caojiadu.settings"}
        env["PYTHONUNBUFFERED"] = "1"
        if not self.asked_to_stop:
            self._prepare({**env, "DATABASE_URL": values["DATABASE_OWNER_URL"]})
        if not self.asked_to_stop:
            self._start_parts(env)

    def _addresses(self, values: dict[str, str]) -> dict[str, str]:
        """Start the servers that nobody else provides, and say where they are."""
        values.update(PORTAL_MODE="demo", SITE_URL=f"http://127.0.0.1:{self.port}")
        for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL"):
            values[name] = os.environ.get(name, "")
        if not values["DATABASE_URL"]:
            values.update(self._start_postgres(values))
        values["DATABASE_OWNER_URL"] = values["DATABASE_OWNER_URL"] or values["DATABASE_URL"]
        if not values["REDIS_URL"]:
            valkey = Valkey(log=self._log("valkey"), password=values["EMBEDDED_QUEUE_PASSWORD"])
            self._serve("queue", valkey, self._log("valkey"))
            values["REDIS_URL"] = valkey.url
        return values

    def _start_postgres(self, values: dict[str, str]) -> dict[str, str]:
        postgres = Postgres(places.data_folder(self.var), log=self._log("postgres"))
        self._serve("database", postgres, self._log("postgres"))
        owner, application = values["EMBEDDED_OWNER_PASSWORD"], values["EMBEDDED_APPLICATION_PASSWORD"]
        postgres.prepare(database=DATABASE, owner_password=owner, application_password=application)
        return {
            "DATABASE_URL": postgres.url(APPLICATION, application, DATABASE),
            "DATABASE_OWNER_URL": postgres.url(OWNER, owner, DATABASE),
        }

    def _serve(self, name: str, server: Postgres | Valkey, log: Path) -> None:
        self.servers.append(Server(name, server, log=log))
        server.start()

    def _log(self, name: str) -> Path:
        """Return where a part writes; a log that has grown large begins again."""
        log = self.var / "log" / f"{name}.log"
        if log.is_file() and log.stat().st_size > 20_000_000:
            log.replace(log.with_suffix(".log.1"))
        return log

    def _prepare(self, env: dict[str, str]) -> None:
        args = [sys.executable, "-m", "caojiadu.embedded.steps"]
        steps = processes.spawn(args, cwd=places.ROOT, env=env)
        while steps.poll() is None and not self.asked_to_stop:
            time.sleep(0.05)
        processes.stop(steps)
        if steps.returncode and not self.asked_to_stop:
            raise Trouble("The database could not be brought up to date; the reason is above.")

    def _start_parts(self, env: dict[str, str]) -> None:
        worker = ["celery", "-A", "caojiadu", "worker"]
        timer = ["celery", "-A", "caojiadu.timer", "beat"]
        commands = {
            "worker": [*worker, "--concurrency=2", "--loglevel=INFO", "--without-gossip", "--without-mingle"],
            "beat": [*timer, "--loglevel=INFO", f"--schedule={self.var / 'beat'}", "--pidfile="],
            "web": [
                *("gunicorn", "caojiadu.wsgi", f"--bind=127.0.0.1:{self.port}", "--workers=2", "--threads=4"),
                *("--preload", "--no-control-socket", "--graceful-timeout=10"),
            ],
        }
        counts = self.var / "metrics"
        shutil.rmtree(counts, ignore_errors=True)
        counts.mkdir()
        for name, args in commands.items():
            more = {"PROMETHEUS_MULTIPROC_DIR": str(counts)} if name == "web" else {}
            part = Part(name, args, env={**env, **more}, log=self._log(name))
            self.parts.append(part)
            part.start()

    def _is_alive(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def _watch(self) -> None:
        greeted, begun = False, time.monotonic()
        while not self.asked_to_stop:
            if not greeted and self._is_alive():
                welcome.show(self.var, port=self.port)
                greeted = True
            if not greeted and time.monotonic() - begun > PATIENCE:
                raise Trouble(f"The web server does not answer; the reason is at the end of {self._log('web')}.")
            watched: list[Part | Server] = [*self.servers, *self.parts]
            for one in watched:
                bring_back(one)
            time.sleep(0.2)

    def _stop(self) -> None:
        """End every part together, then the servers; a second Ctrl-C changes nothing."""
        if self.servers or self.parts:
            print("\nStopping the portal ...", flush=True)
        started = [part.process for part in reversed(self.parts) if part.process is not None]
        for process in started:
            processes.ask_to_end(process)
        for process in started:
            processes.await_end(process, seconds=15)
        for one in reversed(self.servers):
            one.server.stop()
