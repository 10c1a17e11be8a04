"""What `make run` does in the database before the portal starts, in one process, with the owner's rights."""

import hashlib
import sys
from io import StringIO
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command, get_commands


def say(text: str) -> None:
    """Tell the person at the keyboard what is going on."""
    print(f"  {text}", flush=True)


def database() -> None:
    """Migrate and load the official lists. A database that somebody else filled is left alone."""
    from caojiadu.core import demo
    from caojiadu.embedded.migrating import models_alone

    if demo.is_empty():
        demo.mark("demo")
    demo.refuse_production("`make run`")
    say("Database: tables and official lists ...")
    call_command("check", databases=["default"], tags=["database"], stdout=StringIO())
    with models_alone():
        call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    if "load_official_lists" in get_commands():
        call_command("load_official_lists", verbosity=0, stdout=StringIO())


def demo_data() -> None:
    """Make people and letters up, once: the list of their passwords says that it is done."""
    if "seed_demo" in get_commands() and not (settings.VAR_DIR / "demo-accounts.json").is_file():
        say("Made-up people and letters ...")
        call_command("seed_demo", verbosity=0, stdout=StringIO())


def static_files() -> None:
    """Collect and compress what browsers load, when any of it has changed."""
    stamp = settings.VAR_DIR / "static.lock"
    state = _state_of_static_files()
    if stamp.is_file() and stamp.read_text("utf-8") == state and settings.STATIC_ROOT.is_dir():
        return
    say("Styles, scripts and pictures ...")
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(state, "utf-8")


def _state_of_static_files() -> str:
    from django.contrib.staticfiles.finders import get_finders

    found = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            full = Path(storage.path(path)).stat()
            found.update(f"{path}:{full.st_size}:{full.st_mtime_ns}\n".encode())
    return found.hexdigest()


def main() -> None:
    """Run all steps; each does nothing when there is nothing to do."""
    from django.core.management.base import CommandError

    django.setup()
    try:
        database()
        demo_data()
        static_files()
    except CommandError as error:
        sys.exit(f"{error}")


if __name__ == "__main__":
    main()
