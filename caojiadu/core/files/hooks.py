"""What files ask and tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caojiadu.core.hooks import many

if TYPE_CHECKING:
    from django.http import HttpRequest

    from caojiadu.core.files.models import File


@many
def may_read_file(request: HttpRequest, file: File) -> bool:
    """Whether this person may read a file; one yes is enough."""


@many
def files_in_trouble(what: str) -> object:
    """The clean-up stopped and touched nothing: "files_unknown", more than a few contents that no row knows;
    "files_of_another_database", the folder is not this database's."""


@many
def file_refused(file: File) -> object:
    """A file that was held turned out unsafe, and is gone."""
