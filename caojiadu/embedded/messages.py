"""Translations are kept as text; what Django reads is compiled from it when the text has changed."""

from pathlib import Path

from caojiadu.core import translation

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def compile_messages(root: Path = LOCALE) -> None:
    """Compile every catalogue under a folder that is newer than its compiled form."""
    for source in root.glob("*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if not target.is_file() or target.stat().st_mtime < source.stat().st_mtime:
            translation.compile_messages(target, translation.read(source))


if __name__ == "__main__":
    compile_messages()
