"""Plain text, and what is looked for in every kind of text."""

from django.utils.translation import gettext_lazy as _

from caojiadu.core.files.errors import UnfitFile
from caojiadu.core.personal.fields import marked

# The agreed test file of all virus scanners, spelt in two parts so that this file is not taken for it.
EICAR = b"EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"
_CONTROLS = frozenset(map(chr, range(32))) - frozenset("\t\n\v\f\r\x1a")


def check_eicar(data: bytes) -> None:
    """Refuse the agreed test file."""
    if EICAR in data:
        raise virus("EICAR")


def virus(finding: str) -> UnfitFile:
    """Return the refusal of an infected file."""
    message = _("a virus was found in it (%(finding)s), so it was not kept. Please check your phone or computer.")
    return UnfitFile("virus", message % {"finding": finding})


def check_secrecy(text: str) -> None:
    """Refuse a text that bears the mark of a state secret."""
    if grade := marked(text):
        raise secret(grade)


def secret(grade: str) -> UnfitFile:
    """Return the refusal of a state secret: no such thing may come over this network."""
    message = _(
        "it is marked as a state secret (%(grade)s). State secrets may not be sent over the internet "
        "or kept here; nothing was kept. Please call or come to the office instead."
    )
    return UnfitFile("secret", message % {"grade": grade})


def clean_text(data: bytes) -> bytes:
    """Return the file unchanged, or refuse it."""
    text = _decoded(data)
    if text is None or not _CONTROLS.isdisjoint(text):
        raise UnfitFile("broken", _("it is not a plain text. Please send it as PDF or Word (.docx)."))
    check_secrecy(text)
    return data


def _decoded(data: bytes) -> str | None:
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if utf16 else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
