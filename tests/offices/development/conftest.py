"""The people of the office."""

from types import SimpleNamespace

import pytest

from tests.offices.development.room import people


@pytest.fixture
def room(db: None) -> SimpleNamespace:
    """Two clerks of the office, its head, a leader, and a clerk of another office, each at the desk."""
    return people()
