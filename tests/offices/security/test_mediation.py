"""Mediation (E6): a dispute from the request to the court and the archive, with the limits of the law."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from caojiadu.core.cases.models import Case
from caojiadu.core.cases.sweep import sweep
from caojiadu.core.registers.models import RecordDate
from tests.offices.security.desk import Desk, day, running, state

pytestmark = pytest.mark.django_db
COMMITTEE = {"title": "某居民区调委会", "level": "residents", "chair": "王某", "members": "5", "women": "2"}


class Room:
    """A committee with a mediator, a clerk, a head, and a dispute that was asked for."""

    def __init__(self) -> None:
        self.clerk, self.head = Desk("clerk"), Desk("head", "head")
        self.committee = self.clerk.enter("mediation-committees", **COMMITTEE, elected_on=day(-900))
        self.mediator = self.clerk.enter("mediators", title="李某", committee=f"#{self.committee}", standing="full")
        self.case = self.clerk.enter(
            "mediations",
            title="楼上漏水赔偿",
            name="张某某",
            phone="13800138000",
            dispute="neighbours",
            source="asked",
            committee=f"#{self.committee}",
            neighbourhood="1",
            wish="要求修好并赔偿",
        )
        assert isinstance(self.case, Case), getattr(self.case, "context", None)

    def party(self, willing: str, **more: Any) -> int:
        values = {"title": "楼上住户", "mediation": self.case.number, "side": "other", "willing": willing, **more}
        return self.clerk.enter("mediation-parties", name="赵某某", phone="13900139000", **values)

    def willing(self, key: int, willing: str, **more: Any) -> None:
        values = {"title": "楼上住户", "mediation": self.case.number, "side": "other", "willing": willing, **more}
        assert self.clerk.change("mediation-parties", key, **values) == 302

    def step(self, key: str, **typed: Any) -> int:
        return self.clerk.step(self.case, key, **typed)


@pytest.fixture
def room() -> Room:
    return Room()


def agreed(room: Room, effect: int = -10, perform: int = 20) -> None:
    """Bring it to an agreement that took effect some days ago."""
    room.party("yes", signed_on=day(effect))
    assert room.step("mediation_accept", mediator=room.mediator) == 302
    assert room.step("mediation_meet", met_on=day(effect), result="双方陈述") == 302
    values = {"form": "written", "agreement": "三日内修好，赔偿一千元", "effective_on": day(effect)}
    assert room.step("mediation_agree", **values, perform_by=day(perform)) == 302


@pytest.mark.parametrize(
    ("members", "women", "field"),
    [("2", "1", "members"), ("10", "1", "members"), ("5", "6", "women"), ("5", "0", "women")],
)
def test_a_committee_has_three_to_nine_members_with_women_among_them(members: str, women: str, field: str) -> None:
    refused = Desk("c").enter(
        "mediation-committees", **{**COMMITTEE, "members": members, "women": women}, elected_on=day(-1)
    )
    assert refused.status_code == 422 and set(refused.context["form"].errors) == {field}
    assert "王某" in refused.content.decode()


def test_the_term_of_a_committee_is_three_years(room: Room) -> None:
    term = RecordDate.objects.get(record=room.committee, key="term")
    assert (term.due_on.year, term.due_on.month) == (day(-900).year + 3, day(-900).month)


def test_a_dispute_from_request_to_court_and_archive(room: Room) -> None:
    case, clerk = room.case, room.clerk
    assert list(running(case)) == ["answer"]
    assert "请先登记对方当事人" in clerk.says(case, "mediation_accept", mediator=room.mediator)
    party = room.party("asked")
    assert "请先征询" in clerk.says(case, "mediation_accept", mediator=room.mediator)
    room.willing(party, "yes")
    assert room.step("mediation_accept") == 422
    assert room.step("mediation_accept", mediator=room.mediator) == 302
    assert running(case) == {"mediate": day(30)}
    terms = {"form": "written", "agreement": "三日内修好，赔偿一千元", "effective_on": day(0), "perform_by": day(10)}
    assert room.step("mediation_agree", **terms) in (404, 409)  # nobody has met
    assert room.step("mediation_meet", met_on=day(1), result="双方陈述") == 422
    assert room.step("mediation_meet", met_on=day(0), result="双方陈述") == 302
    assert "签署协议的日期" in clerk.says(case, "mediation_agree", **terms)
    room.willing(party, "yes", signed_on=day(0))
    assert room.step("mediation_agree", **{**terms, "perform_by": day(-1)}) == 422
    assert room.step("mediation_agree", **terms) == 302
    assert running(case) == {"perform": day(10), "confirm": day(30)}
    paper = SimpleUploadedFile("协议.txt", "调解协议书".encode())
    assert room.step("papers", note="已签字的协议", papers=paper) == 302
    assert case.files.get().audience == "staff"
    assert room.step("mediation_ask_court", court_asked_on=day(0)) == 302
    assert running(case) == {"perform": day(10)}
    assert room.step("mediation_confirm", ruling="（2026）沪某民特1号") == 302
    assert (
        room.step("mediation_visit", visited_on=day(0), performance="partly", perform_by=day(25), result="已修") == 302
    )
    assert running(case) == {"perform": day(25)}
    assert room.step("mediation_performed", visited_on=day(0), result="款已付清") == 302
    assert running(case) == {"archive": day(30)}
    assert room.step("mediation_archive", shelf="某调〔2026〕1号") == 302
    assert (state(case), running(case)) == ("mediation_archived", {})
    page = clerk.client.get(f"/desk/cases/{case.number}/").content.decode()
    assert "已修" in page and "楼上住户" in page and "某调〔2026〕1号" in page and "13800138000" not in page


def test_both_may_ask_the_court_until_the_thirtieth_day_after_effect(room: Room) -> None:
    agreed(room, effect=-31)
    assert running(room.case)["confirm"] == day(-1)
    late = room.clerk.says(room.case, "mediation_ask_court", court_asked_on=day(0))
    assert "三十日期限已过" in late
    assert room.step("mediation_ask_court", court_asked_on=day(-1)) == 302
    assert room.step("mediation_unconfirmed", reason="内容不明确") == 302
    assert room.step("mediation_anew", reason="补充约定") == 302
    assert (state(room.case), running(room.case)) == ("mediation_under_way", {"mediate": day(30)})
    again = {"form": "written", "agreement": "补充约定", "effective_on": day(0), "perform_by": day(9)}
    assert room.step("mediation_meet", met_on=day(0), result="补充协商") == 302
    assert "签署协议的日期" in room.clerk.says(room.case, "mediation_agree", **again)  # everybody signs again
    room.case.mediation.parties.update(signed_on=day(0))
    assert room.step("mediation_agree", **again) == 302
    assert running(room.case) == {"perform": day(9), "confirm": day(30)}


def test_nobody_is_late_who_does_not_ask_the_court(room: Room) -> None:
    agreed(room, effect=-30)
    assert running(room.case) == {"perform": day(20), "confirm": day(0)}
    sweep(timezone.now() + dt.timedelta(days=1))
    assert running(room.case) == {"perform": day(20)}


def test_who_refuses_is_not_mediated_with_and_the_head_declines(room: Room) -> None:
    room.party("no")
    assert "不得调解" in room.clerk.says(room.case, "mediation_accept", mediator=room.mediator)
    assert room.step("mediation_decline", refused_why="对方拒绝") == 404
    assert room.head.step(room.case, "mediation_decline", refused_why="对方拒绝") == 302
    assert state(room.case) == "mediation_declined"


def test_what_is_not_performed_is_ended_by_the_head_and_archived(room: Room) -> None:
    agreed(room)
    assert room.step("mediation_broken", reason="拒不履行") == 404
    assert room.head.step(room.case, "mediation_broken", reason="拒不履行") == 302
    assert running(room.case) == {"archive": day(30)}


def test_another_office_finds_neither_dispute_nor_party(room: Room) -> None:
    party = room.party("yes")
    stranger = Desk("stranger", office="D").client
    for url in (f"/desk/cases/{room.case.number}/", f"/desk/security/mediation-parties/{party}/"):
        assert stranger.get(url).status_code == 404
        assert room.clerk.client.get(url).status_code == 200
