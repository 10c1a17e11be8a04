"""A Redis-compatible server on loopback, behind a password; it keeps nothing, since the outbox is in PostgreSQL."""

import secrets
import signal
import socket
import subprocess
import tempfile
from pathlib import Path

from caojiadu.embedded import processes
from caojiadu.embedded.account import server_account
from caojiadu.embedded.binaries import valkey_program


def free_port() -> int:
    """Return a port of loopback that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Valkey:
    """One server: start, stop, and for the tests freeze and thaw."""

    def __init__(self, *, log: Path | None = None, password: str = "", port: int = 0) -> None:
        self.password = password or secrets.token_urlsafe(24)
        self.port = port or free_port()
        self.log = log
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address for Celery and redis-py."""
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def _settings(self) -> str:
        return (
            f"bind 127.0.0.1\nport {self.port}\nrequirepass {self.password}\n"
            'save ""\nappendonly no\ndaemonize no\nloglevel warning\nmaxmemory-policy noeviction\n'
        )

    def start(self) -> None:
        """Start and wait until it answers. Raises Trouble. The settings go through a pipe: `ps` shows no password."""
        account = server_account()
        program = str(valkey_program(account))
        with self.log.open("ab") if self.log else tempfile.TemporaryFile() as output:
            self.process = processes.spawn(
                [program, "-"], account=account, cwd="/", stdin=subprocess.PIPE, output=output
            )
        assert self.process.stdin is not None
        self.process.stdin.write(self._settings().encode())
        self.process.stdin.close()
        if not processes.wait_until(self._answers, seconds=10, process=self.process):
            self.stop()
            raise processes.Trouble(f"The queue server did not start on port {self.port}; see {self.log}.")

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as line:
                line.sendall(f"AUTH {self.password}\r\nPING\r\n".encode())
                line.settimeout(1)
                answer = b""
                while answer.count(b"\r\n") < 2:
                    answer += line.recv(64) or b"\r\n\r\n"
                return answer.startswith(b"+OK\r\n+PONG")
        except OSError:
            return False

    def freeze(self) -> None:
        """Make it accept connections and answer nothing."""
        if self.process:
            self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Undo freeze."""
        if self.process:
            self.process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        """End it; harmless when it has ended."""
        if self.process:
            processes.stop(self.process, seconds=3)
            self.process = None
