"""Who acts: offers between offices, helpers with days of their own, leaders, people kept out."""

import datetime as dt

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from caojiadu.core.audit.models import Entry
from caojiadu.core.cases.access import may_move, may_open
from caojiadu.core.cases.errors import Invalid, MoveError, NotAllowed, OutOfTurn, Refused
from caojiadu.core.cases.helping import helpers_of, latest_day
from caojiadu.core.cases.models import Assignment, Case, CaseEvent, Clock
from caojiadu.core.cases.moves import move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.cases.sweep import sweep
from caojiadu.core.desk.panels import concrete
from caojiadu.core.desk.queues import cases_in, find_queue, queues_for
from caojiadu.core.desk.views.moves import not_now
from caojiadu.core.files.moves import store
from caojiadu.core.notices import worker
from caojiadu.core.notices.models import Notice
from caojiadu.core.organisation.models import Office
from petitions.models import Petition, Petitioner
from tests.cast import STAFF, again, make_cast, make_staff
from tests.core.cases.test_engine import at_once
from tests.core.files import samples
from tests.petitions.letters import BODY, DRAFT, accepted, go, in_hand, make_resident, to_sign
from tests.petitions.letters import told as served
from tests.world import client_of

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def office(code):
    return Office.objects.get(code=code).pk


def offered(cast, *, case=None, to="F"):
    return go(case or in_hand(cast), "hand_over", cast.head, office=office(to), reason="更对口")


def disputed(cast):
    case = in_hand(cast)
    for _time in range(2):
        case = go(offered(cast, case=case), "decline_lead", cast.co_head, reason="不属本科室")
    return case


def in_review(cast, case=None):
    return to_sign(served(case or in_hand(cast), cast), cast)


def held(cast, case=None):
    return go(case or in_hand(cast), "hold", cast.leader, leader=cast.leader.pk, reason="重点事项")


def helped(cast, **more):
    case = in_hand(cast, co=("F",), **more)
    area = cast.committee.posts_today[0].neighbourhood_id
    asked = {"neighbourhood": area, "due_on": timezone.localdate() + DAY, "question": "小区情况如何？"}
    return go(case, "ask_committee", cast.handler, **asked)


def told(case):
    rows = Notice.objects.filter(case_number=case.number, channel="portal").exclude(user=None)
    return {(row.template, row.user.username) for row in rows.select_related("user")}


STAGES = {
    "handed out": accepted,
    "in hand": in_hand,
    "offered": offered,
    "disputed": disputed,
    "given back": lambda cast: go(accepted(cast), "give_back", cast.head, reason="不属本科室"),
    "helped": helped,
    "review": in_review,
    "held": lambda cast: in_review(cast, held(cast)),
}
LEAD, DESK, LEADER = {"head"}, {"clerk"}, {"leader"}
WORKS = {"head", "handler", "clerk"}
# Who makes which of the new moves at which stage; where a stage is not named, nobody does.
MAY = {
    "hand_over": {
        **dict.fromkeys(("handed out", "in hand", "disputed", "helped", "review", "held"), LEAD | DESK),
        "given back": DESK | {"security_head"},
    },
    "take_over": {"offered": {"co_head"}},
    "decline_lead": {"offered": {"co_head"}},
    "withdraw_offer": {"offered": LEAD | DESK},
    "rule_lead": {"disputed": DESK | LEADER},
    "give_back": dict.fromkeys(("handed out", "in hand", "disputed", "helped"), LEAD),
    "hand_out": {"given back": DESK},
    "ask_office": {
        "handed out": {"head", "clerk"},
        **dict.fromkeys(("in hand", "offered", "disputed", "helped"), WORKS),
        "given back": DESK | {"security_head"},
    },
    "urge_help": {"helped": WORKS},
    "change_help": {"helped": WORKS},
    "release_help": {"helped": WORKS},
    "opine": {"helped": {"co_head", "co_handler", "committee"}},
    "hold": dict.fromkeys(
        ("handed out", "in hand", "offered", "disputed", "given back", "helped", "review"), DESK | LEADER
    ),
    "let_go": {"held": DESK | LEADER},
}


def test_who_makes_which_move_at_which_stage(cast):
    wrong, people = [], {name: again(getattr(cast, name)) for name in STAFF}
    for stage, make in STAGES.items():
        case = concrete(make(cast))
        for key, allowed in MAY.items():
            step = case.workflow.transition(key)
            open_to = {
                name
                for name, person in people.items()
                if any(source.key == case.state for source in step.sources)
                and may_move(Actor.staff(person), step, case)
                and not_now(case, step, Actor.staff(person)) is None
            }
            if open_to != allowed.get(stage, set()):
                wrong.append(f"{stage} {key}: {open_to}, not {allowed.get(stage, set())}")
    assert not wrong, "\n".join(wrong)
    call_command("check_access", verbosity=0)


def test_the_first_receiver_keeps_lead_and_limit_until_the_other_accepts(cast):
    case = offered(cast)
    due = Clock.objects.get(case=case, key="close").due_at
    assert (case.office.code, case.handler) == ("C", cast.handler)
    assert may_open(cast.co_head, case)
    assert not may_open(cast.co_handler, case)
    assert cases_in(find_queue(cast.co_head, "asked"), cast.co_head).get() == Case.objects.get(pk=case.pk)
    for person in (cast.head, cast.clerk):
        assert cases_in(find_queue(person, "offered"), person).count() == 1
    assert ("case_offer", "co_head") in told(case)
    with pytest.raises(Refused):
        offered(cast, case=case, to="D")
    case = go(case, "take_over", cast.co_head)
    assert (case.office.code, case.handler) == ("F", None)
    assert Clock.objects.get(case=case, key="close").due_at == due
    assert Clock.objects.get(case=case, key="offer").state == "met"
    assert {("case_taken_over", "head"), ("case_taken_over", "handler"), ("case_taken_over", "clerk")} <= told(case)
    with pytest.raises(Refused):
        go(case, "give_back", cast.co_head, reason="反悔")


def test_after_two_refusals_the_desk_or_a_leader_decides(cast):
    case = go(offered(cast), "decline_lead", cast.co_head, reason="不属本科室")
    assert not may_open(cast.co_head, case)
    with pytest.raises(Refused):
        go(case, "rule_lead", cast.leader, office=office("F"), reason="由自治办办理")
    case = go(offered(cast, case=case), "decline_lead", cast.co_head, reason="不属本科室")
    assert {("case_to_rule", "clerk"), ("case_to_rule", "leader"), ("case_declined", "head")} <= told(case)
    case = go(case, "rule_lead", cast.leader, office=office("F"), reason="由自治办办理")
    assert case.office.code == "F"
    assert {("case_ruled", "co_head"), ("case_ruled", "head")} <= told(case)


def test_an_offer_that_nobody_answers_climbs_and_can_then_be_decided(cast):
    case = offered(cast)
    clock = Clock.objects.get(case=case, key="offer")
    assert (clock.working, clock.days, clock.legal) == (True, 1, False)
    for days, who in ((0, {"co_head", "head"}), (3, {"clerk"}), (7, {"leader"}), (14, set())):
        before = told(case)
        at = clock.due_at + dt.timedelta(days=days, minutes=1)
        for _time in range(2):
            sweep(at)
        assert {name for template, name in told(case) - before if template in ("limit_late", "case_to_rule")} == who
    with time_machine.travel(clock.due_at + DAY):
        assert go(case, "rule_lead", cast.clerk, office=office("C"), reason="仍由管理办办理").office.code == "C"
    assert not Assignment.objects.filter(case=case, role="asked", until=None).exists()


def test_what_was_handed_out_wrongly_goes_back_to_the_desk_once(cast):
    case = accepted(cast)
    with pytest.raises(NotAllowed):
        go(case, "give_back", cast.handler, reason="不是我们的")
    case = go(case, "give_back", cast.head, reason="不属本科室", better=office("F"))
    assert case.office_id == case.registrar_id
    case = go(case, "hand_out", cast.clerk, office=office("C"), co_offices=[], reason="确属你科室")
    assert case.office.code == "C"
    with pytest.raises(Refused):
        go(case, "give_back", cast.head, reason="再退")


def test_an_answer_ends_an_open_offer(cast):
    case = go(in_review(cast, offered(cast)), "release", cast.head)
    assert case.state == "answered"
    assert not Assignment.objects.filter(case=case, role="asked", until=None).exists()
    assert not may_open(cast.co_head, case)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_over_at_once_one_succeeds_and_the_other_gets_words():
    cast = make_cast()
    second = make_staff("second", "自治副科长", "head", "F")
    case = offered(cast)
    people = [cast.co_head, second]
    results = at_once(
        2, lambda n: move(case=case, key="take_over", actor=Actor.staff(again(people[n])), seen=case.version)
    )
    late = [result for result in results if isinstance(result, MoveError)]
    assert sum(isinstance(result, CaseEvent) for result in results) == 1
    assert isinstance(late[0], OutOfTurn)
    assert str(late[0].message)
    page = client_of(second).post(f"/desk/cases/{case.number}/take_over/", {"seen": case.version}, follow=True)
    assert page.status_code == 200
    assert "该事项刚由他人办理" in page.content.decode()
    assert client_of(cast.stranger).post(f"/desk/cases/{case.number}/take_over/", {"seen": 0}).status_code == 404


def test_a_helper_has_a_day_of_its_own_before_the_limit_of_the_case(cast):
    case = in_hand(cast, co=("F",))
    row = helpers_of(case).get()
    assert row.due_at and timezone.localdate(row.due_at) <= latest_day(case, timezone.now())
    late = latest_day(case, timezone.now()) + DAY
    for due_on, fits in ((late, False), (timezone.localdate(), False), (late - DAY, True)):
        if fits:
            assert go(case, "ask_office", cast.handler, office=office("D"), due_on=due_on)
        else:
            with pytest.raises(Invalid) as refused:
                go(case, "ask_office", cast.handler, office=office("D"), due_on=due_on)
            assert "due_on" in refused.value.form.errors
    for to in ("C", "F"):
        with pytest.raises(Invalid):
            go(case, "ask_office", cast.handler, office=office(to), due_on=late - DAY)


def test_a_helper_is_reminded_and_told_when_late_each_once(cast):
    case = in_hand(cast, co=("F",))
    row = helpers_of(case).get()
    seen = []
    for at in (row.due_at - 2 * DAY, row.due_at - DAY, row.due_at, row.due_at + 2 * DAY, row.due_at + 9 * DAY):
        before = Notice.objects.filter(channel="portal").values_list("pk")
        before = set(before)
        for _time in range(3):
            sweep(at)
        fresh = Notice.objects.filter(channel="portal", template__startswith="opinion_")
        seen.append(
            {(one.template, one.user.username) for one in fresh.select_related("user") if (one.pk,) not in before}
        )
    late = {("opinion_late", "co_head"), ("opinion_late", "handler")}
    assert seen == [set(), {("opinion_soon", "co_head")}, late, late, set()]


def test_the_lead_urges_changes_and_lets_go_and_gets_one_answer(cast):
    case = helped(cast)
    row = helpers_of(case).get(role="co")
    case = go(case, "urge_help", cast.handler, helper=row.pk, note="请尽快")
    assert ("case_urged", "co_head") in told(case)
    case = go(case, "change_help", cast.handler, helper=row.pk, due_on=timezone.localdate() + 2 * DAY, question="补充")
    assert helpers_of(case).get(role="co").question == "补充"
    case = go(case, "opine", cast.co_handler, opinion="同意")
    with pytest.raises(Refused):
        go(in_review(cast, case), "release", cast.head)
    committee = helpers_of(case).get(role="committee")
    case = go(Petition.objects.get(pk=case.pk), "release_help", cast.head, helper=committee.pk, reason="已了解")
    assert not may_open(cast.committee, case)
    assert ("case_help_over", "committee") in told(case)
    assert go(case, "release", cast.head).state == "answered"


def test_a_committee_reads_the_letter_and_nobody_s_name(cast, settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"
    resident = make_resident(name="欧阳明月", phone="13811112222")
    case = helped(cast, resident=resident)
    case = go(case, "note", cast.handler, note="内部说明文字")
    case = go(go(case, "draft", cast.handler, **DRAFT), "opine", cast.co_head, opinion="科室意见文字")
    file = store(uploaded=samples.upload("照片.jpg", samples.picture(), "image/jpeg"), case=case, audience="both")
    browser, address = client_of(cast.committee), f"/desk/cases/{case.number}/"
    page = browser.get(address).content.decode()
    assert BODY in page
    assert "小区情况如何" in page
    hidden = ("欧阳明月", "13811112222", "内部说明文字", "科室意见文字", DRAFT["text"], "照片.jpg", "1条期限")
    assert not [words for words in hidden if words in page]
    assert [queue.key for queue in queues_for(cast.committee)] == ["helping", "all"]
    assert [row.pk for row in browser.get("/desk/cases/?queue=helping").context["page"].rows] == [case.pk]
    door, person = f"/files/{file.key}/", f"{address}person/"
    assert (browser.get(door).status_code, browser.get(person).status_code) == (404, 404)
    Petitioner.objects.filter(petition=case.pk).update(share_identity=True)
    assert b"".join(browser.get(door).streaming_content)
    assert "13811112222" in browser.post(person, {"reason": "上门"}).content.decode()
    case = go(case, "opine", cast.committee, opinion="情况属实")
    assert helpers_of(case).get(role="committee").opinion_by == cast.committee
    Case.objects.filter(pk=case.pk).update(confidentiality=2)
    assert not may_open(cast.committee, Case.objects.get(pk=case.pk))


def test_the_handler_sees_the_phone_in_one_click_that_is_logged(cast):
    case = in_hand(cast, resident=make_resident(phone="13811112222"))
    browser, address = client_of(cast.handler), f"/desk/cases/{case.number}/"
    page = browser.get(address)
    assert page.context["in_one_click"]
    assert not client_of(cast.clerk).get(address).context["in_one_click"]
    shown = browser.post(f"{address}person/", {"reason": "联系信访人"})
    assert "13811112222" in shown.content.decode()
    assert Entry.objects.get(action="reveal").actor_user_id == cast.handler.pk


@pytest.mark.parametrize(
    ("who", "ground"),
    [("handler", "handler"), ("co_head", "helper"), ("co_handler", "helper"), ("leader", "holder"), ("committee", "")],
)
def test_whoever_is_kept_out_finds_it_at_no_door(cast, who, ground):
    person = getattr(cast, who)
    person.email = f"{who}@example.org"
    person.save(update_fields=["email"])
    case = held(cast, helped(cast))
    number, browser = case.number, client_of(person)
    assert browser.get(f"/desk/cases/{number}/").status_code == 200
    worker.send_due(seconds=5)
    mail.outbox.clear()
    successor = {"handler": cast.colleague.pk} if who == "handler" else {}
    case = go(case, "recuse", cast.clerk, person=person.pk, reason="亲属", **successor)
    assert case.handler == (cast.colleague if who == "handler" else cast.handler)
    assert (case.held_by is None) == (ground == "holder")
    doors = [
        *(f"/desk/cases/{number}/", f"/desk/cases/{number}/person/", f"/desk/cases/{number}/note/"),
        *(f"/desk/cases/{number}/opine/", f"/desk/cases/{number}/draft/", f"/desk/cases/{number}/hold/"),
    ]
    assert {browser.get(door).status_code for door in doors} == {404}
    for query in ("queue=all", "queue=mine", "queue=helping", "queue=held", f"q={number}", "q=施工", "queue=late"):
        assert not browser.get(f"/desk/cases/?{query}").context["page"].rows
    assert number not in browser.get("/desk/notices/").content.decode()
    go(case, "urge_help", cast.clerk, helper=helpers_of(case).first().pk)
    worker.send_due(seconds=5)
    assert not [message for message in mail.outbox if message.to == [person.email]]
    assert browser.get("/admin/cases/case/").status_code in (302, 404)
    Case.objects.filter(pk=case.pk).update(confidentiality=1)
    assert not may_open(again(person), Case.objects.get(pk=case.pk))


def test_an_administrator_who_is_kept_out_does_not_find_it_in_admin(cast):
    case = in_hand(cast)
    browser, address = client_of(cast.security_admin), f"/admin/cases/case/{case.pk}/change/"
    assert browser.get(address).status_code == 200
    case.bars.create(user=cast.security_admin, reason="recused", since=timezone.now())
    assert browser.get(address, follow=True).request["PATH_INFO"] != address
    assert f"/{case.pk}/change/" not in browser.get("/admin/cases/case/").content.decode()


def test_a_leader_holds_a_matter_hears_of_it_and_signs_the_answer(cast):
    second = make_staff("second_leader", "副主任老高", "leader", "")
    case = held(cast)
    assert cases_in(find_queue(cast.leader, "held"), cast.leader).get().pk == case.pk
    assert ("case_held", "handler") in told(case)
    with pytest.raises(NotAllowed):
        go(case, "let_go", second, reason="不合适")
    case = in_review(cast, case)
    assert ("case_held_news", "leader") in told(case)
    for other in (cast.head, second):
        with pytest.raises(Refused):
            go(case, "release", other)
    assert go(case, "release", cast.leader).state == "answered"
    assert go(held(cast), "let_go", cast.leader, reason="已平稳").held_by is None
