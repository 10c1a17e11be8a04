"""The servers of one machine: secrets, folders, locks, and what is said when something is wrong."""

import errno
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo

from caojiadu.embedded import Postgres, Trouble, places, portal_env, processes, welcome
from caojiadu.embedded.__main__ import plain
from caojiadu.embedded.account import Account, server_account
from caojiadu.embedded.messages import compile_messages
from scripts import environment


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that only its owner may enter, as a home folder is."""
    path = Path(tempfile.mkdtemp(prefix="closed-", dir="/tmp"))
    yield path
    shutil.rmtree(path)


def test_secrets_are_made_once_and_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in portal_env.SECRETS:
        monkeypatch.delenv(name, raising=False)
    made = portal_env.with_secrets({})
    portal_env.write(folder / "portal.env", made)
    assert stat.S_IMODE((folder / "portal.env").stat().st_mode) == 0o600
    assert portal_env.with_secrets(portal_env.read(folder / "portal.env")) == made
    assert made["PERSONAL_DATA_KEYS"].startswith("k1:")
    assert len(made["PERSONAL_DATA_KEYS"]) == len("k1:") + 44


def test_a_secret_that_the_operator_sets_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIT_KEY", "chosen by the operator " * 2)
    assert portal_env.with_secrets({"AUDIT_KEY": "kept"})["AUDIT_KEY"] == "chosen by the operator " * 2


def test_postgres_keeps_its_data_where_its_account_can_reach_it(folder: Path) -> None:
    data = places.data_folder(folder)
    assert server_account().can_reach(data.parent)
    assert data == places.data_folder(folder)
    postgres = Postgres(data, log=folder / "log", throwaway=True)
    try:
        postgres.start()
        postgres.prepare(database="kept", owner_password="o" * 20, application_password="a" * 20)
        postgres.stop()
        assert _is_private(data)
    finally:
        postgres.stop()
        shutil.rmtree(data)


def _is_private(data: Path) -> bool:
    return stat.S_IMODE(data.stat().st_mode) == 0o700


def test_a_process_number_that_now_belongs_to_another_program_is_no_hindrance(folder: Path) -> None:
    folder.chmod(0o755)
    postgres = Postgres(folder / "data", log=folder / "log", throwaway=True)
    try:
        postgres.start()
        postgres.stop()
        (folder / "data" / "postmaster.pid").write_text(f"{os.getpid()}\n{folder / 'data'}\n", "utf-8")
        postgres.start()
    finally:
        postgres.stop()


def test_a_folder_of_another_version_is_left_alone(folder: Path) -> None:
    data = folder / "data"
    (data / "global").mkdir(parents=True)
    (data / "global" / "pg_control").touch()
    (data / "PG_VERSION").write_text("14\n", "utf-8")
    with pytest.raises(Trouble, match="of another PostgreSQL version"):
        Postgres(data).start()


def test_too_full_a_disk_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_VAR", str(folder / "var"))
    monkeypatch.setattr(places, "ENOUGH", 1 << 62)
    with pytest.raises(Trouble, match="make room and start again"):
        places.var_folder()


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "disk is full"), (errno.EACCES, "as the user who owns"), (errno.EIO, "could not start")],
)
def test_errors_of_the_system_are_said_plainly(number: int, words: str) -> None:
    assert words in plain(OSError(number, os.strerror(number), "/srv/var"))


def test_a_child_ends_with_the_one_that_started_it() -> None:
    code = "from caojiadu.embedded import processes as p; import os; print(p.spawn(['sleep', '600']).pid, flush=True)"
    parent = subprocess.run([sys.executable, "-c", code], cwd=places.ROOT, capture_output=True, text=True, check=True)
    assert processes.wait_until(lambda: processes.program_of(int(parent.stdout)) != "sleep", seconds=10)


def test_a_child_that_does_not_listen_is_ended_all_the_same() -> None:
    # The child sleeps, so that only being ended ends it; the test waits for nothing.
    deaf = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(600)"
    )
    child = processes.spawn([sys.executable, "-c", deaf], output=subprocess.PIPE)
    assert child.stdout is not None
    assert child.stdout.readline() == b"deaf\n"
    processes.stop(child, seconds=0.2)
    child.stdout.close()
    assert child.returncode == -signal.SIGKILL


def test_translations_are_compiled_when_the_text_is_newer(folder: Path) -> None:
    catalogue = folder / "zh_Hans" / "LC_MESSAGES"
    catalogue.mkdir(parents=True)
    text = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Letter"\nmsgstr "信件"\n'
    (catalogue / "django.po").write_text(text, "utf-8")
    compile_messages(folder)
    with (catalogue / "django.mo").open("rb") as compiled:
        assert read_mo(compiled).get("Letter").string == "信件"


def test_sign_in_names_are_shown_as_a_table(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / welcome.ACCOUNTS).write_text(
        '{"li.wei": {"password": "four-words-of-it", "role": "head", "office": "security"}}', "utf-8"
    )
    welcome.show(folder, port=8000)
    said = capsys.readouterr().out
    assert "http://127.0.0.1:8000/" in said
    assert "li.wei        four-words-of-it  head  security" in said


@pytest.mark.parametrize(("version", "suits"), [((3, 10), False), ((3, 11), True), ((3, 14), True), ((3, 15), False)])
def test_the_pythons_that_suit(version: tuple[int, int], suits: bool) -> None:
    assert environment.suits(version) is suits


def test_an_old_python_alone_on_the_machine_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment.sys, "version_info", (3, 9, 2))
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(SystemExit, match=r"This is Python 3\.9; the portal needs Python 3\.11, 3\.12, 3\.13 or 3\.14"):
        environment.interpreter()


def test_an_account_is_stopped_by_a_closed_folder(folder: Path) -> None:
    stranger = Account("stranger", 12345, 12345)
    assert not stranger.can_reach(folder / "data")
    folder.chmod(0o711)
    assert stranger.can_reach(folder / "data")
