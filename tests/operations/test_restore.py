"""A backup, the loss of everything, and the way back: with real processes, once."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from caojiadu.core.audit import seal_file
from caojiadu.embedded import Postgres
from caojiadu.embedded.postgres import OWNER
from caojiadu.operations.backup import shelf
from tests.house import DATABASE, ROOT, House
from tests.visitor import Visitor

SLOW = "a house is lost and brought back"


class Kept(House):
    """A house whose keeper has a key of age on another machine."""

    def __init__(self) -> None:
        super().__init__()
        self.backups, self.key = self.folder / "backups", self.folder / "key.txt"
        self.more: dict[str, str] = {}

    def manage(self, *args: str) -> str:
        """Run a command with the owner's rights; return what it said."""
        there = f"postgres://{OWNER}:{self.password}@/{DATABASE}?host={self.folder / 'socket'}"
        env = {**self._env(), **self.more, "DATABASE_URL": there, "BACKUP_ROOT": str(self.backups)}
        done = subprocess.run(
            [sys.executable, "manage.py", *args], cwd=ROOT, env=env, text=True, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def seal(self, *, besides: str = "") -> None:
        """Seal what is finished, as the worker does each minute."""
        code = f"from caojiadu.core.audit.sealing import seal_all; {besides} seal_all()"
        self.manage("shell", "-v", "0", "-c", code)

    def lose(self) -> None:
        """Lose the database and the files; the heads of the seals were kept elsewhere."""
        self.kill("web")
        self.postgres.stop()
        shutil.rmtree(self.postgres.data)
        shutil.rmtree(self.var / "files")

    def begin_anew(self) -> None:
        """Another server, which counts from its beginning."""
        self.postgres = Postgres(self.folder / "another", log=self.folder / "postgres.log", throwaway=True)
        self.start_database()
        self.postgres.prepare(database=DATABASE, owner_password=self.password, application_password=self.password)


@pytest.fixture(scope="module")
def house(django_db_setup: None) -> Iterator[Kept]:
    made = Kept()
    try:
        made.start()
        made.more["BACKUP_RECIPIENTS"] = (
            made.manage("backup", "--new-key", str(made.key)).split("\n")[0].partition("=")[2]
        )
        yield made
    finally:
        made.stop()


def write(house: House, title: str) -> tuple[str, str]:
    """Write a letter; return its number and code."""
    person = Visitor(house.base, title=title)
    assert person.open()
    receipt = person.send().receipt
    assert receipt
    return receipt


def counts(house: House) -> list[tuple[Any, ...]]:
    """How much there is of what people would miss first."""
    return house.rows("SELECT (SELECT count(*) FROM cases_case), (SELECT count(*) FROM cases_caseevent)")


def test_backup_loss_and_restore(house: Kept, settings: Any) -> None:
    settings.VAR_DIR, settings.BACKUP_ROOT = house.var, house.backups
    # The old server has counted far: the new one begins below every number that stands in the rows.
    house.rows("SELECT count(pg_current_xact_id()) FROM generate_series(1, 10)")
    number, _code = write(house, "备份之前")
    content = house.var / "files" / "ab" / "abababab-abab-4bab-8bab-abababababab"
    content.parent.mkdir(parents=True)
    content.write_bytes(b"a photo")
    house.seal(besides="from caojiadu.core.accounts.models import User; User.objects.create_user('li.na');")
    house.manage("backup")
    (made,) = shelf.backups()
    assert not [path for path in house.backups.rglob("*.age") if "备份之前".encode() in path.read_bytes()]
    assert b"abababab" not in (made.folder / "database.age").read_bytes()
    before = counts(house)

    write(house, "备份之后")
    house.seal()
    later = len(seal_file.heads())
    said = house.manage("restore", "--rehearse", "--identity", str(house.key))
    assert "each as in the backup" in said
    assert " opens as li.na" in said
    assert (house.backups / "rehearsed.txt").read_text().split()[1] == made.name

    house.lose()
    house.begin_anew()
    said = house.manage("restore", "--identity", str(house.key), "--reason", "the disk broke")
    assert "Files: 1 written" in said
    assert content.read_bytes() == b"a photo"
    assert counts(house) == before
    filed = seal_file.read()
    assert (len(filed.restores), filed.taken_back > 0, len(filed.heads) <= later) == (1, True, True)
    house.open_door()
    again, _code = write(house, "恢复之后")
    assert again != number
    house.seal()
    said = house.manage("audit_verify")
    assert "the disk broke" in said
