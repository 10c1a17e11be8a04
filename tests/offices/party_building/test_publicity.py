"""B4 and B5: a bid from application to recheck, volunteers and their hours, an article through three reviews."""

from types import SimpleNamespace
from typing import Any

import pytest

from caojiadu.core.organisation.models import Neighbourhood
from caojiadu.core.registers.models import SignUp
from offices.party_building.models import Volunteer, VolunteerEvent
from tests.offices.party_building.room import Desk, day, errors, hidden, make_room, record, running, state, walk

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(db: None) -> SimpleNamespace:
    return make_room()


def test_a_bid_is_inspected_handed_in_awarded_and_rechecked(room: SimpleNamespace) -> None:
    area = Neighbourhood.objects.values_list("pk", flat=True).first()
    typed = {"title": "某某花园", "sort": "estate", "level": "district", "cycle": "本轮", "neighbourhood": area}
    days = {"received_on": day(-20), "hand_in_by": day(10)}
    assert errors(room.clerk.enter("civilised-bids", **typed, **days, own_score=101)) == {"own_score"}
    case = room.clerk.enter("civilised-bids", **typed, **days, own_score=90)
    assert running(case) == {"hand_in": day(10)}
    fault = {"inspected_on": day(-15), "score": 70, "faults": "楼道堆物"}
    walk(case, (room.clerk, "fault", fault))
    assert running(case)["mend"] == day(20)
    walk(case, (room.clerk, "mend", {"mended": "已清理"}))
    assert room.head.step(case, "inspect", inspected_on=day(-21), score=90) == 422  # before it was handed in
    walk(case, (room.head, "inspect", {"inspected_on": day(-5), "score": 90}))
    assert room.head.step(case, "send", sent_on=day(-3)) == 409  # whoever inspected it does not hand it in
    other = Desk("head-2", "head", "B")
    walk(case, (other, "send", {"sent_on": day(-3)}))
    assert running(case) == {}
    awarded = {"awarded_on": day(-1), "valid_until": day(900)}
    assert other.step(case, "award", **awarded | {"valid_until": day(400)}) == 422  # a cycle of two to three years
    walk(case, (other, "award", awarded))
    assert running(case) == {"recheck": day(810)}
    public = room.stranger.client.get("/about/civilised-bids/").content.decode()
    assert "某某花园" in public and "楼道堆物" not in public
    walk(case, (room.clerk, "keep", {"rechecked_on": day(), "recheck": "合格"}))
    assert state(case) == "civilised_kept"
    hidden(room, case, "civilised-bids")
    own = other.enter("civilised-bids", **{**typed, "title": "另一花园"}, **days, own_score=90)
    walk(own, (room.clerk, "inspect", {"inspected_on": day(-5), "score": 90}), (other, "send", {"sent_on": day(-3)}))
    assert other.step(own, "award", **awarded) == 409  # whoever wrote what everybody reads from then on
    walk(own, (room.leader, "award", awarded))


def test_volunteers_sign_up_and_their_hours_are_added_up(room: SimpleNamespace) -> None:
    names = {"name": "赵甲三", "phone": "13900000001"}
    key = room.clerk.enter("volunteers", title="守望队", skill="care", since=day(-30), trained_on="", **names)
    times = {"starts_at": f"{day(1)}T09:00", "ends_at": f"{day(1)}T11:00", "place": "广场", "sign_up_until": ""}
    typed = {"title": "服务日", "theme": "skill", "serves": "居民", "bring": "", "places": 5}
    assert errors(room.clerk.enter("volunteer-events", **{**typed, "serves": "电话13912345678"}, **times)) == {"serves"}
    assert errors(room.clerk.enter("volunteer-events", **{**typed, "bring": "电话13912345678"}, **times)) == {"bring"}
    case = room.clerk.enter("volunteer-events", **typed, **times)
    walk(case, (room.clerk, "announce", {}), (room.clerk, "sign_up", names))
    walk(case, (room.clerk, "sign_up", {"name": "路人乙", "phone": "13900000002"}))
    assert "服务日" not in room.stranger.client.get("/about/volunteer-events/").content.decode()
    words = {"title": "服务日", "place": "广场"}
    assert room.clerk.step(case, "publish", **words) == 404
    walk(case, (room.head, "publish", words))
    public = room.stranger.client.get("/about/volunteer-events/").content.decode()
    assert "服务日" in public and "赵甲三" not in public
    held = {"starts_at": f"{day(-1)}T06:00+08:00", "ends_at": f"{day(-1)}T08:00+08:00"}
    VolunteerEvent.objects.filter(pk=case.pk).update(**held)
    came = SignUp.objects.filter(event_id=case.pk).earliest("pk")
    walk(case, (room.clerk, "hold", {"came": [came.pk], "others": 3}))
    done = {"summary": "完成", "hours_each": "2.5", "people_served": 60}
    assert room.clerk.step(case, "record", **{**done, "hours_each": "13"}) == 422
    walk(case, (room.clerk, "record", done))
    one = Volunteer.objects.get(pk=key)
    assert (float(one.hours), one.served_on) == (2.5, day(-1))
    hidden(room, case, "volunteers")


def test_an_article_is_reviewed_by_three_who_did_not_write_it(room: SimpleNamespace) -> None:
    outlet = room.clerk.enter(
        "publicity-channels",
        title="公众号",
        kind="account",
        keeper="干事",
        registered_until=day(90),
        readers="",
        posted_on="",
        looked_over_on="",
    )
    typed: dict[str, Any] = {"title": "楼道焕新", "outlet": f"#{outlet}", "genre": "news", "wanted_on": day(3)}
    typed |= {"sources": "居民区", "body": "楼道焕然一新。"}
    assert errors(room.clerk.enter("articles", **{**typed, "body": "联系13912345678"})) == {"body"}
    case = room.clerk.enter("articles", **typed)
    assert set(running(case)) == {"first", "out"} and running(case)["out"] == day(3)
    seen = {"note": "已核对"}
    assert room.clerk.step(case, "first", **seen) == 409  # the writer
    walk(
        case,
        (room.second, "revise", {"title": "楼道焕新", "body": "楼道更整洁。", "sources": "居民区", "note": "改写"}),
    )
    assert room.second.step(case, "first", **seen) == 409  # whoever wrote a part of it
    assert room.second.step(case, "publish", published_on=day(), whereabouts="头条") == 409
    third, other_head = Desk("third", office="B"), Desk("head-2", "head", "B")
    walk(case, (third, "first", seen), (room.head, "second", seen))
    assert room.head.step(case, "final", **seen) == 409
    own = room.head.enter("articles", **typed)
    walk(own, (room.clerk, "first", seen))
    assert room.head.step(own, "second", **seen) == 409
    walk(own, (room.leader, "second", seen))  # a leader, where the head wrote it
    walk(case, (room.leader, "back", {"reason": "标题再斟酌"}))
    assert state(case) == "article_drafted"
    walk(case, (third, "first", seen), (other_head, "second", seen), (room.leader, "final", seen))
    assert "楼道焕新" not in room.stranger.client.get("/about/articles/").content.decode()
    assert room.clerk.step(case, "publish", published_on=day(1), whereabouts="头条") == 422
    walk(case, (room.clerk, "publish", {"published_on": day(), "whereabouts": "头条"}))
    assert running(case) == {} and record(outlet).posted_on == day()
    assert "楼道更整洁" in room.stranger.client.get("/about/articles/").content.decode()
    walk(case, (room.head, "withdraw", {"reason": "有误"}))
    assert "楼道更整洁" not in room.stranger.client.get("/about/articles/").content.decode()
    hidden(room, case, "articles")
