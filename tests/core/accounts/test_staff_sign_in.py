"""Staff sign in by name and password; five wrong ones lock the name."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from time_machine import travel

from caojiadu.core.accounts.models import User
from caojiadu.core.audit.models import Entry

from .conftest import PASSWORD

DOOR = "/accounts/staff/"


def try_in(client: Client, name: str = "clerk", password: str = "wrong", **data: str):
    """Post the form."""
    return client.post(DOOR, {"login": name, "password": password, **data}, headers={"accept-language": "en"})


def user_of(client: Client) -> str | None:
    """The signed-in user's id."""
    return client.session.get("_auth_user_id")


@pytest.mark.parametrize(
    ("who", "home"), [("clerk", "/desk/"), ("officer", "/district/"), ("administrator", "/admin/")]
)
def test_everybody_lands_where_they_work(client: Client, request, who: str, home: str) -> None:
    user = request.getfixturevalue(who)
    response = try_in(client, user.username, PASSWORD)
    assert (response.status_code, response.url) == (302, home)
    assert user_of(client) == str(user.pk)


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/desk/cases/?waiting=1", "/desk/cases/?waiting=1"),
        ("/admin/", "/desk/"),
        ("/district/", "/desk/"),
        ("/me/", "/desk/"),
        ("/about/", "/about/"),
        ("https://evil.example/desk/", "/desk/"),
        ("//evil.example/", "/desk/"),
        ("/accounts/staff/", "/desk/"),
    ],
)
def test_the_page_asked_for_is_reached_if_it_is_ones_own(
    client: Client, clerk: User, wanted: str, reached: str
) -> None:
    assert try_in(client, password=PASSWORD, next=wanted).url == reached


def test_both_languages_and_what_was_typed_stays(client: Client, clerk: User) -> None:
    assert "Staff sign-in" in client.get(DOOR, headers={"accept-language": "en"}).content.decode()
    page = try_in(client).content.decode()
    assert "The name or the password is not right" in page
    assert 'value="clerk"' in page
    assert "wrong" not in page.replace("field wrong", "")


def test_five_wrong_tries_lock_the_name_for_fifteen_minutes(client: Client, clerk: User) -> None:
    with travel(timezone.now(), tick=False) as clock:
        for _try in range(5):
            assert "not right" in try_in(client).content.decode()
        assert "locked for 15 minutes" in try_in(client, password=PASSWORD).content.decode()
        clock.shift(14 * 60)
        assert "locked" in try_in(client, name="CLERK ", password=PASSWORD).content.decode()
        clock.shift(60)
        assert try_in(client, password=PASSWORD).status_code == 302
    failed = Entry.objects.filter(action="sign_in_failed", subject_key=str(clerk.pk)).order_by("pk")
    assert [entry.data["locked"] for entry in failed] == [False, False, False, False, True]
    assert Entry.objects.filter(action="sign_in", actor_user_id=clerk.pk).count() == 1


def test_a_right_password_forgets_the_wrong_ones(client: Client, clerk: User) -> None:
    for _round in range(3):
        for _try in range(4):
            try_in(client)
        assert try_in(client, password=PASSWORD).status_code == 302
        client.logout()


def test_an_unknown_name_is_treated_alike(client: Client, clerk: User) -> None:
    known, unknown = (
        [try_in(client, name).content.decode().replace(name, "") for _try in range(6)] for name in ("clerk", "nobody")
    )
    strip = [page.split("<main")[1].split("csrfmiddlewaretoken")[0] for page in known]
    assert strip == [page.split("<main")[1].split("csrfmiddlewaretoken")[0] for page in unknown]
    entry = Entry.objects.filter(subject_key="unknown").first()
    assert "nobody" not in str(entry.data)


def test_one_address_cannot_try_every_name(client: Client, clerk: User, monkeypatch) -> None:
    monkeypatch.setattr("caojiadu.core.accounts.tries.ADDRESS_LIMIT", 12)
    for number in range(12):
        try_in(client, f"guess{number}")
    assert "locked" in try_in(client, password=PASSWORD).content.decode()
    other = Client(REMOTE_ADDR="10.0.0.9")
    assert try_in(other, password=PASSWORD).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_parallel_tries_do_not_slip_past_the_lock(clerk: User) -> None:
    start = threading.Barrier(8)

    def guess(_number: int) -> int:
        try:
            start.wait()
            return sum("not right" in try_in(Client()).content.decode() for _try in range(3))
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(guess, range(8))) == 5


@pytest.mark.parametrize("name", ["\x00", "x" * 5000, "<b>", "😀"])
def test_odd_names_are_answered_politely(client: Client, clerk: User, name: str) -> None:
    assert try_in(client, name).status_code == 200


def test_residents_have_no_password(client: Client, resident: User) -> None:
    assert not resident.has_usable_password()
    assert try_in(client, "r1", "").status_code == 200
    assert user_of(client) is None


def test_a_closed_account_is_told_so(client: Client, clerk: User) -> None:
    User.objects.update(is_active=False)
    response = client.post(DOOR, {"login": "clerk", "password": PASSWORD}, follow=True)
    assert response.status_code == 403
    assert user_of(client) is None


def test_idle_staff_are_signed_out_and_busy_ones_are_not(client: Client, clerk: User) -> None:
    with travel(timezone.now(), tick=False) as clock:
        try_in(client, password=PASSWORD)
        for _visit in range(4):
            clock.shift(20 * 60)
            assert client.get("/about/").wsgi_request.user.is_authenticated
        clock.shift(31 * 60)
        assert not client.get("/about/").wsgi_request.user.is_authenticated


def test_a_staff_session_ends_after_a_long_day(client: Client, clerk: User) -> None:
    with travel(timezone.now(), tick=False) as clock:
        try_in(client, password=PASSWORD)
        for _visit in range(12 * 3):
            clock.shift(20 * 60)
            client.get("/robots.txt")
        clock.shift(20 * 60)
        assert not client.get("/about/").wsgi_request.user.is_authenticated


def test_signing_out_needs_a_post(client: Client, clerk: User) -> None:
    try_in(client, password=PASSWORD)
    assert client.get("/accounts/logout/").status_code == 200
    assert user_of(client)
    assert client.post("/accounts/logout/").url == "/"
    assert user_of(client) is None


NEW = {"oldpassword": PASSWORD, "password1": "another lane with trees", "password2": "another lane with trees"}


def test_the_password_is_changed_and_the_session_stays(client: Client, clerk: User) -> None:
    try_in(client, password=PASSWORD)
    assert client.get("/accounts/password/").status_code == 200
    assert client.post("/accounts/password/", NEW).url == "/desk/"
    assert client.get("/about/").wsgi_request.user.is_authenticated
    assert User.objects.get(pk=clerk.pk).check_password("another lane with trees")


@pytest.mark.parametrize("change", [{"oldpassword": "wrong"}, {"password2": "else"}, {"password1": "clerk1"}])
def test_a_bad_new_password_is_refused(client: Client, clerk: User, change: dict[str, str]) -> None:
    try_in(client, password=PASSWORD)
    assert client.post("/accounts/password/", {**NEW, **change}).status_code == 200
    assert User.objects.get(pk=clerk.pk).check_password(PASSWORD)


def test_guessing_the_password_of_today_locks_as_well(client: Client, clerk: User) -> None:
    try_in(client, password=PASSWORD)
    for _try in range(5):
        client.post("/accounts/password/", {**NEW, "oldpassword": "wrong"})
    assert client.post("/accounts/password/", NEW).status_code == 200
    assert User.objects.get(pk=clerk.pk).check_password(PASSWORD)


def test_residents_have_no_password_page(client: Client, resident: User) -> None:
    assert client.get("/accounts/password/").url.startswith("/accounts/staff/")
    client.force_login(resident)
    assert client.get("/accounts/password/").status_code == 404
