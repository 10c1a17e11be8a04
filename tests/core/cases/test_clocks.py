"""What becomes of a limit by a move: kept in time or late, started once, spared by the end where others decide."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from caojiadu.core.cases.models import Case, Clock
from caojiadu.core.organisation.models import Office
from tests.desk import day, running
from tests.entries import signed_in
from tests.offices.development.room import people, take
from tests.offices.development.test_centre import HOURS, a_room
from tests.petitions.letters import go, write

pytestmark = pytest.mark.django_db
SECOND = dt.timedelta(seconds=1)


@pytest.mark.parametrize(("after", "state"), [(-SECOND, "met"), (dt.timedelta(0), "met"), (SECOND, "late")])
def test_a_limit_is_kept_until_its_last_moment_and_late_from_then_on(cast, after, state):
    case = go(write(), "register", cast.clerk)
    at = case.clocks.get(key="tell").due_at + after
    office = Office.objects.get(code="C")
    go(case, "accept", cast.clerk, office=office.pk, co_offices=[], now=at)
    clock = case.clocks.get(key="tell")
    assert (clock.state, clock.ended_at) == (state, at)
    # What the letter waits for next is what runs, not what was met.
    assert Case.objects.get(pk=case.pk).due_at == min(
        case.clocks.filter(state="running").values_list("due_at", flat=True)
    )


def test_a_limit_that_is_started_again_while_it_runs_goes_on():
    room = people()
    house = room.clerk.enter("cultural-centres", title="文化中心", address="某路", **HOURS)
    booking = {"title": "合唱", "room": f"#{a_room(room.clerk, house)}", "group": "队", "purpose": "排练", "people": 5}
    times = [{"starts_at": f"{day(offset)}T10:00", "ends_at": f"{day(offset)}T12:00"} for offset in (20, 21)]
    case = room.clerk.enter("cultural-bookings", **booking, **times[0])
    before = running(case)
    assert set(before) == {"approval"}
    with time_machine.travel(timezone.now() + dt.timedelta(days=7)):
        room.clerk.client = signed_in(room.clerk.user)
        take(room.clerk, case, "other_time", **times[1])
        assert running(case) == before
    assert Clock.objects.filter(case_id=case.pk, key="approval").count() == 1


def test_what_rests_keeps_the_limit_that_runs_beside_until_it_is_done_for():
    room = people()
    typed = {"title": "场馆管理办法", "subject": "规则", "basis": "规定", "drafted_by": Office.objects.get(code="H").pk}
    case = room.clerk.enter("normative-documents", **typed)
    take(room.clerk, case, "normative_hear", heard="三十日")
    take(room.second, case, "normative_review", legal_opinion="合法")
    take(room.head, case, "normative_issue", document_number="1号", issued_on=day(), valid_until=day(700))
    take(room.clerk, case, "normative_file", filed_on=day())
    assert running(case) == {"valid": day(700)}
    assert timezone.localdate(Case.objects.get(pk=case.pk).due_at) == day(700)
    take(room.head, case, "normative_repeal", reason="已被取代")
    assert running(case) == {}
