"""The community school (H4): a class opens, fills, is taught and completed, or is not held."""

import datetime as dt

import pytest
import time_machine

from caojiadu.core.notices.models import Notice
from tests.cast import again
from tests.desk import running
from tests.entries import signed_in
from tests.offices.development.room import not_entered, people, refused, sees, take

NOW = dt.datetime(2026, 3, 2, 9, tzinfo=dt.timezone(dt.timedelta(hours=8)))
CLASS = {
    "title": "书法春季班",
    "term": "2026年春季",
    "teacher": "某老师",
    "timetable": "每周三下午",
    "starts_at": "2026-03-11T14:00",
    "ends_at": "2026-06-10T16:00",
    "place": "教室",
    "places": "3",
    "least": "2",
    "sign_up_until": "2026-03-09T18:00",
}


@pytest.mark.django_db
def test_a_class_from_the_enrolment_to_its_completion() -> None:
    with time_machine.travel(NOW) as clock:
        room = people()
        clerk = room.clerk
        about = {"subject": "arts", "learners": "older", "minutes": 90, "fee": 0, "contents": "笔法"}
        course = clerk.enter("courses", title="书法", lessons=2, **about)
        assert not_entered(clerk, "classes", course=f"#{course}", **{**CLASS, "least": "4"}) == ["least"]
        case = clerk.enter("classes", course=f"#{course}", **CLASS)
        assert running(case) == {"announce": dt.date(2026, 3, 16)} and sees(room.stranger, case) == 404
        take(clerk, case, "class_announce")
        assert running(case) == {"enrol": dt.date(2026, 3, 9), "begin": dt.date(2026, 3, 11)}
        take(clerk, case, "sign_up", name="张三", phone="13800138000", people=1)
        assert "2" in clerk.says(case, "class_close_list") and clerk.step(case, "class_close_list") == 409
        take(clerk, case, "sign_up", name="李四", phone="13800138001", people=2)
        take(clerk, case, "sign_up", name="王五", phone="13800138002", people=1)  # waits
        first = case.sign_ups.first()
        take(clerk, case, "withdraw", sign_up=first.pk)
        assert Notice.objects.filter(template="event_place", channel="sms").count() == 1
        clock.move_to(dt.datetime(2026, 3, 10, 9, tzinfo=NOW.tzinfo))
        clerk.client = signed_in(again(clerk.user))
        assert clerk.step(case, "sign_up", name="赵六", phone="13800138003", people=1) == 409
        take(clerk, case, "class_close_list")
        moved = {name: CLASS[name] for name in ("starts_at", "ends_at", "timetable")} | {"place": "画室"}
        assert clerk.step(case, "class_move", **moved, reason="换教室") == 409
        take(clerk, case, "class_move_enrolled", **moved, reason="换教室")
        assert "enrol" not in running(case)  # the list is closed and stays so
        take(clerk, case, "class_begin", note="到课三人")
        assert running(case) == {"last": dt.date(2026, 6, 10)}
        assert clerk.step(case, "class_complete", completed=3, summary="好") == 409
        assert take(clerk, case, "class_lesson", note="到课三人").lessons_held == 2
        assert clerk.step(case, "class_lesson", note="再上") == 409
        assert refused(clerk, case, "class_complete", completed=4, summary="好") == ["completed"]
        done = take(clerk, case, "class_complete", completed=3, summary="作品展出")
        assert (done.state, done.attended) == ("class_completed", 3)
        other = clerk.enter("classes", course=f"#{course}", **CLASS)
        take(clerk, other, "class_move", **moved, sign_up_until=CLASS["sign_up_until"], reason="换教室")
        assert set(running(other)) == {"announce"}  # nothing else runs before the list is open
        take(clerk, other, "class_announce")
        assert take(clerk, other, "class_cancel", reason="人数不足").state == "class_cancelled"
