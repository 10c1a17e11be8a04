"""What people come to a centre for happens on a working day at noon, whenever the suite itself is run."""

from typing import Any

import pytest

from tests.services.halls import NOON


@pytest.fixture(autouse=True)
def noon(time_machine: Any) -> None:
    """A hall closes at midnight, and a day's figures with it: no test shall begin on one day and end on the next."""
    time_machine.move_to(NOON, tick=True)
