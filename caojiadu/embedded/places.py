"""The folders of one `make run`, and the lock that keeps a second one out."""

import fcntl
import os
import secrets
import shutil
import socket
from pathlib import Path
from typing import IO

from caojiadu.embedded.account import server_account
from caojiadu.embedded.binaries import shared_folder
from caojiadu.embedded.processes import Trouble, wait_until

ROOT = Path(__file__).resolve().parent.parent.parent
ENOUGH = 500 * 1024 * 1024


def var_folder() -> Path:
    """Make the folder of everything that is written: others may pass through, not look around."""
    var = Path(os.environ.get("PORTAL_VAR") or ROOT / "var")
    var.mkdir(parents=True, exist_ok=True)
    var.chmod(0o711)
    for name in ("log", "files", "mail"):
        (var / name).mkdir(mode=0o700, exist_ok=True)
    if shutil.disk_usage(var).free < ENOUGH:
        raise Trouble(f"Less than 500 MB are free on the disk of {var}; make room and start again.")
    return var.resolve()


def data_folder(var: Path) -> Path:
    """Return where PostgreSQL keeps its data: in var, or where the account it runs as can reach it."""
    data = var / "postgres"
    if data.is_symlink() or data.exists():
        return data.resolve()
    if server_account().can_reach(var):
        return data
    elsewhere = shared_folder() / f"data-{secrets.token_hex(6)}"
    data.symlink_to(elsewhere)
    return elsewhere


def lock(var: Path) -> IO[str]:
    """Keep a second `make run` out for as long as the result is open; the kernel opens it again after any end."""
    file = (var / "run.lock").open("a+", encoding="utf-8")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        owner = file.read().strip() or "unknown"
        file.close()
        raise Trouble(
            f"The portal is already running here (process {owner}); stop that one with Ctrl-C first."
        ) from None
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    return file


def port() -> int:
    """Return the port of the web server, which must be free. One that just ended may take a moment to let go."""
    text = os.environ.get("PORT") or "8000"
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise Trouble(f"PORT is {text!r}; it must be a number from 1 to 65535.")
    if not wait_until(lambda: _is_free(int(text)), seconds=5):
        raise Trouble(f"Port {text} is taken by another program; stop it, or choose another: make run PORT=8001")
    return int(text)


def _is_free(number: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", number))
        except PermissionError:
            raise Trouble(f"Port {number} needs more rights; choose one above 1023: make run PORT=8000") from None
        except OSError:
            return False
    return True
