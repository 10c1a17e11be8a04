"""What anybody may read of a register: entries that were reviewed and published."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from caojiadu.core.cases.models.case import Confidentiality
from caojiadu.core.keyset import page_after
from caojiadu.core.organisation.models import Function
from caojiadu.core.registers.declared import Register, find
from caojiadu.core.registers.lists import cells, with_names


def published_of(register: Register) -> QuerySet[Any]:
    """The entries that anybody may read: those published, and matters in the states named, no confidential one."""
    rows = register.model_class.objects.all()
    if register.workflow:
        states = [state.key for state in register.shown_in]
        rows = rows.filter(kind=register.workflow.key, state__in=states, confidentiality=Confidentiality.NORMAL)
        return rows.filter(**{f"{register.shown_since}__isnull": False}) if register.shown_since else rows
    return rows.filter(register=register.key, ended_on=None, published_at__isnull=False)


@require_safe
def public_register(request: HttpRequest, key: str) -> HttpResponse:
    """The published entries of a register, newest first."""
    register = find(key)
    if register is None or not register.public:
        raise Http404
    rows = with_names(register, published_of(register), every=True)
    columns = ("opened_at", "id") if register.is_matter else ("id",)
    found, mark = page_after(rows, request.GET.get("after", ""), columns=columns, newest_first=True)
    context = {
        "register": register,
        "function": Function.objects.select_related("office").get(code=register.function),
        "rows": [{"row": row, "cells": cells(register, row, register.public)} for row in found],
        "first_url": "?" if request.GET.get("after") else "",
        "next_url": f"?after={mark}" if mark else "",
    }
    return render(request, "registers/public.html", context)
