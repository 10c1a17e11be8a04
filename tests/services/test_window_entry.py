"""Any window takes any service: entered for whoever stands there, with a receipt, and the office's own from then on."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser

from caojiadu.core.accounts.models import User
from caojiadu.core.audit.models import Entry
from caojiadu.core.cases.models import Case, CaseEvent, Clock, Confidentiality
from caojiadu.core.documents.models import Paper
from caojiadu.core.files.models import File
from caojiadu.core.notices.models import Notice
from caojiadu.core.organisation.models import Centre, Office
from caojiadu.core.personal import phone_digest
from offices.service.models import MedicalClaim
from services.applications.access import applicants_of_account
from services.applications.demo import fill_applications
from services.applications.models import Application
from services.catalogue.loading import CENTRE
from services.catalogue.models import Item
from services.hall.models import HallWindow
from tests.cast import make_staff
from tests.core.files import samples
from tests.entries import signed_in
from tests.hostile import VALUES
from tests.narrow import look_at
from tests.services.test_applications import FORM, TYPED, a_resident, applied, room, step
from tests.services.test_papers_given import named, photo

__all__ = ["named", "room"]
pytestmark = pytest.mark.django_db
START = "/desk/services/applications/"
ENTER = f"{START}new/medical-claim/"
AT_WINDOW = {**TYPED, "phone": "13812345677", "address": ""}


@pytest.fixture
def clerk() -> Client:
    """Who serves the windows of a centre that another office runs."""
    centre = Centre.objects.get(key=CENTRE)
    Centre.objects.filter(pk=centre.pk).update(office=Office.objects.get(code="F"))
    HallWindow.objects.create(centre=centre, number=1)
    return signed_in(make_staff("window1", "窗口甲", "window", "F"))


def test_taken_in_with_a_receipt_until_the_office_takes_it_up(
    room: SimpleNamespace, named: dict[str, str], clerk: Client
) -> None:
    text = clerk.get(f"{START}?q=报销").content.decode()
    assert ENTER in text and "/desk/services/applications/new/pension/" not in text
    shown = named["medical-claim-receipts"].replace("paper-", "shown-")
    assert shown in clerk.get(ENTER).content.decode()
    wrong = clerk.post(ENTER, {**AT_WINDOW, "phone": "12", "total": "much"})
    assert wrong.status_code == 422 and set(wrong.context["form"].errors) == {"phone", "total"}
    sent = {**AT_WINDOW, shown: "on"}
    receipt = clerk.post(ENTER, {**AT_WINDOW, named["medical-claim-card"]: [photo("扫描.jpg")]})["Location"]
    assert clerk.post(ENTER, sent)["Location"] == receipt  # pressed twice, and ticked what was forgotten

    case = MedicalClaim.objects.get()
    assert (case.office.code, case.channel, case.received_on, case.opened_by) == (
        "D",
        "visit",
        timezone.localdate(),
        None,
    )
    assert case.resident.phone_sealed == "+8613812345677" and case.files.get().audience == File.Audience.BOTH
    given = {one.name: one.file_id is not None for one in Application.objects.get().given.all()}
    assert given == {"身份证": True, "收费收据原件": False}
    text = clerk.get(receipt).content.decode()
    assert all(word in text for word in (case.number, "身份证", "不留存", "区医疗保障部门", "30 个工作日", "张*"))
    assert "一次性告知：" not in text and "张秀英" not in text
    assert "不留存" in room.clerk.get(f"/desk/cases/{case.number}/").content.decode()
    theirs, page = a_resident("+8613812345677"), f"/services/applications/{case.number}/"
    assert page in theirs.get("/me/").content.decode() and page not in room.mine.get("/me/").content.decode()
    file, back = f"/files/{case.files.get().key}/", f"/services/applications/{case.number}/withdraw/"
    text = theirs.get(page).content.decode()  # the phone of a stranger, for all that anybody knows
    assert case.number in text and "由窗口受理" in text and room.mine.get(page).status_code == 404
    assert not any(word in text for word in ("扫描.jpg", "身份证</a>", TYPED["hospital"], "1250", back))
    assert theirs.get(file).status_code == theirs.get(receipt).status_code == 404
    assert theirs.post(back)["Location"] == page and "扫描.jpg" not in theirs.get(FORM).content.decode()
    assert not applicants_of_account(User.objects.get(phone_digest=phone_digest(case.resident.phone_sealed)))
    applied(SimpleNamespace(mine=theirs), total="1")  # for the same paper, with that phone
    text, read = theirs.get(page).content.decode(), theirs.get(file)
    assert "扫描.jpg" in text and back in text and "由窗口受理" not in text and b"".join(read.streaming_content)
    Case.objects.filter(pk=case.pk).update(confidentiality=Confidentiality.RESTRICTED)
    assert theirs.get(page).status_code == theirs.get(file).status_code == 404
    Case.objects.filter(pk=case.pk).update(confidentiality=Confidentiality.NORMAL)

    other = signed_in(make_staff("window2", "窗口乙", "window", "F"))
    more = {**sent, "papers": [samples.upload("病历.txt", b"1", "text/plain")]}
    text = other.post(ENTER, more, follow=True).content.decode()
    assert "另一窗口" in text and case.number in text
    assert [one.name for one in case.files.all()] == ["扫描.jpg", "病历.txt"]
    event = CaseEvent.objects.filter(case_id=case.pk, move="papers_brought").latest("pk")
    assert "病历.txt" in event.words.text["words"]
    assert "窗口乙" in room.clerk.get(f"/desk/cases/{case.number}/").content.decode()
    assert other.get(receipt).status_code == room.clerk.get(receipt).status_code == 404
    assert (
        clerk.get(f"/desk/cases/{case.number}/").status_code == 404 and receipt not in other.get(START).content.decode()
    )
    assert receipt in clerk.get(START).content.decode()
    step(room.clerk, case, "accept", accepted_on=timezone.localdate())
    assert clerk.get(receipt).status_code == 404 and "已转办理科室" in clerk.get(START).content.decode()


def test_a_phone_typed_wrongly_opens_only_what_was_typed_with_it(room: SimpleNamespace, clerk: Client) -> None:
    before, stranger = applied(room), a_resident("+8613812345677")
    page, file = f"/services/applications/{before.number}/", f"/files/{before.files.get().key}/"
    Case.objects.filter(pk=before.pk).update(confidentiality=Confidentiality.RESTRICTED)
    assert clerk.post(ENTER, AT_WINDOW).status_code == 302
    for browser, status in ((room.mine, 200), (stranger, 404)):
        answers = [browser.get(page), browser.get(file), browser.get(f"{page}withdraw/")]
        assert [one.status_code for one in answers] == [status] * 3
        _ = b"".join(answers[1])  # a file that is read to its end is closed
    new = MedicalClaim.objects.latest("pk")
    assert stranger.get(f"/services/applications/{new.number}/").status_code == 200


def test_what_is_missing_is_told_once_on_paper(room: SimpleNamespace, named: dict[str, str], clerk: Client) -> None:
    text = clerk.post(ENTER, AT_WINDOW, follow=True).content.decode()
    assert "一次性告知：" in text and text.count("收费收据原件") == 1 and "户籍信息" not in text


def test_what_is_brought_later_is_written_down_at_the_window_and_in_the_office(
    room: SimpleNamespace, named: dict[str, str], clerk: Client
) -> None:
    receipt = clerk.post(ENTER, AT_WINDOW)["Location"]
    case, url = MedicalClaim.objects.get(), f"{receipt}papers/"
    step(room.clerk, case, "say_missing", missing="身份证、收费收据原件")
    assert url in clerk.get(receipt).content.decode() and room.clerk.get(url).status_code == 404
    other = signed_in(make_staff("window2", "窗口乙", "window", "F"))
    assert other.get(url).status_code == 404 and other.post(url, {"words": "x"}).status_code == 404
    find, proof = f"{START}find/", TYPED["id_number"]
    for number, typed in ((case.number, "13800000000"), (case.number, "x"), ("YX-1", proof), (case.number, "")):
        wrong = other.post(find, {"number": number, "proof": typed})
        assert wrong.status_code == 422 and number in wrong.content.decode()
    assert other.get(url).status_code == 404 and room.clerk.post(find, {}).status_code == 404
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in case.number.lower())  # as an input method for Chinese writes it
    assert other.post(find, {"number": wide, "proof": f" {proof} "})["Location"] == receipt
    assert other.get(receipt).status_code == other.get(url).status_code == 200
    assert Entry.objects.filter(action="application_sought").count() == 4
    assert Entry.objects.filter(action="read", subject_key=case.number).exists() and other.get(find).status_code == 302
    assert "收费收据原件" in clerk.get(url).content.decode()
    seen = clerk.get(url).context["case"].version
    assert clerk.post(url, {"seen": seen, "words": ""}).status_code == 422
    shown = named["medical-claim-receipts"].replace("paper-", "shown-")
    card = named["medical-claim-card"]
    sent = {"seen": seen, "words": "家属代交", shown: "on"}
    assert clerk.post(url, {**sent, card: [photo("扫描.jpg")]})["Location"] == receipt
    assert clerk.post(url, {**sent, card: [photo("扫描.jpg")]}).status_code == 409  # pressed twice
    given = {one.name: one.file_id is not None for one in Application.objects.get().given.all()}
    assert given == {"身份证": True, "收费收据原件": False} and case.files.count() == 1
    assert "一次性告知：" not in clerk.get(receipt).content.decode()

    event = CaseEvent.objects.get(move="papers_brought")
    assert (event.actor_kind, event.source, event.target) == ("staff", "medclaim_waiting", "medclaim_received")
    assert Clock.objects.get(case_id=case.pk, key="look_again").state == Clock.State.RUNNING
    assert Notice.objects.filter(template="applicant_moved").exists()
    desk = room.clerk.get(f"/desk/cases/{case.number}/").content.decode()
    assert "窗口甲" in desk and "家属代交" in desk and "登记当事人送来的材料" in desk
    theirs = a_resident("+8613812345677").get(f"/services/applications/{case.number}/").content.decode()
    assert "窗口已收到" in theirs and "家属代交" not in theirs

    again = {"seen": other.get(url).context["case"].version, "words": "他人窗口补交"}
    assert other.post(url, again)["Location"] == receipt  # this window's own step by now
    assert "窗口乙" in room.clerk.get(f"/desk/cases/{case.number}/").content.decode()
    step(room.clerk, case, "papers_brought", papers=[samples.upload("病历.txt", b"1", "text/plain")], words="")
    assert sorted(one.name for one in Application.objects.get().given.all()) == ["收费收据原件", "病历.txt", "身份证"]
    step(room.clerk, case, "accept", accepted_on=timezone.localdate())
    late = clerk.post(url, {**sent, "papers": [samples.upload("清单.txt", b"2", "text/plain")]})  # opened before
    text = late.content.decode()
    assert late.status_code == 409 and "家属代交" in text and "清单.txt" in text and "由该科室" in text
    late = other.post(find, {"number": case.number, "proof": "13812345677"}, follow=True)
    assert "请将材料直接转交办理科室" in late.content.decode()
    assert clerk.get(url)["Location"] == START and Application.objects.get().given.count() == 3


def test_whatever_is_typed_is_answered_with_a_page(room: SimpleNamespace, named: dict[str, str], clerk: Client) -> None:
    for client, url in ((clerk, ENTER), (room.mine, FORM)):
        names = [*client.get(url).context["form"].fields, "seen", "again", f"{named['medical-claim-card']}-token"]
        for kind in ("NUL", "script", "number of 5,000 digits"):
            answer = client.post(url, dict.fromkeys(names, VALUES[kind]))
            assert answer.status_code == 422, (url, kind)
    assert not Case.objects.exists()


def test_only_who_serves_windows_takes_in(room: SimpleNamespace, clerk: Client) -> None:
    for path in (START, ENTER):
        assert room.clerk.get(path).status_code == room.mine.get(path).status_code == 404
    Item.objects.filter(key="mediation").update(channel=Item.Channel.WINDOW)
    assert clerk.get(f"{START}new/mediation/").status_code == 404
    Item.objects.filter(key="medical-claim").update(published=False)
    assert clerk.get(ENTER).status_code == 404 and clerk.post(ENTER, AT_WINDOW).status_code == 409
    assert not Case.objects.exists() and clerk.get(FORM).status_code == 404


def test_the_pages_of_a_window_hold_on_a_narrow_phone(
    browser: Browser,
    live_server: Any,
    browser_context_args: dict[str, Any],
    room: SimpleNamespace,
    named: dict[str, str],
    clerk: Client,
) -> None:
    Centre.objects.filter(key=CENTRE).update(office=Office.objects.get(code="F"))
    receipt = clerk.post(ENTER, {**AT_WINDOW, named["medical-claim-card"]: [photo("扫描.jpg")]})["Location"]
    look_at(
        browser, browser_context_args, live_server.url, clerk, "zh-hans", [START, ENTER, receipt, f"{receipt}papers/"]
    )
    look_at(browser, browser_context_args, live_server.url, clerk, "en", [receipt, f"{receipt}papers/"])
    theirs = [f"/services/applications/{Case.objects.get().number}/"]
    look_at(browser, browser_context_args, live_server.url, a_resident("+8613812345677"), "en", theirs)


def test_a_demonstration_has_one_of_each_once(room: SimpleNamespace) -> None:
    people = {f"handler-{code}": make_staff(code, "经办", "handler", code.upper()) for code in ("d", "e")}
    for _time in range(2):
        fill_applications(people)
        entered = Application.objects.exclude(entered_by=None).get()
        assert [one.file is None for one in entered.given.all()] == [True, False]
        online = Application.objects.filter(entered_by=None)
        assert online.count() == 2 and Paper.objects.get(case__application__in=online).number
