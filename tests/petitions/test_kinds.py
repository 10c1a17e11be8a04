"""The life of a letter through its moves: what each does, and what each refuses."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from caojiadu.core.cases.errors import Invalid, NotAllowed, OutOfTurn, Refused
from caojiadu.core.cases.models import Clock
from caojiadu.core.district.models import Report
from caojiadu.core.notices.models import Notice
from caojiadu.core.organisation.models import DistrictBody
from caojiadu.core.workdays.deadlines import add_days
from petitions.models import Petition, QueryCode
from petitions.petitioners.access import code_digest, new_code
from tests.core.cases.test_engine import at_once
from tests.petitions.letters import DRAFT, accepted, answered, go, in_hand, make_resident, to_sign, told, write

pytestmark = pytest.mark.django_db


def running(case):
    return {clock.key for clock in Clock.objects.filter(case=case, state="running")}


def test_a_letter_lives_from_receipt_to_judgement(cast):
    case = answered(cast)
    assert case.state == "answered"
    assert case.closed_at is not None
    assert case.answers.get().released_by == cast.head
    assert [event.move for event in case.events.all()] == [
        *("open", "register", "accept", "assign", "serve", "draft", "submit", "check", "release"),
    ]
    case = go(case, "read_answer", by="resident")
    case = go(case, "judge", by="resident", office_grade=5, answer_grade=4, comment="谢谢")
    assert case.judgements.get().answer_grade == 4
    assert case.state == "answered"


def test_the_clocks_follow_the_law(cast):
    case = write(resident=make_resident())
    assert running(case) == {"register", "tell"}
    case = accepted(cast)
    assert running(case) == {"close", "norm"}
    assert case.route == Petition.Route.PETITION
    close = case.clocks.get(key="close")
    assert (close.days, close.working, close.legal) == (60, False, True)
    assert case.due_at == min(clock.due_at for clock in case.clocks.filter(state="running"))
    assert not running(answered(cast))


def test_only_route_six_has_the_sixty_days(cast):
    case = go(write(), "register", cast.clerk)
    case = go(case, "accept_duty", cast.clerk, office=cast.head.posts_today[0].office_id)
    assert running(case) == {"norm"}
    assert case.route == Petition.Route.DUTY


@pytest.mark.parametrize("key", ["ask", "coordinate", "report_up"])
def test_no_detour_moves_a_legal_clock(cast, key):
    case = in_hand(cast)
    before = list(case.clocks.order_by("id").values_list("due_at", "state"))
    body = DistrictBody.objects.get(key="housing")
    if key == "report_up":
        case = go(case, "coordinate", cast.handler, parties="物业", tried="约谈无果")
    actor = cast.head if key == "report_up" else cast.handler
    data = {"question": "具体几号楼？", "parties": "物业", "tried": "约谈", "body": body.pk, "reason": "职责在区里"}
    case = go(case, key, actor, **data)
    assert list(case.clocks.order_by("id").values_list("due_at", "state")) == before


def test_a_question_waits_for_the_resident_and_its_reply_ends_the_wait(cast):
    case = go(in_hand(cast), "ask", cast.handler, question="具体几号楼？")
    assert case.waiting == "resident"
    with pytest.raises(Refused):
        go(case, "ask", cast.handler, question="还有吗？")
    case = go(case, "reply", by="resident", reply="7号楼")
    assert case.waiting == ""
    assert case.questions.get().reply == "7号楼"
    with pytest.raises(Refused):
        go(case, "reply", by="resident", reply="又一次")


def test_reporting_up_needs_coordination_first(cast):
    case = in_hand(cast)
    body = DistrictBody.objects.get(key="housing")
    with pytest.raises(Refused, match=r".+"):
        go(case, "report_up", cast.head, body=body.pk, reason="职责在区里", tried="约谈")
    case = go(case, "coordinate", cast.handler, parties="物业", tried="约谈无果")
    case = go(case, "report_up", cast.head, body=body.pk, reason="职责在区里", tried="约谈", proposed_lead=body.pk)
    report = Report.objects.get(case=case)
    assert (report.body, report.proposed_lead, report.state) == (body, body, "queued")
    assert report.resident_limit == timezone.localdate(case.clocks.get(key="close").due_at)
    assert case.waiting == "district"
    case = go(case, "district_answered", by="district", extra={"report": report.pk})
    assert case.waiting == ""
    assert case.state == "in_hand"


def test_an_unhappy_judgement_opens_one_second_round(cast):
    case = go(answered(cast), "read_answer", by="resident")
    until, text = case.review_until, case.answers.get().text
    assert until > timezone.localdate() + dt.timedelta(days=29)
    case = go(case, "judge_unhappy", by="resident", office_grade=2, answer_grade=1)
    assert (case.state, case.round, case.closed_at) == ("in_hand", 2, None)
    assert running(case) == {"second_round"}
    case = go(to_sign(case, cast, outcome="explained", text="再次核实", basis=""), "release", cast.head)
    assert case.answers.get(round=1).text == text
    assert case.review_until == until
    with pytest.raises(Refused):
        go(case, "judge_unhappy", by="resident", office_grade=1, answer_grade=1)
    case = go(case, "judge", by="resident", office_grade=1, answer_grade=1)
    assert case.judgements.count() == 2
    with pytest.raises(Refused):
        go(case, "judge", by="resident", office_grade=5, answer_grade=5)


def test_an_opinion_on_route_six_names_its_legal_basis(cast):
    with pytest.raises(Invalid) as refused:
        go(in_hand(cast), "draft", cast.handler, **{**DRAFT, "basis": ""})
    assert "basis" in refused.value.form.errors


def test_the_author_does_not_sign_and_a_leader_signs_for_a_head_who_wrote(cast):
    case = go(told(in_hand(cast), cast), "assign", cast.head, handler=cast.head.pk)
    case = go(go(case, "draft", cast.head, **DRAFT), "submit", cast.head)
    with pytest.raises(Refused):
        go(case, "check", cast.head)
    case = go(case, "check", cast.clerk)
    assert Notice.objects.filter(user=cast.leader, template="case_to_release").exists()
    with pytest.raises(Refused):
        go(case, "release", cast.head, reason="办公室只有一位负责人")
    assert go(case, "release", cast.leader).state == "answered"


def test_an_answer_waits_for_the_co_offices(cast):
    case = to_sign(told(in_hand(cast, co=("F",)), cast), cast)
    with pytest.raises(Refused):
        go(case, "release", cast.head)
    case = go(case, "send_back", cast.head, reason="等协办意见")
    case = go(case, "opine", cast.co_handler, opinion="同意")
    case = go(go(case, "submit", cast.handler), "check", cast.clerk)
    assert go(case, "release", cast.head).state == "answered"


def test_withdrawal_ends_it_before_the_answer_only(cast):
    case = go(in_hand(cast), "withdraw", by="resident", reason="已解决")
    assert case.state == "withdrawn"
    assert not running(case)
    with pytest.raises(OutOfTurn):
        go(answered(cast), "withdraw", by="resident")


def test_a_refusal_says_why_and_who_is_competent(cast):
    case = go(write(resident=make_resident()), "register", cast.clerk)
    with pytest.raises(Invalid):
        go(case, "refuse", cast.clerk, reason="", competent="")
    case = go(case, "refuse", cast.clerk, reason="属法院受理范围", competent="静安区人民法院")
    case = go(case, "sign_refusal", cast.security_head)
    assert case.state == "refused"
    assert not running(case)


@pytest.mark.parametrize(
    ("key", "who"),
    [
        ("register", "handler"),
        ("register", "head"),
        ("register", "leader"),
        ("register", "window"),
        ("register", "stranger"),
        ("register", "keeper"),
        ("assign", "handler"),
        ("assign", "security_head"),
        ("draft", "colleague"),
        ("draft", "clerk"),
        ("release", "handler"),
        ("release", "clerk"),
        ("report_up", "handler"),
        ("opine", "handler"),
        ("note", "stranger"),
        ("note", "leader"),
        ("hand_over", "handler"),
        ("take_over", "co_head"),
    ],
)
def test_others_do_not_make_the_move(cast, key, who):
    with pytest.raises((NotAllowed, OutOfTurn)):
        go(write() if key == "register" else in_hand(cast), key, getattr(cast, who))


@pytest.mark.parametrize("by", ["resident", "district", "timer"])
def test_nobody_from_outside_makes_a_staff_move(cast, by):
    with pytest.raises(NotAllowed):
        go(write(), "register", by=by)


def test_a_handler_works_in_the_office_that_has_it(cast):
    case = accepted(cast)
    with pytest.raises(Invalid):
        go(case, "assign", cast.head, handler=cast.stranger.pk)
    case = go(in_hand(cast), "hand_over", cast.clerk, office=cast.co_head.posts_today[0].office_id, reason="更对口")
    assert case.handler == cast.handler
    case = go(case, "take_over", cast.co_head)
    assert case.handler is None
    assert case.office.code == "F"


def test_notices_carry_no_words_of_the_letter(cast):
    case = answered(cast, title="电梯坏了三天没人管")
    notices = Notice.objects.filter(case_number=case.number)
    assert {notice.template for notice in notices} >= {"petition_received", "petition_accepted", "petition_answered"}
    for notice in notices:
        assert "电梯" not in str(notice.context) + notice.dedup_key


def test_a_stale_page_changes_nothing(cast):
    case = in_hand(cast)
    from caojiadu.core.cases.moves import move
    from caojiadu.core.cases.moving import Actor

    move(case=case, key="note", actor=Actor.staff(cast.handler), data={"note": "一"}, seen=case.version)
    with pytest.raises(OutOfTurn):
        move(case=case, key="note", actor=Actor.staff(cast.handler), data={"note": "二"}, seen=case.version)


def test_the_time_for_review_runs_from_the_day_of_the_signature(cast):
    case = answered(cast)
    released = timezone.localdate(case.answered_at)
    for day in (released - dt.timedelta(days=1), timezone.localdate() + dt.timedelta(days=1)):
        with pytest.raises(Invalid):
            go(case, "serve", cast.clerk, how="post", received_on=day)
    later = timezone.now() + dt.timedelta(days=6)
    with time_machine.travel(later, tick=False):
        case = go(case, "serve", cast.clerk, how="post", received_on=released + dt.timedelta(days=2))
    assert timezone.localdate(case.served_at) == released + dt.timedelta(days=2)
    counted = add_days(released + dt.timedelta(days=2), 30, working=False, roll="forward")
    assert case.review_until == counted.date
    with pytest.raises(Refused):
        go(case, "serve", cast.clerk, paper=case.papers.get(kind="opinion").pk, how="window", received_on=released)


def test_a_reply_leaves_the_wait_for_the_district(cast):
    case = go(in_hand(cast), "coordinate", cast.handler, parties="物业", tried="约谈")
    body = DistrictBody.objects.get(key="housing")
    case = go(case, "report_up", cast.head, body=body.pk, reason="职责在区里", tried="约谈")
    case = go(case, "ask", cast.handler, question="几号楼？")
    assert case.waiting == "resident"
    assert go(case, "reply", by="resident", reply="7号楼").waiting == "district"


def test_the_districts_answer_leaves_the_wait_for_the_resident(cast):
    case = go(in_hand(cast), "ask", cast.handler, question="几号楼？")
    case = go(case, "coordinate", cast.handler, parties="物业", tried="约谈")
    body = DistrictBody.objects.get(key="housing")
    case = go(case, "report_up", cast.head, body=body.pk, reason="职责在区里", tried="约谈")
    report = Report.objects.get(case=case)
    assert go(case, "district_answered", by="district", extra={"report": report.pk}).waiting == "resident"


def test_a_helping_office_gives_its_opinion_while_the_draft_waits(cast):
    case = to_sign(told(in_hand(cast, co=("F",)), cast), cast)
    with pytest.raises(Refused):
        go(case, "release", cast.head)
    case = go(case, "opine", cast.co_handler, opinion="同意")
    assert go(case, "release", cast.head).state == "answered"


@pytest.mark.django_db(transaction=True)
def test_two_clerks_who_give_a_new_code_at_once_leave_one(cast):
    case = write(resident=make_resident())
    codes = at_once(6, lambda _n: new_code(case, timezone.now()))
    assert len(codes) == 6
    kept = QueryCode.objects.get(case=case, replaced_at=None)
    assert kept.digest in {code_digest(case.number, code) for code in codes}
