"""Addresses, cookies, headers and files with what nobody should send: no 500, and a page that says something."""

import json
import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver

from petitions.models import Petition, Submission
from tests.bad_input_world import BACKEND, browser, one_house
from tests.hostile import SCRIPT, VALUES, undone
from tests.petitions.online import LETTER
from tests.rails import one_rail, same_people
from tests.test_bad_input import DOORS

__all__ = ["one_house", "one_rail", "same_people"]
pytestmark = pytest.mark.usefixtures("one_rail", "same_people")

# For numbers and keys inside an address.
PARTS = ["%00", "a%00b", "%", "%zz", "%ED%A0%80", "-1", "0", "..%2f..%2f", "长" * 300, "%3Cscript%3E"]
PARTS += ["9" * 25, "9" * 5000]
PATHS = {
    "visitor": [
        *("/petitions/{}/", "/petitions/{}/receipt/", "/petitions/track/?number={}", "/files/{}/", "/{}"),
        *(
            "/services/{}/",
            "/services/?q={}",
            "/search/?q={}",
            "/search/?q=1&kind={}",
            "/services/judge/?item={}",
            "/services/hall/{}/ticket/{}/",
        ),
        *("/activities/{}/", "/activities/?after={}", "/news/{}/", "/news/?q={}"),
        *("/activities/here/{}/", "/rooms/{}/", "/rooms/{}/book/", "/rooms/bookings/{}/", "/life/provider/{}/"),
    ],
    "head": [
        "/desk/cases/{}/",
        "/desk/cases/{}/person/",
        "/desk/cases/{}/note/",
        "/desk/cases/{number}/{}/",
        "/desk/tasks/{}/",
        "/desk/notices/trouble/{}/",
        "/desk/{}/",
    ],
    "window": ["/desk/letters/{}/receipt/", "/desk/letters/{}/code/"],
    "district": [
        *("/district/reports/{}/", "/district/reports/{}/answer/"),
        *("/district/api/reports/{}/", "/district/api/papers/{}/{}/"),
        *("/district/api/slips/{}/", "/district/api/slips/{}/take-back/"),
    ],
}
# What stands behind a question mark.
QUERIES = {
    "visitor": {
        "/about/": ["q"],
        "/petitions/track/": ["number"],
        "/accounts/login/": ["next"],
        "/accounts/staff/": ["next"],
    },
    "clerk": {
        "/desk/cases/": [
            *("q", "queue", "after", "state", "kind", "office", "handler", "category", "neighbourhood", "channel"),
            *("since", "until", "page", "size", "undefined"),
        ],
        "/desk/notices/": ["before"],
        "/desk/district/": ["after", "before", "show"],
    },
    "head": {"/desk/notices/trouble/": ["before"]},
    "district": {"/district/": ["body", "show", "after"], "/district/messages/": ["before"]},
}
ODD = {
    **{name: value for name, value in VALUES.items() if value is not None and len(value) < 6000},
    "operators": "噪音 & ! | :* <-> ( ) 'a' \\",
    "a quote": "'",
    "initials and more": "yjsg:*",
    "the first day": "0001-01-01",
    "the last day": "9999-12-31",
    "a mark": "2026-01-01T00:00:00+08:00_99999999999999999999",
    "a mark of year one": "0001-01-01T00:00:00+23:59_1",
    "a mark of the last year": "9999-12-31T23:59:59-23:59_-5",
    "a mark without zone": "2026-01-01T00:00:00_1",
    "three parts": "1_2026-01-01T00:00:00+08:00_1",
    "three large parts": "999999999999999999_2026-01-01T00:00:00+08:00_999999999999999999",
}


def look(client: Client, path: str) -> str:
    """Fetch a page; return what is wrong with it, if anything."""
    with undone():
        response = client.get(path)
    body = b"".join(response) if response.streaming else response.content
    if response.status_code >= 500 or SCRIPT.encode() in body:
        return f"{path[:200]}: {response.status_code}"
    return ""


@pytest.mark.parametrize("who", PATHS)
def test_odd_parts_of_an_address_find_nothing(house: SimpleNamespace, who: str) -> None:
    client = house.people[who]
    paths = [path.replace("{number}", house.asked.number).replace("{}", part) for path in PATHS[who] for part in PARTS]
    assert [wrong for path in paths if (wrong := look(client, path))] == []


def addresses(resolver: Any, before: str = "/") -> Iterator[str]:
    """Every address of the portal that has something to fill in, as the resolver writes it."""
    for one in resolver.url_patterns:
        path = before + str(one.pattern)
        if hasattr(one, "url_patterns"):
            yield from addresses(one, path)
        elif "<" in path and "(" not in path:
            yield path


@pytest.mark.parametrize("part", ["%00", "%ff%fe", "9" * 25])
@pytest.mark.parametrize("who", ["visitor", "head", "system_admin", "district"])
def test_no_address_of_the_portal_breaks_over_what_is_put_into_it(house: SimpleNamespace, who: str, part: str) -> None:
    number = part if part.isdigit() else "1"
    paths = {
        re.sub(r"<(\w+:)?\w+>", lambda field: number if field[1] in ("int:", "uuid:") else part, path)
        for path in addresses(get_resolver())
    }
    assert len(paths) > 200
    assert [wrong for path in sorted(paths) if (wrong := look(house.people[who], path))] == []


@pytest.mark.parametrize("who", ["visitor", "head", "resident", "district"])
def test_a_way_back_that_is_no_address_leads_home(house: SimpleNamespace, who: str) -> None:
    for path in ("/accounts/login/", "/accounts/staff/", "/accounts/login/code/"):
        for wanted in ("%ff%fe", "me", "home", "a.b", "//", "%00"):
            assert not look(house.people[who], f"{path}?next={wanted}")


@pytest.mark.parametrize("who", QUERIES)
def test_odd_questions_behind_an_address_are_answered_with_a_page(house: SimpleNamespace, who: str) -> None:
    client, trouble = house.people[who], []
    for path, names in QUERIES[who].items():
        for name in names:
            # What is read by hand gets everything; what a form field reads gets what is odd for any field.
            for value in ODD.values() if name in ("q", "after", "before", "number", "next") else list(ODD.values())[:8]:
                query = urlencode({name: value}, doseq=True, errors="surrogatepass")
                trouble.append(look(client, f"{path}?{query}"))
    assert [wrong for wrong in trouble if wrong] == []


COOKIES = {
    "django_language": ["xx", "zh-hans\0", "../en", "e" * 3000, "<script>", '"\\000"'],
    "portal_theme": ["garbage", "<script>alert(1)</script>", "x" * 3000, '"\\000"'],
    "portal_size": ["huge", "-1"],
    "sessionid": ["short", "x" * 32, "x" * 3000, "<script>", '"abcdefgh\\000abcdefgh"', '"abcdefgh\\355"'],
    "csrftoken": ["x", "x" * 3000, '"\\000"'],
    "messages": ["garbage", '["x"]'],
}


@pytest.mark.parametrize("cookie", COOKIES)
def test_odd_cookies_change_nothing(house: SimpleNamespace, cookie: str) -> None:
    for value in COOKIES[cookie]:
        for path in ("/", "/petitions/new/", "/me/", "/desk/"):
            with undone():
                response = Client(raise_request_exception=False).get(path, headers={"cookie": f"{cookie}={value}"})
            assert response.status_code in (200, 302), (path, value)
            assert SCRIPT not in response.content.decode()


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example"},
        {"host": "a b"},
        {"host": ""},
        {"x-forwarded-for": "not an address, \0"},
        {"x-forwarded-proto": "gopher"},
        {"accept-language": "x" * 5000},
        {"accept-language": "\0;q=9,zh-" + "a" * 400},
        {"referer": "\0"},
        {"range": "bytes=9-1"},
        {"if-modified-since": "yesterday"},
        {"hx-request": "true", "hx-current-url": "%zz\0"},
        {"user-agent": "x" * 9000 + "\0"},
    ],
)
def test_odd_headers_get_a_page(house: SimpleNamespace, headers: dict[str, str]) -> None:
    for path in ("/", "/petitions/track/", "/nowhere/"):
        with undone():
            response = Client(raise_request_exception=False).get(path, headers=headers)
        assert response.status_code in (200, 400, 404), (path, response.status_code)
        assert re.search("<h1", response.content.decode())


@pytest.mark.parametrize("door", DOORS)
def test_an_expired_form_is_given_back_and_saves_nothing(house: SimpleNamespace, door: str) -> None:
    who, path, good = DOORS[door]
    user = house.users.get(who)
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False, headers={"origin": "http://testserver"})
    if user is not None:
        strict.force_login(user, backend=BACKEND)
    before = Petition.objects.count(), Submission.objects.count()
    typed = {name: value for name, value in good.items() if value is not None}
    with undone():
        response = strict.post(path.format(**vars(house)), typed)
    assert response.status_code == 403
    html = response.content.decode()
    assert "<h1" in html
    if not path.startswith("/accounts/"):
        assert all(value in html for value in typed.values())
    assert (Petition.objects.count(), Submission.objects.count()) == before


@pytest.mark.parametrize(("who", "path"), [("visitor", "/petitions/new/"), ("window", "/desk/letters/enter/")])
def test_a_file_of_20_megabytes_is_named_and_everything_typed_stays(
    house: SimpleNamespace, who: str, path: str
) -> None:
    large = SimpleUploadedFile("很大.pdf", b"%PDF-1.7\n" + b"\0" * 20_000_000, content_type="application/pdf")
    with undone():
        before = Petition.objects.count()
        response = house.people[who].post(path, {**LETTER, "channel": "call", "attachments": large})
        assert response.status_code == 200
        html = response.content.decode()
        assert "很大.pdf" in html
        assert LETTER["body"] in html
        assert Petition.objects.count() == before


BODIES: list[Any] = [b"", b"\0", b"{", b"[]", b"null", b"9" * 5000, b'{"text": "\\ud800"}', b"\xff\xfe", b"[" * 100_000]


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
def test_the_door_for_systems_refuses_in_words(house: SimpleNamespace, body: bytes) -> None:
    client = browser()
    for headers in ({}, {"x-key-id": "\0", "x-signature": "9" * 5000, "x-timestamp": "9" * 5000}):
        with undone():
            response = client.post("/district/api/replies/", body, content_type="application/json", headers=headers)
        assert 400 <= response.status_code < 500
        assert isinstance(json.loads(response.content), dict)


def test_more_fields_than_a_form_can_have_are_refused(house: SimpleNamespace) -> None:
    most = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    response = browser().post("/petitions/new/", {f"field{number}": "x" for number in range(most + 10)})
    assert response.status_code == 413
    assert "<h1" in response.content.decode()
