"""Recovery to a point in time: what the database server archives, encrypted as the backups are.

`python -m caojiadu.operations.wal` runs as the server's own user and needs neither Django's settings nor a table:

    keep PATH FOLDER      archive_command: one segment of the log, encrypted to BACKUP_RECIPIENTS
    base FOLDER           a base backup from which a recovery begins
    fetch NAME PATH FOLDER --identity KEY     restore_command
    recover BASE DATA FOLDER --identity KEY --until TIME    unpack a base backup and say up to when to follow the log
"""

import os
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime
from pathlib import Path
from shlex import join

import pyrage

from caojiadu.operations.backup import encryption
from caojiadu.operations.backup.trouble import BackupTrouble


def keep(given: Namespace) -> None:
    """Archive a segment. The same again is kept once; another one under its name is refused, as the server asks."""
    digest = encryption.digest_of(given.path)[:16]
    target = given.folder / f"{given.path.name}-{digest}.age"
    there = list(given.folder.glob(f"{given.path.name}-*.age"))
    if there and there != [target]:
        raise BackupTrouble(f"{there[0]} is there already, with other content")
    if not there:
        _encrypt(given.path, target)


def _encrypt(source: Path, target: Path) -> None:
    part = target.with_suffix(".part")
    part.unlink(missing_ok=True)
    with source.open("rb") as segment:
        encryption.encrypt(segment, part, _readers())
    part.rename(target)


def base(given: Namespace) -> None:
    """Take a base backup; the log that goes with it is archived by `keep`."""
    target = given.folder / f"base-{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}.age"
    part = target.with_suffix(".part")
    args = ["pg_basebackup", "--format=tar", "--wal-method=none", "--checkpoint=fast", "--pgdata=-", "--no-password"]
    with subprocess.Popen(args, stdout=subprocess.PIPE) as run:
        assert run.stdout is not None
        written = encryption.encrypt(run.stdout, part, _readers())
    if run.returncode:
        part.unlink()
        raise BackupTrouble("pg_basebackup failed; the reason is above")
    part.rename(target)
    print(f"{target} ({written.size / 1e6:.1f} MB)")


def fetch(given: Namespace) -> None:
    """Bring one segment of the log back; the server takes a failure for the end of the log."""
    found = list(given.folder.glob(f"{given.name}-*.age"))
    if len(found) != 1:
        raise BackupTrouble(f"{given.name} is not in {given.folder}")
    with given.path.open("wb") as file:
        encryption.decrypt(found[0], file, encryption.identities(given.identity))


def recover(given: Namespace) -> None:
    """Unpack a base backup into an empty folder; the server follows the log when it is started there."""
    given.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(given.data.iterdir()):
        raise BackupTrouble(f"{given.data} is not empty")
    with subprocess.Popen(["tar", "-x", "-C", str(given.data)], stdin=subprocess.PIPE) as run:
        assert run.stdin is not None
        with run.stdin:
            encryption.decrypt(given.base, run.stdin, encryption.identities(given.identity))
    if run.returncode:
        raise BackupTrouble("tar failed; the reason is above")
    again = [sys.executable, "-m", "caojiadu.operations.wal", "fetch", "%f", "%p", str(given.folder.resolve())]
    command = join([*again, "--identity", str(given.identity.resolve())]).replace("'%f'", "%f").replace("'%p'", "%p")
    path = os.environ.get("PYTHONPATH") or str(Path(__file__).resolve().parents[2])
    settings = {
        "restore_command": f"cd {join([str(given.data.resolve())])} && PYTHONPATH={join([path])} {command}",
        "recovery_target_action": "promote",
        **({"recovery_target_time": given.until} if given.until else {}),
    }
    with (given.data / "postgresql.auto.conf").open("a", encoding="utf-8") as file:
        file.writelines("{} = '{}'\n".format(name, value.replace("'", "''")) for name, value in settings.items())
    (given.data / "recovery.signal").touch()


def _readers() -> list[object]:
    named = [text.strip() for text in os.environ.get("BACKUP_RECIPIENTS", "").split(",") if text.strip()]
    if not named:
        raise BackupTrouble("BACKUP_RECIPIENTS names nobody who could read it")
    return [pyrage.x25519.Recipient.from_str(text) for text in named]


def parser() -> ArgumentParser:
    """The four commands."""
    made = ArgumentParser(prog="python -m caojiadu.operations.wal")
    commands = made.add_subparsers(required=True)
    wanted = {
        keep: ("path", "folder"), base: ("folder",), fetch: ("name", "path", "folder"),
        recover: ("base", "data", "folder"),
    }  # fmt: skip
    for command, names in wanted.items():
        one = commands.add_parser(command.__name__, help=(command.__doc__ or "").split(".")[0])
        one.set_defaults(command=command)
        for name in names:
            one.add_argument(name, type=str if name == "name" else Path)
        if command in (fetch, recover):
            one.add_argument("--identity", type=Path, required=True)
    commands.choices["recover"].add_argument("--until", default="", metavar="TIME")
    return made


def main() -> int:
    """0, or 1 with a sentence: what the server asks of its commands."""
    given = parser().parse_args()
    try:
        given.command(given)
    except (BackupTrouble, OSError) as trouble:
        print(trouble, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
