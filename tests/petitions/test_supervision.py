"""Supervision cards: who urges whom, the limit to answer, the climb, slips of the district answered upward."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from caojiadu.core.cases.errors import NotAllowed
from caojiadu.core.cases.models import Bar, Case, Clock
from caojiadu.core.cases.moves import move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.cases.sweep import sweep
from caojiadu.core.district.models import Report
from caojiadu.core.notices.models import Notice
from caojiadu.core.organisation.models import DistrictBody, Office
from petitions.models import BreachKind, SupervisionCard
from tests.cast import again
from tests.petitions.letters import TITLE, go, in_hand, make_resident, write
from tests.world import client_of

pytestmark = pytest.mark.django_db
ADVICE = "请于期限内书面答复信访人。"


def step(case: Case, key: str, user: Any, now: Any = None, **data: Any) -> None:
    move(case=case, key=key, actor=Actor.staff(again(user)), data=data, now=now)


def urged(cast: Any, *, who: str = "clerk", days: int = 5, office: str = "C", **more: Any) -> SupervisionCard:
    case = in_hand(cast, co=("F",), resident=make_resident())
    data = {"breach": BreachKind.objects.get(key="not-answered").pk, "advice": ADVICE, "days": days}
    go(case, "supervise", again(getattr(cast, who)), office=Office.objects.get(code=office).pk, **data, **more)
    return SupervisionCard.objects.get(parent=case)


# the day it was issued, working days given, the last day to answer
LIMITS = [
    (dt.date(2026, 9, 24), 5, dt.date(2026, 10, 9)),  # over the holidays of autumn and the make-up day before them
    (dt.date(2026, 11, 27), 1, dt.date(2026, 11, 30)),
    (dt.date(2026, 12, 7), 5, dt.date(2026, 12, 14)),
]


@pytest.mark.parametrize(("issued", "days", "last"), LIMITS)
def test_the_office_has_the_working_days_that_the_card_gives(cast: Any, issued: Any, days: int, last: Any) -> None:
    card = urged(cast)
    step(card, "reply_card", cast.head, taken="taken", reply="已答复")
    now = dt.datetime.combine(issued, dt.time(10), tzinfo=dt.timezone(dt.timedelta(hours=8)))
    step(card, "once_more", cast.clerk, now=now, reason="未附材料", days=days)
    clock = Clock.objects.get(case=card, state="running")
    assert (clock.due_on, clock.legal, clock.working) == (last, False, True)


# who, the step, in which state, allowed
ALLOWED = [
    ("clerk", "supervise", True),
    ("leader", "supervise", True),
    ("head", "supervise", False),
    ("handler", "supervise", False),
    ("head", "reply_card", True),
    ("handler", "reply_card", False),
    ("co_head", "reply_card", False),
    ("clerk", "reply_card", False),
    ("clerk", "verify_card", True),
    ("leader", "verify_card", True),
    ("head", "verify_card", False),
    ("clerk", "withdraw_card", True),
    ("head", "withdraw_card", False),
]


def test_who_may_do_what(cast: Any) -> None:
    wrong = []
    for who, key, allowed in ALLOWED:
        case = in_hand(cast) if key == "supervise" else urged(cast)
        if key == "verify_card":
            step(case, "reply_card", cast.head, taken="not", reply="理由充分")
        data = {"breach": BreachKind.objects.first().pk, "advice": ADVICE, "days": 3, "office": case.office_id}
        data |= {"taken": "taken", "reply": "已办", "found": "属实", "reason": "误发"}
        try:
            step(case, key, getattr(cast, who), **data)
            done = True
        except NotAllowed:
            done = False
        if done != allowed:
            wrong.append((who, key, done))
    assert not wrong


def test_only_the_office_urged_reads_it_and_nothing_in_it_names_the_matter(cast: Any) -> None:
    card = urged(cast, office="F")
    readers = {n for n in vars(cast) if Case.objects.visible_to(again(getattr(cast, n))).filter(pk=card.pk).exists()}
    assert readers == {"clerk", "leader", "co_head", "co_handler"}
    assert TITLE not in card.title and card.parent.number in card.title


def test_whoever_is_kept_out_of_the_matter_is_kept_out_of_its_card(cast: Any) -> None:
    case = in_hand(cast)
    Bar.objects.create(case=case, user=cast.head, reason="recused", since=timezone.now())
    data = {"breach": BreachKind.objects.first().pk, "advice": ADVICE, "days": 3}
    go(case, "supervise", again(cast.clerk), office=case.office_id, **data)
    card = SupervisionCard.objects.get(parent=case)
    assert not Case.objects.visible_to(again(cast.head)).filter(pk=card.pk).exists()
    assert not Notice.objects.filter(case_number=card.number, user=cast.head).exists()


def test_an_unanswered_card_climbs_each_rung_once_and_ends_at_the_leader(cast: Any) -> None:
    now = timezone.now() + dt.timedelta(days=1)
    with time_machine.travel(now, tick=False) as clock:
        card = urged(cast, days=2)
        for _day in range(30):
            now += dt.timedelta(days=1)
            clock.move_to(now)
            for _sweep in range(3):
                sweep()
        rungs = [event.data["rung"] for event in card.events.filter(move="climb").order_by("id")]
        assert rungs == ["handler", "head", "leader"]
        page = client_of(cast.leader).get(reverse("desk:home")).content.decode()
        assert "late-cards" in page and card.title in page
    assert not Report.objects.filter(case=card).exists()


def test_answered_it_climbs_no_more_and_the_answer_is_read(cast: Any) -> None:
    card = urged(cast, days=1)
    browser = client_of(cast.head)
    address = reverse("desk:move", args=[card.number, "reply_card"])
    page = browser.post(address, {"taken": "", "reply": "写了很多"})
    assert (page.status_code, "写了很多" in page.content.decode()) == (422, True)
    assert browser.post(address, {"taken": "partly", "reply": "已电话答复，书面稿明日送达。"}).status_code == 302
    Clock.objects.filter(case=card).update(next_at=timezone.now(), due_at=timezone.now())
    sweep()
    assert not card.events.filter(move="climb").exists()
    assert "书面稿明日送达" in client_of(cast.leader).get(reverse("desk:case", args=[card.number])).content.decode()


def test_a_slip_of_the_district_is_answered_upward_once_it_was_verified(cast: Any) -> None:
    body = DistrictBody.objects.get(key="letters-calls")
    secret = write("petition_accusation", fields={"against": "某物业经理"})
    case = in_hand(cast)
    data = {
        "body": body.pk,
        "number_there": "区信督〔2026〕8号",
        "office": case.office_id,
        "breach": BreachKind.objects.get(key="not-told").pk,
        "advice": ADVICE,
        "days": 5,
    }
    browser, address = client_of(cast.clerk), reverse("letters_desk:slip")
    for number in (secret.number, "XF-2026-999999"):
        page = browser.post(address, {**data, "case_number": number})
        assert (page.status_code, list(page.context["form"].errors)) == (422, ["case_number"])
    assert browser.post(address, {**data, "case_number": case.number}).status_code == 302
    assert list(browser.post(address, data).context["form"].errors) == ["number_there"]
    card = SupervisionCard.objects.get(foreign_number=data["number_there"])
    step(card, "reply_card", cast.head, taken="taken", reply="已补发书面告知。")
    assert not Report.objects.filter(case=card).exists()
    step(card, "verify_card", cast.clerk, found="已核对送达回证")
    report = Report.objects.get(case=card)
    assert (report.kind, report.body, "已补发书面告知" in report.reason) == ("slip", body, True)


def test_a_confidential_report_has_no_such_step(cast: Any) -> None:
    secret = write("petition_accusation", fields={"against": "某物业经理"})
    for who in ("keeper", "clerk", "leader"):
        with pytest.raises(NotAllowed):
            step(secret, "supervise", getattr(cast, who))
