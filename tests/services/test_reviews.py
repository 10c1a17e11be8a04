"""Somebody judges a service; whoever was not satisfied and says so by name is contacted within a working day."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from playwright.sync_api import Browser

from caojiadu.core.cases.models import Clock
from offices.service.models import BadReview
from services.catalogue.models import Item
from services.reviews.models import Review, Tally
from services.reviews.rules import judge
from tests.cast import make_staff
from tests.entries import signed_in
from tests.narrow import look_at

pytestmark = pytest.mark.django_db
FORM, DONE, DESK = "/services/judge/", "/services/judge/done/", "/desk/services/reviews/"
GOOD = {"item": "pension", "step": "window", "grade": "5", "said": "", "name": "", "phone": ""}
BAD = {**GOOD, "grade": "1", "said": "让我跑了三趟"}
NAMED = {**BAD, "name": "张秀英", "phone": "13812345678"}


def test_a_good_review_is_counted_and_public(client: Client) -> None:
    assert "还没有人评价" in client.get(DONE).content.decode()
    assert 'value="pension" selected' in client.get(FORM, {"item": "pension", "step": "'x"}).content.decode()
    page = client.post(FORM, GOOD, follow=True).content.decode()
    assert "已经收到" in page and "100 %" in page and "基本养老金申领" in page
    client.post(FORM, {**GOOD, "grade": "2", "said": "等得太久"})
    page = client.get(DONE).content.decode()
    assert "50 %" in page and "等得太久" not in page and "已经收到" in page
    assert "已经收到" not in client.get(DONE).content.decode()  # said once
    assert list(Tally.objects.order_by("grade").values_list("grade", "given")) == [(2, 1), (5, 1)]
    assert not BadReview.objects.exists()


def test_a_bad_review_under_a_name_is_contacted_within_a_working_day(client: Client) -> None:
    sent = NAMED | {"asked": client.get(FORM).context["form"]["asked"].value()}
    for _press in range(2):
        page = client.post(FORM, sent, follow=True).content.decode()
    matter = BadReview.objects.get()
    assert matter.number in page and "1 个工作日内" in page and "不计入以上评价" in page
    assert Review.objects.get().case_id == matter.pk and Tally.objects.get().given == 1
    assert (matter.grade, matter.way, matter.said) == ("worst", "online", "让我跑了三趟")
    assert (matter.reviewed_on, matter.title) == (timezone.localdate(), "基本养老金申领")
    assert Clock.objects.get(case_id=matter.pk, key="contact").state == Clock.State.RUNNING
    head = signed_in(make_staff("head", "科长", "head", "D"))
    text = head.get(f"/desk/cases/{matter.number}/").content.decode()
    assert "让我跑了三趟" in text and matter.resident.name_sealed == "张秀英"
    anew = client.post(FORM, sent | {"phone": "13712345678"}, follow=True).content.decode()  # back, and put right
    assert matter.number not in anew and BadReview.objects.count() == 2
    listed = head.get(DESK).content.decode()
    assert matter.number in listed and "张秀英" not in listed and "13812345678" not in listed


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({**GOOD, "grade": ""}, {"grade"}),
        ({**GOOD, "step": "nothing"}, {"step"}),
        ({**GOOD, "item": "nothing"}, {"item"}),
        ({**NAMED, "phone": ""}, {"phone"}),
        ({**NAMED, "phone": "12"}, {"phone"}),
        ({**NAMED, "name": ""}, {"name"}),
        ({**NAMED, "said": ""}, {"said"}),
        ({**NAMED, "grade": "4"}, {"grade"}),  # nobody waits for a call that does not come
        ({**NAMED, "grade": "5", "phone": ""}, {"grade"}),
        ({**BAD, "said": "a\0b"}, {"said"}),
        ({}, {"step", "grade"}),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_nothing_is_lost(
    client: Client, typed: dict[str, str], wrong: set[str]
) -> None:
    answer = client.post(FORM, typed)
    assert answer.status_code == 422 and set(answer.context["form"].errors) == wrong
    for name in {"name", "phone"} & set(typed) - wrong:
        assert typed[name] in answer.content.decode()
    assert not Review.objects.exists() and not BadReview.objects.exists()


def test_one_address_does_not_flood_the_results(client: Client) -> None:
    answers = [client.post(FORM, GOOD).status_code for _try in range(31)]
    assert answers == [302] * 30 + [429] and Review.objects.count() == 30


def test_reviews_are_read_by_the_office_of_the_centre_and_by_leaders(client: Client) -> None:
    client.post(FORM, BAD)
    for role, office, status in (
        ("handler", "D", 200),
        ("head", "D", 200),
        ("leader", "", 200),
        ("head", "F", 404),
        ("window", "D", 404),
    ):
        browser = signed_in(make_staff(f"{role}{office}", "某人", role, office))
        assert browser.get(DESK).status_code == status, (role, office)
        assert (DESK in browser.get("/desk/", follow=True).content.decode()) == (status == 200), (role, office)
    assert client.get(DESK).status_code == 302


def test_lists_cost_the_same_for_one_and_for_many() -> None:
    reader, counts = signed_in(make_staff("head", "科长", "head", "D")), []
    for path in (DESK, DONE):  # the first page of a session also notes that it is used, and fills what the house keeps
        reader.get(path)
    for many in (1, 60):
        for item in Item.objects.all()[: many // 10 + 1]:
            for grade in (1, 5):
                judge(item=item, step="window", grade=grade, said="说明")
        Review.objects.bulk_create(Review(step="guide", grade=1, said=f"第{n}条") for n in range(many))
        for path in (DESK, f"{DESK}?grade=1", f"{DESK}?grade='", DONE):
            with CaptureQueriesContext(connection) as asked:
                assert reader.get(path).status_code == 200
            counts.append(len(asked))
    assert counts[:4] == counts[4:]
    first = reader.get(f"{DESK}?grade=1")
    following = reader.get(f"{DESK}{first.context['next_url']}")
    assert {row.pk for row in first.context["rows"]}.isdisjoint(row.pk for row in following.context["rows"])


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_pages_hold_on_a_narrow_phone(
    browser: Browser, live_server: Any, browser_context_args: dict[str, Any], language: str
) -> None:
    for grade, key in ((5, "pension"), (5, "pension"), (4, "senior-card"), (2, "pension")):
        judge(item=Item.objects.get(key=key), step="window", grade=grade, said="窗口同志很耐心。")
    client = signed_in(make_staff("head", "科长", "head", "D"))
    look_at(browser, browser_context_args, live_server.url, client, language, [FORM, DONE, DESK])
