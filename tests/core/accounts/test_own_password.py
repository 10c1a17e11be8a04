"""Staff choose their passwords themselves: a code to a phone that is known to be theirs, and nothing else, opens it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from time_machine import travel

from caojiadu.core.accounts.models import SignInCode, User
from caojiadu.core.audit.models import Entry
from caojiadu.core.notices.models import Notice
from tests.core.accounts.conftest import PASSWORD
from tests.core.accounts.test_admin import PERSON, USERS

DOOR = "/accounts/staff/forgotten/"
PHONE = "+8613812345678"
NEW = "seven lamps along the creek"
Received = Callable[[], tuple[str, str]]
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def known(clerk: User) -> User:
    """Somebody whose phone is known to be theirs."""
    User.objects.filter(pk=clerk.pk).update(phone_sealed=PHONE, phone_proven_at=timezone.now())
    return clerk


def ask(client: Client, name: str = "clerk") -> Any:
    return client.post(DOOR, {"name": name}, headers=ENGLISH)


def choose(client: Client, code: str, word: str = NEW) -> Any:
    client.post(f"{DOOR}code/", {"code": code})
    return client.post(f"{DOOR}new/", {"new_password1": word, "new_password2": word}, headers=ENGLISH)


def test_a_forgotten_password_is_set_anew_and_everything_signed_in_ends(
    client: Client, known: User, received: Received
) -> None:
    other = Client()
    other.force_login(known)
    assert ask(client, " CLERK ").status_code == 302
    phone, code = received()
    assert phone == PHONE
    assert client.get(f"{DOOR}new/").url == DOOR, "not before the code"
    wrong = client.post(f"{DOOR}code/", {"code": "000000" if code != "000000" else "111111"}, headers=ENGLISH)
    assert "4 more times" in wrong.content.decode()
    assert choose(client, code, "clerk").status_code == 200, "what makes no password is refused beside its field"
    assert choose(client, code).url == "/accounts/staff/"
    kept = User.objects.get(pk=known.pk)
    assert kept.check_password(NEW)
    assert "_auth_user_id" not in client.session, "choosing it signs nobody in"
    assert other.get("/desk/cases/").status_code == 302
    assert client.get(f"{DOOR}new/").url == DOOR, "once"
    assert Entry.objects.filter(action="password_changed", subject_key=str(known.pk)).count() == 1
    told = Notice.objects.filter(template="password_changed", user_id=known.pk)
    assert set(told.values_list("channel", flat=True)) == {"portal", "sms"}


def test_a_stranger_learns_nothing_and_gets_nothing(client: Client, clerk: User, known: User) -> None:
    """Nobody of this name, no phone, a phone that was only entered, the break-glass account, a closed account."""
    User.objects.create_user("no-phone", password=PASSWORD)
    User.objects.create_user("entered", password=PASSWORD, phone_sealed=PHONE)
    User.objects.create_superuser("root", password=PASSWORD, phone_sealed=PHONE, phone_proven_at=timezone.now())
    User.objects.create_user("closed", phone_sealed=PHONE, is_active=False)
    User.objects.create_user("resident", kind="resident", phone_sealed=PHONE, phone_proven_at=timezone.now())
    pages = set()
    for name in ("nobody", "no-phone", "entered", "root", "closed", "resident", "clerk"):
        browser = Client()
        assert ask(browser, name).url == f"{DOOR}code/"
        pages.add(browser.get(f"{DOOR}code/", headers=ENGLISH).content.split(b"csrfmiddlewaretoken")[0])
    assert len(pages) == 1, "the page is the same for everybody"
    assert Notice.objects.filter(template="sign_in_code").count() == 1
    assert SignInCode.objects.filter(user=None).count() == SignInCode.objects.count() - 1


OTHER = {"phone_sealed": "+8613900000001"}
UNPROVEN = {"phone_proven_at": None}


@pytest.mark.parametrize("changed", [OTHER, UNPROVEN, {"phone_sealed": ""}, {"is_active": False}])
@pytest.mark.parametrize("before_the_code", [True, False])
def test_a_code_ends_with_the_phone_it_went_to(
    client: Client, known: User, received: Received, changed: dict[str, Any], before_the_code: bool
) -> None:
    """Whoever has somebody's old phone sets no password by it."""
    ask(client)
    code = received()[1]
    if not before_the_code:
        assert client.post(f"{DOOR}code/", {"code": code}).url == f"{DOOR}new/"
    User.objects.filter(pk=known.pk).update(**changed)
    assert choose(client, code).url == DOOR
    assert User.objects.get(pk=known.pk).check_password(PASSWORD)


def test_the_first_password_is_chosen_by_the_invited_person(
    client: Client, administrator: User, received: Received
) -> None:
    admin = Client()
    admin.force_login(administrator)
    assert admin.post(f"{USERS}add/", {**PERSON, "phone": "13812345678"}).status_code == 302
    made = User.objects.get(username="newcomer")
    assert set(Notice.objects.filter(template="account_ready", user_id=made.pk).values_list("channel", flat=True)) == {
        "portal",
        "sms",
    }
    ask(client, "newcomer")
    assert choose(client, received()[1]).url == "/accounts/staff/"
    made = User.objects.get(pk=made.pk)
    assert made.check_password(NEW)
    assert made.phone_proven_at, "whoever had the code has the phone"


def test_ones_own_number_needs_the_password_and_the_code(client: Client, clerk: User, received: Received) -> None:
    client.force_login(clerk)
    page = "/accounts/staff/own/phone/"
    assert client.post(page, {"phone": "13812345678", "password": "wrong"}).status_code == 200
    assert not SignInCode.objects.exists()
    assert client.post(page, {"phone": "13812345678", "password": PASSWORD}).url == f"{page}code/"
    phone, code = received()
    assert phone == PHONE
    assert not User.objects.get(pk=clerk.pk).phone_sealed
    assert client.post(f"{page}code/", {"code": code}).url == "/accounts/staff/own/"
    kept = User.objects.get(pk=clerk.pk)
    assert (kept.phone_sealed, bool(kept.phone_proven_at)) == (PHONE, True)
    assert "138****5678" in client.get("/accounts/staff/own/").content.decode()


def test_a_code_for_staff_signs_nobody_in_as_a_resident(client: Client, known: User, received: Received) -> None:
    ask(client)
    assert client.get("/accounts/login/code/").status_code == 302
    client.post("/accounts/login/code/", {"code": received()[1]})
    assert "_auth_user_id" not in client.session


def test_codes_are_counted_by_name_and_time_runs_out(client: Client, known: User, received: Received) -> None:
    with travel(timezone.now(), tick=False) as clock:
        ask(client)
        assert "wait a minute" in ask(Client()).content.decode()
        client.post(f"{DOOR}code/", {"code": received()[1]})
        clock.shift(11 * 60)
        late = client.post(f"{DOOR}new/", {"new_password1": NEW, "new_password2": NEW})
        assert late.url == DOOR
    assert User.objects.get(pk=known.pk).check_password(PASSWORD)
