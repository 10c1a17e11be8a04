"""The mark that a page puts into its form, by which the same form sent twice is known."""

import secrets


def new_form_key() -> str:
    """A mark of its own for each page."""
    return secrets.token_hex(16)


def read_form_key(given: str) -> str:
    """The mark that came back; empty where it cannot be one."""
    return given[:32] if given.isascii() and given.isalnum() else ""
