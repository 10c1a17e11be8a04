"""Sealing and what a check finds."""

import io
import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import translation

from caojiadu.core.audit import epoch, seal_file
from caojiadu.core.audit.models import Entry, Seal
from caojiadu.core.audit.sealed import sealed_tables
from caojiadu.core.audit.sealing import CounterBehind, seal_all
from caojiadu.core.audit.tasks import seal
from caojiadu.core.audit.trail import record
from caojiadu.core.audit.verify import verify
from tests import databases

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def own_chain(settings, tmp_path, owner_connection):
    """Begin without entries, seals and heads."""
    settings.VAR_DIR = tmp_path
    owner_connection.execute("TRUNCATE audit_entry, audit_seal")


def entries(number):
    """Write some entries, each in its own transaction."""
    for n in range(number):
        record(action="read", subject_type="case", subject_key=n)


@pytest.fixture
def sealed(own_chain):
    """Two seals over three entries each, and two entries after them."""
    for _seal in range(2):
        entries(3)
        assert seal_all() == 3
    entries(2)


def test_a_seal_covers_what_is_finished_and_a_second_run_finds_nothing():
    entries(4)
    assert seal.name == "audit.seal"
    seal()
    seal()
    (only,) = Seal.objects.all()
    assert (only.table, only.number, only.rows) == ("audit_entry", 1, 4)
    assert verify().damage == []


def test_rows_of_a_running_transaction_wait():
    """A row written before the seal but committed after it comes under the next one, in its place."""
    started, go_on = threading.Event(), threading.Event()

    def slow():
        with transaction.atomic():
            record(action="slow", subject_type="case", subject_key="slow")
            started.set()
            assert go_on.wait(10)
        connection.close()

    writer = threading.Thread(target=slow)
    writer.start()
    assert started.wait(10)
    entries(2)
    assert seal_all() == 0
    go_on.set()
    writer.join()
    assert seal_all() == 3
    assert verify().damage == []


def test_two_sealers_at_once_make_one_chain():
    entries(30)
    barrier, made = threading.Barrier(4), []

    def run():
        barrier.wait()
        made.append(seal_all())
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(made) == 30
    assert verify().damage == []


def test_heads_are_kept_outside_the_database(sealed):
    assert seal_file.path().stat().st_mode & 0o777 == 0o600
    assert list(seal_file.heads()) == [("audit_entry", 1), ("audit_entry", 2)]
    assert set(seal_file.heads().values()) == set(Seal.objects.values_list("head", flat=True))


def test_a_stop_between_commit_and_file_is_made_good(sealed):
    lines = seal_file.path().read_text().splitlines(keepends=True)
    seal_file.path().write_text(lines[0] + lines[1][:20])
    assert verify().damage == []
    seal_all()
    assert len(seal_file.heads()) == 3
    assert verify().damage == []


def test_the_unsealed_window_is_stated(sealed):
    out = io.StringIO()
    call_command("audit_verify", stdout=out)
    assert "2" in out.getvalue().splitlines()[0]
    with translation.override("en"):
        assert verify().notes[0].startswith("audit_entry: 2 seals; 2 rows since ")


EDITS = {
    "edited": "UPDATE audit_entry SET reason = 'nothing' WHERE id = (SELECT min(id) FROM audit_entry)",
    "edited in the window": "UPDATE audit_entry SET reason = 'nothing' WHERE id = (SELECT max(id) FROM audit_entry)",
    "who": "UPDATE audit_entry SET actor_label = 'li.na' WHERE id = (SELECT min(id) FROM audit_entry)",
    "when": "UPDATE audit_entry SET at = at - interval '1 microsecond' WHERE id = (SELECT min(id) FROM audit_entry)",
    "removed": "DELETE FROM audit_entry WHERE id = (SELECT min(id) FROM audit_entry)",
    "all sealed removed": "DELETE FROM audit_entry WHERE xid < (SELECT max(before_xid) FROM audit_seal)",
    "put out of order": "UPDATE audit_entry SET xid = xid + 1 WHERE id = (SELECT min(id) FROM audit_entry)",
    "moved to the window": "UPDATE audit_entry SET xid = xid + 999 WHERE id = (SELECT min(id) FROM audit_entry)",
    "inserted": "INSERT INTO audit_entry (key, at, action, actor_label, subject_type, subject_key, reason, data, mac)"
    " VALUES (gen_random_uuid(), now(), 'read', '', 'case', '1', '', '{}', repeat('a', 64))",
    "copied back": "INSERT INTO audit_entry (key, at, action, actor_label, subject_type, subject_key, reason, data,"
    " mac, xid) SELECT gen_random_uuid(), at, action, actor_label, subject_type, subject_key, reason, data, mac, xid"
    " FROM audit_entry ORDER BY id LIMIT 1",
    "swapped": "UPDATE audit_entry SET id = CASE id WHEN (SELECT min(id) FROM audit_entry) THEN 9999 ELSE id END",
    "seal removed": "DELETE FROM audit_seal WHERE number = 1",
    "last seal removed": "DELETE FROM audit_seal WHERE number = 2",
    "all seals removed": "DELETE FROM audit_seal",
    "seal edited": "UPDATE audit_seal SET rows = rows + 1 WHERE number = 2",
    "row and seal": "WITH gone AS (DELETE FROM audit_entry WHERE id = (SELECT max(id) - 2 FROM audit_entry))"
    " UPDATE audit_seal SET rows = rows - 1 WHERE number = 2",
    "history cut back": "WITH gone AS (DELETE FROM audit_entry WHERE xid >= (SELECT max(from_xid) FROM audit_seal))"
    " DELETE FROM audit_seal WHERE number = 2",
    "rights given": "GRANT DELETE ON audit_entry TO caojiadu_app",
}


@pytest.mark.parametrize("edit", EDITS)
def test_the_owner_cannot_tamper_unseen(sealed, owner_connection, edit):
    owner_connection.execute(EDITS[edit])
    with pytest.raises(CommandError) as failed:
        call_command("audit_verify", stdout=io.StringIO(), stderr=io.StringIO())
    assert failed.value.returncode == 1


def test_a_copy_in_the_window_is_found_even_without_the_unique_key(sealed, owner_connection):
    owner_connection.execute("ALTER TABLE audit_entry DROP CONSTRAINT audit_entry_key_key")
    owner_connection.execute(
        "INSERT INTO audit_entry (key, at, action, actor_label, subject_type, subject_key, reason, data, mac)"
        " SELECT key, at, action, actor_label, subject_type, subject_key, reason, data, mac"
        " FROM audit_entry ORDER BY id DESC LIMIT 1"
    )
    assert len(verify().damage) == 1


def test_a_lost_file_of_heads_is_damage(sealed):
    seal_file.path().unlink()
    assert len(verify().damage) == 1


def test_a_counter_set_back_by_a_restore_is_said_clearly(sealed):
    last = Seal.objects.get(number=2)
    Seal.objects.create(
        table=last.table, number=3, from_xid=last.before_xid, before_xid=2**62, rows=0, rows_digest="", head=""
    )
    with pytest.raises(CounterBehind, match="restore --record"):
        seal_all()


def test_sealing_reads_by_the_index(sealed):
    plan = Entry.objects.filter(xid__gte=5, xid__lt=50).order_by("xid", "id").explain()
    with connection.cursor() as cursor:
        cursor.execute("SET enable_seqscan = off")
        plan = Entry.objects.filter(xid__gte=5, xid__lt=50).order_by("xid", "id").explain()
        cursor.execute("RESET enable_seqscan")
    assert "audit_entry_sealing" in plan
    assert "Sort" not in plan


@pytest.fixture
def restored(own_chain, monkeypatch):
    """Rows and seals of a server that counted far ahead of this one: two seals, and one entry after them."""
    with databases.as_owner(), monkeypatch.context() as there:
        epoch.set_defaults(10**9)
        there.setattr(epoch, "shift", lambda: 10**9)
        for _seal in range(2):
            entries(2)
            assert seal_all() == 2
        entries(1)
        epoch.set_defaults(0)


def raise_epoch():
    with databases.as_owner():
        return epoch.raise_epoch(reason="the disk broke", backup="2026-12-03T060000Z", who="root")


def test_after_a_restore_sealing_goes_on_and_the_trail_says_why(restored, owner_connection):
    with pytest.raises(CounterBehind):
        seal_all()
    # The file lay elsewhere and holds a seal that the backup does not have.
    seal_file.append([Seal(table="audit_entry", number=3, head="f" * 64)])
    assert len(verify().damage) == 1
    entry = raise_epoch()
    assert (entry.data["epoch"], entry.data["seals"]) == (1, {"audit_entry": 2})
    entries(2)
    assert seal_all() == 4
    report = verify()
    assert (report.damage, len(report.notes)) == ([], len(sealed_tables()) + 2)
    assert Entry.objects.order_by("-xid").first().pk == Entry.objects.order_by("-id").first().pk
    raise_epoch()
    assert (seal_all(), verify().damage) == (1, [])
    with databases.as_owner():
        epoch.set_defaults(0)
        epoch.lift_new_tables()
    entries(1)
    assert (seal_all(), verify().damage) == (1, [])


EXCUSES = {
    "no line in the file": lambda lines: [line for line in lines if '"restore"' not in line],
    "a line of somebody else's": lambda lines: [*lines, lines[-1].replace('"mac": "', '"mac": "0')],
    "a line that names fewer seals": lambda lines: [
        line.replace('"audit_entry": 2', '"audit_entry": 1') for line in lines
    ],
}


@pytest.mark.parametrize("excuse", EXCUSES)
def test_nothing_but_a_recorded_restore_explains_a_chain_cut_back(restored, excuse):
    raise_epoch()
    lines = seal_file.path().read_text().splitlines(keepends=True)
    seal_file.path().write_text("".join(EXCUSES[excuse](lines)))
    assert verify().damage


def test_a_restore_that_left_the_trail_explains_nothing(restored, owner_connection):
    raise_epoch()
    owner_connection.execute("DELETE FROM audit_entry WHERE action = 'restore'")
    assert verify().damage
