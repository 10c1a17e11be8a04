"""What several parts of a page ask about a case is looked up once, as long as nothing moves it meanwhile."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.db import connection, models
from django.db.models.query import BaseIterable

P = ParamSpec("P")
T = TypeVar("T")
M = TypeVar("M", bound=models.Model)


@contextmanager
def at_rest(case: models.Model) -> Iterator[None]:
    """Remember what is asked about this very object, until the page is drawn. A move always asks again."""
    outer = "_asked" in case.__dict__
    case.__dict__.setdefault("_asked", {})
    try:
        yield
    finally:
        if not outer:
            del case.__dict__["_asked"]


def once(look_up: Callable[Concatenate[M, P], T]) -> Callable[Concatenate[M, P], T]:
    """Answer a question about a case from memory where it was asked before, while the case is at rest."""

    @wraps(look_up)
    def ask(case: M, *args: P.args, **kwargs: P.kwargs) -> T:
        known = case.__dict__.get("_asked")
        if known is None:
            return look_up(case, *args, **kwargs)
        key = (look_up, args, tuple(sorted(kwargs.items())))
        if key not in known:
            known[key] = look_up(case, *args, **kwargs)
        return known[key]

    return ask


Rows = TypeVar("Rows", bound=models.QuerySet[Any])


def known(case: models.Model, rows: Rows) -> Rows:
    """These rows of a case, or none where it is known to have none in their table.

    Of the thirty tables that may say something about a case most say nothing. While it is at rest one statement asks
    all of them at once; a page then only reads those that do.
    """
    if "_asked" not in case.__dict__ or rows.model not in _pointing_at(case._meta.model):
        return rows
    return rows if rows.model in _filled(case) else _nothing(rows)


class _Nothing(BaseIterable):
    """No rows, however they are narrowed or joined further. Django would put the whole statement together first, and
    find only then that it asks for nothing."""

    def __iter__(self) -> Iterator[Any]:
        return iter(())


def _nothing(rows: Rows) -> Rows:
    none = rows.none()
    none._iterable_class = _Nothing
    return none


@once
def _filled(case: models.Model) -> set[type[models.Model]]:
    """The models of which there are rows that point at a case."""
    pointing = [(model, column) for model, columns in _pointing_at(case._meta.model).items() for column in columns]
    quote = connection.ops.quote_name
    asked = (
        f"EXISTS (SELECT FROM {quote(model._meta.db_table)} WHERE {quote(column)} = %(case)s)"
        for model, column in pointing
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(asked)}", {"case": case.pk})
        return {model for (model, _column), found in zip(pointing, cursor.fetchone(), strict=True) if found}


@cache
def _pointing_at(kind: type[models.Model]) -> dict[type[models.Model], list[str]]:
    """What points at a kind of case, and by which columns; not the tables that hold the rest of its own row."""
    found: dict[type[models.Model], list[str]] = {}
    for relation in kind._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel) and not getattr(relation, "parent_link", False):
            found.setdefault(relation.related_model, []).append(relation.field.column)
    return found
