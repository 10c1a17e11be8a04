"""Translations are kept as text; what Django reads is compiled from it when the text has changed."""

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_messages(root: Path) -> None:
    """Compile every catalogue under a folder that is newer than its compiled form."""
    for source in root.glob("*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if target.is_file() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        part = target.with_suffix(f".{os.getpid()}.part")
        with source.open("rb") as text, part.open("wb") as compiled:
            write_mo(compiled, read_po(text))
        part.replace(target)
