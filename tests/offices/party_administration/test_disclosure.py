"""Requests for information (A0): the clocks of GID 30, 32 and 33, two people for an answer, the applicant's side."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, expect

from caojiadu.core.accounts.codes import resident_account
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.models import Clock
from caojiadu.core.cases.moves import move
from caojiadu.core.cases.moving import Actor
from caojiadu.core.notices.models import Notice
from caojiadu.core.workdays.deadlines import add_days
from offices.party_administration.disclosure import applicant as disclosing
from offices.party_administration.disclosure.yearly import lines_of
from offices.party_administration.models import DisclosureRequest
from tests.core.files import samples
from tests.entries import signed_in
from tests.narrow import context_of, examine, look_at
from tests.offices.party_administration.disclosure import REQUEST
from tests.offices.party_administration.house import enter, errors_of, make_people, running, step, today, tried

PHONE, OTHER = "+8613812345678", "+8613987654321"
DRAFT = {"outcome": "given", "answer": "验收结论如下：合格。", "ground": ""}


@pytest.fixture
def people(db: None) -> SimpleNamespace:
    return make_people()


def day(number: int, start: dt.date | None = None) -> dt.date:
    """So many working days after a day."""
    return add_days(start or today(), number, working=True, roll=None).date


def sent() -> DisclosureRequest:
    return disclosing.send_in(user=resident_account(phone=PHONE), data=REQUEST)


def at(when: dt.datetime, case: Any, key: str, user: Any, **data: Any) -> dict[str, dt.date]:
    """Make a step at a moment, as staff or as the applicant; what runs then."""
    actor = Actor.resident(user) if user.kind == "resident" else Actor.staff(user)
    with time_machine.travel(when, tick=False):
        move(case=case, key=key, actor=actor, data=data)
    case.refresh_from_db()
    return running(case)


def test_the_clocks_are_those_of_the_regulations(people: SimpleNamespace) -> None:
    now, case = timezone.now(), sent()
    clerk, head = people.clerk, people.head
    assert running(case) == {"disclosure_answer": day(20), "disclosure_look": day(7)}
    unclear = at(now, case, "disclosure_ask_correction", clerk, to_correct="请写明年份。", correct_by=today(15))
    assert unclear == {"disclosure_correction": today(15)}  # the answer is not counted meanwhile
    five, later = now + dt.timedelta(days=5), now + dt.timedelta(days=19)
    start = timezone.localdate(five)
    assert at(five, case, "disclosure_correct", case.account, features="去年的。") == {
        "disclosure_answer": day(20, start)
    }
    assert (case.features, case.received_on) == ("去年的。", start)
    asked = at(five, case, "disclosure_ask_third", clerk, third_party="某物业公司")
    assert asked == {"disclosure_third": day(15, start)}
    heard = at(later, case, "disclosure_third_said", clerk, third_said="refuses", third_reasons="商业秘密")
    stood = sum(1 for n in range(15) if _works(start + dt.timedelta(days=n)))
    assert heard == {"disclosure_answer": day(20 + stood, start)}
    longer = at(later, case, "disclosure_longer", head, days=20, reason="需要检索档案")
    assert longer == {"disclosure_answer": day(40 + stood, start)}
    assert Notice.objects.filter(template="disclosure_longer", channel="sms").count() == 1
    with pytest.raises(Refused):  # once
        at(later, case, "disclosure_longer", head, days=5, reason="再延长")
    assert at(later, case, "disclosure_draft", clerk, **DRAFT) == longer
    assert at(later, case, "disclosure_approve", head) == {}
    assert Clock.objects.get(case_id=case.pk, key="disclosure_answer", state="met").legal


def _works(one: dt.date) -> bool:
    return add_days(one - dt.timedelta(days=1), 1, working=True, roll=None).date == one


def test_who_drafts_does_not_approve_and_what_is_not_given_has_a_reason(people: SimpleNamespace) -> None:
    typed = {"title": "项目资料", "name": "李四", "phone": "13987654321", "id_type": "", "id_number": ""}
    typed |= {
        "applicant": "body",
        "organisation": "",
        "features": "某项目",
        "delivery": "post",
        "received_on": today(1),
    }
    refused = enter(people.clerk, "disclosure-requests", **typed)
    assert set(errors_of(refused)) == {"organisation", "received_on", "address"}
    typed |= {"organisation": "甲公司", "received_on": today(-3), "address": "武定西路1弄2号"}
    case = enter(people.clerk, "disclosure-requests", **typed)
    assert case.address_sealed == "武定西路1弄2号"
    assert running(case)["disclosure_answer"] == day(20, timezone.localdate() - dt.timedelta(days=3))
    assert tried(people.clerk, case, "disclosure_give_up", reason="x").status_code in (404, 409)
    assert tried(people.clerk, case, "disclosure_ask_correction", to_correct="x", correct_by=today()).status_code == 409
    far = tried(people.clerk, case, "disclosure_ask_correction", to_correct="x", correct_by="2199-01-01")
    assert set(errors_of(far)) == {"correct_by"}
    case = step(people.clerk, case, "disclosure_ask_correction", to_correct="请写明年份。", correct_by=today(9))
    stranger, url = signed_in(resident_account(phone=OTHER)), f"/disclosure/{case.number}/"  # a clerk wrote it down
    for page in ("correct", "withdraw"):
        assert stranger.post(f"{url}{page}/", {"features": "x"}).status_code == 404, page
    assert tried(people.clerk, case, "disclosure_give_up", reason="未补正").status_code == 409  # still has time
    early = tried(people.clerk, case, "disclosure_corrected", features="去年的", received_on=today(-1))
    assert early.status_code == 422 and set(errors_of(early)) == {"received_on"}
    case = step(people.clerk, case, "disclosure_corrected", features="去年的", received_on=today())
    assert running(case) == {"disclosure_answer": day(20)}
    case = step(people.clerk, case, "disclosure_ask_third", third_party="某人")
    assert signed_in(people.clerk).get(f"/desk/cases/{case.number}/").status_code == 200
    early = tried(people.clerk, case, "disclosure_third_said", third_said="silent", third_reasons="")
    assert early.status_code == 409
    unsaid = tried(people.clerk, case, "disclosure_third_said", third_said="refuses", third_reasons="")
    assert unsaid.status_code == 422 and set(errors_of(unsaid)) == {"third_reasons"}
    case = step(people.clerk, case, "disclosure_third_said", third_said="agrees", third_reasons="")
    unreasoned = tried(people.head, case, "disclosure_draft", **{**DRAFT, "outcome": "withheld"})
    assert unreasoned.status_code == 422 and "ground" in errors_of(unreasoned)
    case = step(people.head, case, "disclosure_draft", **DRAFT)
    assert tried(people.head, case, "disclosure_approve").status_code == 409
    assert tried(people.second, case, "disclosure_approve").status_code == 404
    case = step(people.leader, case, "disclosure_approve")
    assert (case.state, case.answered_on) == ("disclosure_answered", today())
    assert signed_in(people.stranger).get(f"/desk/cases/{case.number}/").status_code == 404
    page = stranger.get(url).content.decode()
    assert "已答复" in page and case.number in stranger.get("/me/").content.decode()
    assert not {word for word in ("验收结论", "项目资料", "某项目", "甲公司", "请写明年份") if word in page}
    assert "项目资料" not in stranger.get("/me/").content.decode()
    same = disclosing.send_in(user=resident_account(phone=OTHER), data=REQUEST)
    DisclosureRequest.objects.filter(pk=case.pk).update(resident=same.resident)  # it asked online by the same paper
    assert "验收结论" in stranger.get(url).content.decode()


def test_the_applicant_sends_corrects_reads_and_nobody_else_does(people: SimpleNamespace) -> None:
    browser, other = signed_in(resident_account(phone=PHONE)), signed_in(resident_account(phone=OTHER))
    assert Client().get("/disclosure/new/").status_code == 302
    bad = {
        "name": "",
        "id_number": "11010519491231002",
        "delivery": "post",
        "applicant": "body",
        "features": "密级：秘密",
    }
    refused = browser.post("/disclosure/new/", {**REQUEST, **bad})
    assert refused.status_code == 422
    assert set(errors_of(refused)) == {"name", "id_number", "organisation", "address", "features"}
    assert "加装电梯项目验收结论" in refused.content.decode()  # what was typed is kept
    for _press in (1, 2):
        answer = browser.post("/disclosure/new/", REQUEST)
    case = DisclosureRequest.objects.get()
    url = f"/disclosure/{case.number}/"
    assert answer["Location"] == url and other.get(url).status_code == 404
    assert set(Notice.objects.filter(case_number=case.number).values_list("template", flat=True)) == {
        "disclosure_new",
        "disclosure_received",
    }
    by_post = {"delivery": "post", "address": "武定西路1弄101室"}
    moved = {**by_post, "address": "武定西路1弄201室"}
    for again in (by_post, moved, {"applicant": "body", "organisation": "甲公司"}, {"name": "张四"}):  # put right
        answer = browser.post("/disclosure/new/", {**REQUEST, **again})
        anew = DisclosureRequest.objects.get(number=answer["Location"].split("/")[-2])
        assert anew.pk != case.pk and again.get("address", "") in browser.get(answer["Location"]).content.decode()
        assert {
            name: getattr(anew, name) for name in {"delivery", "organisation"} & set(again)
        }.items() <= again.items()
        if again is moved:  # the office sends it where this request says
            reveal = f"/desk/cases/{anew.number}/person/"
            assert moved["address"] in signed_in(people.head).post(reveal, {"reason": "邮寄"}).content.decode()
    step(people.clerk, case, "disclosure_ask_correction", to_correct="请写明楼号。", correct_by=today(9))
    assert "请写明楼号。" in browser.get(url).content.decode() and "请补正申请" in browser.get("/me/").content.decode()
    assert browser.post(f"{url}correct/", {"features": ""}).status_code == 422
    assert other.post(f"{url}correct/", {"features": "x"}).status_code == 404
    assert browser.post(f"{url}correct/", {"features": "三号楼，去年。"}).status_code == 302
    upload = samples.upload("结论.jpg", samples.picture(), "image/jpeg")
    step(people.clerk, case, "disclosure_files", papers=[upload], note="结论")
    wrong = samples.upload("别人的材料.jpg", samples.picture(), "image/jpeg")
    step(people.clerk, case, "disclosure_files", papers=[wrong], note="附件")
    given, taken_off = case.files.order_by("id")
    step(people.clerk, case, "disclosure_file_off", file=taken_off.pk, reason="放错了")
    assert tried(people.clerk, case, "disclosure_file_off", file=taken_off.pk, reason="再一次").status_code == 422
    file = f"/files/{given.key}/"
    case = step(people.clerk, case, "disclosure_draft", **{**DRAFT, "outcome": "petition", "ground": "第三十九条"})
    page = browser.get(url).content.decode()
    assert "合格" not in page and "答复准备中" in page and browser.get(file).status_code == 404
    step(people.head, case, "disclosure_approve")
    page = browser.get(url).content.decode()
    assert "合格" in page and "第三十九条" in page and 'href="/petitions/new/"' in page
    assert browser.get(file).status_code == 404 and "结论.jpg" not in page  # nothing is given
    DisclosureRequest.objects.filter(pk=case.pk).update(outcome="partly")
    read, page = browser.get(file), browser.get(url).content.decode()
    assert (
        "结论.jpg" in page and "别人的材料" not in page and browser.get(f"/files/{taken_off.key}/").status_code == 404
    )
    assert read.status_code == 200 and b"".join(read.streaming_content) and other.get(file).status_code == 404
    assert "请补正申请" not in browser.get("/me/").content.decode()
    assert browser.get(f"{url}withdraw/").status_code == 302  # too late


def test_an_applicant_withdraws(people: SimpleNamespace) -> None:
    case, browser = sent(), signed_in(resident_account(phone=PHONE))
    assert case.number in browser.get(f"/disclosure/{case.number}/withdraw/").content.decode()
    assert browser.post(f"/disclosure/{case.number}/withdraw/").status_code == 302
    case.refresh_from_db()
    assert case.state == "disclosure_withdrawn" and running(case) == {}


def test_the_figures_of_a_year_add_up(people: SimpleNamespace) -> None:
    """Whatever came in or was brought over was dealt with or is carried on (GID 50)."""
    year, day_of = today().year, timezone.make_aware
    table = {  # opened, closed, state, outcome, who asks
        "old": (year - 1, year, "answered", "given", "citizen"),
        "older": (year - 2, year - 1, "answered", "none", "citizen"),
        "new": (year, year, "answered", "petition", "body"),
        "withdrawn": (year, year, "withdrawn", "", "citizen"),
        "open": (year, None, "received", "", "body"),
    }
    user = resident_account(phone=PHONE)
    for title, (opened, closed, state, outcome, applicant) in table.items():
        case = disclosing.send_in(user=user, data={**REQUEST, "title": title, "organisation": "甲公司"})
        moments = {"opened_at": day_of(dt.datetime(opened, 1, 9)), "state": f"disclosure_{state}"}
        moments["closed_at"] = day_of(dt.datetime(closed, 1, 20)) if closed else None
        DisclosureRequest.objects.filter(pk=case.pk).update(outcome=outcome, applicant=applicant, **moments)
    lines = {line.label: (line.citizens, line.bodies) for line in lines_of(year)}
    assert {label: counts for label, counts in lines.items() if any(counts)} == {
        "上年结转": (1, 0),
        "本年新收": (1, 2),
        "予以公开": (1, 0),
        "属于信访、投诉、举报，不作为政府信息公开申请处理": (0, 1),
        "申请人已撤回": (1, 0),
        "结转下年": (0, 1),
    }
    url = f"/desk/party-administration/disclosure-figures/{year}/"
    page = signed_in(people.clerk).get(url)
    assert "结转下年" in page.content.decode()
    assert url in signed_in(people.clerk).get("/desk/party-administration/").content.decode()
    assert signed_in(people.stranger).get(url).status_code == 404
    assert signed_in(people.clerk).get(url.replace(str(year), str(year + 1))).status_code == 404


def test_the_story_of_a_request_on_a_phone(
    browser: Browser, live_server: Any, browser_context_args: dict[str, Any]
) -> None:
    """Asked, to be corrected, corrected, answered: by keyboard and without JavaScript on the applicant's side."""
    staff, url = make_people(), live_server.url
    client = signed_in(resident_account(phone=PHONE))
    context = context_of(browser, browser_context_args, url, client, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{url}/disclosure/")
    page.get_by_role("link", name="提交申请").press("Enter")
    page.get_by_label("政府信息名称").fill(REQUEST["title"])
    page.get_by_role("button", name="提交申请").press("Enter")
    page.get_by_label("文号或者其他特征性描述").fill(REQUEST["features"])
    page.get_by_label("登录后在线阅读").press("Space")
    page.get_by_label("您的姓名").fill(REQUEST["name"])
    page.get_by_label("证件号码").fill(REQUEST["id_number"])
    page.get_by_role("button", name="提交申请").press("Enter")
    case = DisclosureRequest.objects.get()
    expect(page).to_have_url(f"{url}/disclosure/{case.number}/")
    step(
        staff.clerk,
        case,
        "disclosure_ask_correction",
        to_correct="请写明是哪一幢楼、哪一年的项目。",
        correct_by=today(9),
    )
    seen = context_of(browser, browser_context_args, url, client)
    eyes = seen.new_page()
    eyes.goto(page.url)
    examine(eyes, "correct")
    page.reload()
    page.get_by_label("补正后的申请内容").fill("三号楼，去年完工。")
    page.get_by_role("button", name="提交补正").press("Enter")
    step(staff.clerk, case, "disclosure_draft", **DRAFT)
    step(staff.head, case, "disclosure_approve")
    page.reload()
    expect(page.get_by_text("验收结论如下：合格。")).to_be_visible()
    eyes.reload()
    examine(eyes, "answer")
    context.close()
    seen.close()
    look_at(browser, browser_context_args, url, client, "en", ["/disclosure/", "/disclosure/new/", "/me/"])
    figures = f"/desk/party-administration/disclosure-figures/{today().year}/"
    look_at(browser, browser_context_args, url, signed_in(staff.head), "zh-hans", [figures])
