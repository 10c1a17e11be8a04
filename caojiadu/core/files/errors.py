"""Why a file is not taken."""

from django.utils.functional import Promise


class Refused(Exception):
    """A file that the portal does not take; the message says why and what to do instead."""

    def __init__(self, code: str, message: str | Promise) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
