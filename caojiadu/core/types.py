"""Names for what passes through the whole house and has no class of its own."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.utils.datastructures import MultiValueDict

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# By the name of a field: what was typed and is clean, or what stands in a row. Each field knows its own type.
Values: TypeAlias = Mapping[str, Any]
# What stands in a column of JSON.
Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
# What a template is given.
Context: TypeAlias = dict[str, Any]
# A value as a page or a sheet shows it: days and moments stay what they are, so that each reader gets their own form.
Cell: TypeAlias = str | int | float | Decimal | bool | dt.date | dt.time | None
# A fact as a page shows it: its label and its value.
Fact: TypeAlias = "tuple[StrOrPromise, Cell]"
# A field of a model, whatever it holds.
Column: TypeAlias = "models.Field[Any, Any]"
AnyColumn: TypeAlias = "models.Field[Any, Any] | ForeignObjectRel"
# The class of rows that a declaration names by a string ("app.Model"), and one of its rows, of which the code here
# reads what only that kind has. mypy cannot follow the string; whoever holds one knows which declaration it is from.
NamedModel: TypeAlias = Any
NamedRow: TypeAlias = Any
# What a browser sent for a form, if anything.
Typed: TypeAlias = "Mapping[str, Any] | None"
Uploads: TypeAlias = "MultiValueDict[str, UploadedFile] | None"
Number: TypeAlias = int | Decimal
