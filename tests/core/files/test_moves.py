"""Keeping, attaching, scanning and throwing away."""

import os
import stat
import time
import uuid

import pytest
import time_machine
from django.db import IntegrityError, transaction

from caojiadu.core.audit.models import Entry
from caojiadu.core.files import limits, scanner, storage
from caojiadu.core.files.errors import UnfitFile
from caojiadu.core.files.models import File
from caojiadu.core.files.moves import attach, clear_stash, discard, scan_held, stash, stashed, store
from caojiadu.core.files.tasks import clear_stash as clear_stash_task
from caojiadu.core.files.tasks import scan_held as scan_held_task
from tests.core.files import samples
from tests.core.files.clamd_server import ClamdServer

pytestmark = pytest.mark.django_db


def text(name="说明.txt", content=samples.TEXT):
    return samples.upload(name, content, "text/plain")


def test_a_content_lies_under_its_key_and_is_the_portals_alone(case, files_root):
    file = store(uploaded=text(), case=case)
    place = storage.path_of(file.key)
    assert place == files_root / file.key.hex[:2] / str(file.key)
    assert place.read_bytes() == samples.TEXT
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700
    assert (file.state, file.size, file.name) == ("clean", len(samples.TEXT), "说明.txt")


def test_stashed_files_are_attached_once(case, cast):
    file = stash(uploaded=text(), token="abc")
    assert stash(uploaded=text(), token="abc") == file
    assert stash(uploaded=text(), token="other") != file
    assert list(stashed("abc")) == [file]
    assert attach(files=[file], case=case, actor=cast.clerk, audience=File.Audience.STAFF) == [file]
    assert attach(files=[file], case=case) == []
    file.refresh_from_db()
    assert (file.case_id, file.token_digest, file.audience, file.uploaded_by) == (case.pk, "", "staff", cast.clerk)
    assert list(stashed("abc")) == list(stashed("")) == []


def test_a_file_is_pending_or_attached_never_both(case):
    file = stash(uploaded=text(), token="abc")
    with pytest.raises(IntegrityError), transaction.atomic():
        File.objects.filter(pk=file.pk).update(case=case)


def test_only_the_holder_of_the_token_throws_away(django_capture_on_commit_callbacks):
    file = stash(uploaded=text(), token="abc")
    with django_capture_on_commit_callbacks(execute=True):
        discard(token="guess", keys=[str(file.key)])
        discard(token="abc", keys=["nonsense", str(uuid.uuid4())])
    assert storage.path_of(file.key).exists()
    with django_capture_on_commit_callbacks(execute=True):
        discard(token="abc", keys=[str(file.key)])
    assert not storage.path_of(file.key).exists()
    assert not File.objects.exists()


def test_what_nobody_sends_is_gone_after_a_day(case, django_capture_on_commit_callbacks):
    sent, unsent = store(uploaded=text(), case=case), stash(uploaded=text(), token="abc")
    orphan = uuid.uuid4()
    storage.write(orphan, b"its row was rolled back")
    with django_capture_on_commit_callbacks(execute=True):
        clear_stash()
    assert File.objects.count() == 2
    assert storage.path_of(orphan).exists()
    for place in storage.path_of(orphan), storage.path_of(sent.key):
        os.utime(place, (time.time(), time.time() - 90_000))
    with time_machine.travel(time.time() + 86_500, tick=False), django_capture_on_commit_callbacks(execute=True):
        clear_stash_task()
    assert list(File.objects.all()) == [sent]
    assert storage.path_of(sent.key).exists()
    assert not storage.path_of(unsent.key).exists()
    assert not storage.path_of(orphan).exists()
    assert dict(storage.aside())[orphan].read_bytes() == b"its row was rolled back"


def test_a_full_disk_is_said_kindly(case, monkeypatch):
    monkeypatch.setattr(storage, "MIN_FREE_BYTES", 1 << 60)
    with pytest.raises(UnfitFile) as refused:
        store(uploaded=text(), case=case)
    assert refused.value.code == "disk"
    assert limits.MIN_FREE_BYTES
    assert not File.objects.exists()


def test_the_scanner_sees_what_is_kept(case, clamd):
    assert store(uploaded=text(), case=case).state == "clean"
    assert clamd.scanned == [samples.TEXT]


def test_a_large_file_reaches_the_scanner_whole(case, clamd):
    content = samples.mp4() + samples.box(b"free", os.urandom(9_000_000))
    assert store(uploaded=samples.upload("a.mp4", content), case=case).state == "clean"
    assert clamd.scanned == [content]


def test_a_virus_is_refused_and_not_kept(case, clamd, files_root):
    clamd.answer = "virus"
    with pytest.raises(UnfitFile) as refused:
        store(uploaded=text(), case=case)
    assert refused.value.code == "virus"
    assert "Win.Test.EICAR_HDB-1" in str(refused.value.message)
    assert not File.objects.exists()
    assert not list(files_root.glob("*/*"))


@pytest.mark.parametrize("trouble", ["stopped", "frozen", "nothing", "error", "mistyped"])
def test_a_file_waits_while_the_scanner_is_in_trouble_and_is_released(case, clamd, settings, monkeypatch, trouble):
    monkeypatch.setattr(scanner, "TIMEOUT", 0.3)
    monkeypatch.setattr(scanner, "PATIENT_TIMEOUT", 0.3)
    port = clamd.server_address[1]
    clamd.answer = trouble
    if trouble == "stopped":
        clamd.stop()
    if trouble == "mistyped":
        settings.CLAMAV_ADDRESS = "clamav"
    file = store(uploaded=text(), case=case)
    assert file.state == "held"
    assert scan_held() == 0
    server = ClamdServer(port) if trouble == "stopped" else clamd
    server.answer, settings.CLAMAV_ADDRESS = "clean", server.address
    scan_held_task()
    file.refresh_from_db()
    assert file.state == "clean"
    assert Entry.objects.filter(action="scan", subject_key=str(file.key)).count() == 1
    assert scan_held() == 0
    if trouble == "stopped":
        server.stop()


def test_uploads_do_not_wait_again_and_again_for_a_frozen_scanner(case, clamd, monkeypatch):
    monkeypatch.setattr(scanner, "TIMEOUT", 0.3)
    clamd.answer = "frozen"
    began = time.monotonic()
    states = {store(uploaded=text(f"{n}.txt"), case=case).state for n in range(5)}
    assert states == {"held"}
    assert time.monotonic() - began < 1.5
    assert len(clamd.scanned) == 1


def test_a_virus_found_later_is_thrown_away_and_told(case, clamd, hook, django_capture_on_commit_callbacks):
    told = []
    hook("file_refused", told.append)
    clamd.answer = "error"
    bad, good = (store(uploaded=text(content=samples.TEXT + end), case=case) for end in (b"bad", b"good"))
    clamd.answer, clamd.bad = "clean", samples.TEXT + b"bad"
    with django_capture_on_commit_callbacks(execute=True):
        assert scan_held() == 2
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.state, bad.finding, good.state) == ("refused", "Win.Test.EICAR_HDB-1", "clean")
    assert not storage.path_of(bad.key).exists()
    assert told == [bad]


def test_a_held_file_whose_content_is_lost_is_said_so(case, clamd):
    clamd.answer = "error"
    file = store(uploaded=text(), case=case)
    storage.remove(file.key)
    clamd.answer = "clean"
    assert scan_held() == 1
    file.refresh_from_db()
    assert file.state == "refused"
