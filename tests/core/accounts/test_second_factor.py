"""The second factor of staff: set up, shown at the sign-in and again before what is sensitive; a password is none."""

import json
import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from time_machine import travel

from caojiadu.core.accounts import approvals
from caojiadu.core.accounts.models import Approval, User
from caojiadu.core.audit.models import Entry
from caojiadu.core.files.moves import store
from caojiadu.core.notices.models import Notice
from tests.core.accounts.conftest import PASSWORD
from tests.core.accounts.test_approvals import send_person, signed_in
from tests.core.district.reports import accusation, sent
from tests.core.files import samples
from tests.petitions.letters import make_resident, write

DOOR, FACTORS, AGAIN = "/accounts/staff/", "/accounts/staff/factor/", "/accounts/staff/again/"
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def clock() -> Iterator[Any]:
    with travel(timezone.now().replace(second=1), tick=False) as moved:
        yield moved


@pytest.fixture
def required(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


def code_of(secret: str) -> str:
    """What an app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def password(client: Client, name: str = "clerk", word: str = PASSWORD) -> Any:
    return client.post(DOOR, {"login": name, "password": word}, headers=ENGLISH)


def set_up(client: Client) -> str:
    """An app, of somebody who signed in just now. Returns its secret."""
    secret = client.get(f"{FACTORS}app/").context["form"].secret
    assert client.post(f"{FACTORS}app/", {"code": code_of(secret)}).url == f"{FACTORS}codes/"
    return str(secret)


def with_app(name: str = "clerk") -> tuple[Client, str]:
    client = Client()
    password(client, name)
    return client, set_up(client)


def test_nobody_works_without_one_where_it_is_required(client: Client, clerk: User, clock: Any, required: None) -> None:
    password(client)
    for page in ("/desk/cases/", "/about/", "/accounts/staff/own/"):
        assert client.get(page).url == FACTORS, page
    assert "before that no page of your work opens" in client.get(FACTORS, headers=ENGLISH).content.decode()
    assert client.post("/accounts/logout/").status_code == 302
    password(client)
    secret = set_up(client)
    assert client.get("/desk/cases/").status_code == 200
    kept = Authenticator.objects.get(type="totp", user=clerk)
    assert secret not in str(kept.data)
    first = client.get(f"{FACTORS}codes/").content.decode()
    assert len(re.findall(r"<code>\d{8}</code>", first)) == 10
    assert "<code>" not in client.get(f"{FACTORS}codes/").content.decode(), "they are shown once"
    assert Entry.objects.filter(action="factor_added", subject_key=str(clerk.pk)).exists()
    assert Notice.objects.filter(template="factor_added", user_id=clerk.pk).exists()


def test_a_session_that_never_showed_it_opens_nothing(clerk: User, clock: Any, required: None) -> None:
    with_app()
    assert signed_in(clerk).get("/desk/cases/").url == AGAIN


def test_the_password_alone_signs_nobody_in_who_has_one(client: Client, clerk: User, clock: Any) -> None:
    _first, secret = with_app()
    clock.shift(60)
    assert password(client).url == f"{FACTORS}sign-in/"
    assert "_auth_user_id" not in client.session
    assert client.get("/desk/cases/").url.startswith(DOOR)
    page = client.post(f"{FACTORS}sign-in/", {"code": "000000"}, headers=ENGLISH)
    assert "This code is not right" in page.content.decode()
    assert Entry.objects.filter(action="factor_failed", subject_key=str(clerk.pk)).count() == 1
    assert client.post(f"{FACTORS}sign-in/", {"code": code_of(secret)}).url == "/desk/"
    signed = Entry.objects.filter(action="sign_in", subject_key=str(clerk.pk)).order_by("pk")
    assert [entry.data["by"] for entry in signed] == [["password"], ["mfa", "password"]]
    other = Client()
    password(other)
    used = other.post(f"{FACTORS}sign-in/", {"code": code_of(secret)})
    assert used.status_code == 200, "a code counts once"


def test_wrong_codes_are_counted_for_the_person(clerk: User, clock: Any) -> None:
    _first, secret = with_app()
    clock.shift(60)
    for _try in range(5):
        browser = Client()
        password(browser)
        browser.post(f"{FACTORS}sign-in/", {"code": "000000"})
    browser = Client()
    password(browser)
    page = browser.post(f"{FACTORS}sign-in/", {"code": code_of(secret)}, headers=ENGLISH)
    assert "Too many wrong codes" in page.content.decode()
    clock.shift(15 * 60)
    password(browser)
    assert browser.post(f"{FACTORS}sign-in/", {"code": code_of(secret)}).url == "/desk/"


def test_a_recovery_code_counts_once(client: Client, clerk: User, clock: Any) -> None:
    first, _secret = with_app()
    code = re.findall(r"<code>(\d{8})</code>", first.get(f"{FACTORS}codes/").content.decode())[0]
    for reached in (302, 200):
        client.logout()
        password(client)
        assert client.post(f"{FACTORS}sign-in/", {"code": code}).status_code == reached


@pytest.mark.parametrize(
    "credential", ['{"id":5}', '{"id":"a"}', "[]", "5", '"x"', "[" * 5000, "{}", "", '{"id":"AA","rawId":"AA"}']
)
def test_what_no_passkey_answers_is_a_wrong_code_on_each_page(clerk: User, clock: Any, credential: str) -> None:
    browser, _secret = with_app()
    for answer in (credential, _answering(credential)):
        for page in (f"{FACTORS}passkeys/new/", AGAIN):
            browser.get(page)
            assert browser.post(page, {"credential": answer}).status_code == 200, page
        other = Client()
        password(other)
        other.get(f"{FACTORS}sign-in/")
        assert other.post(f"{FACTORS}sign-in/", {"credential": answer}).status_code == 200


def _answering(credential: str) -> str:
    """Within what a browser answers, where only the innermost is wrong."""
    inside = {"clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA", "attestationObject": "oA"}
    return json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": inside, "more": credential})


@pytest.fixture
def letter(cast: Any) -> str:
    return f"/desk/cases/{write(resident=make_resident()).number}/person/"


def test_it_is_shown_again_before_somebody_is_unmasked(cast: Any, letter: str, clock: Any) -> None:
    cast.clerk.set_password(PASSWORD)
    cast.clerk.save()
    browser, secret = with_app()
    assert browser.get(letter).status_code == 200, "it was shown a moment ago"
    clock.shift(16 * 60)
    assert browser.get(letter).url == f"{AGAIN}?next={letter}"
    kept = browser.post(letter, {"reason": "核对地址"}, headers=ENGLISH)
    assert kept.status_code == 403
    assert "核对地址" in kept.content.decode(), "what was typed is kept"
    assert not Entry.objects.filter(action="reveal").exists()
    for typed in ({"password": PASSWORD}, {"code": "000000"}, {"credential": "{}"}, {"credential": "x"}, {}):
        assert browser.post(AGAIN, {**typed, "next": letter}).status_code == 200, "a password is none"
    assert browser.get(letter).status_code == 302
    assert browser.post(AGAIN, {"code": code_of(secret), "next": letter}).url == letter
    assert browser.post(letter, {"reason": "核对地址"}).status_code == 200
    clock.shift(60)
    assert browser.post(AGAIN, {"code": code_of(secret), "next": "https://evil.example/"}).url == "/desk/"


def test_who_has_none_and_needs_none_goes_on(cast: Any, letter: str, settings: Any) -> None:
    browser = signed_in(cast.clerk)
    assert browser.get(letter).status_code == 200
    settings.SECOND_FACTOR_REQUIRED = True
    assert browser.get(letter).url == FACTORS


def test_reports_posts_and_exports_ask_for_it(cast: Any, clock: Any) -> None:
    report = sent(accusation(cast))
    case = report.case
    file = store(uploaded=samples.upload("a.txt", samples.TEXT, "text/plain"), case=case)
    paper = case.papers.first()
    papers = [reverse("documents:paper", args=[paper.key]), reverse("documents:pdf", args=[paper.key])]
    pages = {
        "keeper": [f"/desk/cases/{case.number}/", f"/files/{file.key}/", *papers],
        "discipline": [f"/district/reports/{report.key}/", f"/files/{file.key}/"],
        "audit_admin": ["/admin/audit/confidentialentry/"],
        "security_admin": ["/admin/accounts/holder/", "/admin/accounts/approval/", "/admin/auth/group/"],
        "security_head": ["/desk/security/sites/export/"],
    }
    for name, addresses in pages.items():
        user = getattr(cast, name)
        user.set_password(PASSWORD)
        user.save()
        browser, _secret = with_app(name)
        for address in addresses:
            opened = browser.get(address)
            assert opened.status_code == 200, address
            b"".join(opened)
        clock.shift(16 * 60)
        for address in addresses:
            assert browser.get(address).url.startswith(f"{AGAIN}?next=/"), address
    for address in pages["keeper"]:
        assert signed_in(cast.handler).get(address).status_code == 404, "to others it does not exist"


def test_a_desk_left_open_changes_no_factor(client: Client, clerk: User, clock: Any) -> None:
    password(client)
    clock.shift(16 * 60)
    assert client.get(f"{FACTORS}app/").url.startswith(AGAIN), "of whoever has none yet the password is asked"
    assert client.post(AGAIN, {"password": "wrong"}).status_code == 200
    assert client.post(AGAIN, {"password": PASSWORD, "next": f"{FACTORS}app/"}).url == f"{FACTORS}app/"
    set_up(client)
    clock.shift(16 * 60)
    for page in ("app/remove/", "codes/", "codes/new/", "passkeys/new/"):
        assert client.get(f"{FACTORS}{page}").url.startswith(AGAIN), page
        assert client.post(f"{FACTORS}{page}").status_code in (302, 403), page
    assert Authenticator.objects.filter(user=clerk, type="totp").exists()


def test_a_lost_one_is_taken_away_by_two(administrator: User, guardian: User, clerk: User, clock: Any) -> None:
    with_app()
    admin = signed_in(administrator)
    assert send_person(admin, clerk, lost_factor="on").status_code == 302
    assert Authenticator.objects.filter(user=clerk).exists()
    approvals.decide(approval=Approval.objects.get(what="factor"), approve=True, by=User.objects.get(pk=guardian.pk))
    assert not Authenticator.objects.filter(user=clerk).exists()
    assert Entry.objects.filter(action="factor_removed", subject_key=str(clerk.pk)).exists()
    assert password(Client()).url == "/desk/"


def test_residents_have_no_such_pages(client: Client, resident: User) -> None:
    client.force_login(resident)
    for page in (FACTORS, AGAIN, f"{FACTORS}app/", f"{FACTORS}passkeys/new/", f"{FACTORS}codes/"):
        assert client.get(page).status_code == 404, page


def test_production_is_told_where_it_is_off(settings: Any) -> None:
    from caojiadu.core.accounts.checks import second_factor

    assert [one.id for one in second_factor()] == ["accounts.E004"]
    settings.SECOND_FACTOR_REQUIRED = True
    assert second_factor() == []


def test_codes_of_the_time_before_count_no_more(client: Client, clerk: User, clock: Any) -> None:
    _first, secret = with_app()
    clock.shift(60)
    old = code_of(secret)
    clock.shift(30)
    password(client)
    assert client.post(f"{FACTORS}sign-in/", {"code": old}).status_code == 200
