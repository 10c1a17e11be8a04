"""The way for the elderly: four doors, one question a screen, ring me back; by keyboard, in a window of 180 px."""

from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, expect

from caojiadu.core.accounts.models import User
from caojiadu.core.cases.errors import MoveError
from caojiadu.core.cases.models import Channel, Clock
from caojiadu.core.organisation.models import Fact
from petitions.models import Petition
from tests.cast import make_staff
from tests.narrow import axe_finds_nothing
from tests.petitions.letters import go
from tests.petitions.online import receipt, send
from tests.world import client_of

pytestmark = pytest.mark.django_db
HOME, WRITE, RING = "/elder/", "/elder/write/", "/elder/ring-back/"
ANSWERS = {"body": "楼道灯坏了。晚上看不见", "place": "武定西路", "name": "李桂芳", "phone": "13800001234"}


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def test_whoever_chose_it_begins_there_until_they_choose_the_ordinary_pages(client: Client) -> None:
    Fact.objects.filter(key="petition_address").update(value_zh="某路1号")
    assert f'href="{HOME}"' in text_of(client.get("/"))
    page = text_of(client.get(HOME))
    for words in (
        'href="tel:12345"',
        RING,
        WRITE,
        "/elder/follow/",
        "某路1号",
        'class="large"',
        "http://testserver/elder/",
    ):
        assert words in page
    assert client.get("/").url == HOME
    client.post("/display/", {"way": "standard", "size": "standard", "next": "/"})
    assert client.get("/").status_code == 200 and 'class="large"' not in text_of(client.get("/"))


def test_ring_me_back_is_one_field_and_a_matter_in_the_clocks_of_the_law(client: Client) -> None:
    """A call like any other, with the 15 days of art. 22 and a norm beside them; the desk notes that it rang."""
    assert text_of(client.get(RING)).count('class="form-control"') == 1
    assert client.post(RING, {"phone": "12"}).status_code == 422
    token = client.get(RING).context["kept"][0][1]
    sent = client.post(RING, {"phone": "138 0000 1234", "form_token": token})
    again = client.post(RING, {"phone": "138 0000 1234", "form_token": token})
    letter = Petition.objects.get()
    assert sent.url == again.url == f"/elder/done/{letter.number}/"
    assert (letter.channel, letter.ring_back, letter.resident.phone_sealed) == (Channel.CALL, True, "+8613800001234")
    clocks = dict(Clock.objects.filter(case=letter).values_list("key", "state"))
    assert clocks == dict.fromkeys(("register", "ring_back", "tell"), Clock.State.RUNNING)
    done = text_of(client.get(sent.url))
    assert "我们会给您回电" in done and letter.number in done and "我们给您打电话" in done
    assert Client().get(sent.url).status_code == 404
    clerk = client_of(make_staff("clerk", "登记小王", "letters", "E"))
    desk = f"/desk/cases/{letter.number}/"
    assert "请求回电" in text_of(clerk.get(desk)) and "已回电" in text_of(clerk.get(desk))
    go(letter, "rang_back", User.objects.get(username="clerk"), note="楼道灯坏了")
    assert Clock.objects.get(case=letter, key="ring_back").state == Clock.State.MET
    with pytest.raises(MoveError):
        go(letter, "rang_back", User.objects.get(username="clerk"))
    assert "我们给您打过电话" in text_of(client.get(f"/petitions/{letter.number}/"))


def test_an_ordinary_letter_has_no_such_limit(client: Client) -> None:
    letter, _code = send(client)
    assert not letter.ring_back and not Clock.objects.filter(case=letter, key="ring_back").exists()
    with pytest.raises(MoveError):
        go(letter, "rang_back", make_staff("clerk", "登记小王", "letters", "E"))


def test_a_letter_is_written_question_by_question_and_nothing_is_lost_on_the_way(client: Client) -> None:
    given = dict(client.get(WRITE).context["kept"])
    assert client.post(WRITE, {**given, "at": "0", "body": "", "on": ""}).status_code == 422
    for at, (name, answer) in enumerate(ANSWERS.items()):
        page = client.post(WRITE, {**given, "at": str(at), name: answer, "on": ""})
        given[name] = answer
        assert page.status_code == 200 and (at == 3 or dict(page.context["kept"])[name] == answer)
    check = text_of(page)
    assert all(answer in check for answer in ("李桂芳", "13800001234", "武定西路")) and not Petition.objects.exists()
    assert 'value="李桂芳"' in text_of(client.post(WRITE, {**given, "at": "4", "to": "2"}))  # to change it
    assert "楼道灯坏了" in text_of(client.post(WRITE, {**given, "at": "1", "back": "1"}))
    assert client.post(WRITE, {**given, "at": "4", "on": "1"}).status_code == 422  # the notice was not read
    wrong = client.post(WRITE, {**given, "phone": "1", "at": "4", "on": "1", "notice_read": "on"})
    assert wrong.status_code == 422 and wrong.context["field"].name == "phone"
    sent = client.post(WRITE, {**given, "ask_me": "1", "at": "4", "on": "1", "notice_read": "on"})
    letter, code = receipt(client, sent.url)
    assert (letter.title, letter.body, letter.channel) == ("楼道灯坏了", ANSWERS["body"], Channel.WEB)
    assert letter.request == "地点请打电话问我。"
    other = Client()
    assert other.post("/elder/follow/", {"number": letter.number, "on": ""}).context["field"].name == "code"
    assert other.post("/elder/follow/", {"number": letter.number, "code": code}).url == f"/petitions/{letter.number}/"


def test_by_the_keys_alone_in_a_window_of_180_px(
    browser: Browser, live_server: Any, browser_context_args: dict[str, Any]
) -> None:
    """360 px at 200 %, and 320 px; axe finds nothing, light and dark; without JavaScript the same."""
    context = browser.new_context(**{**browser_context_args, "viewport": {"width": 180, "height": 400}})
    page = context.new_page()

    def look() -> None:
        page.wait_for_load_state()
        for width in (180, 320):
            page.set_viewport_size({"width": width, "height": 640})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (page.url, width)
        axe_finds_nothing(page)

    def press_on() -> None:
        page.locator(".elderbar .btn-primary").focus()
        page.keyboard.press("Enter")
        page.wait_for_load_state()

    page.goto(live_server.url + HOME)
    look()
    page.get_by_role("link", name="写信").focus()
    page.keyboard.press("Enter")
    for number, answer in enumerate(ANSWERS.values(), 1):
        page.get_by_text(f"第 {number} 题").wait_for()
        look()
        page.locator(".one .form-control").focus()
        page.keyboard.type(answer)
        press_on()
    page.get_by_label("我已阅读").focus()
    page.keyboard.press("Space")
    look()
    press_on()
    page.get_by_role("heading", name="您的来信已收到").wait_for()
    look()
    context.close()
    plain = browser.new_context(**{**browser_context_args, "java_script_enabled": False, "color_scheme": "dark"})
    page = plain.new_page()
    page.goto(live_server.url + RING)
    expect(page.get_by_role("button", name="读给我听")).to_be_hidden()
    page.get_by_label("我们打哪个电话").fill("13900001234")
    page.get_by_role("button", name="请给我回电").click()
    page.get_by_role("heading", name="我们会给您回电").wait_for()
    plain.close()
    assert Petition.objects.filter(ring_back=True).count() == 1
