"""After a run: which files of tests took over a minute, and why; a file says why in its SLOW."""

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

LONG = 60  # seconds


class Slow:
    """Adds up what tests took, with their setting up, by file."""

    def __init__(self, config: pytest.Config) -> None:
        self.root = config.rootpath
        self.took: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """One part of one test; with workers, in the process that hands out the work."""
        self.took[report.nodeid.partition("::")[0]] += report.duration

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """The long ones, the longest first."""
        long = [(path, seconds) for path, seconds in self.took.most_common() if seconds > LONG]
        if long:
            terminalreporter.section(f"files over {LONG} s")
        for path, seconds in long:
            terminalreporter.write_line(f"{seconds:6.0f} s  {path}: {reason(self.root / path) or 'gives no reason'}")


def reason(path: Path) -> str:
    """What a file gives in its SLOW; nothing where it gives none."""
    return _said(path, "SLOW").strip("\"'")


def parts(path: Path) -> int:
    """In how many parts the tests of a file go out to the workers: its IN_PARTS, or one."""
    return int(_said(path, "IN_PARTS") or 1)


@cache
def _said(path: Path, name: str) -> str:
    """What a file gives under a name, read without importing it."""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith(f"{name} = "):
            return line.removeprefix(f"{name} = ")
    return ""


def pytest_configure(config: pytest.Config) -> None:
    """Not in the workers: they hand their reports over."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Slow(config))
