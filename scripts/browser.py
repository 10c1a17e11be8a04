"""Install Debian's Chromium and a Chinese font for the browser tests, where we may and they are missing."""

import os
import shutil
import subprocess
import sys

PACKAGES = ["chromium", "fonts-noto-cjk"]
QUIET = {"DEBIAN_FRONTEND": "noninteractive"}


def is_there() -> bool:
    """Say whether a Chromium can be started."""
    return bool(os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser"))


def install() -> bool:
    """Install with apt; say whether it worked."""
    print("Installing Chromium for the browser tests ...", flush=True)
    commands = (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *PACKAGES])
    done = [
        subprocess.run(
            command, env={**os.environ, **QUIET}, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False
        )
        for command in commands
    ]
    return done[-1].returncode == 0


def main() -> int:
    """Return 0 when the suite may begin: always, except in CI without a browser."""
    if is_there():
        return 0
    may = os.geteuid() == 0 and shutil.which("apt-get") is not None
    if may and install() and is_there():
        return 0
    print(
        "Chromium is missing; the browser tests need it. As root: apt-get install chromium fonts-noto-cjk", flush=True
    )
    return 1 if os.environ.get("CI") == "true" else 0


if __name__ == "__main__":
    sys.exit(main())
