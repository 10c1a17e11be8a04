"""What each household in assistance is due for a month: the amount that held then, once, as long as it was granted."""

import datetime as dt
from typing import Any

import pytest

from caojiadu.core.community.models import SamePerson
from caojiadu.core.notices.models import Notice
from caojiadu.core.registers.declared import find, months_after
from caojiadu.core.registers.tasks import look_every_day
from caojiadu.core.registers.verbs import change, end
from offices.service.models import AssistanceReview, AssistedHousehold
from offices.service.models.due import due_in
from tests.desk import Desk, day
from tests.offices.service.paying import HOME, NEXT, ROLL, desks, home, lines, pay, recheck

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
    recheck(clerk, head, twice, proposal="change", new_monthly="1400", effective_on=before)
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
