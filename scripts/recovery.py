"""Try the recovery to a point in time: archive, lose a table by mistake, go back to the moment before.

`python -m scripts.recovery` makes a server of its own and removes it again; it prints what took how long.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyrage

from caojiadu.embedded import Postgres, processes
from caojiadu.operations.backup.encryption import new_key

ROOT = Path(__file__).resolve().parent.parent
ROWS = 200_000


def ask(server: Postgres, statement: str) -> str:
    """Run a statement; return its first value."""
    connection = server.connect()
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return str(cursor.fetchone()[0]) if cursor.description else ""
    finally:
        connection.close()


def wal(server: Postgres, *args: str, **more: str) -> None:
    """Run the module as the server's user does."""
    program, path = python(server)
    env = {**os.environ, "PATH": f"{server.programs}:{os.environ['PATH']}", "PYTHONPATH": path, **more}
    command = [program, "-m", "caojiadu.operations.wal", *args]
    subprocess.run(command, cwd=ROOT, env=env, check=True, **server.account.as_popen())


def python(server: Postgres) -> tuple[str, str]:
    """An interpreter that the server's user can reach, and where it finds what is installed and our code."""
    packages = Path(pyrage.__file__).parent.parent
    program = Path(sys.executable).resolve()
    reached = str(program) if server.account.can_reach(program.parent) else "/usr/bin/python3"
    return reached, f"{ROOT}:{packages}"


def say(what: str, since: float) -> float:
    """Print how long something took; return the time now."""
    now = time.monotonic()
    print(f"{now - since:6.1f} s  {what}", flush=True)
    return now


def drill(folder: Path) -> None:
    """The whole way. Raises AssertionError."""
    archive, key = folder / "archive", folder / "key.txt"
    server = Postgres(folder / "data", log=folder / "log", throwaway=True)
    for path in (folder, archive):
        server.account.own(path)
    reader = new_key(key)
    shutil.chown(key, server.account.uid, server.account.gid)
    program, path = python(server)
    keep = f"BACKUP_RECIPIENTS={reader} PYTHONPATH={path} {program} -m caojiadu.operations.wal"
    server.settings = {"archive_mode": "on", "archive_command": f"{keep} keep %p {archive}"}
    begun = time.monotonic()
    server.start()
    try:
        ask(server, "CREATE TABLE letters AS SELECT generate_series(1, 1000) AS number")
        begun = say("a server that archives", begun)
        wal(server, "base", str(archive), PGHOST=str(server.socket), PGUSER="postgres", BACKUP_RECIPIENTS=reader)
        begun = say("a base backup, encrypted", begun)
        ask(server, f"INSERT INTO letters SELECT generate_series(1001, {ROWS})")
        moment = ask(server, "SELECT clock_timestamp()")
        time.sleep(0.1)
        ask(server, "DROP TABLE letters")
        ask(server, "SELECT pg_switch_wal()")
        done = "SELECT last_archived_wal IS NOT NULL AND failed_count = 0 FROM pg_stat_archiver"
        assert processes.wait_until(lambda: ask(server, done) == "True", seconds=60), (folder / "log").read_text()
        time.sleep(2)
        begun = say(f"{ROWS} rows, a table dropped by mistake, the log archived", begun)
    finally:
        server.stop()
    shutil.rmtree(server.data)
    (found,) = archive.glob("base-*.age")
    back = Postgres(folder / "back", log=folder / "log", throwaway=True)
    wal(server, "recover", str(found), str(back.data), str(archive), "--identity", str(key), "--until", moment)
    begun = say("the base backup unpacked", begun)
    back.start()
    try:
        assert processes.wait_until(lambda: ask(back, "SELECT pg_is_in_recovery()") == "False", seconds=120)
        assert ask(back, "SELECT count(*) FROM letters") == str(ROWS)
        ask(back, "INSERT INTO letters VALUES (0)")
        say(f"recovered to the moment before: {ROWS} rows, and it takes new ones", begun)
    finally:
        back.stop()
    sizes = sum(path.stat().st_size for path in archive.iterdir())
    print(f"{len(list(archive.iterdir()))} files of {sizes / 1e6:.0f} MB in the archive")


def main() -> int:
    """Try it in a folder that is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="caojiadu-recovery-", dir="/tmp") as folder:
        drill(Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
