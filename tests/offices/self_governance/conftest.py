"""The people of the office."""

from types import SimpleNamespace

import pytest
from django.utils import timezone

from tests.cast import make_staff
from tests.entries import signed_in


@pytest.fixture
def room(db: None) -> SimpleNamespace:
    """The office's clerk and head, a leader, and a clerk of another office, each with a browser."""
    clerk = make_staff("zz-clerk", "自治小吴", "handler", "F")
    head = make_staff("zz-head", "自治科长", "head", "F")
    leader = make_staff("zz-leader", "主任老马", "leader", "")
    stranger = make_staff("zz-stranger", "服务小孙", "handler", "D")
    today = timezone.localdate()
    people = {"clerk": clerk, "head": head, "leader": leader, "stranger": stranger}
    return SimpleNamespace(**{name: signed_in(user) for name, user in people.items()}, today=today)
