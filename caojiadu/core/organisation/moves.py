"""Changing who answers for what."""

from typing import Any

from django.db import transaction

from caojiadu.core.audit.trail import record
from caojiadu.core.organisation import hooks

from .models import Function, Office


@transaction.atomic
def move_function(*, function: Function, office: Office, actor: Any) -> Function:
    """Move a function to another office; its open cases follow through the hook `function_moved`.

    `actor` is the person who signs for it. Moving to the office that has it already changes nothing.
    """
    moved = Function.objects.select_for_update(of=("self",)).select_related("office").get(pk=function.pk)
    source = moved.office
    if source == office:
        return moved
    moved.office = office
    moved.save(update_fields=["office"])
    record(
        action="change",
        actor=actor,
        subject_type="organisation.function",
        subject_key=moved.code,
        data={"office": [source.code, office.code]},
    )
    hooks.function_moved(function=moved, office=office, source=source, actor=actor)
    return moved
