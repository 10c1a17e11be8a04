"""var/portal.env: the secrets made on the first start and kept, and the addresses of the servers of this start."""

import base64
import os
import secrets
from pathlib import Path

HEADER = "# Written by `make run`. Keep it secret and keep it: without these keys personal data cannot be read again.\n"


def _data_key() -> str:
    return "k1:" + base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


def _token() -> str:
    return secrets.token_urlsafe(48)


SECRETS = {
    "SECRET_KEY": _token,
    "PERSONAL_DATA_KEYS": _data_key,
    "PERSONAL_LOOKUP_KEY": _token,
    "AUDIT_KEY": _token,
    "EMBEDDED_OWNER_PASSWORD": _token,
    "EMBEDDED_APPLICATION_PASSWORD": _token,
    "EMBEDDED_QUEUE_PASSWORD": _token,
}


def read(path: Path) -> dict[str, str]:
    """Return what the file says; nothing when there is none."""
    if not path.is_file():
        return {}
    lines = (line.strip() for line in path.read_text("utf-8").splitlines())
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {name.strip(): value.strip() for name, _, value in pairs}


def with_secrets(known: dict[str, str]) -> dict[str, str]:
    """Add the secrets that are missing; one that is set in the environment or the file stays as it is."""
    return {**known, **{name: os.environ.get(name) or known.get(name) or make() for name, make in SECRETS.items()}}


def write(path: Path, values: dict[str, str]) -> None:
    """Replace the file in one step, readable by its owner only."""
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(HEADER + "".join(f"{name}={value}\n" for name, value in values.items()))
    part.replace(path)
