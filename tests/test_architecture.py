"""What the import rules cannot see: foreign keys written as strings, the broker, the beat schedule."""

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db.models import Field, Model

from caojiadu.celery import app
from caojiadu.timer import app as timer

ROOT = Path(__file__).resolve().parent.parent
CODE = [path for part in ("caojiadu", "offices", "petitions") for path in sorted((ROOT / part).rglob("*.py"))]
TO_THE_BROKER = {"delay", "apply_async", "send_task"}


@cache
def layers() -> dict[str, int]:
    """Return the height of each layer of the import rules, the lowest first."""
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    lines = next(rule["layers"] for rule in rules if rule["type"] == "layers")
    return {name.strip(): -depth for depth, line in enumerate(lines) for name in line.split("|")}


def layer(model: type[Model]) -> str | None:
    """Return the layer a model lives in, or nothing when it is not ours."""
    module = model.__module__
    return next((name for name in layers() if module == name or module.startswith(f"{name}.")), None)


def keys() -> Iterator[tuple[str, str, Field]]:
    """Every foreign key between two models of ours: the two layers, and the field."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            if field.is_relation and field.concrete and field.related_model is not None:
                here, there = layer(model), layer(field.related_model)
                if here and there:
                    yield here, there, field


def test_foreign_keys_point_down() -> None:
    height = layers()
    up = [str(field) for here, there, field in keys() if height[there] > height[here]]
    assert not up


def test_no_foreign_key_joins_siblings() -> None:
    height = layers()
    across = [str(field) for here, there, field in keys() if here != there and height[here] == height[there]]
    offices = [
        str(field)
        for here, there, field in keys()
        if here == there == "offices" and _office(field.model) != _office(field.related_model)
    ]
    assert not across + offices


def _office(model: type[Model]) -> str:
    return model.__module__.split(".")[1]


def broker_calls(path: Path) -> Iterator[str]:
    """Every place in a file that hands a task to the broker."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in TO_THE_BROKER:
            yield f"{path.relative_to(ROOT)}:{node.lineno}"


def test_nothing_waits_for_the_broker() -> None:
    assert not [place for path in CODE for place in broker_calls(path)]


def test_every_task_of_the_schedule_exists() -> None:
    app.loader.import_default_modules()
    assert {entry["task"] for entry in timer.conf.beat_schedule.values()} <= set(app.tasks)


def test_a_broker_that_does_not_answer_is_given_up_within_seconds() -> None:
    options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    assert options["socket_timeout"] == options["socket_connect_timeout"] == 1
