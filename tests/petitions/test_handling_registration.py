"""A letter is to be registered the same or the next working day: custom, a number that administrators may set."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from caojiadu.core.accounts.models import Post
from caojiadu.core.cases.models import LimitRule
from caojiadu.core.cases.sweep import sweep
from caojiadu.core.district.models import Report
from caojiadu.core.notices.models import Notice
from tests.petitions.letters import go, make_resident, write
from tests.world import client_of

pytestmark = pytest.mark.django_db
FRIDAY = dt.datetime(2026, 3, 6, 15, tzinfo=dt.UTC)  # 23:00 here
DAY = dt.timedelta(days=1)


@pytest.fixture
def on_a_friday(cast):
    Post.objects.update(since=dt.date(2025, 1, 1))
    with time_machine.travel(FRIDAY, tick=False) as clock:
        yield clock


def page(case, user):
    found = client_of(user).get(reverse("desk:case", args=[case.number]), headers={"accept-language": "en"})
    return found.content.decode()


def test_the_desk_sees_the_limit_with_its_source_and_registering_meets_it(cast, on_a_friday):
    case = write(resident=make_resident())
    clock = case.clocks.get(key="register")
    assert (clock.due_on, clock.legal, clock.working) == (dt.date(2026, 3, 9), False, True)
    assert case.due_at == clock.due_at
    shown = page(case, cast.clerk)
    assert "Register it" in shown and "the same or the next working day" in shown
    on_a_friday.move_to(FRIDAY + 2 * DAY)
    case = go(case, "register", cast.clerk)
    assert case.clocks.get(key="register").state == "met"
    assert case.due_at == case.clocks.get(key="tell").due_at


def test_a_letter_nobody_registers_climbs_inside_the_office_only(cast, on_a_friday):
    case = write(resident=make_resident())
    for day in range(14):
        sweep(FRIDAY + day * DAY)
    assert [event.data["rung"] for event in case.events.filter(move="climb")] == ["handler", "head", "leader"]
    assert not Report.objects.filter(case=case, kind="overdue").exists()
    late = Notice.objects.filter(case_number=case.number, template="limit_late").values_list("user_id", flat=True)
    assert set(late) == {cast.clerk.pk, cast.security_head.pk, cast.leader.pk}
    case = go(case, "register", cast.clerk, now=FRIDAY + 5 * DAY)
    assert case.clocks.get(key="register").state == "late"


def test_an_administrator_sets_another_number(cast, on_a_friday):
    rule = LimitRule.objects.get(kind="petition_appeal", key="register")
    address = reverse("admin:cases_limitrule_change", args=[rule.pk])
    kept = {"label": rule.label, "article": rule.article, "working": "on", "roll": "", "warn": "", "rungs": "0,2,5,10"}
    admin = client_of(cast.system_admin)
    assert admin.post(address, {**kept, "days": "0"}).status_code == 200
    assert admin.post(address, {**kept, "days": "2"}).status_code == 302
    assert write().clocks.get(key="register").due_on == dt.date(2026, 3, 10)
    assert write("petition_suggestion").clocks.get(key="register").due_on == dt.date(2026, 3, 9)


def test_a_report_against_somebody_has_none_and_gets_one_as_a_letter(cast, on_a_friday):
    report = write("petition_accusation", resident=make_resident(), fields={"against": "某物业经理"})
    assert not report.clocks.filter(key="register").exists()
    later = timezone.now() + 3 * DAY
    letter = go(report, "reclassify", cast.keeper, kind="petition_appeal", reason="实为求决", now=later)
    assert letter.clocks.get(key="register").due_on == dt.date(2026, 3, 10)
    report = go(letter, "reclassify", cast.clerk, kind="petition_accusation", reason="是检举")
    assert report.clocks.get(key="register").state == "ended"
    assert report.due_at == report.clocks.get(key="tell").due_at


def test_corrected_after_registration_it_is_not_late_again(cast, on_a_friday):
    case = go(write(), "register", cast.clerk)
    case = go(case, "reclassify", cast.clerk, kind="petition_suggestion", reason="是建议")
    assert [clock.state for clock in case.clocks.filter(key="register")] == ["met"]
