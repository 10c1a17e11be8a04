"""Child processes that never outlive the one that started them."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import IO

from caojiadu.embedded.account import Account

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


class Trouble(Exception):
    """Something the person at the keyboard can mend; the message says how, in one plain sentence."""


def _die_with_parent(how: int) -> None:
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, how)


def end_with_make() -> None:
    """Started by make, end when make is killed outright; Ctrl-C and `kill` it passes on by itself."""
    if "make" in program_of(os.getppid()):
        _die_with_parent(signal.SIGTERM)


def spawn(
    args: list[str],
    *,
    account: Account | None = None,
    cwd: Path | str = "/",
    env: dict[str, str] | None = None,
    stdin: int = subprocess.DEVNULL,
    output: IO[bytes] | int | None = None,
    last_signal: int = signal.SIGTERM,
) -> subprocess.Popen[bytes]:
    """Start a process in a session of its own (Ctrl-C reaches its owner first), ended by the kernel with its owner."""
    return subprocess.Popen(
        args,
        cwd=cwd,
        env=env,
        stdin=stdin,
        stdout=output,
        stderr=subprocess.STDOUT if output is not None else None,
        start_new_session=True,
        preexec_fn=partial(_die_with_parent, last_signal),
        **(account.as_popen() if account else {}),
    )


def wait_until(ready: Callable[[], bool], *, seconds: float, process: subprocess.Popen[bytes] | None = None) -> bool:
    """Poll until ready; False when the time is over or the process has ended."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if ready():
            return True
        if process is not None and process.poll() is not None:
            return False
        time.sleep(0.02)
    return False


def ask_to_end(process: subprocess.Popen[bytes], *, how: int = signal.SIGTERM) -> None:
    """Send the signal after which it finishes what it is doing."""
    if process.poll() is None:
        process.send_signal(signal.SIGCONT)
        process.send_signal(how)


def await_end(process: subprocess.Popen[bytes], *, seconds: float) -> None:
    """Wait, then end what is left of its session."""
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        kill_group(process.pid)
        process.wait()
    kill_group(process.pid)


def stop(process: subprocess.Popen[bytes], *, how: int = signal.SIGTERM, seconds: float = 10) -> None:
    """Ask a process to end, wait, then end its whole session."""
    ask_to_end(process, how=how)
    await_end(process, seconds=seconds)


def kill_group(pid: int) -> None:
    """End what is left of a session that `spawn` started."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def program_of(pid: int) -> str:
    """Return the name of the program a process runs, or nothing when there is no such process."""
    comm = Path(f"/proc/{pid}/comm")
    if Path("/proc/self/comm").is_file():
        try:
            return comm.read_text("utf-8").strip()
        except OSError:
            return ""
    found = subprocess.run(["ps", "-p", str(pid), "-o", "comm="], capture_output=True, text=True, check=False)
    return found.stdout.strip()
