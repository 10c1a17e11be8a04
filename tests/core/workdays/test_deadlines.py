"""Deadlines over the stored calendar: the door that other apps use."""

import json
from datetime import UTC, date, datetime, time

import pytest
from django.utils import timezone
from django.utils.translation import override

from caojiadu.core.workdays.arithmetic import Step
from caojiadu.core.workdays.deadlines import (
    Deadline,
    StoredCalendar,
    add_days,
    add_hours,
    calendar_between,
    end_of,
    extend,
    local_day,
    pause,
    recompute,
    working_days_between,
)
from caojiadu.core.workdays.models import Day, days_of
from caojiadu.core.workdays.packed import packed, unpacked

pytestmark = pytest.mark.django_db
NATIONAL_DAY = date(2025, 9, 26)


def test_five_working_days_over_national_day():
    deadline = add_days(NATIONAL_DAY, 5, working=True)
    assert (deadline.date, deadline.provisional) == (date(2025, 10, 10), False)
    assert working_days_between(NATIONAL_DAY, deadline.date) == 5


def test_beyond_the_published_years_the_date_is_provisional():
    deadline = add_days(date(2026, 11, 20), 60, working=True)
    assert deadline.provisional
    assert deadline.unpublished == (2027,)


def test_counts_in_one_query_whatever_the_number_of_days(django_assert_num_queries):
    for days in (1, 60, 250):
        with django_assert_num_queries(1):
            add_days(NATIONAL_DAY, days, working=True, roll="back")


def test_many_limits_share_one_calendar(django_assert_num_queries):
    with django_assert_num_queries(1):
        calendar = calendar_between(date(2025, 1, 1), date(2026, 12, 31))
        for month in range(1, 13):
            add_days(date(2025, month, 1), 60, working=False, roll="forward", calendar=calendar)


def test_reads_on_when_the_days_off_outrun_the_range(django_assert_num_queries):
    Day.objects.filter(date__range=("2025-10-01", "2026-03-01")).update(working=False)
    with django_assert_num_queries(2):
        assert add_days(NATIONAL_DAY, 5, working=True).date == date(2026, 3, 3)


def test_reads_back_when_the_days_off_began_before_the_range(django_assert_num_queries):
    Day.objects.filter(date__range=("2025-07-01", "2025-09-30")).update(working=False)
    with django_assert_num_queries(2):
        assert add_days(date(2025, 9, 26), 1, working=False, roll="back").date == date(2025, 6, 30)


@pytest.mark.parametrize("roll", [None, "back", "forward"])
@pytest.mark.parametrize("working", [True, False])
def test_the_stored_form_reads_back_the_same(working, roll):
    deadline = extend(add_days(date(2026, 12, 1), 30, working=working, roll=roll), 5)
    assert Deadline.from_json(unpacked(packed(deadline.as_json()))) == deadline
    assert deadline.as_json()["provisional"] is deadline.provisional


def test_an_extension_counts_from_the_same_start():
    closing = add_days(date(2025, 3, 3), 60, working=False, roll="back")
    assert closing.date == date(2025, 4, 30)
    assert extend(closing, 30).date == add_days(date(2025, 3, 3), 90, working=False, roll="back").date
    assert extend(extend(closing, 10), 20) == extend(closing, 30)


def test_recomputed_over_a_changed_calendar():
    before = add_days(date(2026, 12, 28), 5, working=True)
    assert before.provisional
    Day.objects.create(date=date(2027, 1, 4), working=False, name_zh="元旦")  # what a plan may add
    after = recompute(before)
    assert (before.date, after.date) == (date(2027, 1, 5), date(2027, 1, 6))
    assert after.terms == before.terms


# 《全国年节及纪念日放假办法》 of 2024, art. 2, by the calendar of the moon.
BY_LAW = {
    2027: "0101 0205 0206 0207 0208 0405 0501 0502 0609 0915 1001 1002 1003",
    2028: "0101 0125 0126 0127 0128 0404 0501 0502 0528 1001 1002 1003",  # Mid-Autumn falls on 3 October
    2033: "0101 0130 0131 0201 0202 0404 0501 0502 0601 0908 1001 1002 1003",
}


@pytest.mark.parametrize("year", BY_LAW)
def test_what_the_law_itself_names_is_off_before_any_plan(year: int) -> None:
    calendar = StoredCalendar(date(year, 1, 1), date(year, 12, 31))
    off = [day for day in days_of(year) if calendar.mark(day).name_zh]
    assert [f"{day:%m%d}" for day in off] == BY_LAW[year].split()
    assert not any(calendar.mark(day).working or calendar.mark(day).known for day in off)
    # A plan moves more; until it does, nothing else is off and nothing is made up for.
    assert all(calendar.mark(day).working == (day.weekday() < 5) for day in days_of(year) if day not in off)


def test_a_plan_outranks_the_law_and_says_so() -> None:
    new_year = add_days(date(2026, 12, 31), 1, working=True)
    assert (new_year.date, new_year.provisional) == (date(2027, 1, 4), True)
    with override("zh-hans"):
        assert any("元旦" in line for line in new_year.explain())
    Day.objects.create(date=date(2027, 1, 1), working=True)
    assert add_days(date(2026, 12, 31), 1, working=True).date == date(2027, 1, 1)


def test_a_day_ends_with_its_last_instant():
    end = end_of(date(2025, 10, 10))
    assert end.astimezone(UTC) == datetime(2025, 10, 10, 15, 59, 59, 999999, tzinfo=UTC)
    assert timezone.localdate(end) == date(2025, 10, 10)
    assert add_days(NATIONAL_DAY, 5, working=True).ends_at == end


def test_an_instant_counts_as_its_day_in_shanghai():
    evening_in_london = datetime(2025, 9, 25, 17, 0, tzinfo=UTC)
    assert local_day(evening_in_london) == NATIONAL_DAY
    assert add_days(evening_in_london, 5, working=True).date == date(2025, 10, 10)


def test_explains_itself_in_english():
    with override("en"):
        assert add_days(NATIONAL_DAY, 5, working=True).explain() == [
            "5 working days, counted from the day after Friday 26 September 2025.",
            "28 September: a working day that makes up for National Day, counted.",
            "1 to 8 October: days off for National Day / Mid-Autumn Festival, not counted.",
            "Weekends are not counted: 27 September (1 day).",
            "The last day is Friday 10 October 2025, until 24:00.",
        ]


def test_explains_itself_in_chinese():
    with override("zh-hans"):
        assert add_days(NATIONAL_DAY, 5, working=True).explain() == [
            "从 2025 年 9 月 26 日（星期五）的次日起算，共 5 个工作日。",
            "9 月 28 日因国庆节调休上班，计入。",
            "10 月 1 日至 8 日国庆节、中秋节休息，不计。",
            "周末休息，不计：9 月 27 日（共 1 天）。",
            "期限到 2025 年 10 月 10 日（星期五）24 时为止。",
        ]


@pytest.mark.parametrize(
    ("roll", "said"),
    [
        (
            "back",
            "The count ends on 4 October, a day off (1 to 4 October: National Day): "
            "due on the last working day before it.",
        ),
        (
            "forward",
            "The count ends on 4 October, a day off (4 to 8 October: National Day / Mid-Autumn Festival): "
            "it runs to the next working day.",
        ),
    ],
)
def test_explains_why_the_last_day_moved(roll, said):
    with override("en"):
        assert said in add_days(date(2025, 8, 5), 60, working=False, roll=roll).explain()


def test_explains_an_extension_and_what_is_provisional():
    with override("en"):
        told = extend(add_days(date(2026, 12, 1), 60, working=False, roll="back"), 30).explain()
    assert "Extended by 30 days, 90 in all." in told
    assert told[-1].startswith("The holidays of 2027 have not been published yet: the date is provisional")


def test_working_hours_end_within_a_day_say_why_and_are_counted_again():
    from_four = timezone.make_aware(datetime(2025, 9, 30, 16, 0, 40))
    deadline = add_hours(from_four, 3, opens=time(9), closes=time(17))
    assert timezone.localtime(deadline.ends_at) == timezone.make_aware(datetime(2025, 10, 9, 11))
    assert Deadline.from_json(deadline.as_json()) == deadline
    with override("en"):
        told = deadline.explain()
    assert told[0].startswith("3 working hours from Tuesday 30 September 2025, 16:00;")
    assert told[-1] == "It ends on Thursday 9 October 2025 at 11:00."
    Day.objects.filter(date=date(2025, 10, 1)).update(working=True)
    assert recompute(deadline).date == date(2025, 10, 1)
    assert extend(deadline, 1).at == deadline.at
    steps = [(step.effect, step.why) for step in deadline.steps]
    assert steps == [("skipped", "holiday"), ("counted", "working")]
    assert deadline.terms.working
    with pytest.raises(ValueError, match="has no hours"):
        add_hours(from_four, 3, opens=time(9), closes=time(9))


def test_working_hours_are_counted_in_whole_minutes():
    odd = timezone.make_aware(datetime(2025, 9, 29, 10, 0, 40, 7))
    assert add_hours(odd, 3, opens=time(9), closes=time(17)).at == time(13)


def test_days_on_which_it_stood_still_are_added_to_its_own_start():
    closing = add_days(date(2025, 3, 3), 10, working=False)
    paused = pause(pause(closing, 4), 3)
    assert (paused.date, paused.terms.stopped) == (date(2025, 3, 20), 7)
    assert extend(paused, 5).date == date(2025, 3, 25)
    assert Deadline.from_json(paused.as_json()) == paused and paused.as_json()["stopped"] == 7
    assert "stopped" not in closing.as_json()


def test_a_calendar_that_is_given_is_the_one_that_counts(django_assert_num_queries):
    calendar = calendar_between(date(2025, 9, 1), date(2025, 12, 31))
    start = timezone.make_aware(datetime(2025, 9, 30, 16))
    before = add_days(NATIONAL_DAY, 5, working=True, calendar=calendar)
    with django_assert_num_queries(0):
        add_hours(start, 3, opens=time(9), closes=time(17), calendar=calendar)
        for again in (extend(before, 1, calendar=calendar), pause(before, 1, calendar=calendar)):
            assert again.date == date(2025, 10, 11)
        assert recompute(before, calendar=calendar) == before


def test_no_days_are_no_steps_and_every_year_it_ran_over_counts_as_unpublished():
    assert add_days(NATIONAL_DAY, 0, working=False).steps == ()
    assert [(one.effect, one.why) for one in add_days(NATIONAL_DAY, 1, working=False).steps] == [
        ("counted", "calendar")
    ]
    assert add_days(date(2027, 12, 20), 20, working=True, roll="back").unpublished == (2027, 2028)


def test_a_run_of_days_with_a_name_in_one_language_reads_back_the_same():
    for names in ({"names_zh": ("元旦",)}, {"names_en": ("New Year",)}, {}):
        step = Step("skipped", "holiday", NATIONAL_DAY, NATIONAL_DAY, **names)
        assert Step.from_json(step.as_json()) == step


def test_an_instant_without_a_zone_is_taken_as_it_stands():
    assert local_day(datetime(2025, 9, 26, 23, 30)) == NATIONAL_DAY


def test_reasons_packed_long_ago_are_read_for_ever() -> None:
    """What packs them is part of what is stored: a letter changed there would make every reason unreadable."""
    stored = "78f912044523430e7413b4403736c01a64583d69020e3273146721c4d03c195b0b00ba29215b"
    run = {"why": "weekend", "first": "2024-01-07", "last": "2024-01-07", "effect": "skipped"}
    plain = {"date": "2024-02-21", "days": 30, "steps": [run]}
    assert unpacked(bytes.fromhex(stored)) == plain
    assert len(packed(plain)) * 3 < len(json.dumps(plain))
