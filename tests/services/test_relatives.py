"""For my parent or child: asked, agreed on the relative's own phone or at the window, acted for, told, and ended."""

import datetime as dt
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from playwright.sync_api import Browser, expect

from caojiadu.core import keyset
from caojiadu.core.accounts.access import trusted_since
from caojiadu.core.accounts.codes import resident_account
from caojiadu.core.audit.models import Entry
from caojiadu.core.cases.models import Case, Confidentiality
from caojiadu.core.community.models import TEXTS, Relative
from caojiadu.core.front.relatives import agree, ask, confirm, waiting
from caojiadu.core.notices.models import Notice
from offices.service.models import AidApplication, MedicalClaim
from services.appointments.models import Appointment
from tests.cast import make_staff
from tests.core.files import samples
from tests.entries import signed_in
from tests.narrow import context_of, examine, look_at
from tests.rails import one_rail
from tests.services.booking import BASE, NEW, OTHER, PHONE, resident, typed
from tests.services.family import (
    ASKED,
    CHILD,
    FAMILY,
    FATHER,
    MOTHER,
    WINDOW,
    home,
    linked,
    statuses,
    text_of,
)
from tests.services.test_applications import FORM, TYPED

__all__ = ["home", "one_rail"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_rail")]


def test_a_mother_agrees_on_her_phone_and_her_daughter_acts_for_her(home: SimpleNamespace) -> None:
    asked = home.daughter.post(FAMILY, ASKED, follow=True)
    assert "在手机上同意之前" in text_of(asked) and statuses(home.daughter, home.pages) == {404}
    assert Notice.objects.filter(template="relative_asks", channel="sms").count() == 1
    assert "有人请求代您办事" in text_of(home.mother.get("/me/"))
    page = text_of(home.mother.get(FAMILY))
    assert "138****5678" in page and "随时在这里收回" in page and "一律不显示" in page
    row = Relative.objects.get()
    answer = f"{FAMILY}{row.key}/"
    assert home.daughter.post(answer, {"do": "agree"}).status_code == 404  # nobody agrees for somebody else
    home.mother.post(answer, {"do": "agree"})
    row.refresh_from_db()
    assert "已经同意过" in text_of(home.mother.post(answer, {"do": "agree"}, follow=True))
    assert Entry.objects.filter(action="relative_agreed").count() == 1
    assert row.until == timezone.localdate() + dt.timedelta(days=settings.RELATIVE_DAYS) and row.agreed_text
    assert statuses(home.daughter, home.pages) == {200}

    assert home.claim.number not in text_of(home.daughter.get("/me/"))  # her own page stays her own
    mine = text_of(home.daughter.post("/me/for/", {"for": row.key}, follow=True))
    assert home.claim.number in mine and home.booked.spoken in mine and "您正在代" in mine
    who = f"{NEW}who/"
    form = text_of(home.daughter.get(who, {"at": typed(2)}))
    assert f'value="{MOTHER}"' in form and "139****4321" in form
    for step, name, status in (("book", "李某", 422), ("edit", MOTHER, 200), ("book", MOTHER, 302)):
        sent = {"relation": "parent", "name": name, "need": "", "at": typed(2), "step": step, "for": row.key}
        assert home.daughter.post(who, sent).status_code == status
    made = Appointment.objects.latest("pk")
    assert (made.resident.phone_sealed, made.made_by, made.relation) == (OTHER, row.user, "parent")
    for act, sent in (("change", {"at": typed(3)}), ("cancel", {}), ("again", {})):
        for _click in range(2):  # the second changes nothing: it is neither kept nor told
            assert home.daughter.post(f"{BASE}{made.number}/{act}/", sent).status_code == 302
    asked_for = {**TYPED, "treated_from": "2026-01-02", "treated_until": "2026-01-03", "for": row.key}
    applied = home.daughter.post(FORM, asked_for)
    assert home.daughter.post(FORM, asked_for)["Location"] == applied["Location"]  # pressed twice: one act, told once
    new = MedicalClaim.objects.latest("pk")
    assert new.number in applied["Location"] and new.resident_id == home.claim.resident_id
    home.daughter.post(f"/services/applications/{new.number}/withdraw/")
    aid = "/services/living-allowance/apply/"  # a consent of her own, and kept from whoever acts for her
    assert "需由本人同意" in text_of(home.daughter.get(aid, follow=True))
    refused = home.daughter.post(aid, {"name": MOTHER, "members": "1", "for": row.key})
    assert refused.status_code == 422 and "需由本人同意" in text_of(refused) and not AidApplication.objects.exists()
    did = list(Entry.objects.filter(action="acted_for_relative").order_by("pk").values_list("data__what", flat=True))
    assert did == ["booked", "moved", "cancelled", "booked", "applied", "withdrew"]
    told = Notice.objects.filter(template="relative_acted", channel="sms")
    assert told.count() == 6 and {one.user_id for one in told} == {row.agreed_by_id}
    done = text_of(home.mother.get(FAMILY))
    assert new.number in done and "代为撤回申请" in done

    home.mother.post(answer, {"do": "end"})
    assert statuses(home.daughter, home.pages) == {404} and "您正在代" not in text_of(home.daughter.get("/me/"))
    assert statuses(home.daughter, (f"{BASE}{made.number}/",)) == {404}
    assert statuses(home.mother, home.pages) == {200}
    assert Notice.objects.filter(template="relative_ended", user_id=row.user_id, channel="sms").count() == 1
    for browser, do, said in (
        (home.mother, "end", "此前已终止"),
        (home.daughter, "end", "此前已终止"),
        (home.mother, "agree", "已失效"),
    ):
        assert said in text_of(browser.post(answer, {"do": do}, follow=True))
    assert Entry.objects.filter(action="relative_ended").count() == 1


def test_a_form_is_sent_only_for_whom_it_was_opened(home: SimpleNamespace) -> None:
    row, book = linked(), f"{NEW}who/"
    typed_in = {"relation": "parent", "name": MOTHER, "need": "", "at": typed(2)}
    apply_for = {**TYPED, "treated_from": "2026-01-02", "treated_until": "2026-01-03"}
    made = (Appointment.objects.count(), Case.objects.count())

    def send_all(key: Any, said: str) -> None:
        for path, sent in (
            (book, {**typed_in, "step": "book"}),
            (FORM, apply_for),
        ):
            answer = home.daughter.post(path, {**sent, "for": key})
            page = text_of(answer)
            assert answer.status_code == 409 and said in page and "尚未提交" in page, (path, sent)
            assert f'value="{sent["name"]}"' in page
        edited = home.daughter.post(book, {**typed_in, "step": "edit", "for": key})
        assert edited.status_code == 409 and f'value="{MOTHER}"' in text_of(edited)
        late = home.daughter.post(book, {**typed_in, "at": typed(20), "step": "book", "for": key})
        assert late.status_code == 409 and f'name="for" value="{key}"' in text_of(late)

    home.daughter.post("/me/for/", {"for": row.key})  # in another window
    send_all("", f"代{MOTHER}办理")
    aid = "/services/living-allowance/apply/"  # nobody else may, so there is no button that sends it
    page = text_of(home.daughter.post(aid, {"name": "李某", "causes": "失业", "for": ""}))
    assert "再次提交" not in page and "提交申请</button>" not in page and 'name="as" value=""' in page
    mine = home.daughter.post(aid, {"name": "李某", "causes": "失业", "for": row.key, "as": ""})
    assert mine.status_code == 200 and "失业" in text_of(mine) and "提交申请</button>" in text_of(mine)
    paper = samples.upload("收据.jpg", samples.picture(), "image/jpeg")
    for key, name in ((row.key, f"改为代{MOTHER}办理"), ("", "改为本人办理")):  # there and back
        home.daughter.post("/me/for/", {"for": "" if key else row.key})
        before = home.daughter.post(FORM, {**apply_for, "for": key})
        assert before.status_code == 409 and name in text_of(before) and f'name="as" value="{key}"' in text_of(before)
        sent = {**apply_for, "for": "" if key else row.key, "as": key, "papers": [paper]}
        turned = home.daughter.post(FORM, sent)
        page = text_of(turned)
        assert turned.status_code == 200 and TYPED["hospital"] in page and "收据.jpg" in page
        assert f'name="for" value="{key}"' in page and "尚未提交" not in page
        home.daughter.post("/me/for/", {"for": "" if key else row.key})
        turned = home.daughter.post(book, {**typed_in, "for": "" if key else row.key, "as": key})
        assert turned.status_code == 200 and f'name="for" value="{key}"' in text_of(turned)
        assert f'value="{MOTHER}"' in text_of(turned)
        paper.seek(0)
    home.daughter.post("/me/for/", {"for": row.key})
    for path in (f"{book}?at={typed(2)}", FORM):
        assert f'name="for" value="{row.key}"' in text_of(home.daughter.get(path))
    mine = home.daughter.post(book, {**typed_in, "relation": "self", "step": "book", "for": ""})
    assert mine.context["form"].errors["relation"] == ["请选择为谁预约。"]
    home.mother.post(f"{FAMILY}{row.key}/", {"do": "end"})
    send_all(row.key, "不再代家人办理")
    assert home.daughter.post(FORM, {**apply_for, "for": "", "as": row.key}).status_code == 409  # ended by now
    assert made == (Appointment.objects.count(), Case.objects.count())
    assert home.daughter.post(book, {**typed_in, "step": "book", "for": ""}).status_code == 302


@pytest.mark.parametrize(
    ("who", "change", "opens"),
    [
        ("mother", None, True),
        ("daughter", None, True),
        ("daughter", lambda: {"ended_at": timezone.now()}, False),
        ("daughter", lambda: {"until": timezone.localdate() - dt.timedelta(days=1)}, False),
        ("daughter", lambda: {"used_at": trusted_since() - dt.timedelta(days=1)}, False),
        ("daughter", lambda: {"name_digest": "0" * 64}, False),
        ("daughter", lambda: {"agreed_at": None, "agreed_by": None, "until": None}, False),
        ("stranger", None, False),
        ("staff", None, False),
    ],
)
def test_who_opens_what_is_a_mothers(home: SimpleNamespace, who: str, change: Any, opens: bool) -> None:
    row = linked()
    if change:
        Relative.objects.update(**change())
    browser = {
        "mother": home.mother,
        "daughter": home.daughter,
        "stranger": resident("+8613700000000"),
        "staff": signed_in(make_staff("other", "他科", "handler", "F")),
    }[who]
    assert statuses(browser, home.pages) == {200 if opens else 404}
    if who == "staff":
        return
    browser.post("/me/for/", {"for": row.key})
    assert (home.claim.number in text_of(browser.get("/me/"))) == opens
    if opens and who == "daughter":
        Case.objects.update(confidentiality=Confidentiality.RESTRICTED)
        assert home.claim.number not in text_of(browser.get("/me/")) and statuses(browser, home.pages[1:]) == {404}
    if who == "stranger":
        assert browser.post(f"{FAMILY}{row.key}/", {"do": "end"}).status_code == 404


def test_asking_tells_nothing_and_says_what_is_wrong(home: SimpleNamespace) -> None:
    for name, value in (
        ("phone", PHONE),
        ("phone", "021-62521234"),
        ("phone", "12"),
        ("relation", "cousin"),
        ("name", "\0"),
        ("name", ""),
    ):
        answer = home.daughter.post(FAMILY, {**ASKED, name: value})
        assert answer.status_code == 422 and set(answer.context["form"].errors) == {name}, value
    assert not Relative.objects.exists()
    for phone in ("13700001111", ASKED["phone"]):  # nobody has the first: the same answer
        assert "已向该手机号发送短信" in text_of(home.daughter.post(FAMILY, {**ASKED, "phone": phone}, follow=True))


def test_nobody_is_asked_again_and_again(home: SimpleNamespace) -> None:
    answers = [home.daughter.post(FAMILY, ASKED).status_code for _try in range(6)]
    assert answers == [302] * 5 + [422]
    assert (
        Notice.objects.filter(template="relative_asks").count() == 3
        and Relative.objects.filter(ended_at=None).count() == 1
    )
    Relative.objects.update(asked_at=timezone.now() - dt.timedelta(days=8))
    row = Relative.objects.get(ended_at=None)
    assert "有人请求" not in text_of(home.mother.get("/me/"))
    assert "已失效" in text_of(home.mother.post(f"{FAMILY}{row.key}/", {"do": "agree"}, follow=True))
    assert not Relative.objects.exclude(agreed_at=None).exists()


def test_what_slept_is_asked_for_and_agreed_to_anew(home: SimpleNamespace) -> None:
    row = linked()
    Relative.objects.update(used_at=trusted_since() - dt.timedelta(days=1))
    assert "已失效" in text_of(home.mother.post(f"{FAMILY}{row.key}/", {"do": "agree"}, follow=True))
    for _click in range(2):
        home.daughter.post(FAMILY, ASKED)
    assert Notice.objects.filter(template="relative_asks", channel="sms").count() == 3
    home.mother.post(f"{FAMILY}{waiting().get().key}/", {"do": "agree"})
    assert statuses(home.daughter, home.pages) == {200}
    home.daughter.post(FAMILY, ASKED)  # in force: nobody is asked again
    assert not waiting().exists() and Relative.objects.filter(ended_at=None).count() == 1


def at_once(work: Callable[[], Any]) -> list[Any]:
    """What comes of it three times at the same moment."""
    start = Barrier(3)

    def one(_number: int) -> Any:
        try:
            start.wait(10)
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        return list(pool.map(one, range(3)))


@pytest.mark.django_db(transaction=True)
def test_at_the_same_moment_it_is_one() -> None:
    clerk, mother = make_staff("clerk", "窗口小王", "leader", ""), resident_account(phone=OTHER)
    until = timezone.localdate() + dt.timedelta(days=30)
    said: dict[str, Any] = {**FATHER, "phone": PHONE, "relation": "parent", "name": "张父", "paper": "mandate"}
    made = at_once(lambda: confirm(clerk=clerk, until=until, **said).pk)
    assert len(set(made)) == 1 and Relative.objects.count() == 1
    daughter = resident_account(phone=PHONE)
    at_once(lambda: ask(user=daughter, relation="parent", name=MOTHER, phone=OTHER))
    row = waiting().get()
    assert sorted(at_once(lambda: agree(relative=row, by=mother))) == [False, False, True]
    assert Entry.objects.filter(action="relative_agreed").count() == 1


def test_the_page_costs_the_same_for_many(home: SimpleNamespace) -> None:
    linked()
    home.daughter.get(FAMILY)
    counts = []
    for many in (0, 4):
        for n in range(many):
            ask(user=resident_account(phone=f"+861370000000{n}"), relation="parent", name=MOTHER, phone=OTHER)
            agree(relative=Relative.objects.latest("pk"), by=resident_account(phone=OTHER))
        for path in (FAMILY, "/me/"):
            with CaptureQueriesContext(connection) as asked:
                assert home.mother.get(path).status_code == 200
            counts.append(len(asked))
    assert counts[:2] == counts[2:]


def test_the_window_finds_the_newest_first_however_many(home: SimpleNamespace) -> None:
    user = make_staff("clerk", "窗口小王", "window", "D")
    clerk, until = signed_in(user), timezone.localdate() + dt.timedelta(days=30)
    said: dict[str, Any] = {**FATHER, "relation": "parent", "paper": "mandate", "until": until, "clerk": user}
    confirm(phone=PHONE, name="张父", **said)
    clerk.get(WINDOW)
    counts = []
    for many in (0, keyset.SIZE):
        for n in range(many):
            confirm(phone=f"+86137000000{n:02d}", name="李父", **said)
        with CaptureQueriesContext(connection) as asked:
            rows = clerk.get(WINDOW).context["page"].rows
        counts.append(len(asked))
    page = clerk.get(WINDOW).context["page"]
    assert counts[0] == counts[1] and rows[0] == Relative.objects.latest("pk") and len(rows) == keyset.SIZE
    assert [one.name_sealed for one in clerk.get(f"{WINDOW}{page.next_url}").context["page"].rows] == ["张父"]
    for typed_in, names in (
        ("张父", ["张父"]),
        ("138 1234 5678", ["张父"]),
        ("13700000007", ["李父"]),
        ("张", []),
        ("", ["李父"] * keyset.SIZE),
    ):
        answer = clerk.get(WINDOW, {"q": typed_in})
        assert (answer.status_code, [one.name_sealed for one in answer.context["page"].rows]) == (200, names)
    for wrong in ("12", "李1", "a\u202eb"):
        answer = clerk.get(WINDOW, {"q": wrong})
        assert answer.status_code == 422 and wrong in text_of(answer) and answer.context["find"].errors


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.django_db(transaction=True)
def test_the_pages_hold_on_a_narrow_phone(
    browser: Browser, live_server: Any, browser_context_args: dict[str, Any], home: SimpleNamespace, language: str
) -> None:
    home.daughter.post(FAMILY, ASKED)
    row = Relative.objects.get()
    look_at(browser, browser_context_args, live_server.url, home.mother, language, [f"{FAMILY}?asked"])
    agree(relative=row, by=resident_account(phone=OTHER))
    clerk = signed_in(make_staff("clerk", "窗口小王", "window", "D"))
    clerk.post(WINDOW, {**CHILD, "until": "2026-12-31"})
    home.daughter.post("/me/for/", {"for": row.key})
    home.daughter.post(f"{BASE}{home.booked.number}/cancel/")
    Relative.objects.update(agreed_text=TEXTS[0])  # with what an earlier consent says
    look_at(
        browser,
        browser_context_args,
        live_server.url,
        home.daughter,
        language,
        ["/me/", FAMILY, f"{NEW}who/?at={typed(2)}", FORM],
    )
    context = context_of(browser, browser_context_args, live_server.url, home.daughter, language)
    page = context.new_page()
    page.goto(f"{live_server.url}{FORM}")
    page.locator("[name=hospital]").fill("外地某医院")
    home.daughter.post("/me/for/", {"for": ""})  # in another window
    page.locator("form.letter button.btn-primary").click()
    examine(page, f"{language}-turned")
    page.locator("button[name=as]").press("Enter")
    examine(page, f"{language}-turned-back")
    expect(page.locator("[name=hospital]").input_value() == "外地某医院" and page.locator("[name=as]")).to_have_count(1)
    context.close()
    look_at(browser, browser_context_args, live_server.url, home.mother, language, [FAMILY])
    look_at(browser, browser_context_args, live_server.url, clerk, language, [WINDOW])
    assert os.environ.get("SHOTS") is None or Relative.objects.count() == 2
