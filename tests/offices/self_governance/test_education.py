"""Legal and moral education (F0): planned, open for sign-up, held, recorded; places, the waiting list, who came."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest

from caojiadu.core.accounts.models import User
from caojiadu.core.cases.models import Case, CaseEvent, EventWords
from caojiadu.core.notices.models import Notice
from caojiadu.core.registers.models import SignUp
from offices.self_governance.models import EducationActivity
from tests.entries import signed_in
from tests.offices.self_governance.room import due, ended, enter, matter, state, step

NOW = dt.datetime(2026, 12, 1, 9, tzinfo=dt.timezone(dt.timedelta(hours=8)))
TALK = {
    "title": "民法典进楼组",
    "theme": "law",
    "audience": "everybody",
    "speaker": "某律师事务所志愿律师",
    "starts_at": "2026-12-08T14:00",
    "ends_at": "2026-12-08T16:00",
    "place": "活动室",
    "places": "3",
    "sign_up_until": "2026-12-07T18:00",
}


@pytest.fixture(autouse=True)
def today(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=True)


@pytest.fixture
def talk(room: SimpleNamespace) -> Case:
    case = matter(room.clerk, "education", **TALK)
    assert step(room.clerk, case, "announce").status_code == 302
    return case


def sign_up(room: SimpleNamespace, case: Case, name: str, people: int = 1, phone: str = "") -> Any:
    digits = phone or f"1380013{sum(map(ord, name)) % 10_000:04}"
    return step(room.clerk, case, "sign_up", name=name, phone=digits, people=people)


def later(room: SimpleNamespace, time_machine: Any, after: dt.timedelta) -> None:
    """Some time passes, and the clerk signs in again."""
    time_machine.move_to(NOW + after, tick=True)
    room.clerk = signed_in(User.objects.get(username="zz-clerk"))


def the_list(case: Case) -> list[tuple[str, str]]:
    return [(row.resident.name_sealed, row.state) for row in SignUp.objects.filter(event=case)]


def told(template: str) -> int:
    return Notice.objects.filter(template=template, channel="sms").count()


def test_from_the_plan_to_the_record(room: SimpleNamespace, talk: Case, time_machine: Any) -> None:
    assert due(talk, "day") == dt.date(2026, 12, 8)
    for name, people in (("张三", 2), ("李四", 1), ("王五", 1)):
        assert sign_up(room, talk, name, people).status_code == 302
    assert the_list(talk) == [("张三", "place"), ("李四", "place"), ("王五", "waiting")]
    page = room.clerk.get(f"/desk/cases/{talk.number}/").content.decode()
    assert "张*" in page and "张三" not in page and "候补中" in page
    assert room.stranger.get(f"/desk/cases/{talk.number}/").status_code == 404
    assert "活动尚未开始" in room.clerk.get(f"/desk/cases/{talk.number}/hold/", follow=True).content.decode()

    later(room, time_machine, dt.timedelta(days=7, hours=7))
    came = SignUp.objects.filter(event=talk)[0]
    assert step(room.clerk, talk, "hold", came=[came.pk], others=15).status_code == 302
    assert EducationActivity.objects.get(pk=talk.pk).attended == 17
    assert list(SignUp.objects.filter(event=talk).values_list("came", flat=True)) == [True, False, False]
    assert (ended(talk, "day"), due(talk, "record")) == ("met", dt.date(2026, 12, 15))
    refused = step(room.clerk, talk, "record", summary="", handed_out=30, questions="遗嘱")
    assert refused.status_code == 422 and "遗嘱" in refused.content.decode()
    record = {"summary": "到场踊跃。", "handed_out": 30, "questions": "遗嘱怎样写。"}
    assert step(room.clerk, talk, "record", **record).status_code == 302
    assert state(talk) == "education_recorded"


def test_whoever_waits_moves_up_when_places_are_free(room: SimpleNamespace, talk: Case) -> None:
    for name, people in (("张三", 3), ("李四", 2), ("王五", 1)):
        sign_up(room, talk, name, people)
    assert the_list(talk) == [("张三", "place"), ("李四", "waiting"), ("王五", "waiting")]
    assert step(room.clerk, talk, "set_places", places=4).status_code == 302
    assert the_list(talk)[1:] == [("李四", "waiting"), ("王五", "place")]  # two do not fit, one does
    first = SignUp.objects.filter(event=talk).first()
    assert step(room.clerk, talk, "withdraw", sign_up=first.pk).status_code == 302
    assert the_list(talk) == [("张三", "withdrawn"), ("李四", "place"), ("王五", "place")]
    assert told("event_place") == 2
    fewer = step(room.clerk, talk, "set_places", places=2)
    assert fewer.status_code == 422 and "已报名3人" in fewer.content.decode()


def test_nobody_is_on_the_list_twice_or_after_the_last_moment(
    room: SimpleNamespace, talk: Case, time_machine: Any
) -> None:
    assert sign_up(room, talk, "张三").status_code == 302
    again = sign_up(room, talk, "张三")
    assert again.status_code == 409 and "已在名单上" in again.content.decode()
    bad = sign_up(room, talk, "李四", phone="123")
    assert bad.status_code == 422 and "李四" in bad.content.decode()
    later(room, time_machine, dt.timedelta(days=6, hours=10))
    late = room.clerk.get(f"/desk/cases/{talk.number}/sign_up/", follow=True)
    assert "报名时间已过" in late.content.decode()
    sign_up(room, talk, "王五")
    assert len(the_list(talk)) == 1


def test_the_history_keeps_no_name_or_phone(room: SimpleNamespace, talk: Case) -> None:
    sign_up(room, talk, "张三", 2)
    event = CaseEvent.objects.get(case=talk, move="sign_up")
    assert event.data == {"people": 2} and not EventWords.objects.filter(event=event).exists()


def test_those_on_the_list_hear_of_another_time_and_of_the_end(room: SimpleNamespace, talk: Case) -> None:
    sign_up(room, talk, "张三")
    sign_up(room, talk, "李四")
    moved = {"starts_at": "2026-12-09T14:00", "ends_at": "2026-12-09T16:00", "place": "二楼", "reason": "场地维修"}
    assert step(room.clerk, talk, "change", **moved, sign_up_until="").status_code == 302
    assert told("event_changed") == 2 and due(talk, "day") == dt.date(2026, 12, 9)
    assert step(room.clerk, talk, "cancel", reason="主讲人因故不能到场").status_code == 302
    assert told("event_cancelled") == 2 and state(talk) == "education_cancelled"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"ends_at": "2026-12-08T13:00"}, "ends_at"),
        ({"sign_up_until": "2026-12-08T15:00"}, "sign_up_until"),
        ({"places": "-1"}, "places"),
        ({"theme": ""}, "theme"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(room: SimpleNamespace, typed: dict[str, str], field: str) -> None:
    answer = enter(room.clerk, "education", **{**TALK, **typed})
    assert answer.status_code == 422 and list(answer.context["form"].errors) == [field]
    assert "民法典进楼组" in answer.content.decode() and not EducationActivity.objects.exists()
