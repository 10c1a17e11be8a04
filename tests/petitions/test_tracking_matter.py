"""The matter as its petitioner sees it: reply, read, judge, withdraw, and what stays hidden."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from caojiadu.core.organisation.models import Office
from petitions.models import Petition
from tests.petitions.letters import DRAFT, go, to_sign, told
from tests.petitions.online import send

pytestmark = pytest.mark.django_db
UNHAPPY = {"office_grade": "4", "answer_grade": "2", "comment": "还在施工"}


@pytest.fixture
def letter(client):
    petition, _code = send(client)
    return petition


def at(client, petition, page=""):
    return client.get(f"/petitions/{petition.number}/{page}")


def do(client, petition, page, **data):
    """A step on the page, and the page it leads back to."""
    return client.post(f"/petitions/{petition.number}/{page}/", data, follow=True)


def hand_out(petition, cast):
    petition = go(petition, "register", cast.clerk)
    petition = go(petition, "accept", cast.clerk, office=Office.objects.get(code="C").pk, co_offices=[])
    petition = told(petition, cast)
    return go(petition, "assign", cast.head, handler=cast.handler.pk)


def answer(petition, cast, text=DRAFT["text"]):
    return go(to_sign(petition, cast, text=text), "release", cast.head)


def fresh(petition):
    return Petition.objects.get(pk=petition.pk)


def test_the_whole_story(client, letter, cast):
    case = hand_out(letter, cast)
    case = go(case, "ask", cast.handler, question="几点开始？")
    page = at(client, case)
    assert "几点开始？" in page.content.decode()
    assert page.context["reply_form"] is not None
    do(client, case, "reply", reply="晚上十点")
    assert fresh(case).questions.get().reply == "晚上十点"
    case = answer(fresh(case), cast)
    hidden = at(client, case)
    assert hidden.context["unread"]
    assert DRAFT["text"] not in hidden.content.decode()
    assert fresh(case).served_at is None
    shown = do(client, case, "read")
    assert DRAFT["text"] in shown.content.decode()
    assert DRAFT["basis"] in shown.content.decode()
    last_day = fresh(case).review_until
    assert shown.context["review"]["until"] == last_day
    assert shown.context["review"]["why"]
    judged = do(client, case, "judge", **UNHAPPY)
    case = fresh(case)
    assert (case.state, case.round, case.review_until) == ("in_hand", 2, last_day)
    assert DRAFT["text"] in judged.content.decode()
    assert judged.context["review"]["until"] == last_day
    case = answer(case, cast, text="第二次核实：已停工。")
    second = at(client, case)
    assert [one.number for one in second.context["rounds"]] == [2, 1]
    assert "第二次核实：已停工。" in second.content.decode()
    assert fresh(case).review_until == last_day
    do(client, case, "judge", **UNHAPPY)
    case = fresh(case)
    assert (case.state, case.round) == ("answered", 2)
    assert case.judgements.count() == 2
    assert at(client, case).context["judge_form"] is None


def test_what_staff_write_among_themselves_is_not_shown(client, letter, cast):
    case = hand_out(letter, cast)
    case = go(case, "note", cast.handler, note="内部便条")
    case = go(case, "coordinate", cast.handler, parties="城管", tried="内部协调")
    case = go(case, "draft", cast.handler, **{**DRAFT, "text": "草稿正文"})
    case = go(case, "submit", cast.handler)
    html = at(client, case).content.decode()
    for hidden in ("内部便条", "内部协调", "草稿正文", "经办小林", "管理科长"):
        assert hidden not in html


def test_the_office_norm_is_not_the_residents_limit(client, letter, cast):
    case = hand_out(letter, cast)
    page = at(client, case)
    assert [step["limit"].key for step in page.context["ahead"]] == ["close"]
    assert page.context["due"] == case.clocks.get(key="close").due_at


def test_looking_at_the_page_changes_nothing(client, letter, cast):
    case = answer(hand_out(letter, cast), cast)
    at(client, case)
    assert fresh(case).version == case.version
    assert fresh(case).served_at is None


def test_reading_twice_and_judging_twice_get_a_message(client, letter, cast):
    case = answer(hand_out(letter, cast), cast)
    do(client, case, "read")
    again = do(client, case, "read")
    assert again.status_code == 200
    assert [message.level_tag for message in again.context["messages"]] == ["warning"]
    do(client, case, "judge", office_grade="5", answer_grade="5")
    twice = do(client, case, "judge", office_grade="1", answer_grade="1")
    assert twice.status_code == 200
    assert fresh(case).judgements.get().office_grade == 5


@pytest.mark.parametrize("step", ["read", "reply", "judge"])
def test_a_step_out_of_turn_gets_a_message(client, letter, step):
    page = do(client, letter, step, reply="x", office_grade="5", answer_grade="5")
    assert page.status_code == 200
    assert [message.level_tag for message in page.context["messages"]] == ["warning"]
    assert fresh(letter).version == letter.version


def test_nobody_judges_what_was_not_read(client, letter, cast):
    case = answer(hand_out(letter, cast), cast)
    do(client, case, "judge", **UNHAPPY)
    assert not fresh(case).judgements.exists()


def test_a_question_is_not_put_any_more_once_the_answer_is_out(client, letter, cast):
    case = go(hand_out(letter, cast), "ask", cast.handler, question="几点？")
    assert client.get(f"/petitions/{case.number}/").context["reply_form"]
    case = answer(case, cast)
    page = client.get(f"/petitions/{case.number}/")
    assert page.context["reply_form"] is None
    assert page.context["unread"]


@pytest.mark.parametrize("reply", ["", "a\0b", "长" * 20_001, "机密★10年"])
def test_a_bad_reply_is_kept_with_its_message(client, letter, cast, reply):
    case = go(hand_out(letter, cast), "ask", cast.handler, question="几点？")
    page = client.post(f"/petitions/{case.number}/reply/", {"reply": reply})
    assert page.status_code == 200
    assert page.context["reply_form"].errors["reply"]
    assert reply[:500] in page.content.decode()
    assert not fresh(case).questions.get().replied_at


@pytest.mark.parametrize(
    "grades", [{}, {"office_grade": "9", "answer_grade": "1"}, {"office_grade": "a\0", "answer_grade": "5"}]
)
def test_a_bad_judgement_is_kept_with_its_message(client, letter, cast, grades):
    case = answer(hand_out(letter, cast), cast)
    do(client, case, "read")
    page = client.post(f"/petitions/{case.number}/judge/", {**grades, "comment": "我的话"})
    assert page.status_code == 200
    assert page.context["judge_form"].errors
    assert "我的话" in page.content.decode()


def test_withdrawing_asks_once_more(client, letter):
    question = at(client, letter, "withdraw/")
    assert question.status_code == 200
    assert fresh(letter).state == "submitted"
    page = do(client, letter, "withdraw", reason="已经解决")
    assert fresh(letter).state == "withdrawn"
    assert not page.context["may_withdraw"]
    assert at(client, letter, "withdraw/").status_code == 302


def test_a_refusal_shows_its_reason_and_who_is_competent(client, letter, cast):
    case = go(letter, "register", cast.clerk)
    case = go(case, "refuse", cast.clerk, reason="不属于本单位职责", competent="区城管执法局")
    page = at(client, case)
    assert page.context["ending"] is None and "不予受理" not in page.content.decode(), "proposed, not signed"
    page = at(client, go(case, "sign_refusal", cast.leader))
    assert [text for _label, text in page.context["ending"]["rows"]] == ["不属于本单位职责", "区城管执法局"]


@pytest.mark.parametrize("page", ["", "receipt/", "withdraw/"])
def test_a_stranger_finds_nothing(letter, page):
    assert at(Client(), letter, page).status_code == 404
    assert at(Client(), Petition(number="XF-2026-999999"), page).status_code == 404


@pytest.mark.parametrize("step", ["read", "reply", "judge", "withdraw", "leave", "keep"])
def test_a_stranger_makes_no_step(letter, step):
    assert do(Client(), letter, step, reply="x").status_code == 404
    assert fresh(letter).version == letter.version


def test_staff_are_strangers_on_this_side(letter, cast):
    browser = Client()
    browser.force_login(cast.clerk)
    assert at(browser, letter).status_code == 404


def test_leaving_closes_it_on_this_device(client, letter):
    do(client, letter, "leave")
    assert at(client, letter).status_code == 404
    assert at(client, letter, "receipt/").status_code == 404


def test_an_accusation_names_no_office_person_and_shows_its_owner_everything(client, cast):
    petition, _code = send(client, kind="accusation", against="某公司经理", title="反映一件事")
    html = at(client, petition).content.decode()
    assert "反映一件事" in html
    assert "举报专员甲" not in html


def test_the_page_asks_the_same_number_of_queries_whatever_happened(client, letter, cast):
    def count(case):
        with CaptureQueriesContext(connection) as queries:
            assert at(client, case).status_code == 200
        return len(queries)

    case = hand_out(letter, cast)
    before = count(case)
    for text in ("一", "二", "三", "四"):
        case = go(case, "ask", cast.handler, question=text)
        case = go(case, "reply", by="resident", reply=text)
    assert count(case) <= before + 1
