"""Stages of a letter: who makes them, what they refuse, and where they leave it."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone, translation

from caojiadu.core.accounts.models import Post
from caojiadu.core.cases.errors import Invalid, NotAllowed, OutOfTurn, Refused
from caojiadu.core.cases.models import Case
from caojiadu.core.district import replies
from caojiadu.core.district.models import Report
from caojiadu.core.documents.models import Paper
from caojiadu.core.organisation.models import DistrictBody
from petitions.models import Petition
from petitions.stages.rules import note_transfer
from tests.petitions.letters import answered, go, in_hand, make_resident, to_sign, told, write
from tests.world import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english():
    """Refusals are read here in the language of the code."""
    with translation.override("en"):
        yield


REFUSAL = {"reason": "属法院受理范围", "competent": "静安区人民法院"}
NOBODY = (NotAllowed, Refused, OutOfTurn)


def registered(cast, **more):
    return go(write(resident=make_resident(), **more), "register", cast.clerk)


def transferred(cast, *, at, body="letters-calls", sender=""):
    """A letter that another body passed to us on a day."""
    case = write(resident=make_resident(), received_at=at, now=at)
    found = DistrictBody.objects.get(key=body) if body else None
    note_transfer(case, body=found, sender=sender, received_on=timezone.localdate(at))
    return go(case, "register", cast.clerk, now=at)


def offered(user, case):
    """The moves that the page of a case offers to somebody."""
    page = client_of(user).get(reverse("desk:case", args=[case.number]))
    return {move["key"] for move in page.context["moves"]}


def refused(case, key, user, **data):
    """The words with which a move is refused."""
    with translation.override("en"), pytest.raises((Refused, Invalid)) as found:
        go(case, key, user, **data)
    return str(found.value.message) or str(found.value.form.errors)


def test_a_refusal_is_proposed_by_the_desk_and_signed_by_another(cast):
    case = registered(cast)
    with pytest.raises(Invalid):
        go(case, "refuse", cast.clerk, reason="", competent="")
    case = go(case, "refuse", cast.clerk, **REFUSAL)
    assert (case.state, case.clocks.get(key="tell").state) == ("refusing", "running")
    assert str(case.standing.public_label) == "Registered"
    for who in ("clerk", "head", "handler", "stranger", "keeper"):
        with pytest.raises(NOBODY):
            go(case, "sign_refusal", getattr(cast, who))
    assert (
        "静安区人民法院"
        in client_of(cast.leader).get(reverse("desk:move", args=[case.number, "sign_refusal"])).content.decode()
    )
    case = go(case, "refusal_back", cast.security_head, reason="写明法院名称")
    assert case.state == "registered"
    case = go(go(case, "refuse", cast.clerk, **REFUSAL), "sign_refusal", cast.leader)
    paper = Paper.objects.get(case=case, kind="refusal", state="issued")
    assert (case.state, paper.signed_by, paper.drafted_by) == ("refused", cast.leader, cast.clerk)
    assert case.clocks.get(key="tell").state == "met"


def test_of_two_keepers_one_proposes_and_the_other_signs(cast):
    case = write("petition_accusation", resident=make_resident(), fields={"against": "某物业经理"})
    case = go(case, "refuse", cast.keeper, **REFUSAL)
    for who in ("keeper", "leader", "security_head", "clerk"):
        with pytest.raises(NOBODY):
            go(case, "sign_refusal", getattr(cast, who))
    case = go(case, "sign_refusal", cast.second_keeper)
    assert case.state == "refused"
    with pytest.raises(NotAllowed):
        go(case, "archive", cast.clerk)


def test_what_is_missing_is_asked_once_and_stops_no_limit(cast):
    case = registered(cast)
    due = case.clocks.get(key="tell").due_at
    case = go(case, "ask_missing", cast.clerk, question="请补充身份证明和地址。")
    assert (case.waiting, case.clocks.get(key="tell").due_at) == ("resident", due)
    case = go(case, "reply", by="resident", reply="已补充")
    assert case.waiting == ""
    assert "ring" in refused(case, "ask_missing", cast.clerk, question="还有")
    assert "ask_missing" not in offered(cast.clerk, case)


def test_nothing_straight_from_the_petitioner_is_passed_up(cast):
    body = DistrictBody.objects.get(key="housing")
    case = registered(cast)
    assert "passed up" in refused(case, "transfer_out", cast.clerk, body=body.pk, reason="属房管")
    with pytest.raises(Invalid):
        go(case, "transfer_out", cast.clerk, reason="属房管")
    down = go(case, "transfer_out", cast.clerk, other="武定居民区", reason="由居委会直接处理")
    assert (down.state, down.clocks.get(key="tell").state) == ("transferred", "met")
    assert Paper.objects.filter(case=down, kind="transfer", state="issued").exists()
    assert not Report.objects.filter(case=down).exists()
    above = transferred(cast, at=timezone.now())
    above = go(above, "transfer_out", cast.clerk, body=body.pk, reason="属房管")
    assert Report.objects.get(case=above).kind == "transfer"


# The day on which a transfer arrives, the last day to object, and the first day on which the move is gone.
OBJECTIONS = [
    (dt.date(2025, 9, 26), dt.date(2025, 10, 10), dt.date(2025, 10, 11)),  # National Day with its make-up Sunday
    (dt.date(2026, 2, 12), dt.date(2026, 2, 26), dt.date(2026, 2, 27)),  # Spring Festival with its make-up Saturday
    (dt.date(2026, 3, 2), dt.date(2026, 3, 9), dt.date(2026, 3, 10)),  # an ordinary week
    (dt.date(2027, 3, 1), dt.date(2027, 3, 8), dt.date(2027, 3, 9)),  # provisional
]


@pytest.mark.parametrize(("arrived", "last", "gone"), OBJECTIONS)
def test_on_the_sixth_working_day_the_objection_is_gone(cast, arrived, last, gone):
    Post.objects.update(since=dt.date(2025, 1, 1))
    noon = lambda day: timezone.make_aware(dt.datetime.combine(day, dt.time(12)))  # noqa: E731
    with time_machine.travel(noon(arrived), tick=False):
        late = transferred(cast, at=timezone.now())
        case = transferred(cast, at=timezone.now())
        assert case.transferred.object_until == last
    with time_machine.travel(noon(last), tick=False):
        case = go(case, "object", cast.clerk, reason="属区房管局职责")
        assert (case.state, case.waiting, case.clocks.get(key="tell").state) == ("registered", "district", "running")
    with time_machine.travel(noon(gone), tick=False):
        assert "object" not in offered(cast.clerk, late)
        assert "last day to object" in refused(late, "object", cast.clerk, reason="迟了")
        page = client_of(cast.clerk).post(reverse("desk:move", args=[late.number, "object"]), {"reason": "迟了"})
        assert page.status_code == 409


@pytest.mark.parametrize("agreed", [True, False])
def test_the_material_goes_back_once_the_sender_agrees(cast, agreed):
    case = go(transferred(cast, at=timezone.now()), "object", cast.clerk, reason="属区房管局职责")
    report = Report.objects.get(case=case)
    assert (report.kind, report.body.key) == ("objection", "letters-calls")
    with pytest.raises(replies.OutOfTurn):
        replies.answer(report=report, text="阅")
    replies.settle_objection(report=report, agreed=agreed, text="同意退回" if agreed else "仍请你街道办理")
    case = Petition.objects.get(pk=case.pk)
    assert case.state == ("sent_back" if agreed else "registered")
    assert (case.transferred.agreed, case.waiting) == (agreed, "")
    assert case.clocks.get(key="tell").state == ("ended" if agreed else "running")
    if not agreed:
        assert "already" in refused(case, "object", cast.clerk, reason="再次")


def test_a_sender_without_an_inbox_is_heard_by_letter(cast):
    case = transferred(cast, at=timezone.now(), body="", sender="上海市信访办公室")
    case = go(case, "object", cast.clerk, reason="不属本街道")
    assert not Report.objects.filter(case=case).exists()
    case = go(case, "record_objection", cast.clerk, agreed="yes", reply="电话同意退回")
    assert case.state == "sent_back"


def test_who_was_not_written_to_by_another_body_has_nothing_to_object_to(cast):
    assert "not transferred" in refused(registered(cast), "object", cast.clerk, reason="x")


def test_an_extension_is_asked_for_by_the_handler_and_granted_by_the_head_once(cast):
    case = in_hand(cast)
    before = case.clocks.get(key="close")
    for days in (0, 31, 400):
        refused(case, "ask_extension", cast.handler, days=days, reason="等待鉴定")
    case = go(case, "ask_extension", cast.handler, days=20, reason="等待鉴定")
    assert case.clocks.get(key="close").due_on == before.due_on
    assert "ask_extension" not in offered(cast.handler, case)
    for who in ("handler", "clerk", "colleague", "co_head"):
        with pytest.raises(NOBODY):
            go(case, "grant_extension", getattr(cast, who))
    case = go(case, "refuse_extension", cast.head, reason="先走访")
    case = go(case, "ask_extension", cast.handler, days=30, reason="等待鉴定")
    case = go(case, "grant_extension", cast.head)
    clock = case.clocks.get(key="close")
    assert clock.due_on <= timezone.localdate(clock.started_at) + dt.timedelta(days=90)
    assert any("30" in line and "90" in line for line in _why(clock))
    paper = Paper.objects.get(case=case, kind="extension", state="issued")
    assert paper.parts["until"] == clock.due_on.isoformat()
    assert "once only" in refused(case, "ask_extension", cast.handler, days=1, reason="再次")
    assert case.due_at == min(one.due_at for one in case.clocks.filter(state="running"))


def _why(clock):
    from caojiadu.core.workdays.deadlines import Deadline

    return Deadline.from_json(clock.why).explain()


def test_what_has_passed_is_not_extended(cast):
    case = in_hand(cast)
    with time_machine.travel(timezone.now() + dt.timedelta(days=61), tick=False):
        assert "passed" in refused(case, "ask_extension", cast.handler, days=10, reason="晚了")
    duty = go(registered(cast), "accept_duty", cast.clerk, office=cast.head.posts_today[0].office_id)
    duty = go(duty, "assign", cast.head, handler=cast.handler.pk)
    assert "not run" in refused(duty, "ask_extension", cast.handler, days=10, reason="不适用")


def supported(cast, **more):
    return go(to_sign(told(in_hand(cast, **more), cast), cast, outcome="supported"), "release", cast.head)


def test_a_supported_opinion_stays_open_until_it_is_carried_out(cast):
    case = supported(cast)
    assert (case.state, case.closed_at) == ("carrying_out", None)
    assert {clock.key for clock in case.clocks.filter(state="running")} == {"carry_out"}
    assert Case.objects.visible_to(cast.handler).open().filter(pk=case.pk).exists()
    case = go(case, "read_answer", by="resident")
    assert case.review_until is not None
    with pytest.raises(NOBODY):
        go(case, "archive", cast.clerk)
    case = go(case, "judge_unhappy", by="resident", office_grade=1, answer_grade=1)
    case = go(to_sign(case, cast), "release", cast.head)
    assert case.state == "carrying_out", "a second answer takes nothing back"
    case = go(case, "carried_out", cast.handler, done="已停工并复查两次")
    assert (case.state, case.closed_at is not None) == ("answered", True)
    assert case.clocks.get(key="carry_out").state == "met"


def test_nothing_is_archived_before_it_was_served_and_the_time_to_object_is_over(cast):
    case = answered(cast)
    assert "served" in refused(case, "archive", cast.clerk)
    case = go(case, "read_answer", by="resident")
    assert "may still ask" in refused(case, "archive", cast.clerk)
    with time_machine.travel(timezone.now() + dt.timedelta(days=45), tick=False):
        case = go(case, "archive", cast.clerk, note="")
        assert case.state == "archived"
        assert go(case, "take_out", cast.clerk, reason="补卷").state == "answered"
    case = go(go(registered(cast), "refuse", cast.clerk, **REFUSAL), "sign_refusal", cast.leader)
    assert "served" in refused(case, "archive", cast.clerk)
    case = go(case, "archive", cast.clerk, address_unclear="on")
    assert (case.state, case.address_unclear) == ("archived", True)
