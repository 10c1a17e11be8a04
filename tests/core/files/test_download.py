"""The way out."""

import uuid
from urllib.parse import quote

import pytest

from caojiadu.core.audit.models import Entry
from caojiadu.core.files import storage
from caojiadu.core.files.models import File
from caojiadu.core.files.moves import stash, store
from tests.core.files import samples

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(case):
    """A file with a long Chinese name."""
    return store(uploaded=samples.upload("漏水 “照片”.jpg", samples.picture(), "image/jpeg"), case=case)


def url(file):
    return f"/files/{file.key}/"


def downloads():
    return Entry.objects.filter(action="download").count()


def test_whoever_may_read_it_gets_it_and_that_is_recorded(client, file, hook, cast):
    hook("may_read_file", lambda request, asked: None, lambda request, asked: asked == file)
    client.force_login(cast.clerk)
    for n in (1, 2):
        response = client.get(url(file))
        assert b"".join(response.streaming_content) == storage.path_of(file.key).read_bytes()
        assert downloads() == n
    entry = Entry.objects.filter(action="download").latest("id")
    assert (entry.actor_user_id, entry.subject_key, entry.office_id) == (
        cast.clerk.pk,
        str(file.key),
        file.case.office_id,
    )
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''" + quote("漏水"))
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("answers", [[], [False], [None], ["yes"], [False, None]])
def test_for_everybody_else_there_is_none(client, file, hook, answers):
    hook("may_read_file", *[lambda request, asked, said=said: said for said in answers])
    assert client.get(url(file)).status_code == 404
    assert downloads() == 0


def test_a_pending_file_is_handed_to_nobody(client, hook):
    hook("may_read_file", lambda request, asked: True)
    assert client.get(url(stash(uploaded=samples.upload("a.txt", samples.TEXT), token="t"))).status_code == 404
    assert client.get(f"/files/{uuid.uuid4()}/").status_code == 404
    assert client.get("/files/nonsense/").status_code == 404


@pytest.mark.parametrize(("state", "status", "word"), [("held", 200, "checked"), ("refused", 410, "safe")])
def test_a_file_that_is_not_clean_is_not_handed_out(client, file, hook, state, status, word):
    hook("may_read_file", lambda request, asked: True)
    File.objects.update(state=state)
    response = client.get(url(file), headers={"accept-language": "en"})
    assert response.status_code == status
    assert word in response.content.decode()
    assert downloads() == 0


def test_a_lost_content_is_said_so(client, file, hook):
    hook("may_read_file", lambda request, asked: True)
    storage.remove(file.key)
    assert client.get(url(file)).status_code == 410


def test_nothing_is_posted_here(client, file):
    assert client.post(url(file)).status_code == 405
