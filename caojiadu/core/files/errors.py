"""Why a file is not taken."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class UnfitFile(Exception):
    """A file that the portal does not take; the message says why and what to do instead."""

    def __init__(self, code: str, message: str | Promise) -> None:
        super().__init__(code)
        self.code = code
        self.message = message


def gone() -> UnfitFile:
    """For a file that was kept once and cannot be read any more."""
    return UnfitFile("gone", _("it cannot be read any more. Please add it anew."))
