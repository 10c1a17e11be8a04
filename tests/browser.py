"""Debian's Chromium under pytest-playwright."""

import os
from typing import Any

import pytest

from scripts.browser import BROWSERS, FONT, find

# As root it has no sandbox to enter; the rest keeps it from talking to anybody but the portal.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str:
    """Return its path; without it a browser test fails in CI and says one clear line elsewhere."""
    if found := find():
        return found
    if os.environ.get("CI") == "true":
        pytest.fail(f"Chromium is missing: apt-get install {BROWSERS[0]} {FONT}")
    # A newcomer may run the rest of the suite without a browser; where it is checked for all, its absence fails.
    pytest.skip(f"Chromium is missing: install it (as root: apt-get install {BROWSERS[0]} {FONT}) or set CHROMIUM")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the Chromium of the system instead of a download."""
    return {**browser_type_launch_args, "executable_path": chromium(), "args": FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Browse as a resident of Shanghai, with nothing kept for a time without network but where a test asks for it."""
    return {
        **browser_context_args,
        "locale": "zh-CN",
        "timezone_id": "Asia/Shanghai",
        "service_workers": "block",
    }
