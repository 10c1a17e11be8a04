"""What a body says to a report, and what becomes of the case; both channels call these verbs."""

import threading

import pytest
from django.db import connection

from caojiadu.core.cases.models import Case
from caojiadu.core.district import replies
from caojiadu.core.district.models import Report
from caojiadu.core.notices.models import Notice
from tests.cast import make_cast
from tests.core.district.reports import MAKERS, accusation, overdue, passed_on, reported, sent
from tests.petitions.letters import go, to_sign, told

pytestmark = pytest.mark.django_db


def clocks(case):
    return list(case.clocks.order_by("id").values_list("key", "due_at", "state"))


def test_the_whole_way_up_and_back_leaves_the_clocks_alone(cast):
    report = reported(cast)
    before = clocks(report.case)
    sent(report)
    replies.acknowledge(report=report, number="静信〔2026〕12号", user=cast.district)
    case = Case.objects.get(pk=report.case_id)
    assert case.waiting == "district"
    replies.answer(report=report, text="由区房管局牵头，请配合。", user=cast.district)
    report.refresh_from_db()
    case.refresh_from_db()
    assert (report.state, report.number, report.reply) == ("answered", "静信〔2026〕12号", "由区房管局牵头，请配合。")
    assert (case.state, case.waiting) == ("in_hand", "")
    assert [event.move for event in case.events.all()][-2:] == ["district_acknowledged", "district_answered"]
    assert case.events.last().data == {"report": report.pk}
    assert case.events.last().actor_user_id == cast.district.pk
    assert clocks(case) == before
    assert go(to_sign(told(case, cast), cast), "release", cast.head).closed_at


def test_a_return_lets_the_case_go_on_and_it_can_go_up_again(cast):
    report = sent(reported(cast))
    replies.send_back(report=report, reason="请先报区房管局", user=cast.district)
    case = Case.objects.get(pk=report.case_id)
    assert (case.waiting, case.state, case.events.last().move) == ("", "in_hand", "district_returned")
    body = report.proposed_lead_id
    go(case, "report_up", cast.head, body=body, reason="按退回意见", tried="已约谈")
    assert Report.objects.filter(case=case).count() == 2


def test_an_accusation_that_comes_back_is_told_about_within_fifteen_days_again(cast):
    """A matter returned is one received: without a limit it could lie there for good (art. 22-23)."""
    report = sent(accusation(cast))
    replies.send_back(report=report, reason="不属于受理范围", user=cast.discipline)
    case = Case.objects.get(pk=report.case_id)
    again = case.clocks.get(key="tell_again")
    assert (case.state, again.legal, again.days, case.due_at) == ("submitted", True, 15, again.due_at)
    go(case, "forward", cast.keeper, reason="补充材料后再转")
    again.refresh_from_db()
    assert (again.state, Case.objects.get(pk=case.pk).state) == ("met", "forwarded")


def test_an_answer_straight_away_acknowledges_too(cast):
    report = sent(reported(cast))
    done = replies.answer(report=report, text="已收悉", number="A-1", user=cast.district)
    assert (done.state, done.number) == ("answered", "A-1")
    assert done.acknowledged_at == done.replied_at


def test_two_bodies_are_both_waited_for(cast):
    first = sent(reported(cast))
    go(first.case, "report_up", cast.head, body=first.proposed_lead_id, reason="同时请房管局", tried="约谈")
    second = sent(Report.objects.latest("id"))
    replies.answer(report=first, text="已阅", user=cast.district)
    assert Case.objects.get(pk=first.case_id).waiting == "district"
    replies.answer(report=second, text="已处理")
    assert Case.objects.get(pk=first.case_id).waiting == ""


def test_the_same_reply_again_does_nothing(cast):
    report = sent(reported(cast))
    for _ in range(2):
        replies.acknowledge(report=report, number="A-1")
    for _ in range(2):
        replies.answer(report=report, text="已阅")
    assert report.case.events.filter(move__startswith="district_").count() == 2


@pytest.mark.parametrize("state", ["acknowledged", "answered", "returned"])
def test_another_reply_to_what_is_settled_is_out_of_turn(cast, state):
    report = sent(reported(cast))
    if state == "acknowledged":
        replies.acknowledge(report=report, number="A-1")
    else:
        replies.answer(report=report, text="一") if state == "answered" else replies.send_back(
            report=report, reason="一"
        )
    with pytest.raises(replies.OutOfTurn):
        replies.acknowledge(report=report, number="A-2")
    if state != "acknowledged":
        with pytest.raises(replies.OutOfTurn):
            replies.answer(report=report, text="二")
        with pytest.raises(replies.OutOfTurn):
            replies.send_back(report=report, reason="二")


@pytest.mark.parametrize("kind", ["opinion", "overdue"])
def test_what_is_only_told_is_not_returned_and_ends_no_wait(cast, kind):
    report = sent(MAKERS[kind](cast))
    Case.objects.filter(pk=report.case_id).update(waiting="")
    with pytest.raises(replies.OutOfTurn):
        replies.send_back(report=report, reason="不归我们")
    replies.acknowledge(report=report, number="B-1")
    assert replies.answer(report=report, text="已阅").state == "answered"


def test_the_answer_to_an_opinion_does_not_end_the_wait_for_another_body(cast):
    report = sent(reported(cast))
    go(report.case, "pass_on", cast.head, body=report.body_id, reason="另有建议")
    opinion = sent(Report.objects.latest("id"))
    replies.answer(report=opinion, text="谢谢")
    assert Case.objects.get(pk=report.case_id).waiting == "district"


def test_of_a_limit_that_passed_the_resident_sees_no_step_but_the_office_is_told(cast):
    report = sent(overdue(cast))
    before = report.case.events.count()
    replies.answer(report=report, text="请于三日内办结", user=cast.district)
    assert report.case.events.count() == before
    assert {n.user for n in Notice.objects.filter(template="report_replied")} == {cast.handler, cast.head, cast.clerk}


def test_a_reply_to_a_closed_case_is_kept_and_told(cast):
    report = sent(reported(cast))
    case = go(report.case, "withdraw", by="resident", reason="已解决")
    assert replies.answer(report=report, text="已办", user=cast.district).state == "answered"
    case.refresh_from_db()
    assert case.state == "withdrawn"
    assert Notice.objects.filter(template="report_replied", case_number=case.number).count() == 3


def test_discipline_concludes_or_returns_a_report_against_somebody(cast):
    first, second = sent(accusation(cast)), sent(accusation(cast))
    replies.answer(report=first, text="查无实据", user=cast.discipline)
    replies.send_back(report=second, reason="不属管辖", user=cast.discipline)
    states = {one: Case.objects.get(pk=one.case_id).state for one in (first, second)}
    assert states == {first: "concluded", second: "submitted"}
    told = Notice.objects.filter(template="case_district")
    assert {notice.user for notice in told} == {cast.keeper, cast.second_keeper}


def test_of_a_report_against_a_keeper_nobody_here_is_told(cast):
    report = sent(accusation(cast, against=cast.keeper.display_name))
    before = Notice.objects.exclude(user=cast.discipline).count()
    replies.acknowledge(report=report, number="纪-7", user=cast.discipline)
    with pytest.raises(replies.OutOfTurn):
        replies.send_back(report=report, reason="补充材料", user=cast.discipline)
    assert Case.objects.get(pk=report.case_id).state == "forwarded"
    assert Notice.objects.exclude(user=cast.discipline).count() == before
    replies.answer(report=report, text="查无实据", user=cast.discipline)
    assert Case.objects.get(pk=report.case_id).state == "concluded"


def test_the_notices_carry_no_word_of_the_reply(cast):
    report = sent(passed_on(cast))
    replies.answer(report=report, text="此事另有原因", user=cast.district)
    assert "另有原因" not in str(list(Notice.objects.values()))
    assert "另有原因" not in str(list(report.case.events.values()))


@pytest.mark.django_db(transaction=True)
def test_of_eight_threads_with_different_numbers_one_acknowledges():
    report = sent(reported(make_cast()))
    barrier, results = threading.Barrier(8), []

    def work(number: int) -> None:
        barrier.wait()
        try:
            results.append(replies.acknowledge(report=report, number=f"A-{number}").number)
        except replies.OutOfTurn:
            results.append("")
        connection.close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(list(filter(None, results))) == 1
    assert report.case.events.filter(move="district_acknowledged").count() == 1
