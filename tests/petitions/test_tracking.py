"""Following a letter: what is right opens it, what is wrong tells nothing."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from petitions.petitioners.access import new_code
from tests.petitions.online import send, track

pytestmark = pytest.mark.django_db
CHANGES = re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]+')


@pytest.fixture
def letter(client):
    return send(client)


def plain(response, *typed):
    """A page without what differs by nature: the token, and what was typed itself."""
    text = CHANGES.sub(r"\1", response.content.decode())
    for word in typed:
        text = text.replace(word, "…")
    return text


def wrong(browser, number, code):
    """A try, with its page and its queries."""
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = track(browser, number, code)
    return response, [re.sub(r"'[^']*'", "?", query["sql"]) for query in queries.captured_queries]


def test_the_right_number_and_code_open_the_matter(letter):
    petition, code = letter
    stranger = Client()
    key = stranger.session.session_key
    response = track(stranger, petition.number, code)
    assert response.status_code == 302
    assert response["Location"] == f"/petitions/{petition.number}/"
    assert stranger.session.session_key != key
    assert stranger.get(response["Location"]).status_code == 200


@pytest.mark.parametrize(
    "change", [str.lower, lambda s: f" {s} ", lambda s: s[:4] + "-" + s[4:], lambda s: s[:4] + " " + s[4:]]
)
def test_code_and_number_may_be_typed_as_people_type(letter, change):
    petition, code = letter
    wide = petition.number.replace("-", "－").lower()
    assert track(Client(), wide, change(code)).status_code == 302


def test_wrong_number_and_wrong_code_are_the_same_page_and_the_same_work(letter):
    petition, _code = letter
    browser = Client(REMOTE_ADDR="10.9.9.9")
    absent = "XF-2026-999999"
    first, first_queries = wrong(browser, petition.number, "WRNGCDXX")
    second, second_queries = wrong(browser, absent, "WRNGCDXX")
    assert first.status_code == second.status_code == 200
    assert plain(first, petition.number) == plain(second, absent)
    assert len(first.content) == len(second.content)
    assert first_queries == second_queries
    assert dict(first.headers).keys() == dict(second.headers).keys()


def test_ten_wrong_tries_slow_that_number_from_that_address_only(letter):
    petition, code = letter
    bad = Client(REMOTE_ADDR="10.0.0.1")
    pages = [track(bad, petition.number, "WRNGCDXX") for _ in range(10)]
    assert {page.status_code for page in pages} == {200}
    slowed = track(bad, petition.number, code)
    assert slowed.status_code == 429
    assert track(Client(REMOTE_ADDR="10.0.0.2"), petition.number, code).status_code == 302
    assert track(bad, "XF-2026-888888", "WRNGCDXX").status_code == 200


def test_slowing_tells_nothing_either(letter):
    petition, _code = letter
    bad = Client(REMOTE_ADDR="10.0.0.3")
    for number in (petition.number, "XF-2026-999999"):
        for _ in range(10):
            track(bad, number, "WRNGCDXX")
    known = track(bad, petition.number, "WRNGCDXX")
    absent = track(bad, "XF-2026-999999", "WRNGCDXX")
    assert known.status_code == absent.status_code == 429
    assert plain(known, petition.number) == plain(absent, "XF-2026-999999")


def test_the_right_code_forgets_the_wrong_tries(letter):
    petition, code = letter
    browser = Client(REMOTE_ADDR="10.0.0.4")
    for _ in range(3):
        for _ in range(9):
            track(browser, petition.number, "WRNGCDXX")
        assert track(browser, petition.number, code).status_code == 302


def test_a_new_code_ends_what_the_old_one_opened(letter, client):
    petition, code = letter
    fresh = new_code(petition, timezone.now())
    assert client.get(f"/petitions/{petition.number}/").status_code == 404
    assert track(client, petition.number, code).status_code == 200
    assert track(client, petition.number, fresh).status_code == 302


def test_the_code_is_kept_as_a_digest_only(letter):
    _petition, code = letter
    with connection.cursor() as cursor:
        cursor.execute("SELECT digest FROM petitions_querycode")
        assert code not in str(cursor.fetchall())
        cursor.execute("SELECT code_sealed FROM petitions_submission")
        assert code not in str(cursor.fetchall())
        cursor.execute("SELECT session_data FROM django_session")
        assert code not in str(cursor.fetchall())


@pytest.mark.parametrize("number", ["", "\0", "XF\0", "😀" * 80, "<script>", "' OR 1=1 --", "../../etc/passwd"])
@pytest.mark.parametrize("code", ["", "\0", "长" * 500, "12345678"])
def test_odd_numbers_and_codes_get_a_message(number, code):
    response = track(Client(), number, code)
    assert response.status_code == 200
    assert response.context["form"].errors


def test_the_number_of_the_qr_is_filled_in(client):
    html = client.get("/petitions/track/?number=XF-2026-000042").content.decode()
    assert 'value="XF-2026-000042"' in html
    assert client.get("/petitions/track/?number=%00<b>").status_code == 200
