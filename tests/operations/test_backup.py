"""What a backup holds, who can read it, how long it is kept."""

import json
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.core.management import CommandError, call_command

from caojiadu.core.audit.trail import record
from caojiadu.core.files import storage
from caojiadu.operations.backup import encryption, programs, restoring, shelf
from caojiadu.operations.backup.making import make
from caojiadu.operations.backup.trouble import BackupTrouble

WORD = "kept-word-of-the-test"


@pytest.fixture
def key(settings: Any, tmp_path: Path) -> Path:
    """Whoever may read backups, and a place for them."""
    settings.BACKUP_ROOT, settings.FILES_ROOT = tmp_path / "backups", tmp_path / "files"
    settings.VAR_DIR = tmp_path
    settings.BACKUP_RECIPIENTS = [encryption.new_key(tmp_path / "key.txt")]
    return tmp_path / "key.txt"


@pytest.mark.django_db(transaction=True)
def test_a_backup_is_read_by_its_key_alone_and_every_change_is_seen(key: Path, tmp_path: Path) -> None:
    content = uuid.uuid4()
    storage.write(content, b"a photo")
    record(action="read", subject_type="case", subject_key=WORD)
    said: list[str] = []
    made = make(said.append)
    assert shelf.find("").name == made.name
    restoring.check(made)
    assert "1 new" in said[-1]
    assert make(said.append).name > made.name  # the file is encrypted once, however many backups name it
    assert len(list(configured.BACKUP_ROOT.glob("files-*/*/*.age"))) == 1

    made = shelf.find("")
    plain = encryption.Measured()
    encryption.decrypt(made.folder / shelf.DATABASE, plain, encryption.identities(key))
    assert plain.size
    assert made.manifest["tables"]["audit_entry"][0] >= 1
    assert not {"django_session", "portal_cache"} & set(made.manifest["tables"])
    held = b"".join(path.read_bytes() for path in configured.BACKUP_ROOT.rglob("*") if path.is_file())
    for secret in (WORD, "a photo", *key.read_text("utf-8").split("\n")[1:2], configured.AUDIT_KEY):
        assert secret.encode() not in held

    encryption.new_key(tmp_path / "other.txt")
    with pytest.raises(BackupTrouble, match="cannot be decrypted with this key"):
        encryption.decrypt(made.folder / shelf.DATABASE, plain, encryption.identities(tmp_path / "other.txt"))
    with pytest.raises(CommandError, match="tables already"):
        call_command("restore", "--reason", "?", "--identity", str(key))
    refuses_changes(made)


def refuses_changes(made: shelf.Backup) -> None:
    """Whatever is changed in a backup, it is not restored."""
    for path in (made.folder / shelf.DATABASE, made.folder / shelf.SEALS, *made.folder.parent.glob("files-*/*/*")):
        whole = path.read_bytes()
        path.write_bytes(whole[:-1])
        with pytest.raises(BackupTrouble, match="is not whole"):
            restoring.check(made)
        path.write_bytes(whole)
    manifest = made.folder / shelf.MANIFEST
    manifest.write_text(json.dumps({**made.manifest, "purpose": "portal: demo"}), "utf-8")
    with pytest.raises(BackupTrouble, match="was changed, or AUDIT_KEY"):
        shelf.find("")
    manifest.unlink()
    with pytest.raises(BackupTrouble, match="no whole backup"):
        shelf.find("")


def test_the_plan_keeps_days_weeks_and_months(settings: Any, tmp_path: Path) -> None:
    settings.BACKUP_ROOT = tmp_path
    settings.BACKUP_KEEP_DAYS, settings.BACKUP_KEEP_WEEKS, settings.BACKUP_KEEP_MONTHS = 3, 2, 12
    # Two a day, at ten in the morning and at ten in the evening in Shanghai, for half a year up to 3 December.
    last = datetime(2026, 12, 3, 14, tzinfo=UTC)
    moments = [last - timedelta(hours=12 * number) for number in range(360)]
    names = sorted(moment.strftime(shelf.NAME) for moment in moments)
    found = [shelf.Backup(tmp_path / name, {}) for name in names]
    days = {"2026-12-03T140000Z", "2026-12-02T140000Z", "2026-12-01T140000Z"}
    weeks = {"2026-11-29T140000Z"}
    months = {"2026-11-30T140000Z", "2026-10-31T140000Z", "2026-09-30T140000Z", "2026-08-31T140000Z"}
    months |= {"2026-07-31T140000Z", "2026-06-30T140000Z"}
    assert shelf.kept(found) == days | weeks | months
    settings.BACKUP_KEEP_DAYS = settings.BACKUP_KEEP_WEEKS = settings.BACKUP_KEEP_MONTHS = 0
    assert shelf.kept(found) == {names[-1]}


@pytest.mark.parametrize(("server", "there", "chosen"), [
    (15, (14, 15, 18), 15),
    (16, (14, 15, 17, 18), 17),
    (18, (15, 18), 18),
    (18, (15, 17), None),
])  # fmt: skip
def test_the_pg_dump_that_fits_the_server_is_found(
    server: int, there: tuple[int, ...], chosen: int | None, monkeypatch: Any
) -> None:
    monkeypatch.setattr(programs, "server_version", lambda: server)
    monkeypatch.setattr(programs, "_folders", lambda: iter([Path(f"/pg/{version}") for version in there]))
    monkeypatch.setattr(programs, "_version", lambda folder: int(folder.name))
    if chosen is None:
        with pytest.raises(BackupTrouble, match="postgresql-client-18"):
            programs.programs()
    else:
        assert programs.programs() == Path(f"/pg/{chosen}")


def test_without_readers_nothing_is_written(key: Path, settings: Any) -> None:
    settings.BACKUP_RECIPIENTS = []
    with pytest.raises(BackupTrouble, match="BACKUP_RECIPIENTS names nobody"):
        make(str)
    settings.BACKUP_RECIPIENTS = ["age1nonsense"]
    with pytest.raises(BackupTrouble, match="no public key of age"):
        make(str)
    assert not settings.BACKUP_ROOT.exists()
