"""System checks: what a workflow names must exist."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.contrib.auth import get_permission_codename
from django.core.checks import Error, register
from django.utils.module_loading import import_string

from caojiadu.core.cases import step_forms
from caojiadu.core.notices.texts import registered
from caojiadu.core.workflow import Workflow, all_workflows


@register()
def check_workflows(app_configs: Sequence[AppConfig] | None = None, **_kwargs: Any) -> list[Error]:
    """Every permission, form and message a workflow names exists; no app numbers in the series of another."""
    flows, there = all_workflows(), permissions()
    found = [Error(text, id="cases.E001", obj=flow.key) for flow in flows for text in _problems(flow, there)]
    owners: dict[str, str] = {}
    for flow in flows:
        app = flow.model.partition(".")[0]
        if flow.series and owners.setdefault(flow.series, app) != app:
            text = f"the numbers {flow.series} belong to {owners[flow.series]}"
            found.append(Error(text, id="cases.E002", obj=flow.key))
    return found


def _problems(flow: Workflow, permissions_there: set[str]) -> Iterator[str]:
    for move in flow.transitions:
        if move.needs and move.needs not in permissions_there:
            yield f"{move.key}: no permission is called {move.needs}"
        if move.form:
            yield from _form_problems(move.key, move.form)
        yield from (f"{move.key}: {problem}" for problem in step_forms.problems(flow, move))
    yield from (
        f"limit {limit.key}: the matter has no date {name}"
        for limit in flow.limits
        for name in (limit.date, limit.met_on)
        if name and not hasattr(apps.get_model(flow.model), name)
    )
    notices = [notify for move in flow.transitions for notify in move.notify] + list(flow.open_notify)
    yield from (f"no message is called {n.template}" for n in notices if n.template not in registered())


def _form_problems(key: str, path: str) -> Iterator[str]:
    try:
        import_string(path)
    except ImportError as error:
        yield f"{key}: {error}"


def permissions() -> set[str]:
    """Every permission there is."""
    named = set()
    for model in apps.get_models():
        meta = model._meta
        codenames = [codename for codename, _name in meta.permissions]
        codenames += [get_permission_codename(action, meta) for action in meta.default_permissions]
        named |= {f"{meta.app_label}.{codename}" for codename in codenames}
    return named
