"""The cultural activity centre (H14): 56 hours a week, rooms booked once, closures told seven days ahead."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from caojiadu.core.notices.models import Notice
from offices.development.models import CulturalBooking, CulturalClosure
from tests.cast import again
from tests.desk import Desk, day, running, state
from tests.entries import signed_in
from tests.offices.development.room import articles, not_entered, refused, sees, take

HOURS = {
    "weekday_opens": "09:00",
    "weekday_closes": "17:00",
    "weekend_opens": "09:00",
    "weekend_closes": "17:00",
    "holiday_opens": "09:00",
    "holiday_closes": "19:00",
}


@pytest.fixture
def house(room: SimpleNamespace) -> int:
    return room.clerk.enter("cultural-centres", title="文化中心", address="某路", **HOURS)


def a_room(desk: Desk, house: int, **other: Any) -> Any:
    typed = {"title": "排练厅", "centre": f"#{house}", "kind": "rehearsal", "seats": 20, "basic": "on", "fee": 0}
    return desk.enter("cultural-rooms", **{**typed, "opens": "09:00", "closes": "17:00", "open_on": "every", **other})


def test_hours_and_fees_are_those_of_the_provisions(room: SimpleNamespace, house: int) -> None:
    clerk = room.clerk
    assert isinstance(house, int)  # seven days of eight hours: exactly 56
    page = clerk.client.get(f"{clerk.base}cultural-centres/{house}/").content.decode()
    assert "17:00" in page and "17:00:00" not in page
    for wrong, field in (
        ({"weekday_closes": "16:59"}, "weekday_closes"),
        ({"weekend_closes": "09:00"}, "weekend_closes"),
        ({"holiday_closes": "16:00"}, "holiday_closes"),
    ):
        assert field in not_entered(clerk, "cultural-centres", title="另一中心", address="某路", **{**HOURS, **wrong})
    free = {"title": "厅", "centre": f"#{house}", "kind": "theatre", "seats": 9, "open_on": "every"}
    assert not_entered(clerk, "cultural-rooms", **free, basic="on", fee="10") == ["fee"]
    theatre = clerk.enter("cultural-rooms", **free, basic="", fee="10")
    show = {"title": "演出", "form": "stage", "performed_by": "剧团", "place": "剧场", "room": f"#{theatre}"}
    times = {"starts_at": f"{day(5)}T14:00", "ends_at": f"{day(5)}T16:00", "ticket": 0}
    for places in (0, 10):
        assert not_entered(clerk, "cultural-performances", **show, **times, places=places) == ["places"]
    past = {"starts_at": "2001-05-01T14:00", "ends_at": "2001-05-01T16:00", "ticket": 0, "places": 9}
    assert not_entered(clerk, "cultural-performances", **show, **past) == ["starts_at"]
    case = clerk.enter("cultural-performances", **show, **times, places=9)
    assert sees(room.stranger, case) == 404
    take(clerk, case, "announce")
    take(clerk, case, "cancel", reason="演员生病")
    assert state(case) == "stage_cancelled"


def test_a_room_is_confirmed_checked_in_and_left(room: SimpleNamespace, house: int, time_machine: Any) -> None:
    clerk, head, asker = room.clerk, room.head, room.stranger
    key = a_room(clerk, house)
    slot = {"starts_at": f"{day(2)}T10:00", "ends_at": f"{day(2)}T12:00"}
    typed = {"title": "合唱", "room": f"#{key}", "group": "合唱队", "purpose": "排练"}
    assert not_entered(asker, "cultural-bookings", **typed, **slot, people=21) == ["people"]
    case = asker.enter("cultural-bookings", **typed, **slot, people=20)
    assert not_entered(clerk, "cultural-bookings", **typed, **slot, people=5) == ["starts_at"]
    night = {"starts_at": f"{day(2)}T18:00", "ends_at": f"{day(2)}T19:00"}
    assert not_entered(clerk, "cultural-bookings", **typed, **night, people=5) == ["starts_at"]
    other = Desk("fz-other", "handler", "C", keeps="H")
    assert (sees(asker, case), sees(other, case)) == (200, 404)
    take(head, case, "approve")
    assert "begin" in running(case)
    time_machine.move_to(timezone.make_aware(dt.datetime.combine(day(2), dt.time(10, 5))), tick=True)
    clerk.client = signed_in(again(clerk.user))
    take(clerk, case, "hand_over", came=18)
    take(clerk, case, "give_back", note="已清场")
    assert (state(case), CulturalBooking.objects.get(pk=case.pk).came) == ("culturalroom_ended", 18)


def test_a_closure_is_announced_seven_days_ahead(room: SimpleNamespace, house: int) -> None:
    clerk, head = room.clerk, room.head
    typed = {"title": "空调维修", "centre": f"#{house}", "instead": "邻近中心"}
    assert not_entered(clerk, "cultural-closures", **typed, why="repair", since=day(10), until=day(9)) == ["until"]
    for since, until, field in ((day(5), day(6), "since"), ("2020-05-01", "2020-05-02", "until")):
        assert not_entered(clerk, "cultural-closures", **typed, why="repair", since=since, until=until) == [field]
    case = clerk.enter("cultural-closures", **typed, why="repair", since=day(10), until=day(12))
    assert running(case)["announce"] == day(3) and sees(room.stranger, case) == 404
    assert articles(case)["announce"] == (True, "《上海市社区公共文化服务规定》第十八条")
    assert clerk.step(case, "closure_approve") == 404
    take(head, case, "closure_approve")
    assert refused(clerk, case, "closure_move", since=day(6), until=day(8), reason="工期提前") == ["since"]
    take(clerk, case, "closure_move", since=day(8), until=day(9), reason="工期提前")
    assert running(case)["announce"] == day(1) and "reopen" not in running(case)
    CulturalClosure.objects.filter(pk=case.pk).update(since=day(6))  # two days went by
    assert "提前7日公告" in head.says(case, "closure_approve") and state(case) == "closure_planned"
    CulturalClosure.objects.filter(pk=case.pk).update(since=day(8))
    take(head, case, "closure_approve")
    CulturalClosure.objects.filter(pk=case.pk).update(since=day(6))
    told = {"announced_on": day(), "announced_at": "门口"}
    assert refused(clerk, case, "closure_announce", **told) == ["announced_on"]
    take(head, case, "closure_move", since=day(7), until=day(8), reason="改期")
    assert head.step(case, "closure_approve") == 409  # whoever set the days does not approve them
    take(room.leader, case, "closure_approve")
    take(clerk, case, "closure_announce", **told)
    page = reverse("public_register", args=["cultural-closures"])
    assert "空调维修" in Client().get(page).content.decode()
    key = a_room(clerk, house)
    booked = {"title": "合唱", "room": f"#{key}", "group": "队", "purpose": "排练", "people": 5}
    slot = {"starts_at": f"{day(7)}T10:00", "ends_at": f"{day(7)}T12:00"}
    assert not_entered(clerk, "cultural-bookings", **booked, **slot) == ["starts_at"]
    show = {"title": "演出", "form": "stage", "performed_by": "剧团", "place": "剧场", "room": f"#{key}", "ticket": 0}
    assert not_entered(clerk, "cultural-performances", **show, **slot, places=9) == ["starts_at"]
    assert running(case) == {"reopen": day(8)}
    assert take(clerk, case, "closure_reopen", done="恢复开放").state == "closure_over"


def test_danger_closes_the_centre_at_once_with_its_reason(room: SimpleNamespace, house: int, time_machine: Any) -> None:
    clerk, asker = room.clerk, room.stranger
    key = a_room(clerk, house)
    booked = {"title": "合唱", "room": f"#{key}", "group": "队", "purpose": "排练", "people": 5}
    lent = asker.enter("cultural-bookings", **booked, starts_at=f"{day(1)}T10:00", ends_at=f"{day(1)}T12:00")
    typed = {"title": "漏水", "centre": f"#{house}", "instead": "邻近中心", "since": day(), "until": day(1)}
    assert not_entered(clerk, "cultural-closures", **typed, why="safety") == ["grounds"]
    named = {"why": "safety", "grounds": "屋顶漏水，详询13800138000"}
    assert not_entered(clerk, "cultural-closures", **typed, **named) == ["grounds"]
    case = clerk.enter("cultural-closures", **typed, why="safety", grounds="屋顶漏水")
    assert running(case)["announce"] == day()
    take(room.head, case, "closure_approve")
    told = Notice.objects.filter(template="centre_closed", case_number=lent.number)
    assert list(told.values_list("user_id", flat=True).distinct()) == [asker.user.pk]
    time_machine.move_to(timezone.now() + dt.timedelta(days=1), tick=True)
    clerk.client = signed_in(again(clerk.user))
    take(clerk, case, "closure_announce", announced_on=day(), announced_at="门口")  # late, but it can be told
    assert "屋顶漏水" in Client().get(reverse("public_register", args=["cultural-closures"])).content.decode()
