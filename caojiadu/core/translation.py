"""The message files, kept without the gettext programs: what the code says, what a file answers, what is wrong.

The code speaks English; each other language of the settings has one file. It holds one entry for each message the
code uses, sorted, without line numbers so that changes stay small. A translation whose message is gone is kept as
obsolete until `pruned`; one that a library asks for and our code does not is kept when its entry carries the comment
`library`.
"""

import fcntl
import io
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation import to_locale
from django.utils.translation.template import templatize

FOLDERS = ("caojiadu", "offices", "petitions", "services", "templates")
TEMPLATES = {".html", ".txt"}
LIBRARY = "library"
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
HEADER = """# The words of the portal in {locale}, kept by `manage.py messages`: update, merge, compile, check.
msgid ""
msgstr ""
"Project-Id-Version: caojiadu-portal\\n"
"Language: {locale}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""
PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]|%[sd]|\{\w*\}")
TAG = re.compile(r"</?[a-z][^<>]*>")


def files() -> list[Path]:
    """The message file of each language of the settings but English."""
    locales = [to_locale(code) for code, _name in settings.LANGUAGES if code != "en"]
    return [Path(settings.LOCALE_PATHS[0]) / locale / "LC_MESSAGES" / "django.po" for locale in locales]


def used_messages(root: Path) -> Catalog:
    """Return every message that the code and the templates under the project's folders ask for."""
    used = Catalog(locale="en")
    for path in _sources(root):
        for message, context in messages_of(path.read_text("utf-8"), template=path.suffix in TEMPLATES):
            used.add(message, context=context)
    return used


def messages_of(text: str, *, template: bool) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    """Return the messages of one source text with their contexts; a plural one is a pair."""
    if template:
        # What is no message comes out as runs of X: without its indentation it is a plain row of words to Python.
        text = "\n".join(line.strip() for line in templatize(text).splitlines())
    for _line, message, _comments, context in extract("python", io.BytesIO(text.encode()), KEYWORDS):
        yield message, context


def read(path: Path, locale: str = "") -> Catalog:
    """Return the entries of a message file, or of a fragment without header for a locale; of none without a file."""
    locale = locale or path.parent.parent.name
    if not path.is_file():
        return Catalog(locale=locale)
    with path.open("rb") as file:
        return read_po(file, locale=locale, abort_invalid=True)


def write(path: Path, catalog: Catalog) -> None:
    """Write the message file whole, or leave the old one."""
    written = io.BytesIO()
    write_po(written, catalog, width=120, no_location=True, omit_header=True, sort_output=True)
    header = HEADER.format(locale=catalog.locale_identifier, plurals=catalog.plural_forms)
    _replace(path, header.encode() + written.getvalue().strip(b"\n") + b"\n")


def compile_messages(path: Path, catalog: Catalog) -> None:
    """Write what Django loads: the translated entries only."""
    written = io.BytesIO()
    write_mo(written, catalog)
    _replace(path, written.getvalue())


def updated(catalog: Catalog, used: Catalog) -> Catalog:
    """Return one entry for each used message with the translation we have; the others become obsolete."""
    fresh = Catalog(locale=catalog.locale_identifier)
    known = {_key(message): message for message in [*catalog.obsolete.values(), *_entries(catalog)]}
    for message in _entries(used):
        _keep(fresh, message, known.pop(_key(message), None))
    for message in known.values():
        if LIBRARY in message.user_comments:
            _keep(fresh, message, message)
        elif any(_strings(message)):
            fresh.obsolete[fresh._key_for(message.id, message.context)] = message
    return fresh


def merge(catalog: Catalog, fragment: Catalog) -> list[str]:
    """Put a fragment's translations over those of the catalogue; return the messages whose translation changed."""
    changed = []
    for message in _entries(fragment):
        if not any(_strings(message)):
            continue
        old = catalog.get(message.id, message.context)
        if old is not None and any(_strings(old)) and _strings(old) != _strings(message):
            changed.append(_said(message))
        catalog.delete(message.id, message.context)
        catalog.obsolete.pop(catalog._key_for(message.id, message.context), None)
        _keep(catalog, message, message)
    return changed


def pruned(catalog: Catalog) -> Catalog:
    """Drop the translations nobody asks for any more."""
    catalog.obsolete.clear()
    return catalog


def problems(catalog: Catalog, used: Catalog) -> Iterator[str]:
    """Return what is wrong with the file, one line for each message."""
    for message in _entries(used):
        if catalog.get(message.id, message.context) is None:
            yield f"missing: {_said(message)}"
    for message in _entries(catalog):
        if fault := _fault(message):
            yield f"{fault}: {_said(message)}"
        elif used.get(message.id, message.context) is None and LIBRARY not in message.user_comments:
            yield f"obsolete: {_said(message)}"
    for message in catalog.obsolete.values():
        yield f"obsolete: {_said(message)}"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Let one writer at a time into a folder; the others wait."""
    folder.mkdir(parents=True, exist_ok=True)
    opened = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield
    finally:
        os.close(opened)


def _fault(message: Message) -> str | None:
    """Return why an entry cannot be used, if so."""
    strings = _strings(message)
    if not all(strings):
        return "untranslated"
    if message.fuzzy:
        return "fuzzy"
    for number, string in enumerate(strings):
        # A language with one form for every number says what the English plural says.
        expected = _ids(message)[0 if number == 0 and len(strings) > 1 else -1]
        if _placeholders(string) != _placeholders(expected):
            return "placeholders differ"
        if sorted(TAG.findall(string)) != sorted(TAG.findall(expected)):
            return "tags differ"
        if "%(" in expected and not _formats(string):
            return "a % that is no placeholder"
    return None


def _placeholders(text: str) -> set[str]:
    return {found.group() for found in PLACEHOLDER.finditer(text.replace("%%", ""))}


def _formats(text: str) -> bool:
    try:
        return bool(text % defaultdict(int))
    except (TypeError, ValueError):
        return False


def _sources(root: Path) -> Iterator[Path]:
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in {".py", *TEMPLATES} and path.is_file():
                yield path


def _keep(catalog: Catalog, message: Message, translated: Message | None) -> None:
    """Add a message with a translation that may come from its other number: singular only, or with a plural."""
    strings = _strings(translated) if translated else [""]
    comments = translated.user_comments if translated else ()
    forms = tuple((strings + [""] * catalog.num_plurals)[: catalog.num_plurals])
    string: str | tuple[str, ...] = forms if message.pluralizable else strings[0]
    flags = {"fuzzy"} if translated and translated.fuzzy else set()
    catalog.add(message.id, string, flags=flags, user_comments=comments, context=message.context)


def _entries(catalog: Catalog) -> Iterable[Message]:
    return [message for message in catalog if message.id]


def _key(message: Message) -> tuple[str | None, str]:
    return message.context, _ids(message)[0]


def _ids(message: Message) -> list[str]:
    return [message.id] if isinstance(message.id, str) else list(message.id)


def _strings(message: Message) -> list[str]:
    """Return the translations of an entry, one for each form that the language has for numbers."""
    return [message.string] if isinstance(message.string, str) else [*(message.string or [""])]


def _said(message: Message) -> str:
    context = f" [{message.context}]" if message.context else ""
    return f"{_ids(message)[0]!r}{context}"


def _replace(path: Path, content: bytes) -> None:
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_bytes(content)
    beside.replace(path)
