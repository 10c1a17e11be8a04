#!/usr/bin/env python3
"""Make .venv and the browser parts, when they are not there or the locks have changed. Needs nothing but Python.

Written so that an old Python, too, can read it and say what is missing.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / ".lock"
OLDEST, NEWEST = (3, 11), (3, 14)


def give_up(message):
    """End with one plain sentence."""
    sys.exit("\n" + message + "\n")


def suits(version):
    """Say whether the locked parts exist for a Python."""
    return OLDEST <= tuple(version[:2]) <= NEWEST


def interpreter():
    """Return a Python that suits: this one, or another that is installed beside it."""
    if suits(sys.version_info):
        return sys.executable
    names = ["python3.{}".format(minor) for minor in range(NEWEST[1], OLDEST[1] - 1, -1)]  # noqa: UP032
    found = [path for path in map(shutil.which, names) if path]
    if not found:
        give_up(
            "This is Python {}.{}; the portal needs Python 3.11, 3.12, 3.13 or 3.14. Install one of them "
            "(Debian and Ubuntu: apt-get install python3 python3-venv).".format(*sys.version_info[:2])
        )
    return found[0]


def wanted_stamp():
    """Name the state the environment must be in."""
    return hashlib.sha256((ROOT / "requirements.txt").read_bytes()).hexdigest()


def works(python):
    """Say whether the environment's Python starts, suits, and has pip (an upgrade of the system can break it)."""
    check = "import sys, pip; print(*sys.version_info[:2])"
    try:
        done = subprocess.run([str(python), "-c", check], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return done.returncode == 0 and suits([int(part) for part in done.stdout.split()])


def make_environment():
    """Create .venv with pip inside."""
    if VENV.exists():
        shutil.rmtree(str(VENV))
    done = subprocess.run([interpreter(), "-m", "venv", str(VENV)], capture_output=True, text=True, check=False)
    if done.returncode:
        shutil.rmtree(str(VENV), ignore_errors=True)
        if "ensurepip" in done.stdout + done.stderr or "No module named venv" in done.stderr:
            give_up("Python's venv is missing: install it (Debian and Ubuntu: apt-get install python3-venv).")
        give_up("The environment .venv could not be made: " + (done.stdout + done.stderr).strip())


def install(python):
    """Install exactly what the lock says."""
    print("Installing the parts of the portal (a minute or two, only when they change) ...", flush=True)
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet"]
    # The lock is whole, so pip must not look for more: it would stop at a newer release of a part that another names.
    wanted = ["--require-hashes", "--no-deps", "-r", str(ROOT / "requirements.txt")]
    done = subprocess.run([*pip, *wanted], check=False)
    if done.returncode:
        give_up("The parts could not be installed; look at pip's message above: no network, or a full disk?")
    STAMP.write_text(wanted_stamp(), encoding="utf-8")


def main():
    """Bring .venv and static/vendor up to date."""
    python = VENV / "bin" / "python"
    if not works(python):
        make_environment()
    if not STAMP.is_file() or STAMP.read_text(encoding="utf-8") != wanted_stamp():
        install(python)
    os.execv(str(python), [str(python), str(ROOT / "scripts" / "vendor.py")])


if __name__ == "__main__":
    try:
        main()
    except PermissionError as error:
        give_up("{} cannot be written: start it as the user who owns this folder.".format(error.filename))  # noqa: UP032
    except OSError as error:
        give_up("The environment could not be made: {}".format(error))  # noqa: UP032
    except KeyboardInterrupt:
        sys.exit(130)
