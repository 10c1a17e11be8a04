"""B6, B7, B9, B10, B11: contacts, registration, unions, the League, and women's rights cases."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest

from caojiadu.core.cases.models import Clock
from caojiadu.core.registers.duties import open_duties
from caojiadu.core.registers.models import RecordDate, WorkItem
from offices.party_building.models import GrassrootsUnion, ServiceRegistration, UnitedFrontVisit
from tests.offices.party_building.room import Desk, day, errors, hidden, make_room, record, running, state, walk

pytestmark = pytest.mark.django_db
SHE = {"name": "杨甲三", "phone": "13900000031", "id_type": "", "id_number": ""}


@pytest.fixture
def room(db: None) -> SimpleNamespace:
    return make_room()


def dates(key: int) -> dict[str, dt.date]:
    return dict(RecordDate.objects.filter(record=key).values_list("key", "due_on"))


def test_contacts_are_for_keepers_and_a_need_is_told_until_it_is_seen_to(room: SimpleNamespace) -> None:
    typed = {"title": "退休教师", "group": "overseas", "way": "visit", "purpose": "慰问", "steward": "干事", **SHE}
    assert room.clerk.client.get(f"{room.clerk.base}united-front-contacts/").status_code == 404
    assert room.clerk.client.get(f"{room.clerk.base}united-front-visits/new/").status_code == 404
    assert "agreed_on" in errors(room.head.enter("united-front-contacts", **typed, agreed_on=day(1)))
    key = room.head.enter("united-front-contacts", **typed, agreed_on=day(-9))
    visit = {"title": "走访", "contact": f"#{key}", "occasion": "festival", "visited_on": day(-2), "passed_to": ""}
    none = {"answered_on": "", "outcome": "", "answer_by": ""}
    assert errors(room.head.enter("united-front-visits", **visit, need="助餐", **none)) == {"answer_by"}
    need = {**visit, "need": "助餐", **none, "answer_by": day(10)}
    one = room.head.enter("united-front-visits", **need)
    assert dates(one) == {"need": day(10)} and record(key).visited_on == day(-2)
    assert room.head.change("united-front-visits", one, **{**need, "answered_on": day(), "seen": 0}) == 422
    assert (
        room.head.change("united-front-visits", one, **{**need, "answered_on": day(), "outcome": "好", "seen": 0})
        == 302
    )
    assert dates(one) == {} and UnitedFrontVisit.objects.get().outcome == "好"


def test_registration_follows_the_yearly_calendar(room: SimpleNamespace) -> None:
    year = day().year + 1
    him = {**SHE, "name": "冯甲三", "title": "登记名册", "notified_on": day(-3)}
    assert errors(room.clerk.enter("service-registrations", **him, cohort="eighteen", year=year + 1)) == {"year"}
    case = room.clerk.enter("service-registrations", **him, cohort="eighteen", year=year)
    assert running(case) == {"register": dt.date(year, 3, 31), "finish": dt.date(year, 9, 30)}
    finish = Clock.objects.get(case_id=case.pk, key="finish")
    assert finish.legal and "第十四条" in finish.article
    assert room.second.client.get(f"/desk/cases/{case.number}/").status_code == 404  # its handler, head and leaders
    assert room.clerk.step(case, "register", registered_on=day(-4), way="online") == 422
    ServiceRegistration.objects.update(year=year - 4)  # a list of long ago is brought to its end, too
    walk(case, (room.clerk, "register", {"registered_on": day(-1), "way": "online"}))
    ServiceRegistration.objects.update(year=year)
    assert room.clerk.step(case, "verify", verified_on=day(), finding="called") == 409
    walk(case, (room.head, "correct", {"reason": "学历不符"}))
    assert running(case)["register"] == dt.date(year, 3, 31)
    walk(case, (room.clerk, "register", {"registered_on": day(), "way": "station"}))
    walk(case, (room.head, "verify", {"verified_on": day(), "finding": "called"}), (room.head, "close", {}))
    assert state(case) == "service_closed" and running(case) == {}
    hidden(room, case, "service-registrations")
    older = room.clerk.enter("service-registrations", **him, cohort="graduate", year=year)
    assert set(running(older)) == {"finish"}
    open_duties(dt.date(year, 1, 2))
    owed = dict(WorkItem.objects.filter(duty__startswith="service-registration").values_list("duty", "planned_on"))
    assert owed == {
        "service-registration-18": dt.date(year, 3, 31),
        "service-registration": dt.date(year, 9, 30),
    }


def test_a_defence_event_invites_without_anybodys_number(room: SimpleNamespace) -> None:
    times = {"starts_at": f"{day(3)}T09:00", "ends_at": f"{day(3)}T11:00", "place": "武装部", "places": ""}
    typed = {"title": "国防讲座", "theme": "law", "unit": "", "sign_up_until": "", **times}
    assert errors(room.clerk.enter("defence-education", **typed, invited="青年，电话13912345678")) == {"invited"}
    assert errors(room.clerk.enter("defence-education", **{**typed, "place": "电话13912345678"}, invited="青年")) == {
        "place"
    }


def test_the_militia_and_visits_are_numbers_without_names(room: SimpleNamespace) -> None:
    count = {"title": "整组", "counted_on": day(-5), "task": 60, "organised": 60, "veterans": 20, "trained": 30}
    count |= {"called": 0}
    assert room.clerk.client.get(f"{room.clerk.base}militia-counts/").status_code == 404
    assert errors(room.head.enter("militia-counts", **{**count, "title": "王先生等"})) == {"title"}
    assert errors(room.head.enter("militia-counts", **{**count, "trained": 61})) == {"trained"}
    assert "next" in dates(room.head.enter("militia-counts", **count))
    visits = {"title": "八一走访", "occasion": "army_day", "visited_on": day(-1), "families": 9, "veterans": 3}
    visits |= {"value": "100", "needs": 0}
    assert errors(room.clerk.enter("army-support-visits", **{**visits, "title": "走访张女士"})) == {"title"}
    assert isinstance(room.clerk.enter("army-support-visits", **visits), int)


def test_a_union_is_founded_elects_anew_and_helps_a_member(room: SimpleNamespace) -> None:
    typed = {"title": "乙公司工会", "union": "", "kind_of": "own", "applied_on": day(-9), "staff": 40, "members": 30}
    assert errors(room.clerk.enter("union-filings", **{**typed, "members": 41})) == {"members"}
    case = room.clerk.enter("union-filings", **typed)
    assert running(case) == {"approval": day(6)}
    walk(case, (room.head, "approve", {"approved_on": day(-5)}))
    vote = {"elected_on": day(-1), "came": 20, "seats": 3, "term_until": day(1095)}
    for wrong in ({"came": 19}, {"term_until": day(700)}, {"term_until": day(1460)}, {"term_until": day(2000)}):
        assert room.clerk.step(case, "elect", **{**vote, **wrong}) == 422
    walk(case, (room.clerk, "elect", vote), (room.head, "register", {}))
    union = GrassrootsUnion.objects.get()
    assert (union.title, union.members, dates(union.pk)["term"]) == ("乙公司工会", 30, day(1095))
    hidden(room, case, "union-filings")

    policy = {"title": "住院", "union": f"#{union.pk}", "plan": "hospital", "premium": "100", "valid_from": day(-1)}
    policy |= {"valid_until": day(364), "claims": 0}
    assert errors(room.clerk.enter("mutual-insurances", **policy, insured=31)) == {"insured"}
    assert dates(room.clerk.enter("mutual-insurances", **policy, insured=30)) == {"renew": day(364)}

    asked = {"title": "困难帮扶", "union": f"#{union.pk}", "ground": "hardship", "applied_on": day(), "wanted": "3000"}
    aid = room.clerk.enter("union-aid", **asked, situation="住院", **SHE)
    assert room.second.client.get(f"/desk/cases/{aid.number}/").status_code == 404
    walk(aid, (room.head, "check", {"found": "属实"}))
    assert room.head.step(aid, "grant", granted="3000") == 409
    assert room.leader.step(aid, "grant", granted="3001") == 422
    walk(aid, (room.leader, "grant", {"granted": "2000"}), (room.clerk, "pay", {"paid_on": day(), "voucher": "记-1"}))
    assert state(aid) == "unionaid_paid"
    hidden(room, aid, "union-aid")


def test_the_league_knows_who_leaves_and_guardians_agree(room: SimpleNamespace) -> None:
    branch = {"title": "某团支部", "kind": "company", "members": 9, "elected_on": day(-30), "term_until": day(700)}
    key = room.clerk.enter("league-branches", **branch, met_on=day(-3), dues_until=day(20))
    typed = {"title": "某公司", "branch": f"#{key}", "post": "secretary", "joined_on": day(-900), "leaves_on": day(40)}
    typed |= {"registered_year": "", "transfer": ""}
    assert dates(room.clerk.enter("league-members", **typed, **SHE)) == {}  # who holds a post stays
    other = {**SHE, "name": "韩甲三", "phone": "13900000032"}
    assert errors(room.clerk.enter("league-members", **typed, **other)) == {"post"}
    assert dates(room.clerk.enter("league-members", **{**typed, "post": "member"}, **other)) == {"leaves": day(40)}
    times = {"starts_at": f"{day(9)}T09:00", "ends_at": f"{day(9)}T11:00", "place": "室", "places": 9}
    care = {"title": "暑托班", "sort": "care", "youngest": 7, "oldest": 12, **times, "sign_up_until": ""}
    assert errors(room.clerk.enter("youth-activities", **care)) == {"guardians"}
    case = room.clerk.enter("youth-activities", **care, guardians="on")
    walk(case, (room.clerk, "announce", {}), (room.head, "publish", {"title": "暑托班", "place": "室"}))
    assert "暑托班" in room.stranger.client.get("/about/youth-activities/").content.decode()
    walk(case, (room.clerk, "cancel", {"reason": "天气"}))
    assert "暑托班" not in room.stranger.client.get("/about/youth-activities/").content.decode()


def a_case(desk: Desk, **more: Any) -> Any:
    typed = {"title": "求助", "sort": "violence", "source": "committee", "received_on": day(), "stated": "被打"}
    return desk.enter("womens-cases", **{**typed, "wishes": "", "home": "", **SHE, **more})


def test_violence_is_acted_on_at_once_and_the_court_has_its_hours(room: SimpleNamespace) -> None:
    case = a_case(room.clerk)
    assert running(case)["at_once"] == day() and not Clock.objects.get(case_id=case.pk, key="at_once").legal
    assert room.second.client.get(f"/desk/cases/{case.number}/").status_code == 404
    assert room.clerk.step(case, "begin", plan="调解") == 409  # safety first
    walk(case, (room.clerk, "at_once", {"safety": "民警到场，住亲属家"}))
    at = {"order_asked_at": f"{day(-1)}T10:00", "haste": "usual"}
    assert room.clerk.step(case, "ask_order", **{**at, "order_asked_at": f"{day(1)}T10:00"}) == 422
    walk(case, (room.clerk, "ask_order", at))
    assert running(case) == {"order": day(2)}
    walk(case, (room.clerk, "ask_order", {**at, "haste": "urgent"}))
    assert running(case) == {"order": day()}  # counted from the last request
    walk(case, (room.clerk, "order_made", {"order_result": "裁定禁止接触"}))
    walk(case, (room.clerk, "letter", {"letter_on": day(-1)}))
    assert running(case) == {"visit": day(6)}
    walk(case, (room.clerk, "visit", {"visited": "情况平稳"}), (room.clerk, "settle", {"outcome": "已分居"}))
    assert running(case) == {"follow": day(30)}
    walk(case, (room.clerk, "again", {"reason": "再次发生"}), (room.head, "refer", {"referred_to": "法律援助中心"}))
    walk(case, (room.clerk, "settle", {"outcome": "已起诉"}))
    assert room.clerk.step(case, "follow", asked_again_on=day(1), now="平稳") == 422
    walk(case, (room.clerk, "follow", {"asked_again_on": day(), "now": "平稳"}))
    assert state(case) == "womenscase_closed"
    hidden(room, case, "womens-cases")
    referred = a_case(room.clerk)
    walk(referred, (room.clerk, "at_once", {"safety": "已报警"}), (room.head, "refer", {"referred_to": "法院"}))
    walk(referred, (room.clerk, "ask_order", at), (room.clerk, "letter", {"letter_on": day()}))
    walk(referred, (room.clerk, "order_made", {"order_result": "驳回"}), (room.clerk, "visit", {"visited": "平稳"}))
    assert running(referred) == {}
    walk(referred, (room.clerk, "letter", {"letter_on": day()}), (room.clerk, "settle", {"outcome": "已起诉"}))
    assert running(referred) == {"follow": day(30)}  # nobody owes a visit any more
    work = a_case(room.clerk, sort="work")
    assert "at_once" not in running(work) and room.clerk.step(work, "at_once", safety="x") == 409
    walk(work, (room.clerk, "begin", {"plan": "与单位沟通"}))


def test_homes_are_public_once_somebody_else_has_looked(room: SimpleNamespace) -> None:
    typed = {
        "title": "某妇女之家",
        "kind": "building",
        "place": "二楼",
        "hours": "每周二",
        "offers": "咨询",
        "helpers": 2,
    }
    assert "place" in errors(room.clerk.enter("womens-homes", **{**typed, "place": "电话13912345678"}))
    key = room.clerk.enter("womens-homes", **typed, looked_over_on="")
    url = f"{room.clerk.base}womens-homes/{key}/"
    assert room.clerk.client.post(f"{url}propose/").status_code == 302
    assert room.second.client.post(f"{url}review/", {"reason": "可以公开"}).status_code == 302
    assert "某妇女之家" in room.stranger.client.get("/about/womens-homes/").content.decode()
