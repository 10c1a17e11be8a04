"""A resident applies on the portal, hands in what was missing, and reads what was decided; the office works on it."""

import datetime as dt
import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser

from caojiadu.core.accounts.models import User
from caojiadu.core.cases.models import Case, Clock
from caojiadu.core.files.models import File
from caojiadu.core.notices.codes import opened
from caojiadu.core.notices.models import Notice
from caojiadu.core.personal import phone_digest
from offices.service.models import MedicalClaim
from services.catalogue.items import register_of, registers
from services.catalogue.models import Item
from tests.cast import make_staff
from tests.core.files import samples
from tests.entries import signed_in
from tests.narrow import look_at

pytestmark = pytest.mark.django_db
FORM = "/services/medical-claim/apply/"
TYPED = {
    "why": "elsewhere",
    "hospital": "外地某医院",
    "treated_from": "2026-10-01",
    "treated_until": "2026-10-05",
    "receipts": "3",
    "total": "1250.50",
    "name": "张秀英",
    "id_type": "id_card",
    "id_number": "310106194912310023",
    "address": "武定西路1号",
}


def a_resident(phone: str) -> Client:
    user = User.objects.create_user(
        f"resident{phone}", kind="resident", phone_sealed=phone, phone_digest=phone_digest(phone)
    )
    return signed_in(user)


@pytest.fixture
def room(settings: Any, tmp_path: Any) -> SimpleNamespace:
    settings.FILES_ROOT, settings.CLAMAV_ADDRESS = tmp_path, ""
    make_staff("head", "科长", "head", "D")
    return SimpleNamespace(
        mine=a_resident("+8613812345678"),
        other=a_resident("+8613812345679"),
        clerk=signed_in(make_staff("clerk", "经办", "handler", "D")),
    )


def photo() -> Any:
    return samples.upload("收据.jpg", samples.picture(), "image/jpeg")


def step(client: Client, case: Case, key: str, **typed: Any) -> None:
    url = f"/desk/cases/{case.number}/{key}/"
    page = client.get(url)
    answer = client.post(url, {**typed, "seen": page.context["case"].version})
    assert answer.status_code == 302, (key, answer.context["form"].errors)


def applied(room: SimpleNamespace, **typed: str) -> Any:
    answer = room.mine.post(FORM, {**TYPED, **typed, "papers": [photo()]})
    assert answer.status_code == 302, answer.context["form"].errors
    return MedicalClaim.objects.get(number=answer["Location"].rstrip("/").rpartition("/")[2])


def test_from_the_application_over_missing_papers_to_the_decision(room: SimpleNamespace) -> None:
    assert FORM in room.mine.get("/services/medical-claim/").content.decode()
    case, today = applied(room), timezone.localdate()
    page = f"/services/applications/{case.number}/"
    assert (case.channel, case.received_on, case.title, str(case.total)) == (
        "web",
        today,
        "医疗费用零星报销",
        "1250.50",
    )
    assert case.resident.name_sealed == "张秀英" and case.files.get().audience == File.Audience.BOTH
    assert page in room.mine.get("/me/").content.decode()
    assert case.number in room.clerk.get("/desk/service/medical-claims/").content.decode()

    step(room.clerk, case, "say_missing", missing="请补交费用清单、病历。")
    assert Notice.objects.filter(template="application_moved", channel="sms").count() == 1
    text = room.mine.get(page).content.decode()
    assert "请补交费用清单、病历。" in text and "需要补正材料" in room.mine.get("/me/").content.decode()
    empty = room.mine.post(f"{page}supplement/", {"words": ""})
    assert empty.status_code == 422 and "请上传材料" in empty.content.decode()
    assert room.mine.post(f"{page}supplement/", {"words": "", "papers": [photo()]}).status_code == 302
    assert case.files.count() == 2 and Notice.objects.filter(template="applicant_moved").exists()
    assert Clock.objects.get(case_id=case.pk, key="look_again").state == Clock.State.RUNNING

    step(room.clerk, case, "papers_brought", words="原件已核")  # what was brought to the office as well
    assert Notice.objects.filter(template="application_moved", channel="sms").count() == 2
    assert "say_missing" not in room.clerk.get(f"/desk/cases/{case.number}/").content.decode()
    head, url = signed_in(User.objects.get(username="head")), f"/desk/cases/{case.number}/say_missing/"
    again = {"missing": "请补交病历原件。", "seen": head.get(url).context["case"].version}
    assert [room.clerk.post(url, again).status_code, head.post(url, again).status_code] == [409, 422]
    step(head, case, "say_missing", missing="请补交病历原件。", again="所交病历不全。")
    text = room.mine.get(page).content.decode()
    assert "请补交病历原件。" in text and "所交病历不全" not in text
    assert "所交病历不全。" in room.clerk.get(f"/desk/cases/{case.number}/").content.decode()
    step(room.clerk, case, "papers_brought", words="病历原件已核")

    step(room.clerk, case, "accept", accepted_on=today)
    looked = Clock.objects.filter(case_id=case.pk, key="look_again")
    assert list(looked.values_list("state", flat=True)) == [Clock.State.MET] * 2
    assert f"?step=accept&amp;grade=5&amp;about={case.number}" in room.mine.get(page).content.decode()
    judged = {"item": "medical-claim", "step": "accept", "grade": "4", "about": case.number}
    assert room.mine.post("/services/judge/", judged).status_code == 302
    assert "?step=accept" not in room.mine.get(page).content.decode()  # asked once
    step(room.clerk, case, "hand", handed_on=today)
    step(room.clerk, case, "refuse", decided_on=today, refused_why="不在报销范围。")
    text = room.mine.get(page).content.decode()
    assert "不在报销范围。" in text and "提出异议" in text and "/services/judge/?step=result" in text
    assert room.mine.get(f"{page}withdraw/").status_code == 302  # nothing is left to withdraw


def test_nobody_else_meets_an_application_or_its_papers(room: SimpleNamespace) -> None:
    case = applied(room)
    page, file = f"/services/applications/{case.number}/", f"/files/{case.files.get().key}/"
    read = room.mine.get(file)
    assert room.mine.get(page).status_code == read.status_code == 200 and b"".join(read.streaming_content)
    stranger = signed_in(make_staff("stranger", "他科", "handler", "F"))
    for browser in (room.other, stranger):
        assert browser.get(page).status_code == browser.get(file).status_code == 404
        for key in ("supplement", "withdraw"):
            assert browser.post(f"{page}{key}/").status_code == 404
    assert Client().get(page).status_code == 302
    assert case.number not in room.other.get("/me/").content.decode()


def test_a_phone_number_that_changed_hands_opens_nothing(room: SimpleNamespace) -> None:
    case = applied(room)
    long_ago = timezone.now() - dt.timedelta(days=settings.PHONE_TRUST_DAYS + 1)
    Case.objects.filter(pk=case.pk).update(opened_at=long_ago)
    assert room.mine.get(f"/services/applications/{case.number}/").status_code == 404


def test_what_an_office_entered_itself_is_not_shown_online(room: SimpleNamespace) -> None:
    case = applied(room)
    Case.objects.filter(pk=case.pk).update(channel="staff")
    assert room.mine.get(f"/services/applications/{case.number}/").status_code == 404


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"name": "", "hospital": ""}, {"name", "hospital"}),
        ({"why": "nothing"}, {"why"}),
        ({"hospital": ""}, {"hospital"}),
        ({"total": "much"}, {"total"}),
        ({"treated_until": "2026-09-01"}, {"treated_until"}),
        ({"id_number": "310106194912310024"}, {"id_number"}),
        ({"name": "a\0b"}, {"name"}),
        ({"address": "某路" * 200}, {"address"}),
        ({"treated_from": "2090-01-01", "treated_until": "2090-01-05"}, {"treated_from", "treated_until"}),
        ({"receipts": "-5", "total": "1e9"}, {"receipts", "total"}),
        ({"receipts": "32768", "total": "0.001"}, {"receipts", "total"}),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(
    room: SimpleNamespace, typed: dict[str, str], wrong: set[str]
) -> None:
    answer = room.mine.post(FORM, {**TYPED, **typed, "papers": [photo()]})
    assert answer.status_code == 422 and set(answer.context["form"].errors) == wrong
    text = answer.content.decode()
    if "receipts" in wrong:  # one sentence, in words of people
        says = {name: said for name, (said,) in answer.context["form"].errors.items()}
        assert says["receipts"] == "请填写 1 到 32767 之间的整数。" and "小数不超过 2 位" in says["total"]
    assert "maxlength" not in str(answer.context["form"]["address"])  # a browser would cut it off in silence
    assert "hospital" not in wrong or "请填写：" in text
    at = [text.index(f'id="{one}"') for one in re.findall(r'<li><a href="#(id_\w+)"', text)]
    assert at == sorted(at)  # from the top of the page to its end
    assert "收据.jpg" in text  # the file that came with it is kept
    assert all(TYPED[name] in text for name in ("hospital", "total", "name", "address") if name not in typed)
    assert not MedicalClaim.objects.exists()


def test_pressed_twice_it_is_one_application(room: SimpleNamespace) -> None:
    case = applied(room)
    assert applied(room).pk == case.pk and case.files.count() == 1
    forgotten = samples.upload("病历.txt", b"1", "text/plain")  # after Back, with what was forgotten
    room.mine.post(FORM, {**TYPED, "papers": [photo(), forgotten]})
    assert [one.name for one in MedicalClaim.objects.get().files.all()] == ["收据.jpg", "病历.txt"]
    assert sorted(one.name for one in case.application.given.all()) == ["收据.jpg", "病历.txt"]
    page, desk = f"/services/applications/{case.number}/", f"/desk/cases/{case.number}/"
    for browser, url, said in ((room.mine, page, "您再次提交，并补充了材料"), (room.clerk, desk, "再次提交并补充材料")):
        text = browser.get(url).content.decode()
        assert said in text and "一并提交：病历.txt" in text


def test_a_session_that_ended_loses_nothing_and_sends_nothing_for_another_account(room: SimpleNamespace) -> None:
    browser, phone = Client(enforce_csrf_checks=True, headers={"origin": "http://testserver"}), "13987654321"
    token = _token(browser.get("/accounts/login/"))
    late = browser.post(FORM, {**TYPED, "papers-token": "t", "papers": [photo()], "csrfmiddlewaretoken": token})
    page = late.content.decode()
    assert late.status_code == 403 and "登录已过期" in page and 'href="/accounts/login/"' in page
    assert all(f">\n{value}</textarea>" in page for value in (*TYPED.values(), "t")) and "附件" not in page
    assert "no-store" in late["Cache-Control"] and not browser.session.items()
    browser.post("/accounts/login/", {"phone": phone, "csrfmiddlewaretoken": token})
    code = opened(Notice.objects.filter(template="sign_in_code").latest("pk"))[1]["code"]
    assert browser.post("/accounts/login/code/", {"code": code, "csrfmiddlewaretoken": token}).status_code == 302
    again = browser.post(FORM, {**TYPED, "csrfmiddlewaretoken": token})  # whoever signed in sees under which account
    assert again.status_code == 403 and "139****4321" in again.content.decode() and not MedicalClaim.objects.exists()
    done = browser.post(FORM, {**TYPED, "papers-token": "t", "csrfmiddlewaretoken": _token(again)})
    case = MedicalClaim.objects.get()
    assert done.status_code == 302 and case.resident.phone_sealed == f"+86{phone}"
    assert [one.name for one in case.files.all()] == ["收据.jpg"]


def _token(answer: Any) -> str:
    return str(answer.content.decode().split('name="csrfmiddlewaretoken" value="')[1].split('"')[0])


def test_sent_again_the_office_hears_of_new_papers(room: SimpleNamespace) -> None:
    case = applied(room)

    def again(text: str) -> Any:
        return room.mine.post(FORM, {**TYPED, "papers": [samples.upload(text, text.encode(), "text/plain")]})

    step(room.clerk, case, "say_missing", missing="请补交病历。")
    assert applied(room).state == "medclaim_waiting"  # nothing new: it waits on
    assert case.number in again("病历.txt")["Location"]
    case.refresh_from_db()
    assert case.state == "medclaim_received" and Notice.objects.filter(template="applicant_moved").exists()
    assert Clock.objects.get(case_id=case.pk, key="look_again").state == Clock.State.RUNNING
    step(room.clerk, case, "accept", accepted_on=timezone.localdate())
    assert case.number in again("病历.txt")["Location"]
    assert case.number not in again("清单.txt")["Location"] == again("清单.txt")["Location"]
    assert case.files.count() == 2 and MedicalClaim.objects.count() == 2


def test_withdrawing_is_asked_once_more(room: SimpleNamespace) -> None:
    case = applied(room)
    url = f"/services/applications/{case.number}/withdraw/"
    assert "要撤回这项申请吗" in room.mine.get(url).content.decode()
    assert "您已撤回这项申请" in room.mine.post(url, follow=True).content.decode()
    case.refresh_from_db()
    assert case.closed_at and not Clock.objects.filter(case_id=case.pk, state=Clock.State.RUNNING).exists()


def test_an_item_retired_meanwhile_says_what_to_do(room: SimpleNamespace) -> None:
    Item.objects.filter(key="medical-claim").update(retired_on=timezone.localdate())
    assert "已不能在这里申请" in room.mine.get(FORM, follow=True).content.decode()
    kept = room.mine.post(FORM, TYPED)
    assert kept.status_code == 409 and "已停止办理" in kept.content.decode() and "外地某医院" in kept.content.decode()
    assert FORM not in room.mine.get("/services/medical-claim/").content.decode()
    assert not MedicalClaim.objects.exists()
    Item.objects.filter(key="mediation").update(channel=Item.Channel.WINDOW)
    assert "已不能在这里申请" in room.mine.get("/services/mediation/apply/", follow=True).content.decode()
    assert room.mine.get("/services/nothing/apply/").status_code == 404
    assert Client().get(FORM).status_code == 302


def test_every_item_applied_for_here_has_its_register() -> None:
    here = Item.objects.filter(channel=Item.Channel.HERE)
    assert {register_of(item).key for item in here} == {one.key for one in registers()}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_pages_hold_on_a_narrow_phone(
    browser: Browser, live_server: Any, browser_context_args: dict[str, Any], room: SimpleNamespace, language: str
) -> None:
    case = applied(room)
    step(room.clerk, case, "say_missing", missing="请补交费用清单、病历。")
    page = f"/services/applications/{case.number}/"
    pages = [FORM, "/services/pension/apply/", page, f"{page}withdraw/"]
    look_at(browser, browser_context_args, live_server.url, room.mine, language, pages)
