"""What makes a password and how long it lasts, where one is signed in, and that a stranger keeps no colleague out."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from time_machine import travel

from caojiadu.core.accounts import passwords
from caojiadu.core.accounts.models import PastPassword, SignIn, User
from caojiadu.core.accounts.sessions import device_of
from caojiadu.core.accounts.tasks import clear_expired
from caojiadu.core.audit.models import Entry
from tests.core.accounts.conftest import PASSWORD

DOOR, OWN = "/accounts/staff/", "/accounts/staff/own/"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36"


def sign_in(client: Client, word: str = PASSWORD, name: str = "clerk", **more: Any) -> Any:
    return client.post(DOOR, {"login": name, "password": word}, headers={"accept-language": "en"}, **more)


@pytest.mark.parametrize(
    ("word", "good"),
    [
        ("seven lamps", False),  # 11 characters
        ("seven lamps!", True),
        ("aaaaaaaaaaaaaa", False),
        ("abcabcabcabcabc", False),
        ("qwertyuiopasdf", False),
        ("lkjhgfdsapoiuytrewq", False),
        ("098765432109876", False),
        ("1029384756473", False),  # digits alone
        ("administrator", False),  # common
        ("password1234", False),
        ("Caojiadu2026!", False),
        ("曹家渡街道办事处信访门户2026", False),
        ("曹家渡的老梧桐树又落叶了呀", True),
        ("zhoumin-clerk-1", True),
    ],
)
def test_what_makes_a_password(clerk: User, word: str, good: bool) -> None:
    if good:
        validate_password(word, clerk)
    else:
        with pytest.raises(ValidationError):
            validate_password(word, clerk)


def test_none_of_the_last_five_comes_back(clerk: User) -> None:
    words = [PASSWORD, *(f"lamp number {number} by the creek" for number in range(5))]
    for word in words[1:]:
        with pytest.raises(ValidationError):
            validate_password(words[words.index(word) - 1], clerk)
        validate_password(word, clerk)
        passwords.set_own_password(user=clerk, password=word)
    for used in words[1:]:
        with pytest.raises(ValidationError):
            validate_password(used, clerk)
    validate_password(PASSWORD, clerk)
    other = User.objects.create_user("other", password=PASSWORD)
    validate_password(words[-1], other)
    for number in range(9):
        passwords.set_own_password(user=clerk, password=f"one more lamp {number} out there")
    assert PastPassword.objects.filter(user=clerk).count() == passwords.KEPT


def test_a_password_lasts_for_its_days(client: Client, clerk: User, settings: Any) -> None:
    settings.PASSWORD_DAYS = 90
    with travel(clerk.password_chosen_at + timedelta(days=90), tick=False) as clock:
        sign_in(client)
        assert client.get("/desk/cases/").status_code == 200
        clock.shift(1)
        assert client.get("/desk/cases/").url == "/accounts/password/"
        again = {"oldpassword": PASSWORD, "password1": PASSWORD, "password2": PASSWORD}
        assert client.post("/accounts/password/", again).status_code == 200, "the same again is none"
        new = {**again, "password1": "seven lamps by the creek", "password2": "seven lamps by the creek"}
        assert client.post("/accounts/password/", new).status_code == 302
        assert client.get("/desk/cases/").status_code == 200
        settings.PASSWORD_DAYS = 0
        clock.shift(timedelta(days=4000))
        assert not User.objects.get(pk=clerk.pk).password_is_old


def test_a_stranger_locks_nobody_out_where_they_are_known(clerk: User) -> None:
    """The attack: wrong passwords for a colleague's name, from one address and from many."""
    known = Client(REMOTE_ADDR="10.0.0.9")
    assert sign_in(known).status_code == 302
    known.post("/accounts/logout/")
    stranger = Client(REMOTE_ADDR="192.0.2.1")
    for _try in range(5):
        sign_in(stranger, "wrong")
    assert "locked" in sign_in(stranger).content.decode(), "from there the name is locked"
    assert sign_in(Client(REMOTE_ADDR="10.0.0.8")).status_code == 302, "elsewhere it is not"
    for number in range(20):
        sign_in(Client(REMOTE_ADDR=f"192.0.2.{number + 10}"), "wrong")
    assert "locked" in sign_in(Client(REMOTE_ADDR="10.0.0.8")).content.decode(), "then for every unknown device"
    assert sign_in(known).status_code == 302, "and never for a known one"
    known.post("/accounts/logout/")
    for _try in range(5):
        sign_in(known, "wrong")
    assert "locked" in sign_in(known).content.decode(), "which has a count of its own"


def test_a_device_is_known_for_its_person_only(clerk: User, officer: User) -> None:
    device = Client(REMOTE_ADDR="10.0.0.9")
    sign_in(device)
    device.post("/accounts/logout/")
    for number in range(21):
        sign_in(Client(REMOTE_ADDR=f"192.0.2.{number}"), "wrong", "officer")
    assert "locked" in sign_in(device, PASSWORD, "officer").content.decode()
    device.cookies["device"] = "forged"
    for number in range(21):
        sign_in(Client(REMOTE_ADDR=f"192.0.2.{number}"), "wrong")
    assert "locked" in sign_in(device).content.decode()


def test_where_one_signed_in_and_ending_all_others(client: Client, clerk: User) -> None:
    other, third = Client(REMOTE_ADDR="10.0.0.9", HTTP_USER_AGENT=WINDOWS), Client()
    for browser in (other, third, client):
        sign_in(browser)
    third.post("/accounts/logout/")
    page = client.get(OWN, headers={"accept-language": "en"}).content.decode()
    assert (page.count("<b>this device</b>"), page.count("<b>signed in now</b>")) == (1, 1)
    assert "Chrome · Windows" in page and "10.0.0.9" in page
    assert client.get(f"{OWN}end-others/").status_code == 405
    assert client.post(f"{OWN}end-others/").url == OWN
    assert client.get("/desk/cases/").status_code == 200
    assert other.get("/desk/cases/").status_code == 302
    actions = Entry.objects.filter(subject_key=str(clerk.pk)).order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["sign_in", "sign_in", "sign_in", "sign_out", "sessions_ended"]


def test_others_sessions_are_left_alone(client: Client, clerk: User, officer: User) -> None:
    theirs = Client()
    sign_in(theirs, PASSWORD, "officer")
    sign_in(client)
    client.post(f"{OWN}end-others/")
    assert theirs.get("/district/").status_code == 200
    assert Session.objects.count() == 2


def test_the_list_follows_a_new_password_and_is_cleared(client: Client, clerk: User) -> None:
    sign_in(client)
    word = "seven lamps by the creek"
    client.post("/accounts/password/", {"oldpassword": PASSWORD, "password1": word, "password2": word})
    assert SignIn.objects.get().session_key == client.session.session_key
    SignIn.objects.update(at=timezone.now() - timedelta(days=181))
    clear_expired()
    assert not SignIn.objects.exists()


@pytest.mark.parametrize(
    ("agent", "shown"),
    [(WINDOWS, "Chrome · Windows"), ("", ""), (f"{WINDOWS} Edg/130", "Edge · Windows"), ("curl/8", "")],
)
def test_what_a_device_is_called(agent: str, shown: str) -> None:
    assert device_of(agent) == shown
