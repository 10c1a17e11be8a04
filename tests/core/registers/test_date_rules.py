"""The dates of entries, one condition at a time: how each is counted, when it is told, and whom."""

import datetime as dt
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from caojiadu.core.accounts.models import Post, User
from caojiadu.core.notices.models import Notice
from caojiadu.core.registers.dates import all_dates, days_ahead, recount_waiting, remind_due, set_dates
from caojiadu.core.registers.declaration import Reminder
from caojiadu.core.registers.models import Record, RecordDate, ReminderRule
from caojiadu.core.registers.verbs import enter
from offices.security.safety.register import SITES
from tests.cast import make_people
from tests.entries import people

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
TODAY = timezone.localdate
ENTERED = timezone.make_aware(dt.datetime(2026, 3, 6, 0, 30))  # the day before it in UTC
A, B = dt.date(2026, 1, 31), dt.date(2026, 1, 20)
COUNTED = [
    # the reminder, what the entry says, the day that comes of it
    (Reminder("x", "X", "a"), {"a": A}, A),
    (Reminder("x", "X", "a", months=1), {"a": A}, dt.date(2026, 2, 28)),
    (Reminder("x", "X", "a", days=3), {"a": A}, dt.date(2026, 2, 3)),
    (Reminder("x", "X", "a", days=-3), {"a": A}, dt.date(2026, 1, 28)),
    (Reminder("x", "X", "a"), {"a": None}, None),
    (Reminder("x", "X", "a", months=-1), {"a": None}, None),
    (Reminder("x", "X", "a", days=-1), {"a": None}, None),
    (Reminder("x", "X", "a", months=1), {"a": None}, dt.date(2026, 4, 6)),
    (Reminder("x", "X", "a", days=1), {"a": None}, dt.date(2026, 3, 7)),
    (Reminder("x", "X", "a", until_done="b"), {"a": A, "b": None}, A),
    (Reminder("x", "X", "a", until_done="b"), {"a": A, "b": B}, None),
    (Reminder("x", "X", "a", where=("kind", "shop")), {"a": A, "kind": "shop"}, A),
    (Reminder("x", "X", "a", where=("kind", "shop")), {"a": A, "kind": "estate"}, None),
    (Reminder("x", "X", "a", where=("kind", "shop"), until_done="b"), {"a": A, "b": B, "kind": "shop"}, None),
]


def entry(**values: Any) -> Any:
    return SimpleNamespace(**{"entered_at": ENTERED, **values})


@pytest.mark.parametrize(("reminder", "values", "day"), COUNTED)
def test_how_a_date_is_counted(reminder: Reminder, values: dict[str, Any], day: dt.date | None) -> None:
    later = Reminder("later", "Later", "c")
    register = replace(SITES, key="of-a-test", reminders=(reminder, later))
    found = all_dates(register, entry(**values, c=dt.date(2030, 1, 1)))
    # What one date lacks keeps no other one away.
    assert [(when, one.key, rule.register) for when, one, rule in found] == [
        *([(day, "x", "of-a-test")] if day else []),
        (dt.date(2030, 1, 1), "later", "of-a-test"),
    ]


def test_the_earliest_comes_first_and_a_rule_that_was_set_counts(django_assert_num_queries: Any) -> None:
    register = replace(SITES, key="of-a-test", reminders=(Reminder("x", "X", "a", days=9), Reminder("y", "Y", "b")))
    ReminderRule.objects.create(register="other", key="x", days=1)
    with django_assert_num_queries(1):
        assert [(day, one.key) for day, one, _rule in all_dates(register, entry(a=A, b=A))] == [
            (A, "y"),
            (A + 9 * DAY, "x"),
        ]
    ReminderRule.objects.create(register="of-a-test", key="x", days=-1)
    assert [(day, one.key) for day, one, _rule in all_dates(register, entry(a=A, b=A))] == [(A - DAY, "x"), (A, "y")]
    same = replace(register, reminders=(Reminder("x", "X", "a"), Reminder("y", "Y", "a", days=-1)))
    assert [one.key for _day, one, _rule in all_dates(same, entry(a=A))] == ["x", "y"], "of one day as declared"
    with django_assert_num_queries(0):
        assert all_dates(replace(register, reminders=()), entry()) == []


def test_how_long_ahead_it_is_told() -> None:
    ReminderRule.objects.filter(register="sites").update(lead=7)
    ReminderRule.objects.filter(register="sites", key="permit").update(lead=0)
    assert (days_ahead("sites", "permit"), days_ahead("sites", "visit")) == (0, 7)
    ReminderRule.objects.filter(key__in=("visit", "until", "once")).delete()
    assert (days_ahead("assisted-households", "until"), days_ahead("assisted-households", "once")) == (14, 0)
    declared = {one.key: one.lead for one in SITES.reminders}
    assert (days_ahead("sites", "permit"), days_ahead("sites", "visit")) == (0, declared["visit"])


def site(user: Any, **values: Any) -> Any:
    given = {"title": "东库", "kind": "workplace", "address": "某路", "operator": "某公司", "risk": "low"}
    return enter(SITES, {**given, **values}, user=user)


def dates(row: Any) -> dict[str, tuple[dt.date, dt.date | None]]:
    rows = RecordDate.objects.filter(record_id=row.pk)
    return {key: (due, told) for key, due, told in rows.values_list("key", "due_on", "remind_on")}


def test_the_dates_that_are_written_follow_the_entry() -> None:
    clerk, today = people(SITES)["clerk"], TODAY()
    row, other = (site(clerk, permit_until=today + 40 * DAY, inspected_on=today) for _number in range(2))
    visit = dates(row)["visit"]
    assert visit[1] == visit[0] - 30 * DAY
    assert dates(row)["permit"] == (today + 40 * DAY, today + 10 * DAY)
    RecordDate.objects.filter(record_id=row.pk).update(remind_on=None)
    set_dates(SITES, row, today)
    assert dates(row)["permit"] == (today + 40 * DAY, None), "a day that stays is not told of again"
    row.permit_until = today + 20 * DAY
    set_dates(SITES, row, today)
    assert dates(row)["permit"] == (today + 20 * DAY, today), "nobody is told in the past"
    assert Record.objects.get(pk=row.pk).due_on == row.due_on == today + 20 * DAY
    row.permit_until = None
    set_dates(SITES, row, today)
    assert dates(row) == {"visit": (visit[0], None)}
    assert Record.objects.get(pk=row.pk).due_on == visit[0]
    row.ended_on = today
    set_dates(SITES, row, today)
    assert dates(row) == {} and Record.objects.get(pk=row.pk).due_on is None
    assert set(dates(other)) == {"permit", "visit"}, "of another entry nothing is touched"
    assert set(RecordDate.objects.values_list("office__code", flat=True)) == {"E"}


def test_a_rule_that_changed_is_counted_for_what_holds_and_once() -> None:
    clerk, today = people(SITES)["clerk"], TODAY()
    row, ended, moved = (site(clerk, inspected_on=today) for _number in range(3))
    Record.objects.filter(pk=ended.pk).update(ended_on=today)
    Record.objects.filter(pk=moved.pk).update(register="of-another")
    before = dates(ended)
    assert recount_waiting() == 0
    ReminderRule.objects.filter(register="sites", key="visit").update(months=0, days=50, recounted=False)
    ReminderRule.objects.create(register="of-no-register", key="x", recounted=False)
    assert recount_waiting() == 2
    assert dates(row)["visit"] == (today + 50 * DAY, today + 20 * DAY)
    assert dates(ended) == dates(moved) == before
    assert recount_waiting() == 0


def test_a_rule_that_changes_meanwhile_is_counted_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    site(people(SITES)["clerk"])
    rule = ReminderRule.objects.filter(register="sites", key="visit")
    for name in ("months", "days", "lead"):
        rule.update(recounted=False)
        with monkeypatch.context() as meanwhile:
            meanwhile.setattr(
                "caojiadu.core.registers.dates.set_dates",
                lambda *_given, name=name: rule.update(**{name: getattr(rule.get(), name) + 1}),
            )
            recount_waiting()
        assert recount_waiting() == 1, name
    # Changed meanwhile to what another rule says that waits as well.
    other = ReminderRule.objects.filter(register="sites", key="permit")
    rule.update(recounted=False, months=1, days=1, lead=1)
    other.update(recounted=False, months=1, days=2, lead=1)
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr("caojiadu.core.registers.dates.set_dates", lambda *_given: rule.update(days=2))
        assert recount_waiting() == 2
    assert recount_waiting() == 1


def test_each_date_is_told_to_whoever_keeps_the_entry() -> None:
    cast, today = people(SITES), TODAY()
    more = make_people(
        {
            "head_elsewhere": ("他科科长", "head", "D"),
            "other_clerk": ("经办丁", "handler", "E"),
            "gone": ("离任科长", "head", "E"),
            "past": ("前科长", "head", "E"),
        }
    )
    User.objects.filter(pk=more["gone"].pk).update(is_active=False)
    Post.objects.filter(user=more["past"]).update(until=today - DAY)
    row = site(cast["clerk"])
    RecordDate.objects.filter(record_id=row.pk).delete()
    soon = RecordDate.objects.create(record_id=row.pk, office=row.office, key="permit", due_on=today, remind_on=today)
    assert remind_due() == 1
    told = Notice.objects.filter(template="register_due", channel="portal").all
    assert set(told().values_list("user_id", flat=True)) == {cast["clerk"].pk, cast["head"].pk}
    assert {one.context["register"] for one in told()} == {str(SITES.label)}
    assert {one.context["day"] for one in told()} == {today.isoformat()}
    soon.refresh_from_db()
    assert soon.remind_on is None, "on the day for the last time"
    RecordDate.objects.filter(pk=soon.pk).update(due_on=today + DAY, remind_on=today)
    assert remind_due() == 1 and told().count() == 4
    soon.refresh_from_db()
    assert soon.remind_on == today + DAY
    assert remind_due() == 0
    # Whoever entered it and works there no more as its handler hears nothing; the head does.
    Post.objects.filter(user=cast["clerk"]).update(role="window")
    assert remind_due(timezone.now() + DAY) == 1 and told().count() == 5
    # What nobody entered, of a register that is no more, is told to nobody and comes up no more.
    Record.objects.filter(pk=row.pk).update(register="of-no-register", entered_by=None)
    RecordDate.objects.filter(pk=soon.pk).update(remind_on=today)
    assert remind_due() == 1 and told().count() == 5


def test_more_dates_than_one_reading_holds_are_all_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("caojiadu.core.registers.dates.BATCH", 2)
    row, today = site(people(SITES)["clerk"]), TODAY()
    RecordDate.objects.all().delete()
    for number in range(5):
        RecordDate.objects.create(
            record_id=row.pk, office=row.office, key=f"k{number}", due_on=today, remind_on=today - number * DAY
        )
    assert remind_due() == 5
    assert not RecordDate.objects.exclude(remind_on=None).exists()
