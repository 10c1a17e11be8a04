"""Payment rolls: drawn from the households, checked and approved by others, paid, corrected; a re-check is followed."""

import io
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from caojiadu.core.accounts.models import Absence
from caojiadu.core.audit.models import Entry
from caojiadu.core.cases.errors import Invalid, MoveError
from caojiadu.core.cases.moves import move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.community.residents import find_or_create_resident
from caojiadu.core.notices.models import Notice
from caojiadu.core.registers.declaration import find, months_after
from caojiadu.core.registers.tasks import look_every_day
from caojiadu.core.registers.verbs import change, enter
from offices.service.assistance.due import due_in
from offices.service.assistance.register import HOUSEHOLDS
from offices.service.models import AidRoll, AssistanceReview, AssistedHousehold
from offices.service.rolls.four_eyes import own_reasons
from tests.cast import make_staff
from tests.desk import Desk, day, running, state
from tests.entries import signed_in
from tests.offices.service.days import working
from tests.offices.service.paying import HOME, KEPT, MONTH, NEXT, ROLL, desks, home, lines, recheck

__all__ = ["desks"]
pytestmark = pytest.mark.django_db
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def test_a_roll_from_the_households_to_the_payment_and_its_correction(desks: dict[str, Desk]) -> None:
    clerk, checker, head, leader = *desks.values(), Desk("chief", "leader", "", keeps="D")
    first, second = home(head, "甲"), home(head, "乙", "900.50")
    home(head, "丙", category="rigid")
    home(head, "丁", category="relief", until=day(-20))
    later = home(head, "戊", since=months_after(NEXT, 1), rechecked_on="")
    owed = Notice.objects.filter(template="roll_owed", channel="portal")
    for _day in range(2):  # minimum and rigid, to the head and the checker, once
        assert look_every_day() == 2 and owed.count() == 4
    assert isinstance(clerk.enter("assistance-rolls", **ROLL | {"month": f"{day():%Y-%m}"}).pk, int)
    assert look_every_day() == 1
    roll = clerk.enter("assistance-rolls", **ROLL)
    assert lines(roll) == {first: 1500, second: 900.5} and running(roll) == {"check": working(3)}
    found = AidRoll.objects.get(pk=roll.pk)
    assert (found.households, float(found.total), found.turn) == (2, 2400.5, 0)
    for typed, wrong in (
        ({}, {"month"}),  # one roll of a month and kind
        ({"month": "2026/12"}, {"month"}),
        ({"month": MONTH.translate(FULL_WIDTH)}, {"month"}),  # the same month, which is in hand
        ({"month": f"{day().year}-+9"}, {"month"}),
        ({"month": f"{months_after(NEXT, 1):%Y-%m}"}, {"month"}),
        ({"month": "1999-12"}, {"month"}),
        ({"aid": "relief"}, {"month"}),  # nobody receives it
    ):
        refused = clerk.enter("assistance-rolls", **ROLL | typed)
        assert set(refused.context["form"].errors) == wrong, typed

    head.change("assisted-households", second, **HOME, title="乙", monthly="950", category="minimum", seen="0")
    assert lines(roll) == {first: 1500, second: 900.5}  # frozen
    assert clerk.step(roll, "aidroll_anew", reason="金额已调整") == 302 and lines(roll)[second] == 950
    assert clerk.step(roll, "aidroll_check") == 409 and clerk.step(roll, "aidroll_approve") == 404
    page = f"/desk/service/assistance-rolls/{roll.number}/lines/"
    text = checker.client.get(page).content.decode()
    assert "2,450.00" in text and "甲*" in text and "甲某" not in text
    assert page not in clerk.client.get(f"/desk/cases/{roll.number}/").content.decode()
    leads = leader.client.get(page).content.decode()
    assert f"/assisted-households/{first}/" in text and f"/assisted-households/{first}/" not in leads and "甲*" in leads
    for other in (clerk, Desk("stranger", office="E")):
        assert other.client.get(page).status_code == 404
    early = checker.client.post(page, {"reason": "银行代发"})
    assert early.status_code == 409 and "审批通过" in early.content.decode()  # nothing is paid yet
    assert checker.step(roll, "aidroll_check") == 302 and checker.step(roll, "aidroll_approve") == 404
    assert f"第 {first} 号" in head.says(roll, "aidroll_approve")  # the head set what is paid
    assert leader.step(roll, "aidroll_approve") == 302 and running(roll) == {"pay": working(5)}
    assert checker.client.post(page, {"reason": ""}).status_code == 422
    sheet = load_workbook(io.BytesIO(checker.client.post(page, {"reason": "银行代发"}).content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[1][1] == "甲某" and rows[-1][-1] == 2450 and len(rows) == 4
    assert Entry.objects.filter(action="export", subject_key=roll.number, reason="银行代发").exists()
    assert clerk.step(roll, "aidroll_pay", paid_on=day(1)) == 422
    assert clerk.step(roll, "aidroll_pay", paid_on=day(), voucher="第1号") == 302 and state(roll) == "aidroll_paid"

    assert clerk.enter("assistance-rolls", **ROLL, why="无差错").context["form"].errors  # nothing differs
    less = {**HOME, "title": "乙", "monthly": "900", "category": "minimum", "seen": "1"}
    assert head.change("assisted-households", second, **less) == 422  # it was paid: from which day?
    less |= {"monthly_since": HOME["since"]}
    assert head.change("assisted-households", second, **less) == 422  # what becomes of what was paid too much?
    less |= {"overpaid": "set_off", "overpaid_why": "录入有误"}
    assert head.change("assisted-households", second, **less) == 302
    assert set(clerk.enter("assistance-rolls", **ROLL).context["form"].errors) == {"why"}
    further = clerk.enter("assistance-rolls", **ROLL, why="乙户多发 50 元")
    assert lines(further) == {second: -50} and AidRoll.objects.get(pk=further.pk).turn == 1
    assert head.step(further, "aidroll_drop", reason="改为下月抵扣") == 302
    assert isinstance(clerk.enter("assistance-rolls", **ROLL, why="再次更正").pk, int)
    assert later not in lines(further)


def test_what_a_re_check_decides_is_followed_by_the_next_roll(desks: dict[str, Desk]) -> None:
    clerk, head = desks["clerk"], desks["head"]
    stopped, changed, kept = home(head, "甲"), home(head, "乙"), home(head, "丙")
    for key, more in ((stopped, {"proposal": "stop"}), (changed, {"proposal": "change", "new_monthly": "700"})):
        recheck(clerk, head, key, effective_on=NEXT, **more)
    assert AssistanceReview.objects.filter(carried_out=False).count() == 2
    now = clerk.enter("assistance-rolls", **ROLL | {"month": f"{day():%Y-%m}"})
    assert lines(now) == {stopped: 1500, changed: 1500, kept: 1500}
    assert lines(clerk.enter("assistance-rolls", **ROLL)) == {changed: 700, kept: 1500}


def test_a_re_check_decided_later_replaces_one_that_waits(desks: dict[str, Desk]) -> None:
    clerk, head, after = desks["clerk"], desks["head"], months_after(NEXT, 1)
    kept, same, twice = home(head, "甲"), home(head, "乙"), home(head, "丙")
    stop = recheck(clerk, head, kept, proposal="stop", effective_on=NEXT)
    recheck(clerk, head, kept, proposal="change", new_monthly="900", effective_on=day())
    recheck(clerk, head, same, proposal="change", new_monthly="700", effective_on=NEXT)
    recheck(clerk, head, same, proposal="go_on")
    first, second = (
        recheck(clerk, head, twice, proposal="change", new_monthly=amount, effective_on=start)
        for amount, start in (("700", NEXT), ("800", after))
    )
    assert due_in(NEXT, "minimum") == {kept: 900, same: 1500, twice: 700}
    with time_machine.travel(timezone.now() + (after - day()), tick=True):
        head.client = signed_in(head.user)
        assert head.step(stop, "aidreview_tell", told_on=day()) == 302
        told = {"told_on": day()}
        assert first.number in head.says(second, "aidreview_tell", **told)
        assert [head.step(case, "aidreview_tell", **told) for case in (first, second)] == [302, 302]
    assert due_in(NEXT, "minimum") == {kept: 900, same: 1500, twice: 700}
    assert due_in(after, "minimum") == {kept: 900, same: 1500, twice: 800}
    checker, rigid = desks["checker"], home(head, "丁", category="rigid")
    recheck(checker, head, rigid, proposal="change", new_monthly="900", effective_on=NEXT)
    AssistanceReview.objects.filter(household=rigid).update(effective_on=day())
    assert checker.step(AssistanceReview.objects.get(household=rigid), "aidreview_tell", told_on=day()) == 302
    assert AssistedHousehold.objects.get(pk=rigid).monthly == 900
    roll = clerk.enter("assistance-rolls", **ROLL | {"aid": "rigid"})
    assert checker.step(roll, "aidroll_check") == 302  # carried out what the head decided
    assert head.step(roll, "aidroll_approve") == 422  # no leader is there: the head says why


def test_whoever_set_the_aid_neither_checks_nor_approves(desks: dict[str, Desk]) -> None:
    clerk, checker, head, leader = *desks.values(), Desk("chief", "leader", "", keeps="D")
    other, second = Desk("other", office="D"), Desk("vice", "leader", "", keeps="D")
    assert head.client.post(KEPT, {"person": other.user.pk}).status_code == 302
    first, last = home(head, "甲"), home(head, "乙")
    same = {**HOME, "title": "甲", "monthly": "1500", "category": "minimum"}
    assert other.change("assisted-households", first, **same | {"members": "3"}, seen="0") == 302
    assert checker.change("assisted-households", first, **same | {"since": day(-99)}, seen="1") == 302
    recheck(clerk, second, first, proposal="go_on")
    recheck(clerk, leader, last, proposal="change", new_monthly="1600", effective_on=NEXT)  # the entry follows later
    roll = clerk.enter("assistance-rolls", **ROLL)
    said = f"第 {first} 号"
    leave = checker.says(roll, "aidroll_check")
    assert said in leave and "other某" in leave and 'name="why_own"' not in leave
    pages = {desk: desk.client.get(f"/desk/cases/{roll.number}/").content.decode() for desk in (checker, other)}
    assert said in pages[checker] and said not in pages[other]
    assert other.step(roll, "aidroll_check") == 302
    waiting = [desk.client.get("/desk/cases/?queue=sign").content.decode() for desk in (leader, second)]
    assert all(roll.number in page for page in waiting)
    assert f"第 {last} 号" in leader.says(roll, "aidroll_approve") and said in head.says(roll, "aidroll_approve")
    assert second.step(roll, "aidroll_approve") == 302


@pytest.mark.parametrize(("drawer", "checker"), [("head", "checker"), ("checker", "head")])
def test_whoever_draws_a_roll_up_and_set_its_aid_there_is_a_way_to_pay_it(
    desks: dict[str, Desk], drawer: str, checker: str
) -> None:
    """In an office with a head, one who keeps the households, and a leader."""
    people = {name: desk.user for name, desk in desks.items()} | {"leader": make_staff("chief", "主任", "leader", "")}
    values = {"title": "户", "category": "minimum", "members": 2, "reasons": "患病", "since": day(-100)}
    for setters in ((), ("head",), ("checker",), ("leader",), ("head", "checker", "leader")):
        with transaction.atomic():
            first = people[setters[0]] if setters else None
            home = enter(HOUSEHOLDS, values | {"monthly": 1}, user=first, action="imported")
            for amount, name in enumerate(setters[1:], 2):
                change(HOUSEHOLDS, home, {"monthly": amount}, user=people[name])
            roll = enter(find("assistance-rolls"), ROLL, user=people[drawer])
            for key, takes in (("aidroll_check", checker), ("aidroll_approve", "leader")):
                for name in {drawer, checker, "clerk", "leader"} - {takes}:  # three people, as ever
                    with pytest.raises(MoveError):
                        take(roll, key, people[name], why_own="无他人可办")
                if takes in setters:
                    with pytest.raises(Invalid):
                        take(roll, key, people[takes])
                take(roll, key, people[takes], why_own="无他人可办")
            take(roll, "aidroll_pay", people["checker"], paid_on=day())
            by = [name for name in (checker, "leader") if name in setters]
            assert all(str(people[name]) in who for name, (who, _why) in zip(by, own_reasons(roll), strict=True))
            transaction.set_rollback(True)


def take(roll: Any, key: str, user: Any, **typed: Any) -> None:
    move(case=roll, key=key, actor=Actor.staff(user), data=typed)


def test_where_nobody_else_is_left_the_step_takes_a_reason_or_a_way_on(desks: dict[str, Desk]) -> None:
    clerk, checker, head, leader = *desks.values(), Desk("chief", "leader", "", keeps="D")
    first = home(head, "甲")
    roll = checker.enter("assistance-rolls", **ROLL)
    page = f"/desk/cases/{roll.number}/"
    assert f"第 {first} 号" in head.client.get(page).content.decode()
    assert 'name="why_own"' in head.client.get(f"{page}aidroll_check/").content.decode()
    assert head.step(roll, "aidroll_check") == 422 and state(roll) == "aidroll_drawn"
    assert head.step(roll, "aidroll_check", why_own="另无档案管理人员<b>") == 302
    for read in (page, f"/desk/service/assistance-rolls/{roll.number}/lines/"):
        text = leader.client.get(read).content.decode()
        assert "另无档案管理人员&lt;b&gt;" in text and "复核人head某曾录入或审定" in text
    assert 'name="why_own"' not in leader.client.get(f"{page}aidroll_approve/").content.decode()
    second = Desk("vice", "leader", "", keeps="D")
    for one, other in ((leader, second), (second, leader)):  # who is away takes no step
        away = Absence.objects.create(user=other.user, first=day(), last=day(), set_by=head.user)
        change(HOUSEHOLDS, AssistedHousehold.objects.get(pk=first), {"monthly": one.user.pk}, user=one.user)
        assert 'name="why_own"' in one.client.get(f"{page}aidroll_approve/").content.decode()
        away.delete()

    assert checker.step(roll, "aidroll_anew", reason="金额已调整") == 302
    assert head.step(roll, "aidroll_anew", reason="再次造册") == 302
    for one in (checker, head):  # both drew it up
        assert "由其中一人单独重新造册" in one.says(roll, "aidroll_check")
    text = leader.client.get(page).content.decode()
    assert "由其中一人单独重新造册" in text
    assert head.step(roll, "aidroll_drop", reason="重新造册") == 302
    again = checker.enter("assistance-rolls", **ROLL)
    assert head.step(again, "aidroll_check", why_own="另无档案管理人员") == 302
    assert clerk.step(again, "aidroll_check") in (404, 409)


def test_many_households_take_the_same_queries(desks: dict[str, Desk]) -> None:
    register, counts = find("assisted-households"), []
    values = {"category": "minimum", "members": 1, "reasons": "患病", "monthly": 1000, "since": day(-100)}
    # The first roll fills what a process keeps in memory of the house.
    for number, month in ((1, f"{day(-70):%Y-%m}"), (1, f"{day(-40):%Y-%m}"), (12, f"{day():%Y-%m}")):
        for turn in range(number):
            resident = find_or_create_resident(name=f"户{month}{turn}某")
            enter(register, {**values, "title": "户"}, user=desks["head"].user, resident=resident)
        desks["clerk"].client.get("/desk/")
        with CaptureQueriesContext(connection) as asked:
            roll = desks["clerk"].enter("assistance-rolls", **ROLL | {"month": month})
        counts.append(len(asked))
        page = f"/desk/service/assistance-rolls/{roll.number}/lines/"
        with CaptureQueriesContext(connection) as asked:
            assert desks["head"].client.get(page).status_code == 200
        counts.append(len(asked))
    assert AssistedHousehold.objects.count() == 14
    assert counts[2] == counts[4] and abs(counts[3] - counts[5]) <= 1, counts
