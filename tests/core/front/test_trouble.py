"""When something goes wrong, the page says what to do, and nothing typed is lost."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

from caojiadu.core.front import errors

HERE = "http://testserver"


@pytest.fixture
def careful() -> Client:
    """A browser whose posts are checked as in production."""
    return Client(enforce_csrf_checks=True)


def test_the_last_page_needs_no_database(django_assert_num_queries: DjangoAssertNumQueries, db: None) -> None:
    with django_assert_num_queries(0):
        response = errors.broken(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "系统出了点问题" in response.content.decode()
    assert "Something went wrong" in response.content.decode()


@pytest.mark.parametrize("trouble", [OperationalError("gone"), InterfaceError("closed")])
def test_a_database_that_is_away_is_said_in_both_languages_with_a_time(trouble: Exception) -> None:
    try:
        raise trouble
    except Exception:
        response = errors.broken(RequestFactory().get("/"))
    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert "no-store" in response["Cache-Control"]
    page = response.content.decode()
    assert "系统正在恢复" in page
    assert "The portal is being brought back" in page
    # The proxy shows the same file without the portal: nothing in it is a template's.
    assert page == Path(settings.BASE_DIR, "templates/errors/503.html").read_text("utf-8")


@pytest.mark.django_db
@pytest.mark.parametrize(("trouble", "status"), [
    (SuspiciousOperation("x"), 400),
    (RequestDataTooBig("x"), 413),
])  # fmt: skip
def test_bad_requests_are_explained(trouble: Exception, status: int) -> None:
    request = RequestFactory().get("/")
    request.session = {}  # type: ignore[assignment]
    assert errors.bad_request(request, trouble).status_code == status


@pytest.mark.django_db
def test_more_than_we_read_is_413_over_the_wire(client: Client) -> None:
    response = client.post("/display/", {"next": "x" * 3_000_000}, content_type="application/x-www-form-urlencoded")
    assert response.status_code in {302, 413}
    response = client.generic("POST", "/display/", b"a=" + b"x" * 3_000_000, "application/x-www-form-urlencoded")
    assert response.status_code == 413


@pytest.mark.django_db
def test_an_expired_form_gives_back_what_was_typed(careful: Client) -> None:
    typed = {"title": "\n南门<路灯>不亮", "body": "第一行\n第二行"}
    response = careful.post("/display/", typed, headers={"origin": HERE})
    page = response.content.decode()
    assert response.status_code == 403
    assert "南门&lt;路灯&gt;不亮" in page
    assert "第一行\n第二行" in page
    assert 'name="csrfmiddlewaretoken"' in page


@pytest.mark.django_db
@pytest.mark.parametrize("origin", ["https://evil.example", "null", "", f"{HERE}.evil.example", "http:testserver"])
def test_a_form_from_another_site_is_never_offered_again(careful: Client, origin: str) -> None:
    page = careful.post("/display/", {"title": "planted"}, headers={"origin": origin}).content.decode()
    assert "planted" not in page


@pytest.mark.django_db
def test_passwords_are_never_given_back(careful: Client) -> None:
    page = careful.post("/accounts/login/", {"password": "secret words"}, headers={"origin": HERE}).content.decode()
    assert "secret words" not in page
