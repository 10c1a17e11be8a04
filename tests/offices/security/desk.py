"""The desk of the Community Security Office."""

from tests.desk import Desk, day, running, state

__all__ = ["Desk", "day", "running", "state"]
