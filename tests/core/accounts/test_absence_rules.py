"""The rules of absence, one condition at a time: who may stand in, for which days, and what is written of it."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import RequestFactory
from django.utils import timezone, translation

from caojiadu.core.accounts.absences import (
    away_today,
    deputies_for,
    end_absence,
    may_set_for,
    people_under,
    set_absence,
)
from caojiadu.core.accounts.models import Absence, Post, User
from caojiadu.core.accounts.models.people import away_for
from caojiadu.core.accounts.posts import appoint
from caojiadu.core.audit.models import Entry
from caojiadu.core.organisation.models import Office
from tests.cast import again, make_people

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def away(user: User, first: int, last: int, deputy: User | None = None, by: User | None = None) -> Absence:
    """Enter an absence by days from today."""
    today = timezone.localdate()
    return set_absence(user=user, first=today + first * DAY, last=today + last * DAY, deputy=deputy, by=by or user)


def refusal(*args: Any) -> str:
    """The field that is named where an absence cannot be entered, with its words; nothing where it can."""
    try:
        with transaction.atomic(), translation.override("en"):
            away(*args)
            transaction.set_rollback(True)
    except ValidationError as refused:
        return "".join(f"{field}: {words[0]}" for field, words in refused.message_dict.items())
    return ""


DAYS = [
    # first and last day from today, the field that is named
    (0, 0, ""),
    (-3, 0, ""),
    (-3, -1, "last: This day has passed already."),
    (2, 1, "last: The last day comes before the first."),
    (1, 366, ""),
    (1, 367, "last: At most a year at a time."),
    (4, 9, ""),
    (14, 20, ""),
    (5, 10, "first: 经办小林 is away already on some of these days."),
    (13, 20, "first: 经办小林 is away already on some of these days."),
    (11, 12, "first: 经办小林 is away already on some of these days."),
]


def test_days_of_an_absence(cast: SimpleNamespace) -> None:
    away(cast.handler, 10, 13)
    within = {row: refusal(cast.handler, *row[:2]) for row in DAYS if row[1] < 300}
    assert within == {row: row[2] for row in DAYS if row[1] < 300}
    # Somebody else's days are nobody's business.
    assert refusal(cast.colleague, 11, 12) == ""
    Absence.objects.all().delete()
    assert [refusal(cast.handler, *row[:2]) for row in DAYS if row[1] > 300] == [row[2] for row in DAYS if row[1] > 300]


def test_a_deputy_is_there_on_all_of_the_days(cast: SimpleNamespace) -> None:
    away(cast.colleague, 5, 6)
    day = timezone.localdate() + 6 * DAY
    with translation.override("en"):
        words = f"deputy: 经办小何 is away too, until {day.day} {day:%B} {day.year}. Choose somebody else."
    assert refusal(cast.handler, 1, 4, cast.colleague) == refusal(cast.handler, 7, 9, cast.colleague) == ""
    for first, last in ((1, 5), (6, 9), (1, 9)):
        assert refusal(cast.handler, first, last, cast.colleague).split(",")[0] == words.split(",")[0]
    said = refusal(cast.handler, 1, 5, cast.colleague)
    assert str(day.year) in said and str(day.day) in said


def test_who_may_stand_in(cast: SimpleNamespace) -> None:
    people = make_people(
        {
            "second_leader": ("主任老高", "leader", ""),
            "neighbour": ("居委小邵二", "committee", "wunan"),
            "other_committee": ("居委小钱", "committee", "yeqing"),
            "gone": ("离任小孙", "handler", "C"),
            "past": ("调走小李", "handler", "C"),
            "first_by_name": ("A", "handler", "C"),
            "namesake": ("A", "head", "C"),
        }
    )
    User.objects.filter(username="gone").update(is_active=False)
    Post.objects.filter(user=people["past"]).update(until=timezone.localdate() - DAY)
    appoint(user=cast.co_handler, role="leader")

    def names(user: User) -> list[str]:
        return list(deputies_for(again(user)).values_list("username", flat=True))

    in_office = ["first_by_name", "namesake", "head", "handler", "colleague"]
    order = {user.username: (user.display_name, user.pk) for user in User.objects.all()}
    assert names(cast.handler) == sorted(set(in_office) - {"handler"}, key=order.__getitem__)
    assert set(names(cast.clerk)) == {"window", "security_head"}, "the posts for reports stand in for nobody"
    assert names(cast.keeper) == [] == names(cast.system_admin)
    assert names(cast.committee) == ["neighbour"]
    assert set(names(cast.leader)) == {"second_leader", "co_handler"}
    appoint(user=people["second_leader"], role="head", office=Office.objects.get(code="C"))
    assert set(names(people["second_leader"])) >= {"leader", "co_handler", "handler"}, (
        "in whichever order they are held"
    )
    assert set(names(cast.co_handler)) == {"co_head", "leader", "second_leader"}, "of both posts"


def test_for_whom_it_is_entered(cast: SimpleNamespace) -> None:
    User.objects.filter(pk=cast.colleague.pk).update(is_active=False)
    User.objects.filter(pk=cast.handler.pk).update(display_name="管理科长")
    seen = {who: people_under(getattr(cast, who)) for who in ("system_admin", "head", "handler", "district")}
    names = {who: list(rows.values_list("username", flat=True)) for who, rows in seen.items()}
    staff = [user for user in vars(cast).values() if user.kind == "staff" and user != cast.colleague]
    cast.handler.display_name = "管理科长"
    assert names["system_admin"] == [one.username for one in sorted(staff, key=lambda one: (one.display_name, one.pk))]
    assert names["head"] == ["head", "handler"]
    assert names["handler"] == ["handler"]
    assert may_set_for(cast.system_admin, cast.leader)
    assert not may_set_for(cast.system_admin, cast.district)
    assert not may_set_for(cast.head, cast.co_handler)
    assert not may_set_for(cast.head, cast.leader)
    assert not may_set_for(User.objects.create_user("nobody"), User.objects.get(username="nobody"))


def test_what_is_written_of_it(cast: SimpleNamespace) -> None:
    request: Any = RequestFactory().get("/", REMOTE_ADDR="192.0.2.7")
    today = timezone.localdate()
    row = set_absence(
        user=cast.handler, first=today, last=today + DAY, deputy=cast.colleague, by=cast.head, request=request
    )
    end_absence(absence=row, by=cast.system_admin, request=request)
    given = {"first": str(today), "last": str(today + DAY), "deputy": cast.colleague.pk}
    written = Entry.objects.filter(subject_type="accounts.user").order_by("pk")
    assert list(written.values_list("action", "actor_user_id", "subject_key", "ip", "data")) == [
        ("absence_add", cast.head.pk, str(cast.handler.pk), "192.0.2.7", given),
        ("absence_end", cast.system_admin.pk, str(cast.handler.pk), "192.0.2.7", given),
    ]
    assert row.set_by == cast.head


@pytest.mark.parametrize(
    ("first", "last", "left"),
    [
        (1, 3, None),
        (0, 3, None),
        (0, 0, None),
        (-1, 3, (-1, -1)),
        (-4, 0, (-4, -1)),
        (-4, -1, (-4, -1)),
        (-4, -2, (-4, -2)),
    ],
)
def test_whoever_is_back_ends_it(cast: SimpleNamespace, first: int, last: int, left: tuple[int, int] | None) -> None:
    today = timezone.localdate()
    row = Absence.objects.create(
        user=cast.handler, first=today + first * DAY, last=today + last * DAY, set_by=cast.handler
    )
    with pytest.raises(ValidationError):
        end_absence(absence=row, by=cast.colleague)
    end_absence(absence=row, by=cast.handler)
    rows = [((one.first - today).days, (one.last - today).days) for one in Absence.objects.all()]
    assert rows == ([left] if left else [])


def test_who_is_away_today_and_who_acts(cast: SimpleNamespace, django_assert_num_queries: Any) -> None:
    away(cast.handler, 0, 0, cast.colleague)
    away(cast.co_handler, 0, 1)
    away(cast.stranger, 1, 2)
    away(cast.head, 0, 1)
    away_today([cast.handler.pk])  # so that the memory of the house is filled
    with django_assert_num_queries(1):
        found = away_today([cast.handler.pk, cast.co_handler.pk, cast.stranger.pk])
        assert {key: row.deputy for key, row in found.items()} == {
            cast.handler.pk: cast.colleague,
            cast.co_handler.pk: None,
        }


def test_whom_one_stands_in_for(cast: SimpleNamespace) -> None:
    appoint(user=cast.handler, role="leader")
    appoint(user=cast.handler, role="accusations", office=Office.objects.get(code="C"))
    away(again(cast.handler), 0, 0, cast.colleague)
    away(cast.head, 0, 0)  # who named nobody is stood in for by nobody

    def lent() -> list[tuple[str, list[str]]]:
        return [(one.username, [post.role for post in one.posts_today]) for one in away_for(again(cast.colleague))]

    assert lent() == [("handler", ["handler"])], "neither rank nor the post for reports that the two do not share"
    assert [post.role for post in again(cast.colleague).posts_at_work] == ["handler", "handler"]
    assert [one.stands_in_for for one in away_for(again(cast.colleague))] == [[]]
    assert away_for(again(cast.stranger)) == []
    for changed in ({"is_active": False}, {"kind": "district"}):
        User.objects.filter(pk=cast.colleague.pk).update(**changed)
        assert lent() == []
        User.objects.filter(pk=cast.colleague.pk).update(is_active=True, kind="staff")
    User.objects.filter(pk=cast.handler.pk).update(is_active=False)
    assert lent() == []
    User.objects.filter(pk=cast.handler.pk).update(is_active=True)
    Post.objects.filter(user=cast.colleague).update(role="accusations")
    assert lent() == [], "who works in an office with its reports only is no colleague"
    Post.objects.filter(user=cast.colleague).update(until=timezone.localdate() - DAY)
    assert lent() == []


def test_who_is_back_today_is_not_away_because_memory_says_so(cast: SimpleNamespace) -> None:
    away(cast.head, 0, 0)
    away(cast.handler, 1, 1)
    both = [cast.head.pk, cast.handler.pk]
    assert set(away_today(both)) == {cast.head.pk}
    with time_machine.travel(timezone.now() + DAY, tick=False):
        assert set(away_today(both)) == {cast.handler.pk}
