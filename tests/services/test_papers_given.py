"""Papers given once are offered again, each under its name; an application keeps what the item said as it was made."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser

from caojiadu.core.cases.models import Case
from caojiadu.core.files import storage
from caojiadu.core.files.models import File
from offices.service.models import MedicalClaim, MedicalEnrolment
from services.applications.access import waiting_states
from services.applications.models import Given
from services.catalogue.models import Item, ItemVersion, Paper
from services.catalogue.versions import version_of
from tests.cast import make_staff
from tests.core.files import samples
from tests.entries import signed_in
from tests.narrow import look_at
from tests.services.test_applications import FORM, TYPED, room, step

__all__ = ["room"]
pytestmark = pytest.mark.django_db
OTHER_FORM = "/services/medical-insurance/apply/"
OTHER_TYPED = {name: TYPED[name] for name in ("name", "id_type", "id_number", "address")} | {
    "group": "adult",
    "year": "2027",
}


@pytest.fixture
def named(room: SimpleNamespace) -> dict[str, str]:
    """Two items that ask for papers: both for the card, one for receipts; the household is looked up by the office."""
    Paper.objects.all().delete()
    made = {}
    for item, key, text, obtained in (
        ("medical-claim", "card", "身份证", False),
        ("medical-claim", "receipts", "收费收据原件", False),
        ("medical-claim", "household", "户籍信息", True),
        ("medical-insurance", "card", "身份证", False),
    ):
        row = Paper.objects.create(
            item=Item.objects.get(key=item),
            text_zh=text,
            text_en=text,
            source_zh="办事指南",
            confirmed=True,
            obtained=obtained,
        )
        made[f"{item}-{key}"] = f"paper-{row.key}"
    return made


def photo(name: str) -> Any:
    return samples.upload(name, samples.picture(), "image/jpeg")


def offered(client: Client, url: str) -> list[str]:
    form = client.get(url).context["form"]
    return [str(key) for key, _label in form.fields["again"].choices] if "again" in form.fields else []


def claim(room: SimpleNamespace, named: dict[str, str], **more: Any) -> Any:
    sent = {**TYPED, named["medical-claim-card"]: [photo("正面.jpg")], **more}
    answer = room.mine.post(FORM, sent)
    assert answer.status_code == 302, answer.context["form"].errors
    return MedicalClaim.objects.get(number=answer["Location"].rstrip("/").rpartition("/")[2])


def test_each_paper_has_its_place_and_is_offered_for_the_next_application(
    room: SimpleNamespace, named: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = room.mine.get(FORM).content.decode()
    assert "收费收据原件" in text and "由工作人员自行调取" in text and "户籍信息" in text
    assert named["medical-claim-household"] not in text and not offered(room.mine, FORM)
    case = claim(room, named)
    given = Given.objects.get()
    assert (given.name, given.file.case_id, given.application.version.item.key) == ("身份证", case.pk, "medical-claim")

    page = f"/desk/cases/{case.number}/"
    assert "未提交" in room.clerk.get(page).content.decode()
    list_of_missing = room.clerk.get(f"{page}say_missing/").context["form"].initial["missing"]
    assert list_of_missing == "收费收据原件"
    step(room.clerk, case, "say_missing", missing=list_of_missing)
    mine = f"/services/applications/{case.number}/"
    assert named["medical-claim-receipts"] in room.mine.get(mine).content.decode()
    receipt = samples.upload("r.txt", b"1", "text/plain")
    handed = room.mine.post(
        f"{mine}supplement/",
        {"words": "", named["medical-claim-receipts"]: [receipt]},
    )
    assert handed.status_code == 302
    assert sorted(one.name for one in Given.objects.all()) == ["收费收据原件", "身份证"]

    assert offered(room.mine, OTHER_FORM)[-1] == str(given.pk) and not offered(room.other, OTHER_FORM)
    text = room.mine.get(OTHER_FORM).content.decode()
    assert "医疗费用零星报销" in text and "正面.jpg" in text
    answer = room.mine.post(OTHER_FORM, {**OTHER_TYPED, "again": [given.pk]})
    assert answer.status_code == 302, answer.context["form"].errors
    enrolment = MedicalEnrolment.objects.get()
    copy = enrolment.files.get()
    assert copy.key != given.file.key and copy.sha256 == given.file.sha256
    assert storage.path_of(copy.key).read_bytes() == storage.path_of(given.file.key).read_bytes()
    assert (copy.given.name, copy.given.given_on) == ("身份证", given.given_on)
    twice = room.mine.post(OTHER_FORM, {**OTHER_TYPED, "again": [given.pk]})
    assert twice["Location"] == answer["Location"] and enrolment.files.count() == 1
    assert len(offered(room.mine, OTHER_FORM)) == 2  # the copy and the first are the same paper

    step(room.clerk, enrolment, "say_missing", missing="收费收据原件")
    mine = f"/services/applications/{enrolment.number}/"
    form = room.mine.get(mine).context["form"]
    (key,) = [str(one) for one, label in form.fields["again"].choices]  # not the card, which is there already
    assert room.mine.post(f"{mine}supplement/", {"words": "", "again": ["999999"]}).status_code == 422
    storage.remove(Given.objects.get(pk=key).file.key)
    holds = storage.holds
    for there in (holds, lambda _key: True):  # gone, and gone only after the form was checked
        monkeypatch.setattr(storage, "holds", there)
        sent = {"words": "原件在家中", "again": [key], "papers": [samples.upload("new.txt", b"3", "text/plain")]}
        lost = room.mine.post(f"{mine}supplement/", sent)
        assert lost.status_code == 422 and set(lost.context["form"].errors) == {"again"}
        text = lost.content.decode()
        assert "已无法读取" in text and "原件在家中" in text and "new.txt" in text  # nothing typed or sent is lost
        enrolment.refresh_from_db()
        assert enrolment.files.count() == 1 and enrolment.state in waiting_states()
    monkeypatch.setattr(storage, "holds", holds)
    again = [samples.upload("r.txt", b"2", "text/plain")]
    assert room.mine.post(f"{mine}supplement/", {"words": "", "papers": again}).status_code == 302
    assert enrolment.files.count() == 2


def test_a_paper_ticked_stays_usable_though_newer_ones_came(
    room: SimpleNamespace, named: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.applications.papers.MOST", 1)
    claim(room, named)
    (key,) = offered(room.mine, OTHER_FORM)
    newer = {"papers": [samples.upload("r.txt", b"1", "text/plain")]}
    number = room.mine.post(OTHER_FORM, {**OTHER_TYPED, **newer})["Location"].rstrip("/").rpartition("/")[2]
    enrolment = MedicalEnrolment.objects.get(number=number)
    step(room.clerk, enrolment, "say_missing", missing="身份证")
    url = f"/services/applications/{number}/supplement/"
    File.objects.filter(given=key).update(state="refused")
    sent = {"words": "见附件", "again": [key], "papers": [samples.upload("s.txt", b"2", "text/plain")]}
    answer = room.mine.post(url, sent)
    text = answer.content.decode()
    assert answer.status_code == 422 and set(answer.context["form"].errors) == {"again"}
    assert "已不能直接使用" in text and "见附件" in text and "s.txt" in text
    File.objects.filter(given=key).update(state="clean")
    once_more = {**sent, "papers": [samples.upload("s.txt", b"2", "text/plain")]}
    assert room.mine.post(url, once_more).status_code == 302
    assert sorted(one.name for one in enrolment.application.given.all()) == ["r.txt", "s.txt", "身份证"]


def test_what_happens_to_an_item_while_somebody_fills_in_the_form(room: SimpleNamespace, named: dict[str, str]) -> None:
    seen = room.mine.get(FORM).context["form"].version.digest
    Paper.objects.filter(item__key="medical-claim", text_zh="身份证").delete()
    sent = {**TYPED, "seen": seen, named["medical-claim-card"]: [photo("正面.jpg")]}
    answer = room.mine.post(FORM, sent)
    text = answer.content.decode()
    assert answer.status_code == 409 and "尚未提交" in text and "正面.jpg" in text and "外地某医院" in text
    for change in ({"retired_on": timezone.localdate()}, {"retired_on": None, "published": False}):
        Item.objects.filter(key="medical-claim").update(**change)
        answer = room.mine.post(FORM, sent)
        text = answer.content.decode()
        assert (
            answer.status_code == 409
            and "本次没有提交" in text
            and "外地某医院" in text
            and "提交申请</button>" not in text
        )
    assert room.mine.get(FORM).status_code == 404 and not MedicalClaim.objects.exists()

    Item.objects.filter(key="medical-claim").update(published=True)
    token = answer.context["form"][named["medical-claim-card"]].value().token
    now = {**sent, "seen": answer.context["form"].version.digest, f"{named['medical-claim-card']}-token": token}
    now.pop(named["medical-claim-card"])
    assert room.mine.post(FORM, now).status_code == 302
    assert ItemVersion.objects.get(applications__case__number=MedicalClaim.objects.get().number).digest == now["seen"]


def test_administrators_read_what_items_said() -> None:
    admin = signed_in(make_staff("admin", "管理员", "system_admin", ""))
    version = version_of(Item.objects.get(key="medical-claim"))
    page = f"/admin/services/itemversion/{version.pk}/change/"
    assert (
        "30 个工作日" in admin.get(page).content.decode()
        and "医疗费用" in admin.get("/admin/services/itemversion/").content.decode()
    )
    assert admin.post(page, {"since_0": "2020-01-01"}).status_code == 403
    assert admin.get("/admin/services/itemversion/add/").status_code == 403


@pytest.mark.parametrize(
    "why", ["old", "refused", "held", "for staff", "another account", "another person", "gone", "gone late"]
)
def test_what_is_not_offered_cannot_be_used(
    room: SimpleNamespace, named: dict[str, str], monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    case = claim(room, named)
    given, client, typed = Given.objects.get(), room.mine, {**OTHER_TYPED, "again": [Given.objects.get().pk]}
    change = {"refused": {"state": "refused"}, "held": {"state": "held"}, "for staff": {"audience": "staff"}}
    if why == "old":
        Given.objects.update(given_on=timezone.localdate() - dt.timedelta(days=400))
    elif why in change:
        File.objects.update(**change[why])
    elif why == "another account":
        client = room.other
    elif why == "another person":
        typed |= {"name": "李建国", "id_number": "310106194912310031"}
    elif why in ("gone", "gone late"):
        storage.remove(given.file.key)
        if why == "gone late":
            monkeypatch.setattr(storage, "holds", lambda _key: True)
    answer = client.post(OTHER_FORM, typed)
    assert answer.status_code == 422 and set(answer.context["form"].errors) == {"again"}
    assert why in ("another person", "gone", "gone late") or not offered(client, OTHER_FORM)
    assert not File.objects.exclude(case=case).exists() and not MedicalEnrolment.objects.exists()


def test_an_application_keeps_what_the_item_said(room: SimpleNamespace, named: dict[str, str]) -> None:
    case = claim(room, named)
    mine, desk = f"/services/applications/{case.number}/", f"/desk/cases/{case.number}/"
    assert not room.mine.get(mine).context["older"]
    Paper.objects.filter(text_zh="收费收据原件").update(text_zh="电子票据")
    for text in (room.mine.get(mine).content.decode(), room.clerk.get(desk).content.decode()):
        assert "收费收据原件" in text and "当日的规定" in text and "电子票据" not in text
    Case.objects.filter(pk=case.pk).update(opened_at=timezone.now() - dt.timedelta(days=1))
    room.mine.post(FORM, {**TYPED, "receipts": "4"})
    room.mine.post(FORM, {**TYPED, "receipts": "5"})
    versions = ItemVersion.objects.filter(item__key="medical-claim").order_by("pk")
    assert [version.applications.count() for version in versions] == [1, 2]
    assert "电子票据" in str(versions[1].content)


def test_the_papers_hold_on_a_narrow_phone(
    browser: Browser,
    live_server: Any,
    browser_context_args: dict[str, Any],
    room: SimpleNamespace,
    named: dict[str, str],
) -> None:
    case = claim(room, named)
    page = f"/services/applications/{case.number}/"
    look_at(browser, browser_context_args, live_server.url, room.mine, "zh-hans", [OTHER_FORM, FORM, page])
    look_at(browser, browser_context_args, live_server.url, room.clerk, "en", [f"/desk/cases/{case.number}/"])
