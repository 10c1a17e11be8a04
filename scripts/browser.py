"""Install Debian's Chromium and a Chinese font for the browser tests, where we may and they are missing."""

import os
import shutil
import subprocess
import sys

# The same engine twice, the one without windows first: a page costs it half as much.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser")
FONT = "fonts-noto-cjk"
QUIET = {"DEBIAN_FRONTEND": "noninteractive"}


def find() -> str | None:
    """Return the path of the Chromium that can be started: CHROMIUM names another."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)


def install() -> None:
    """Install with apt: the one without windows, or the whole where this Debian has no such package."""
    print("Installing Chromium for the browser tests ...", flush=True)
    _apt("update")
    if not _apt("install", "-y", "--no-install-recommends", BROWSERS[0], FONT):
        _apt("install", "-y", "--no-install-recommends", BROWSERS[1], FONT)


def _apt(*command: str) -> bool:
    done = subprocess.run(
        ["apt-get", "-qq", *command],
        env={**os.environ, **QUIET},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        check=False,
    )
    return done.returncode == 0


def main() -> int:
    """Return 0 when the suite may begin: always, except in CI without a browser."""
    if not find() and os.geteuid() == 0 and shutil.which("apt-get"):
        install()
    if find():
        return 0
    print(f"Chromium is missing; the browser tests need it. As root: apt-get install {BROWSERS[0]} {FONT}", flush=True)
    return 1 if os.environ.get("CI") == "true" else 0


if __name__ == "__main__":
    sys.exit(main())
