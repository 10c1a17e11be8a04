"""One large piece of memory for the stack of Python's own frames, under everything that tests call.

Python keeps frames in pieces of 16 kB, asks the system for the next one as a call crosses the end of a piece, and gives
it back as the call returns. Pages are drawn a hundred calls deep, so that a loop that happens to stand at such an end
asks and gives back at each turn: two thirds of all the pages of memory that a run touched were these, and a tenth of
its time. A piece is as large as the frame that begins it needs; so a frame that says it needs half a megabyte is given
a whole one, and leaves the other half to whatever it calls.
"""

from typing import Any

import pytest

ROOM = 2**16  # places for values, of 8 bytes each


class Roomy:
    """Runs the tests from one such frame."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> Any:
        """The first to be asked; hands on to whoever runs the tests: pytest itself, or xdist."""
        rest = session.config.pluginmanager.subset_hook_caller("pytest_runtestloop", [self])
        return _from_here(rest, session)


def _from_here(call: Any, session: pytest.Session) -> Any:
    return call(session=session)


_from_here.__code__ = _from_here.__code__.replace(co_stacksize=ROOM)


def pytest_configure(config: pytest.Config) -> None:
    """In the workers and in the process that hands out the work."""
    config.pluginmanager.register(Roomy())
