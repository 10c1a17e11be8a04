"""What each household in assistance is due for a month: the amount that held then, once, as long as it was granted."""

import datetime as dt
from typing import Any

import pytest

from caojiadu.core.community.models import SamePerson
from caojiadu.core.notices.models import Notice
from caojiadu.core.registers.declaration import find, months_after
from caojiadu.core.registers.tasks import look_every_day
from caojiadu.core.registers.verbs import change, end
from offices.service.assistance.due import due_in
from offices.service.models import AssistanceReview, AssistedHousehold
from tests.desk import Desk, day
from tests.offices.service.paying import HOME, NEXT, ROLL, desks, home, lines, looked_at, pay, recheck

__all__ = ["desks"]
pytestmark = pytest.mark.django_db


def test_a_further_roll_of_a_month_keeps_to_the_amount_that_held_then(desks: dict[str, Desk]) -> None:
    clerk, head, leader = desks["clerk"], desks["head"], Desk("chief", "leader", "", keeps="D")
    this = day().replace(day=1)
    before = months_after(this, -1)
    middle = this - dt.timedelta(days=10)  # in the month before
    raised, twice, wrong = home(head, "甲"), home(head, "乙"), home(head, "丙")
    month = ROLL | {"month": f"{before:%Y-%m}", "why": "复查"}
    pay(desks, clerk.enter("assistance-rolls", **month), leader)
    recheck(clerk, head, raised, proposal="change", new_monthly="1800", effective_on=middle)
    for amount, start in (("1600", this), ("1700", before + dt.timedelta(days=1))):
        recheck(clerk, head, twice, proposal="change", new_monthly=amount, effective_on=start)
    assert "month" in clerk.enter("assistance-rolls", **month).context["form"].errors  # nothing differs
    assert look_every_day() == 1  # this month's
    asked = {"overpaid": "set_off", "overpaid_why": "收入已增加"}
    recheck(clerk, head, twice, proposal="change", new_monthly="1400", effective_on=before, **asked)
    typed = {**HOME, "title": "丙", "category": "minimum"}
    assert head.change("assisted-households", wrong, **typed, monthly="2000", monthly_since=this, seen="0") == 302
    home(head, "丁", category="rigid")
    owed = Notice.objects.filter(template="further_roll_owed", channel="portal")
    for _day in range(2):  # minimum again for the month before, and rigid, never drawn up; both for this month
        assert look_every_day() == 4 and owed.count() == 2
    assert lines(clerk.enter("assistance-rolls", **month)) == {twice: -100}
    assert look_every_day() == 3  # in hand
    assert head.change("assisted-households", wrong, **typed, monthly="2100", seen="1") == 302  # not paid yet
    now = clerk.enter("assistance-rolls", **ROLL | {"month": f"{this:%Y-%m}"})
    assert lines(now) == {raised: 1800, twice: 1400, wrong: 2100}
    pay(desks, now, leader)
    edit = f"/desk/service/assisted-households/{wrong}/edit/"
    assert head.client.get(edit).context["form"]["monthly_since"].value() is None
    for given in ({}, {"monthly_since": this}, {"monthly_since": before}):
        answer = head.client.post(edit, {**typed, "monthly": "2200", "seen": "2", **given})
        assert set(answer.context["form"].errors) == {"monthly_since"}, given
    assert head.change("assisted-households", wrong, **typed, monthly="2200", monthly_since=NEXT, seen="2") == 302
    assert head.change("assisted-households", wrong, **typed | {"members": "3"}, monthly="2200", seen="3") == 302
    assert AssistedHousehold.objects.get(pk=wrong).monthly_since == NEXT  # left empty, it stays


def test_past_amounts_keep_to_the_days_of_entry_and_re_check(desks: dict[str, Desk]) -> None:
    clerk, user, register = desks["clerk"], desks["head"].user, find("assisted-households")
    this, since = day().replace(day=1), months_after(day(), -12)
    keys = [home(desks["head"], name, "1000", since=since, consent_on=since) for name in ("甲", "乙")]
    corrected, before = AssistedHousehold.objects.filter(pk__in=keys).order_by("pk")
    change(register, corrected, {"monthly": 1200, "monthly_since": months_after(this, -5)}, user=user)
    change(register, corrected, {"monthly_since": months_after(this, -2)}, user=user)
    for amount, months in ((1200, -5), (1400, -2)):  # when entries had no such day
        review = clerk.enter("assistance-reviews", title="复核", household=f"#{before.pk}", cause="due", begun_on=day())
        decided = {"proposal": "change", "new_monthly": amount, "effective_on": months_after(this, months)}
        AssistanceReview.objects.filter(pk=review.pk).update(**decided, carried_out=True, state="aidreview_told")
        change(register, before, {"monthly": amount}, user=user)
    change(register, before, {"monthly": 1450}, user=user)  # written wrongly
    AssistedHousehold.objects.filter(pk=before.pk).update(monthly_since=months_after(this, -2))
    held = [due_in(months_after(this, months), "minimum") for months in (-6, -4, -2)]
    assert [(month[corrected.pk], month[before.pk]) for month in held] == [(1000, 1000), (1000, 1200), (1200, 1450)]


def test_as_many_payments_as_months_were_granted(desks: dict[str, Desk]) -> None:
    def at(months: int, of_month: int) -> dt.date:
        return months_after(NEXT, months) + dt.timedelta(days=of_month - 1)

    def relief(name: str, since: dt.date, until: Any, **more: Any) -> int:
        days = {"since": since, "until": until, "longer_why": "情况特殊", "rechecked_on": ""}
        return home(desks["head"], name, category="relief", **days | more)

    two = relief("甲", at(-4, 27), at(-2, 26))
    three = relief("乙", at(-4, 15), at(-1, 15))
    once = relief("丙", at(-3, 20), at(-3, 20))
    first = relief("丁", at(-4, 10), at(-2, 15))  # its third month has begun
    again = relief("戊", at(-2, 16), at(0, 15))
    AssistedHousehold.objects.filter(pk=again).update(resident=AssistedHousehold.objects.get(pk=first).resident)
    ended = relief("己", at(-4, 10), at(-1, 9))
    end(
        find("assisted-households"),
        AssistedHousehold.objects.get(pk=ended),
        on=at(-2, 10),
        reason="好转",
        user=desks["head"].user,
    )
    paid = {key: [] for key in (two, three, once, first, again, ended)}
    for months in range(-4, 1):
        for key in due_in(months_after(NEXT, months), "relief"):
            paid[key].append(months)
    assert paid == {
        two: [-4, -3],
        three: [-4, -3, -2],
        once: [-3],
        first: [-4, -3, -2],
        again: [-2, -1],
        ended: [-4, -3],
    }

    for sum_of in ("8000", "300"):  # two bills in one month
        home(desks["head"], "庚", sum_of, category="medical", since=at(-2, 5), rechecked_on="")
    AssistedHousehold.objects.filter(category="medical").update(resident=None, ended_on=at(-2, 5))
    assert [sorted(due_in(at(months, 1), "medical").values()) for months in (-3, -2, -1)] == [[], [300, 8000], []]


def test_lasting_aid_is_received_and_paid_once_by_a_person_of_two_rows(desks: dict[str, Desk]) -> None:
    head, paper = desks["head"], {"id_type": "id_card", "id_number": "11010519491231002X"}
    first, third = home(head, "甲", **paper, phone="13711112222"), home(head, "甲", phone="13755556666")
    page = f"/desk/service/assisted-households/{first}/"
    written = {**HOME, "title": "手工录入", "name": "甲某", "monthly": "900", "category": "minimum"}
    relief = {"category": "relief", "until": day(-20)}
    for who in (paper | {"phone": "13733334444"}, {"phone": "13711112222"}, paper | {"phone": "13711112222"}):
        refused = desks["checker"].enter("assisted-households", **written | who)
        text = refused.content.decode()
        assert set(refused.context["form"].errors) == {"category"} and f"：#{first}" in text
        shown = (f'href="{page}"', 'value="手工录入"', f'value="{who["phone"]}"')
        assert [one for one in shown if one not in text] == []
        assert isinstance(desks["checker"].enter("assisted-households", **written | who | relief), int)
    rigid = home(head, "甲", **paper, phone="13733334444", category="rigid")
    assert head.change("assisted-households", rigid, **written, seen="0") == 422  # another aid, received already
    assert head.client.post(f"{page}end/", {"on": day(), "reason": "好转"}).status_code == 302
    second = home(head, "甲", **paper, phone="13733334444")
    again = head.client.post(f"{page}reopen/", {"reason": "误操作"})
    assert again.status_code == 409 and f"#{second}" in again.content.decode()
    AssistedHousehold.objects.filter(pk=first).update(ended_on=None)  # found to be one person afterwards
    assert head.change("assisted-households", second, **written | {"monthly": "1500"}, seen="0") == 302
    there = [first, second, third]
    rows = [AssistedHousehold.objects.get(pk=key).resident_id for key in there]
    assert len(set(rows)) == 3
    assert list(due_in(NEXT, "minimum")) == [first, third]
    low, high = sorted(rows[1:])
    SamePerson.objects.create(one_id=low, other_id=high, ground="hand", state="same")
    assert list(due_in(NEXT, "minimum")) == [first]
    SamePerson.objects.filter(ground="paper").update(state="different")  # a number was mistyped
    assert list(due_in(NEXT, "minimum")) == [first, third]  # the second is the third alone


SET_OFF, STANDS = "补造各月名册，予以抵扣", "不再追回，不作抵扣"


def asked(desk: Desk, address: str, given: dict[str, Any], wanted: dict[str, str], said: str) -> None:
    """Nothing is asked before something was typed; then each answer that is missing, with everything typed kept."""
    assert 'name="overpaid' not in desk.client.get(address).content.decode()
    for missing in wanted:
        refused = desk.client.post(address, {**given, **wanted, missing: ""})
        text, form = refused.content.decode(), refused.context["form"]
        assert refused.status_code == 422 and set(form.errors) == {missing}, (address, form.errors)
        assert said in text and all(str(value) in text for value in given.values())
        assert {name: form[name].value() for name in wanted} == {**wanted, missing: ""} and f'name="{missing}"' in text


def test_what_was_paid_is_set_off_only_where_somebody_says_so(desks: dict[str, Desk]) -> None:
    """Stopped or lowered from a day before months that were paid, by a re-check or by hand: a choice, with a reason."""
    clerk, head, leader = desks["clerk"], desks["head"], Desk("chief", "leader", "", keeps="D")
    this = day().replace(day=1)
    before = months_after(this, -1)
    stopped, changed, ended, edited, raised, later = (home(head, name) for name in "甲乙丙丁戊己")
    for first in (before, this):
        pay(desks, clerk.enter("assistance-rolls", **ROLL | {"month": f"{first:%Y-%m}"}), leader)
    reviews = {key: looked_at(clerk, key) for key in (stopped, changed, later)}
    entry = "/desk/service/assisted-households/{}/{}/"
    typed = {**HOME, "category": "minimum", "seen": "0", "monthly_since": before}

    def step(key: int) -> tuple[Desk, str]:
        return clerk, f"/desk/cases/{reviews[key].number}/aidreview_propose/"

    change = {"proposal": "change", "new_monthly": "900", "effective_on": before}
    for desk, address, given, too_much, choice in (
        (*step(stopped), {"proposal": "stop", "grounds": "已就业甲", "effective_on": before}, "3,000.00", "set_off"),
        (*step(changed), {"grounds": "收入增加乙", **change}, "1,200.00", "stands"),
        (head, entry.format(ended, "end"), {"on": before, "reason": "去世丙"}, "3,000.00", "stands"),
        (head, entry.format(edited, "edit"), {"title": "录入丁", "monthly": "900", **typed}, "1,200.00", "set_off"),
        (head, entry.format(raised, "edit"), {"title": "录入戊", "monthly": "1800", **typed}, "", ""),
        (*step(later), {"proposal": "stop", "grounds": "迁出己", "effective_on": NEXT}, "", ""),
    ):
        wanted = {"overpaid": choice, "overpaid_why": f"理由<b>{too_much}"} if choice else {}
        asked(desk, address, given, wanted, f"{before:%Y-%m}、{this:%Y-%m}，比应发金额多发 {too_much} 元")
        assert desk.client.post(address, {**given, **wanted}).status_code == 302, address

    for key, label in ((stopped, SET_OFF), (changed, STANDS)):
        page = head.client.get(f"/desk/cases/{reviews[key].number}/").content.decode()
        assert page.count(label) == page.count("理由&lt;b&gt;") == 2  # among the facts, and in what happened
        assert f"已发放月份：{before:%Y-%m}、{this:%Y-%m}，比应发" in page
    unsaid = AssistanceReview.objects.filter(pk=reviews[stopped].pk)
    unsaid.update(overpaid="")  # proposed before these months were paid
    assert "多发 3,000.00 元。 请退回重新核查" in head.says(reviews[stopped], "aidreview_decide")
    assert "尚未说明如何处理" in head.client.get(f"/desk/cases/{reviews[stopped].number}/").content.decode()
    unsaid.update(overpaid="set_off")
    assert [head.step(case, "aidreview_decide") for case in reviews.values()] == [302] * 3
    for key, label in ((stopped, SET_OFF), (changed, STANDS), (ended, STANDS), (edited, SET_OFF)):
        life = head.client.get(f"/desk/service/assisted-households/{key}/").content.decode()
        assert f"{before:%Y-%m}、{this:%Y-%m}，比应发" in life and f"{label}：理由&lt;b&gt;" in life
    for first in (before, this):
        further = clerk.enter("assistance-rolls", **ROLL | {"month": f"{first:%Y-%m}", "why": "更正"})
        assert lines(further) == {stopped: -1500, edited: -600, raised: 300}
        for page in (f"/desk/cases/{further.number}/", f"/desk/service/assistance-rolls/{further.number}/lines/"):
            text = desks["checker"].client.get(page).content.decode()
            assert [text.count(f"第 {key} 号家庭：经head某决定") for key in (stopped, edited, ended)] == [1, 1, 0]
            assert "理由&lt;b&gt;3,000.00" in text
