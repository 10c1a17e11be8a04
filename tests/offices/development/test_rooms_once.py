"""Rooms of the cultural centre (H14): one room serves one purpose at a time, whether booked, closed or performed in."""

from types import SimpleNamespace
from typing import Any

import pytest

from caojiadu.core.registers.patterns import booking
from tests.desk import day, state
from tests.offices.development.room import not_entered, refused, take
from tests.offices.development.test_centre import HOURS, a_room


def test_a_room_serves_one_purpose_at_a_time(room: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    clerk, head = room.clerk, room.head
    house = clerk.enter("cultural-centres", title="文化中心", address="某路", **HOURS)
    hall = f"#{a_room(clerk, house)}"
    at = {"starts_at": f"{day(9)}T10:00", "ends_at": f"{day(9)}T12:00"}
    booked = {"title": "合唱", "room": hall, "group": "合唱队", "purpose": "排练", "people": 5}
    show = {"title": "演出", "form": "stage", "performed_by": "剧团", "place": "剧场", "room": hall, "places": 9}
    case = clerk.enter("cultural-bookings", **booked, **at)
    assert not_entered(clerk, "cultural-performances", **show, **at, ticket=0) == ["starts_at"]
    later = {"starts_at": f"{day(9)}T14:00", "ends_at": f"{day(9)}T16:00"}
    assert not_entered(clerk, "cultural-performances", **show, **later, ticket=-1) == ["ticket"]
    play = clerk.enter("cultural-performances", **show, **later, ticket=0)
    assert not_entered(clerk, "cultural-performances", **show, **later, ticket=0) == ["starts_at"]
    assert not_entered(clerk, "cultural-bookings", **booked, **later) == ["starts_at"]
    assert refused(clerk, case, "other_time", **later) == ["starts_at"]
    assert refused(clerk, play, "change", **at, place="剧场", reason="提前") == ["starts_at"]

    closure = {"title": "维修", "centre": f"#{house}", "why": "repair", "since": day(9), "until": day(9)}
    shut = clerk.enter("cultural-closures", **closure, instead="邻近中心")
    assert "尚有2项" in (said := head.says(shut, "closure_approve")) and case.number in said
    take(clerk, case, "other_time", starts_at=f"{day(8)}T10:00", ends_at=f"{day(8)}T12:00")
    take(clerk, play, "cancel", reason="停开")
    take(head, shut, "closure_approve")
    assert refused(clerk, case, "other_time", **at) == ["starts_at"]
    take(head, case, "approve")
    assert state(case) == "culturalroom_approved"

    # Somebody is faster: takes the room after the form was found right, before it is written.
    lock = booking.hold_still

    def meanwhile(register: str, **typed: Any) -> None:
        def taken_first(thing: int) -> None:
            monkeypatch.setattr(booking, "hold_still", lock)
            assert room.second.enter(register, **typed).number
            lock(thing)

        monkeypatch.setattr(booking, "hold_still", taken_first)

    slots = [{"starts_at": f"{day(11)}T{hour}:00", "ends_at": f"{day(11)}T{hour + 1}:00"} for hour in range(10, 17)]
    meanwhile("cultural-performances", **show, **slots[0], ticket=0)
    assert not_entered(clerk, "cultural-performances", **show, **slots[0], ticket=0) == ["__all__"]
    meanwhile("cultural-performances", **show, **slots[1], ticket=0)
    assert not_entered(clerk, "cultural-bookings", **booked, **slots[1]) == ["__all__"]
    meanwhile("cultural-bookings", **booked, **slots[2])
    assert not_entered(clerk, "cultural-performances", **show, **slots[2], ticket=0) == ["__all__"]
    last = clerk.enter("cultural-performances", **show, **slots[3], ticket=0)
    meanwhile("cultural-bookings", **booked, **slots[4])
    assert clerk.step(last, "change", **slots[4], place="剧场", reason="改期") == 409
    asked = clerk.enter("cultural-bookings", **booked, **slots[5])
    meanwhile("cultural-performances", **show, **slots[6], ticket=0)
    assert clerk.step(asked, "other_time", **slots[6]) == 409
