"""Residents sign in by a code to the phone; the first good code makes the account."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.utils import timezone
from time_machine import travel

from caojiadu.core.accounts.models import SignInCode, User
from caojiadu.core.notices.models import Notice

DOOR, CODE, AGAIN = "/accounts/login/", "/accounts/login/code/", "/accounts/login/code/again/"
PHONE = "138 1234 5678"
Received = Callable[[], tuple[str, str]]
pytestmark = pytest.mark.django_db


def ask(client: Client, phone: str = PHONE, **data: str):
    """Ask for a code."""
    return client.post(DOOR, {"phone": phone, **data}, headers={"accept-language": "en"})


def enter(client: Client, code: str):
    """Enter a code."""
    return client.post(CODE, {"code": code}, headers={"accept-language": "en"})


def other_than(code: str) -> str:
    """A wrong code."""
    return f"{(int(code) + 1) % 10**6:06d}"


def test_whoever_asks_twice_within_a_minute_is_led_to_the_code_that_came(client: Client, received: Received) -> None:
    ask(client)
    assert ask(client).url == CODE and len(Notice.objects.all()) == 1
    assert "on its way to this phone already" in client.get(CODE, headers={"accept-language": "en"}).content.decode()
    assert ask(Client()).status_code == 200  # a stranger learns nothing and is led nowhere
    assert enter(client, received()[1]).url == "/me/"


def test_the_first_code_makes_the_account_and_the_next_finds_it(client: Client, received: Received) -> None:
    assert ask(client).url == CODE
    assert "138****5678" in client.get(CODE).content.decode()
    phone, code = received()
    assert (phone, len(code), code.isdigit()) == ("+8613812345678", 6, True)
    assert not User.objects.exists()
    assert enter(client, code).url == "/me/"
    user = User.objects.get()
    assert (user.kind, user.phone_sealed, user.has_usable_password()) == ("resident", "+8613812345678", False)

    again = Client()
    with travel(timezone.now() + timezone.timedelta(minutes=2), tick=False):
        ask(again, "+8613812345678")
        enter(again, received()[1])
    assert again.session["_auth_user_id"] == str(user.pk)
    assert User.objects.count() == 1


def test_neither_session_nor_tables_hold_phone_or_code_in_clear(client: Client, received: Received) -> None:
    ask(client)
    phone, code = received()
    enter_page = client.get(CODE).content.decode()
    assert code not in enter_page
    everything = [dict(client.session), *Session.objects.values(), *(s.get_decoded() for s in Session.objects.all())]
    with connection.cursor() as cursor:
        for table in ("accounts_signincode", "notices_notice", "accounts_throttle"):
            cursor.execute(f"SELECT * FROM {table}")
            everything += cursor.fetchall()
    enter(client, code)
    everything.append(dict(client.session))
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_user")
        everything += cursor.fetchall()
    for kept in map(str, everything):
        assert phone not in kept
        assert "13812345678" not in kept
        assert f"'{code}'" not in kept


def test_the_page_says_the_same_whoever_has_an_account(received: Received) -> None:
    User.objects.create_user("known", kind="resident", phone_sealed="+8613800000000")
    pages = [ask(client, phone) for client, phone in ((Client(), PHONE), (Client(), "13800000000"))]
    assert {(page.status_code, page.url, page.content) for page in pages} == {(302, CODE, b"")}
    assert Notice.objects.count() == 2


def test_wrong_codes_are_counted_and_the_sixth_is_too_late(client: Client, received: Received) -> None:
    ask(client)
    code = received()[1]
    for left in (4, 3, 2, 1):
        assert f"You can try {left} more time" in enter(client, other_than(code)).content.decode()
    assert enter(client, other_than(code)).url == DOOR
    assert enter(client, code).url == DOOR
    assert not User.objects.exists()


def test_a_code_is_good_for_five_minutes(client: Client, received: Received) -> None:
    with travel(timezone.now(), tick=False) as clock:
        ask(client)
        clock.shift(5 * 60 + 1)
        assert enter(client, received()[1]).url == DOOR
    assert not User.objects.exists()


def test_a_code_is_good_once_and_for_its_own_session(client: Client, received: Received) -> None:
    ask(client)
    code = received()[1]
    assert enter(Client(), code).url == DOOR
    saved = client.session["sign_in_code"]
    enter(client, code)
    thief = Client()
    session = thief.session
    session["sign_in_code"] = saved
    session.save()
    assert enter(thief, code).url == DOOR


@pytest.mark.parametrize("typed", [" {} ", "{0[0]} {0[1]}{0[2]}{0[3]}{0[4]}{0[5]}"])
def test_blanks_in_a_code_do_not_matter(client: Client, received: Received, typed: str) -> None:
    ask(client)
    assert enter(client, typed.format(received()[1])).url == "/me/"


def test_full_width_digits_do_not_matter(client: Client, received: Received) -> None:
    ask(client)
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in received()[1])
    assert enter(client, wide).url == "/me/"


@pytest.mark.parametrize("typed", ["", "\x00", "abcdef", "1" * 1000, "😀"])
def test_odd_codes_are_answered_politely(client: Client, received: Received, typed: str) -> None:
    ask(client)
    response = enter(client, typed)
    assert response.status_code == 200
    assert "errors" in response.content.decode()


@pytest.mark.parametrize("typed", ["", "12345", "021-62581234", "\x00", "<b>", "1" * 1000])
def test_what_is_no_mobile_gets_a_message_and_keeps_what_was_typed(client: Client, typed: str) -> None:
    response = ask(client, typed)
    assert response.status_code == 200
    assert 'id="errors"' in response.content.decode()
    assert not SignInCode.objects.exists()
    if typed == "021-62581234":
        assert "landline" in response.content.decode()
        assert 'value="021-62581234"' in response.content.decode()


def test_a_phone_is_not_flooded(client: Client) -> None:
    with travel(timezone.now(), tick=False) as clock:
        assert ask(client).status_code == 302
        assert "wait a minute" in ask(Client()).content.decode()
        for _code in range(9):
            clock.shift(61)
            assert ask(Client(REMOTE_ADDR=f"10.0.0.{_code}")).status_code == 302
        clock.shift(61)
        refused = ask(Client(REMOTE_ADDR="10.0.1.1"))
        assert refused.status_code == 200 and "try again tomorrow" in refused.content.decode()
        clock.shift(24 * 3600)
        assert ask(client).status_code == 302


def test_an_address_that_many_share_is_not_locked_and_cannot_write_to_everybody(settings: Any) -> None:
    assert settings.CODES_PER_ADDRESS == (200, 3600)
    settings.CODES_PER_ADDRESS = (4, 3600)
    with travel(timezone.now(), tick=False) as clock:
        for number in range(3):
            assert ask(Client(), f"1390000000{number}").status_code == 302
        for _refused in range(5):  # what is not sent does not count for the others
            assert "wait a minute" in ask(Client(), "13900000000").content.decode()
        assert ask(Client(), "13900000003").status_code == 302
        assert "over this connection" in ask(Client(), "13900000004").content.decode()
        assert ask(Client(REMOTE_ADDR="10.0.1.1"), "13900000004").status_code == 302  # nor for the phone
        clock.shift(3601)
        assert ask(Client(), "13900000005").status_code == 302


def test_a_new_code_replaces_the_old_one(client: Client, received: Received) -> None:
    with travel(timezone.now(), tick=False) as clock:
        ask(client)
        first = received()[1]
        assert client.post(AGAIN).url == CODE
        assert Notice.objects.count() == 1, "not within a minute"
        clock.shift(61)
        client.post(AGAIN)
        assert Notice.objects.count() == 2
        second = received()[1]
        if first != second:
            assert enter(client, first).status_code == 200
        assert enter(client, second).url == "/me/"
    assert client.get(AGAIN).status_code == 405
    assert Client().post(AGAIN).url == DOOR


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/petitions/new/", "/petitions/new/"),
        ("/me/", "/me/"),
        ("/life/new/", "/life/new/"),
        ("https://evil.example/", "/me/"),
    ],
)
def test_the_page_asked_for_is_reached(client: Client, received: Received, wanted: str, reached: str) -> None:
    door = client.get(f"{DOOR}?next={wanted}").content.decode()
    assert ("您的来信" in door, "刚才的页面" in door) == (wanted != "/life/new/", wanted == "/life/new/")
    page = client.post(f"{DOOR}?next={wanted}", {"phone": PHONE}).url
    assert client.post(page, {"code": received()[1]}).url == reached


def test_a_closed_account_stays_out(client: Client, received: Received) -> None:
    ask(client)
    enter(client, received()[1])
    client.post("/accounts/logout/")
    User.objects.update(is_active=False)
    with travel(timezone.now() + timezone.timedelta(minutes=2), tick=False):
        ask(client)
        assert enter(client, received()[1]).url == "/accounts/inactive/"
    assert "_auth_user_id" not in client.session


def test_residents_are_not_hurried(client: Client, received: Received) -> None:
    with travel(timezone.now(), tick=False) as clock:
        ask(client)
        enter(client, received()[1])
        clock.shift(5 * 3600)
        assert client.get("/about/").wsgi_request.user.is_authenticated


def test_who_is_signed_in_does_not_sign_in_again(client: Client, resident: User) -> None:
    client.force_login(resident)
    for page in (DOOR, CODE, "/accounts/staff/"):
        assert client.get(page).url == "/me/"


def test_the_door_speaks_both_languages(client: Client) -> None:
    assert "Send me a code" in client.get(DOOR, headers={"accept-language": "en"}).content.decode()
    assert "no-store" in client.get(DOOR).headers["cache-control"]
