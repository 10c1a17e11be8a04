"""A form with files, as a browser sends it."""

import html
import re

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from caojiadu.core.files.models import File
from caojiadu.core.files.uploads import Submitted, UploadsField
from tests.core.files import samples

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.core.files.urls")]


def text(name, content=samples.TEXT):
    return samples.upload(name, content, "text/plain")


def send(client, *uploads, title="漏水", **fields):
    """Send the form; return the page, or the names it took."""
    response = client.post("/letter/", {"title": title, "attachments": list(uploads), **fields})
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def token_of(page):
    return re.search(r'name="attachments-token" value="([^"]+)"', page)[1]


def test_a_good_form_takes_its_files(client):
    assert send(client, text("一.txt"), text("二.txt")) == "一.txt,二.txt"


def test_a_form_without_files_is_good(client):
    assert send(client) == ""


def test_an_empty_form_shows_the_field(client):
    page = client.get("/letter/").content.decode()
    assert 'type="file"' in page
    assert "multiple" in page
    assert ".docx" in page
    assert token_of(page) != token_of(client.get("/letter/").content.decode())


def test_files_of_a_form_that_fails_elsewhere_are_kept(client):
    page = send(client, text("一.txt"), text("<b>.txt"), title="")
    assert page.count("attachments-drop") == 2
    assert "一.txt" in page
    token = token_of(page)
    assert send(client, text("三.txt"), **{"attachments-token": token}) == "一.txt,_b_.txt,三.txt"


def test_a_kept_file_can_be_removed(client):
    page = send(client, text("一.txt"), text("二.txt"), title="")
    first = File.objects.get(name="一.txt")
    fields = {"attachments-token": token_of(page), "attachments-drop": [str(first.key)]}
    assert send(client, **fields) == "二.txt"


def test_a_stranger_sees_nothing_of_it(client):
    send(client, text("一.txt"), title="")
    assert "一.txt" not in send(Client(), title="", **{"attachments-token": "guess"})


def test_each_refused_file_is_named_and_the_good_one_kept(client):
    page = send(
        client,
        text("好.txt"),
        samples.upload("坏.pdf", b"%PDF-1.5", "application/pdf"),
        samples.upload("IMG.HEIC", b"x", "image/heic"),
    )
    assert "“坏.pdf”" in page
    assert "“IMG.HEIC”" in page
    assert page.count("attachments-drop") == 1
    assert 'value="漏水"' in page


def test_a_name_in_a_message_is_escaped(client):
    response = client.post("/letter/", {"title": "x", "attachments": [text("&<img src=x>.exe")]})
    assert b"<img" not in response.content


def test_a_file_of_20_mb_is_said_beside_the_field_and_all_else_is_kept(client):
    page = send(client, text("大.txt", b"a" * 20 * 1024 * 1024), text("小.txt"), body="后面的字段")
    assert "“大.txt”" in page
    assert "10 MB" in page
    assert 'value="后面的字段"' in page
    assert page.count("attachments-drop") == 1
    assert File.objects.get().name == "小.txt"


def test_at_most_five(client):
    page = send(client, *[text(f"{n}.txt", b"%d" % n) for n in range(7)])
    assert page.count("attachments-drop") == 5
    assert "“5.txt”" in page
    assert "“6.txt”" in page
    page = send(client, text("again.txt"), **{"attachments-token": token_of(page)})
    assert "“again.txt”" in page
    assert File.objects.count() == 5


def test_the_same_file_chosen_again_counts_once(client):
    page = send(client, text("一.txt"), title="")
    assert send(client, text("一.txt"), **{"attachments-token": token_of(page)}) == "一.txt"


@pytest.mark.parametrize(
    ("typed", "kept"), [("a\0b.txt", "ab.txt"), ("😀.txt", "😀.txt"), ("长" * 90 + ".txt", "长" * 90 + ".txt")]
)
def test_odd_names(client, typed, kept):
    assert send(client, text(typed)) == kept


def test_odd_tokens(client):
    for token in ("\ud800".encode("utf-8", "surrogatepass"), "x" * 100_000, "a\0b", ""):
        assert send(client, text("一.txt"), **{"attachments-token": token}) == "一.txt"


def test_a_request_beyond_all_measure_is_not_read(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = None
    response = client.post("/letter/", {"attachments": text("一.txt")}, CONTENT_LENGTH=str(400 * 1024 * 1024))
    assert response.status_code in (400, 413)


def test_a_required_field_asks_for_a_file():
    field = UploadsField(required=True)
    with pytest.raises(ValidationError):
        field.clean(Submitted())
    assert field.clean(Submitted("t", [], [text("一.txt")]))


def test_the_page_stays_quick_with_kept_files(client, django_assert_max_num_queries):
    page = send(client, *[text(f"{n}.txt", b"%d" % n) for n in range(5)], title="")
    with django_assert_max_num_queries(8):
        send(client, title="", **{"attachments-token": token_of(page)})
