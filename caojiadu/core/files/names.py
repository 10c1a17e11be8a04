"""Names of files: what people typed, without what could hurt."""

import re
import unicodedata

LONGEST = 100
_FORBIDDEN = re.compile(r'[<>:"|?*]+')
# An inner part like these says the name was made to deceive: invoice.exe.pdf.
DECEIVING = frozenset(
    (
        *(
            "exe",
            "com",
            "bat",
            "cmd",
            "scr",
            "pif",
            "msi",
            "js",
            "jse",
            "vbs",
            "vbe",
            "ps1",
            "wsf",
            "hta",
            "lnk",
            "jar",
        ),
        *("apk", "sh", "php", "phtml", "jsp", "asp", "aspx", "html", "htm", "xhtml", "svg"),
    )
)


def clean_name(name: str) -> str:
    """Drop folders, control and direction marks; cut a long name but keep its extension."""
    name = unicodedata.normalize("NFC", name)
    name = "".join(letter for letter in name if unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Zl", "Zp"})
    name = re.split(r"[/\\]", name)[-1]
    name = _FORBIDDEN.sub("_", name).strip().rstrip(" .")
    stem, dot, suffix = name.rpartition(".")
    if not dot:
        return name[:LONGEST] or "file"
    return f"{stem[: LONGEST - len(suffix) - 1].strip(' .') or 'file'}.{suffix[:10]}"


def extension(name: str) -> str:
    """Return the extension in lower case without its dot, or nothing."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def deceives(name: str) -> bool:
    """Say whether a name hides a second, dangerous extension."""
    return any(part.strip().lower() in DECEIVING for part in name.split(".")[1:-1])
