"""Residents see what is on, sign up with their phone, wait for a place, and give one back."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from playwright.sync_api import Browser

from caojiadu.core.accounts.models import User
from caojiadu.core.front.templatetags.portal import moment
from caojiadu.core.notices.models import Notice
from caojiadu.core.personal import phone_digest
from caojiadu.core.registers.declaration import find
from caojiadu.core.registers.models import SignUp
from caojiadu.core.registers.views.activities import kinds
from caojiadu.core.workflow import By
from tests.entries import entered, people, signed_in
from tests.narrow import look_at

pytestmark = pytest.mark.django_db
LIST, KIND = "/activities/", "science-activities"


def a_resident(phone: str) -> Client:
    user = User.objects.create_user(
        f"resident{phone}", kind="resident", phone_sealed=phone, phone_digest=phone_digest(phone)
    )
    client = Client()
    client.force_login(user, backend="caojiadu.core.accounts.backends.PostBackend")
    return client


def an_event(mark: str = "甲", *, key: str = KIND, places: int | None = 2, published: bool = True) -> Any:
    """An event that is announced, and reviewed by the head."""
    register = find(key)
    assert register is not None
    cast = people(register) if not User.objects.filter(username=f"clerk-{key}").exists() else {}
    users = {name: cast.get(name) or User.objects.get(username=f"{name}-{key}") for name in ("clerk", "head")}
    case = entered(register, users["clerk"], mark)
    steps = [("clerk", "announce", {}), ("clerk", "set_places", {"places": "" if places is None else places})]
    if published:
        kept = {name: getattr(case, name) for name in register.workflow.transition("publish").fields}
        steps.append(("head", "publish", {**kept, "note": "不涉密"}))
    for who, step, typed in steps:
        client, url = signed_in(users[who]), f"/desk/cases/{case.number}/{step}/"
        page = client.get(url)
        seen = {"seen": page.context["case"].version} if page.context else {}
        assert client.post(url, {**typed, **seen}).status_code == 302, (step, page.status_code)
    return type(case).objects.get(pk=case.pk)


@pytest.fixture
def on(cast: Any) -> SimpleNamespace:
    return SimpleNamespace(event=an_event(), first=a_resident("+8613812345601"), second=a_resident("+8613812345602"))


def join(client: Client, event: Any, name: str, people: int = 1) -> Any:
    return client.post(event.public_url, {"do": "join", "name": name, "people": people}, follow=True)


def states(event: Any) -> list[tuple[str, int, str]]:
    rows = SignUp.objects.filter(event_id=event.pk).select_related("resident").order_by("pk")
    return [(row.resident.name_sealed, row.people, row.state) for row in rows]


def test_every_kind_of_public_event_lets_residents_join() -> None:
    found = kinds()
    assert {one.function[0] for one in found} >= {"B", "H"} and len(found) >= 10
    for register in found:
        steps = [register.workflow.transition(key) for key in ("join", "leave")]
        assert all(step and step.by == By.RESIDENT for step in steps), register.key


def test_whoever_waits_moves_up_when_a_place_is_given_back(on: SimpleNamespace) -> None:
    page = on.first.get(LIST).content.decode()
    assert on.event.title in page and on.event.public_url in page and "剩 2 个名额" in page
    assert "报名成功" in join(on.first, on.event, "张一", 2).content.decode()
    assert "已满，可候补" in on.first.get(LIST).content.decode()
    page = join(on.second, on.event, "李二").content.decode()
    assert "已进入候补" in page and "张" not in page
    assert states(on.event) == [("张一", 2, "place"), ("李二", 1, "waiting")]
    mine = on.first.get("/me/").content.decode()
    begins = type(on.event).objects.get(pk=on.event.pk).starts_at
    assert on.event.title in mine and on.event.public_url in mine and f"<b>{moment(begins)}</b>" in mine
    assert "提交于" in mine
    row = SignUp.objects.get(resident__phone_digest=SignUp.objects.all()[0].resident.phone_digest)
    given_back = {"do": "leave", "sign_up": row.pk}
    assert "已取消报名" in on.first.post(on.event.public_url, given_back, follow=True).content.decode()
    assert (
        "无需再取消" in on.first.post(on.event.public_url, given_back, follow=True).content.decode()
    )  # the second tab
    assert states(on.event) == [("张一", 2, "withdrawn"), ("李二", 1, "place")]
    assert Notice.objects.filter(template="event_place").exists()
    assert on.event.title not in on.first.get("/me/").content.decode()
    assert "李*" in on.second.get(on.event.public_url).content.decode()
    SignUp.objects.update(at=timezone.now() - dt.timedelta(days=400))  # the number may be somebody else's by now
    assert "李*" not in on.second.get(on.event.public_url).content.decode()


def test_what_cannot_be_is_said_and_kept(on: SimpleNamespace) -> None:
    for typed, wrong in (({"name": "", "people": "2"}, "name"), ({"name": "张一", "people": "6"}, "people")):
        answer = on.first.post(on.event.public_url, {"do": "join", **typed})
        assert answer.status_code == 422 and set(answer.context["form"].errors) == {wrong}
        assert f'value="{typed["people"]}"' in answer.content.decode()
    for _press in range(2):
        answer = on.first.post(on.event.public_url, {"do": "join", "name": "张一"})
    page = on.first.get(answer["Location"]).content.decode()
    assert page.count("报名成功") == 1 and "已在名单" not in page  # pressed twice
    SignUp.objects.update(at=timezone.now() - dt.timedelta(minutes=1))
    assert "已在名单" in join(on.first, on.event, "张一").content.decode()
    other = SignUp.objects.get()
    for row in (other.pk, "x'"):
        on.second.post(on.event.public_url, {"do": "leave", "sign_up": row})
    assert states(on.event) == [("张一", 1, "place")]


def test_one_phone_brings_so_many_and_gives_a_place_back_until_it_begins(on: SimpleNamespace, cast: Any) -> None:
    for _press in range(2):  # eight would be too many, pressed twice it is four
        assert join(on.first, on.event, "张一", 4).status_code == 200
    answer = on.first.post(on.event.public_url, {"do": "join", "name": "张二", "people": "2"})
    assert answer.status_code == 422 and "最多报 5 人" in answer.content.decode()
    join(on.first, on.event, "张二", 1)
    assert sum(people for _name, people, _state in states(on.event)) == 5
    type(on.event).objects.filter(pk=on.event.pk).update(sign_up_until=timezone.now() - dt.timedelta(hours=1))
    page = on.first.get(on.event.public_url).content.decode()
    assert "报名已经截止" not in page and page.count("取消报名</button>") == 2
    row = SignUp.objects.get(people=4)
    assert on.first.post(on.event.public_url, {"do": "leave", "sign_up": row.pk}).status_code == 302
    assert ("张一", 4, "withdrawn") in states(on.event)
    now = timezone.now()
    type(on.event).objects.filter(pk=on.event.pk).update(starts_at=now, ends_at=now + dt.timedelta(hours=1))
    SignUp.objects.filter(people=4).update(state="waiting")
    row = SignUp.objects.get(people=1)
    answer = on.first.post(on.event.public_url, {"do": "leave", "sign_up": row.pk}, follow=True)
    assert "不能再取消报名" in answer.content.decode()
    assert states(on.event) == [("张一", 4, "waiting"), ("张二", 1, "place")]
    staff = signed_in(cast.handler)
    assert "工作人员请在工作台登记" in staff.post(on.event.public_url, {"do": "join"}, follow=True).content.decode()


def test_what_is_not_public_any_more_is_not_named_under_my_matters(on: SimpleNamespace) -> None:
    join(on.first, on.event, "张一")
    assert on.event.title in on.first.get("/me/").content.decode()
    for mark in ("2126-01-01T00:00:00+23:59_1", "2126-01-01T00:00:00+00:00_9", "x_1", "\0_1"):
        answer = on.first.get("/me/", {"after": mark})
        assert answer.status_code == 200 and on.event.title in answer.content.decode()
    type(on.event).objects.filter(pk=on.event.pk).update(published_on=None)
    assert on.event.title not in on.first.get("/me/").content.decode()


def test_only_what_was_reviewed_and_is_still_to_come_is_there(on: SimpleNamespace) -> None:
    visitor, hidden = Client(), an_event("乙", published=False)
    assert visitor.get(hidden.public_url).status_code == 404
    assert on.first.post(hidden.public_url, {"do": "join", "name": "张一"}).status_code == 404
    assert visitor.get(f"{LIST}X-1/").status_code == 404
    assert "张一</textarea>" in visitor.post(on.event.public_url, {"do": "join", "name": "张一"}).content.decode()
    answer = visitor.post(on.event.public_url)
    assert answer.status_code == 302 and "/accounts/login/" in answer["Location"]
    assert on.event.public_url in answer["Location"].replace("%2F", "/")
    past = timezone.now() - dt.timedelta(hours=3)
    type(on.event).objects.filter(pk=on.event.pk).update(sign_up_until=past)
    assert "报名已经截止" in visitor.get(on.event.public_url).content.decode()
    assert "报名时间已过" in join(on.first, on.event, "张一").content.decode()
    type(on.event).objects.filter(pk=on.event.pk).update(starts_at=past, ends_at=past + dt.timedelta(hours=1))
    page = visitor.get(LIST).content.decode()
    assert on.event.title not in page and hidden.title not in page and "目前没有活动" in page
    assert not SignUp.objects.exists()


def test_the_list_costs_the_same_for_one_and_for_many(on: SimpleNamespace) -> None:
    counts = []
    on.first.get(LIST)  # what the house keeps in memory is there then
    for _round in range(2):
        for path in (LIST, f"{LIST}?kind={KIND}", f"{LIST}?kind='", on.event.public_url):
            with CaptureQueriesContext(connection) as asked:
                on.first.get(path)
            counts.append(len(asked))
        for n in range(60):
            copy = type(on.event).objects.get(pk=on.event.pk)
            copy.pk = copy.id = copy.case_ptr_id = None
            copy._state.adding = True
            copy.number, copy.starts_at = f"T-{_round}-{n}", copy.starts_at + dt.timedelta(minutes=n)
            copy.ends_at = copy.starts_at + dt.timedelta(hours=2)
            copy.save()
    assert counts[:4] == counts[4:]
    first = on.first.get(LIST)
    rest = on.first.get(f"{LIST}{first.context['next_url']}")
    seen = [line["event"].number for line in (*first.context["lines"], *rest.context["lines"])]
    assert len(first.context["lines"]) == 50 and len(set(seen)) == len(seen) > 50


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_pages_hold_on_a_narrow_phone(
    browser: Browser, live_server: Any, browser_context_args: dict[str, Any], language: str
) -> None:
    event, client = an_event(), a_resident("+8613812345601")
    join(client, event, "张秀英", 2)
    pages = ["/", LIST, event.public_url, f"{LIST}?kind=sports-events"]
    look_at(browser, browser_context_args, live_server.url, client, language, pages)
