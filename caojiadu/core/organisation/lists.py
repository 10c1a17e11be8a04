"""Loading the official list into the database, as often as one likes."""

from collections.abc import Mapping
from dataclasses import fields

from django.db import connection, models, transaction

from caojiadu.core.organisation import hooks

from .data_files import Lists, Row, read_lists
from .models import Centre, DistrictBody, Fact, Function, Listed, Neighbourhood, Office, Responsibility

# In this order, so that what a row points to is there already.
MODELS: dict[str, type[Listed]] = {
    "responsibilities": Responsibility,
    "offices": Office,
    "functions": Function,
    "centres": Centre,
    "neighbourhoods": Neighbourhood,
    "bodies": DistrictBody,
    "facts": Fact,
}
LOCK = 310106014


class ListError(ValueError):
    """The data files do not fit together."""


def load_official_lists() -> dict[str, int]:
    """Bring the database up to the data files, keeping what administrators edited; return how many rows of each kind.

    Other apps then load theirs through the hook `load_lists`.
    """
    lists = read_lists()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        for kind, model in MODELS.items():
            load_rows(model, getattr(lists, kind))
        _link(lists)
        hooks.load_lists()
    return {field.name: len(getattr(lists, field.name)) for field in fields(Lists)}


def load_rows(model: type[Listed], rows: list[Row]) -> None:
    """Create the rows that are missing and update those whose file has moved on.

    Rows name what they point to by natural keys. Raises ListError for one that is not there.
    """
    foreign = _foreign(model)
    found = _stored(model, *foreign)
    targets = {field: _stored(target) for field, target in foreign.items() if target is not model}
    if model is Responsibility:
        _load_parents(rows, found)
        targets["parent"] = found
    changed = []
    for order, row in enumerate(rows):
        values = {key: value for key, value in row.items() if key != "responsibilities"} | {"order": order}
        kept = found.setdefault(row[model.listed_by], model())
        if merge(kept, values, targets):
            changed.append(kept)
    _save(model, changed)


def _foreign(model: type[Listed]) -> dict[str, type[Listed]]:
    """The foreign keys of a model, and what they point to."""
    found = {field.name: field.related_model for field in model._meta.fields if isinstance(field, models.ForeignKey)}
    return {name: target for name, target in found.items() if issubclass(target, Listed)}


def _stored(model: type[Listed], *related: str) -> dict[str, Listed]:
    """The rows that are there, by their natural keys."""
    return {row.natural_key()[0]: row for row in model._default_manager.select_related(*related)}


def _load_parents(rows: list[Row], found: dict[str, Listed]) -> None:
    """Create the main responsibilities, to which the clauses point."""
    new = [Responsibility(code=row["code"]) for row in rows if row["parent"] is None and row["code"] not in found]
    found.update({row.code: row for row in Responsibility.objects.bulk_create(new)})


def merge(kept: Listed, values: Row, targets: Mapping[str, Mapping[str, Listed]]) -> bool:
    """Set the fields that nobody edited; say whether the row must be saved."""
    if kept.pk and kept.loaded == values:
        return False
    for field, value in values.items():
        if kept.pk is None or not kept.edited(field):
            setattr(kept, field, _target(targets[field], value) if field in targets else value)
    kept.loaded = values
    return True


def _target(known: Mapping[str, Listed], key: str | None) -> Listed | None:
    """The row that a foreign key points to, if any."""
    return None if key is None else _known(known, key)


def _known(known: Mapping[str, Listed], key: str) -> Listed:
    """The row that a natural key names. Raises ListError for an unknown one."""
    if key not in known:
        raise ListError(f"the official list names {key!r}, which it does not define")
    return known[key]


def _save(model: type[Listed], changed: list[Listed]) -> None:
    """Write new and changed rows, two statements in all."""
    new = [row for row in changed if row.pk is None]
    old = [row for row in changed if row.pk is not None]
    model._default_manager.bulk_create(new)
    if old:
        names = [field.name for field in model._meta.concrete_fields if not field.primary_key]
        model._default_manager.bulk_update(old, names)


def _link(lists: Lists) -> None:
    """Tie each function to the clauses that it serves."""
    through = Function.responsibilities.through
    functions = {row.code: row.pk for row in Function.objects.all()}
    clauses = {row.code: row for row in Responsibility.objects.all()}
    wanted = {
        (functions[row["code"]], _known(clauses, code).pk)
        for row in lists.functions
        for code in row["responsibilities"]
    }
    links = through.objects.filter(function__in=[functions[row["code"]] for row in lists.functions])
    present = {(link.function_id, link.responsibility_id): link.pk for link in links}
    through.objects.filter(pk__in=[pk for pair, pk in present.items() if pair not in wanted]).delete()
    through.objects.bulk_create(
        [through(function_id=one, responsibility_id=other) for one, other in sorted(wanted - present.keys())]
    )
