"""Who comes through which door, and on which host."""

from itertools import product

import pytest
from django.http import Http404, HttpResponse
from django.test import Client, RequestFactory

from caojiadu.core.accounts.access import district_required, resident_required, staff_required
from caojiadu.core.accounts.checks import inside_host
from caojiadu.core.accounts.middleware import InsideHost
from caojiadu.core.accounts.models import User

pytestmark = pytest.mark.django_db
OUT, IN = "www.example.cn", "inside.example.cn"
CLOSED_OUTSIDE = (
    "/desk/",
    "/district/",
    "/admin/",
    "/admin/login/",
    "/accounts/staff/",
    "/desk/letters/1/",
    "/admin/x",
)


def through(guard, user: object) -> str:
    """How a door answers."""
    request = RequestFactory().get("/page/?a=1")
    request.user = user
    try:
        response = guard(lambda request: HttpResponse("in"))(request)
    except Http404:
        return "404"
    return response.url if response.status_code == 302 else response.content.decode()


@pytest.mark.parametrize(
    ("guard", "own", "door"),
    [
        (staff_required, "clerk", "/accounts/staff/"),
        (district_required, "officer", "/accounts/staff/"),
        (resident_required, "resident", "/accounts/login/"),
    ],
)
def test_each_door_opens_for_its_own(request, guard, own: str, door: str) -> None:
    from django.contrib.auth.models import AnonymousUser

    assert through(guard, AnonymousUser()) == f"{door}?next=/page/%3Fa%3D1"
    for who in ("clerk", "officer", "resident"):
        assert through(guard, request.getfixturevalue(who)) == ("in" if who == own else "404")


@pytest.mark.parametrize(("host", "path"), list(product((OUT, IN, f"{IN}:8443"), CLOSED_OUTSIDE)))
def test_the_staff_side_exists_on_the_inside_host_only(client: Client, settings, host: str, path: str) -> None:
    settings.ALLOWED_HOSTS, settings.INSIDE_HOST = [OUT, IN], IN
    request = RequestFactory().get(path, headers={"host": host})
    guarded = InsideHost(lambda request: HttpResponse("in"))
    if host == OUT:
        with pytest.raises(Http404):
            guarded(request)
        assert client.get(path, headers={"host": host}).status_code == 404
    else:
        assert guarded(request).content == b"in"


@pytest.mark.parametrize("host", [OUT, IN])
def test_the_public_side_exists_on_both(client: Client, settings, host: str) -> None:
    settings.ALLOWED_HOSTS, settings.INSIDE_HOST = [OUT, IN], IN
    for path in ("/", "/about/", "/accounts/login/"):
        assert client.get(path, headers={"host": host}).status_code == 200
    page = client.get("/accounts/login/", headers={"host": host}).content.decode()
    assert ("/accounts/staff/" in page) is (host == IN)


def test_without_an_inside_host_all_is_on_one(client: Client) -> None:
    assert client.get("/accounts/staff/").status_code == 200
    assert "/accounts/staff/" in client.get("/accounts/login/").content.decode()


def test_the_admin_asks_at_the_staff_door(client: Client, clerk: User, administrator: User) -> None:
    response = client.get("/admin/", follow=True)
    assert response.redirect_chain[-1][0] == "/accounts/staff/?next=%2Fadmin%2F"
    client.force_login(clerk)
    assert client.get("/admin/", follow=True).status_code == 404
    client.force_login(administrator)
    assert client.get("/admin/").status_code == 200


def test_a_missing_inside_host_is_told_before_deployment(settings) -> None:
    assert [message.id for message in inside_host()] == ["accounts.W001"]
    settings.INSIDE_HOST = IN
    assert [message.id for message in inside_host()] == ["accounts.E002"]
    settings.ALLOWED_HOSTS = [IN]
    assert inside_host() == []
