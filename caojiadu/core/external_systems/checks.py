"""System checks: what a kind says about its system of record can be done by somebody."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.core.checks import Error, register

from caojiadu.core.cases.checks import permissions
from caojiadu.core.external_systems.desks import all_desks, desk_of
from caojiadu.core.workflow import System, all_workflows


@register()
def check_systems_of_record(app_configs: Any = None, **_kwargs: Any) -> list[Error]:
    """Each other system has one name, a desk that enters matters there, and a sheet by which numbers come back."""
    return [Error(text, id="external_systems.E001", obj=key) for key, text in (*_of_kinds(), *_of_desks())]


def _of_kinds() -> Iterator[tuple[str, str]]:
    systems: dict[str, set[System]] = defaultdict(set)
    for flow in all_workflows():
        if flow.record:
            systems[flow.record.system.key].add(flow.record.system)
    for key, declared in systems.items():
        if len(declared) > 1:
            yield key, "two kinds name this system differently"
        if desk_of(key) is None:
            yield key, "nobody enters matters in this system"


def _of_desks() -> Iterator[tuple[str, str]]:
    for desk in all_desks():
        key = desk.system.key
        if not desk.kinds:
            yield key, "no kind of matter is kept in this system"
        if desk.permission not in permissions():
            yield key, f"no permission is called {desk.permission}"
        if desk.number_head not in desk.heads:
            yield key, "its export has no column by which a sheet could come back"
