"""One PostgreSQL cluster, from the wheel's own programs, on a socket that only this machine's user can open."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg2
from psycopg2 import sql

from caojiadu.embedded import processes
from caojiadu.embedded.account import server_account
from caojiadu.embedded.binaries import postgres_programs
from caojiadu.embedded.processes import Trouble

OWNER, APPLICATION = "caojiadu_owner", "caojiadu_app"
THROWAWAY = {
    **dict.fromkeys(("fsync", "synchronous_commit", "full_page_writes"), "off"),
    "max_wal_size": "2GB",
    # Statistics that change by themselves in the middle of a test change what its statements read.
    "autovacuum": "off",
    # Nobody watches it, and no statement is long enough for compiling to pay.
    **dict.fromkeys(("update_process_title", "compute_query_id", "jit"), "off"),
}
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "256MB",
    # Disks without heads: reading here and there costs hardly more than reading on.
    "random_page_cost": "1.1",
    "timezone": "Asia/Shanghai",
    "log_timezone": "Asia/Shanghai",
    "log_min_messages": "warning",
    # A refused row, or the statement with its values, is nothing for a log.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
}
# The server's own user, and whoever starts it, are its administrator; everybody else needs a password.
HBA = "local all,replication postgres peer map=keeper\nlocal all all scram-sha-256\n"


class Postgres:
    """A cluster in a folder: `start()`, `url(...)`, `administer(...)`, `stop()`."""

    def __init__(self, data: Path, *, log: Path | None = None, throwaway: bool = False) -> None:
        self.data = data
        self.log = log
        self.throwaway = throwaway
        self.account = server_account(data)
        self.process: subprocess.Popen[bytes] | None = None
        self.socket: Path | None = None
        self.settings: dict[str, str] = {}

    def start(self) -> None:
        """Create the cluster when there is none, start it, wait until it answers. Raises Trouble."""
        self.programs = postgres_programs(self.account)
        if not self.data.is_dir() or not any(self.data.iterdir()):
            self._create()
        self._check()
        self._end_left_over()
        # One that ended by itself comes back at the same address.
        self.socket = self.socket or Path(tempfile.mkdtemp(prefix="caojiadu-", dir="/tmp"))
        self.account.own(self.socket)
        self._write_access()
        settings = {**SETTINGS, **(THROWAWAY if self.throwaway else {}), "unix_socket_directories": str(self.socket)}
        settings |= self.settings
        args = [str(self.programs / "postgres"), "-D", str(self.data)]
        for name, value in settings.items():
            args += ["-c", f"{name}={value}"]
        with self._output() as output:
            self.process = processes.spawn(
                args, account=self.account, cwd=self.data, env=self._env(), output=output, last_signal=signal.SIGINT
            )
        if not processes.wait_until(self._answers, seconds=60, process=self.process):
            self.stop()
            raise Trouble(f"PostgreSQL did not start; the reason is at the end of {self.log}.")

    def stop(self) -> None:
        """End the server (fast shutdown) and remove its socket folder; harmless when it has ended."""
        if self.process:
            processes.stop(self.process, how=signal.SIGINT, seconds=30)
            self.process = None
        if self.socket:
            shutil.rmtree(self.socket, ignore_errors=True)
            self.socket = None

    def connect(self, database: str = "postgres") -> Any:
        """Open an administrator's connection that commits by itself."""
        connection = psycopg2.connect(host=str(self.socket), user="postgres", dbname=database, connect_timeout=5)
        connection.autocommit = True
        return connection

    def url(self, role: str, password: str, database: str) -> str:
        """Return an address that Django, libpq and psql read alike."""
        return f"postgres://{role}:{quote(password)}@/{database}?host={self.socket}"

    def prepare(self, *, database: str, owner_password: str, application_password: str) -> None:
        """Make both roles and the database, or bring their passwords up to date."""
        connection = self.connect()
        try:
            with connection.cursor() as cursor:
                _role(cursor, OWNER, owner_password, "CREATEDB" if self.throwaway else "NOCREATEDB")
                _role(cursor, APPLICATION, application_password, "NOCREATEDB")
                cursor.execute(f"GRANT {APPLICATION} TO {OWNER}")
                cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database])
                if not cursor.fetchone():
                    cursor.execute(
                        sql.SQL("CREATE DATABASE {} OWNER {}").format(*map(sql.Identifier, (database, OWNER)))
                    )
        finally:
            connection.close()

    def _create(self) -> None:
        self.account.own(self.data)
        args = [str(self.programs / "initdb"), "-D", str(self.data), "-U", "postgres", "-A", "peer"]
        args += ["-E", "UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        args += ["--no-sync"] if self.throwaway else ["--data-checksums"]
        done = subprocess.run(
            args, cwd="/", env=self._env(), capture_output=True, text=True, check=False, **self.account.as_popen()
        )
        if done.returncode:
            last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
            raise Trouble(f"PostgreSQL could not make its data folder {self.data}: {last}")

    def _check(self) -> None:
        version = self.data / "PG_VERSION"
        if not version.is_file() or not (self.data / "global" / "pg_control").is_file():
            raise Trouble(
                f"The data folder {self.data} is not whole; put a backup there, or move it away to begin anew."
            )
        if version.read_text("utf-8").strip() != "18":
            raise Trouble(
                f"The data folder {self.data} is of another PostgreSQL version; this portal brings version 18."
            )

    def _end_left_over(self) -> None:
        """After a kill -9 the old server may still be there, or its number may now be another process's."""
        pidfile = self.data / "postmaster.pid"
        if not pidfile.is_file():
            return
        pid = int(pidfile.read_text("utf-8").splitlines()[0])
        if not _is_postgres(pid):
            pidfile.unlink()
            return
        os.kill(pid, signal.SIGINT)
        if not processes.wait_until(lambda: not _is_postgres(pid), seconds=30):
            raise Trouble(f"An earlier PostgreSQL (process {pid}) still holds {self.data}; end it and start again.")

    def _write_access(self) -> None:
        names = {self.account.name, _login()}
        idents = "".join(f'keeper "{name}" postgres\n' for name in sorted(names))
        for name, text in (("pg_hba.conf", HBA), ("pg_ident.conf", idents)):
            (self.data / name).write_text(text, "utf-8")

    def _answers(self) -> bool:
        try:
            self.connect().close()
        except psycopg2.OperationalError:
            return False
        return True

    def _output(self) -> Any:
        return self.log.open("ab") if self.log else tempfile.TemporaryFile()

    def _env(self) -> dict[str, str]:
        return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C", "HOME": "/"}


def _login() -> str:
    import pwd

    return pwd.getpwuid(os.geteuid()).pw_name


def _role(cursor: Any, name: str, password: str, option: str) -> None:
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
    verb = "ALTER" if cursor.fetchone() else "CREATE"
    cursor.execute(sql.SQL(f"{verb} ROLE {{}} LOGIN {option} PASSWORD %s").format(sql.Identifier(name)), [password])


def _is_postgres(pid: int) -> bool:
    return "postgres" in processes.program_of(pid)
