"""Whom the embedded servers run as. PostgreSQL refuses to run as root, so root lends it another account."""

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CANDIDATES = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """A user of this machine."""

    name: str
    uid: int
    gid: int

    def as_popen(self) -> dict[str, Any]:
        """Arguments of subprocess.Popen that make a child run as this user."""
        if self.uid == os.geteuid():
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": [], "umask": 0o077}

    def can_reach(self, path: Path) -> bool:
        """Say whether this user may enter every folder above and including the path (or where it will be)."""
        return all(self._may_enter(folder) for folder in (path, *path.parents) if folder.is_dir())

    def _may_enter(self, folder: Path) -> bool:
        found = folder.stat()
        if self.uid in {0, found.st_uid}:
            return True
        return bool(found.st_mode & (stat.S_IXGRP if found.st_gid == self.gid else stat.S_IXOTH))

    def own(self, folder: Path) -> None:
        """Make a folder that only this user (and root) can open."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        if os.geteuid() == 0:
            os.chown(folder, self.uid, self.gid)


def server_account(data: Path | None = None) -> Account:
    """Choose who runs the servers: ourselves, or for root the owner of the data, else an unprivileged user."""
    if os.geteuid() != 0:
        return Account(_own_name(), os.geteuid(), os.getegid())
    if data is not None and data.is_dir() and data.stat().st_uid != 0:
        return _account(pwd.getpwuid(data.stat().st_uid))
    names = (os.environ.get("PORTAL_SERVER_USER", ""), *CANDIDATES)
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return next(_account(known[name]) for name in names if name in known)


def _account(entry: pwd.struct_passwd) -> Account:
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _own_name() -> str:
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return str(os.geteuid())
