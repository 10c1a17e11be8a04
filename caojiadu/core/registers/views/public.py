"""What anybody may read of a register: entries that were reviewed and published."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from caojiadu.core.cases.models.case import Confidentiality
from caojiadu.core.keyset import page_after
from caojiadu.core.organisation.models import Function, Neighbourhood
from caojiadu.core.registers.declaration import Register, find
from caojiadu.core.registers.lists import cells, with_names


def published_of(register: Register) -> QuerySet[Any]:
    """The entries that anybody may read: those published, and matters in the states named, no confidential one."""
    rows = register.model_class.objects.all()
    if register.workflow:
        states = [state.key for state in register.shown_in]
        rows = rows.filter(kind=register.workflow.key, state__in=states, confidentiality=Confidentiality.NORMAL)
        return rows.filter(**{f"{register.shown_since}__isnull": False}) if register.shown_since else rows
    return rows.filter(register=register.key, ended_on=None, published_at__isnull=False)


@dataclass(frozen=True)
class Area:
    """A neighbourhood with the number of entries that anybody may read."""

    neighbourhood: Neighbourhood
    n: int


def areas_of(register: Register, rows: QuerySet[Any]) -> tuple[list[Area], int]:
    """The neighbourhoods to choose from, those that have entries, if entries say theirs; and how many there are in all,
    also of no neighbourhood. Two queries."""
    if "neighbourhood" not in register.public:
        return [], 0
    counts = dict(rows.order_by().values_list("neighbourhood").annotate(n=Count("pk")))
    found = [Area(one, counts[one.pk]) for one in Neighbourhood.objects.all() if one.pk in counts]
    return found, sum(counts.values())


@require_safe
def public_register(request: HttpRequest, key: str) -> HttpResponse:
    """The published entries of a register, newest first, of all neighbourhoods or of one."""
    register = find(key)
    if register is None or not register.public:
        raise Http404
    rows = published_of(register)
    (areas, total), wanted = areas_of(register, rows), request.GET.get("neighbourhood", "")
    area = next((one for one in areas if one.neighbourhood.key == wanted), None)
    if wanted:
        rows = rows.filter(neighbourhood=area.neighbourhood) if area else rows.none()
    columns = ("opened_at", "id") if register.is_matter else ("id",)
    after = request.GET.get("after", "")
    found, mark = page_after(with_names(register, rows, every=True), after, columns=columns, newest_first=True)
    kept = {"neighbourhood": wanted} if wanted else {}
    context = {
        "register": register,
        "function": Function.objects.select_related("office").get(code=register.function),
        "rows": [{"row": row, "cells": cells(register, row, register.public)} for row in found],
        "areas": areas if len(areas) > 1 or wanted else [],
        "area": area,
        "narrowed": bool(wanted),
        "total": total,
        "first_url": f"?{urlencode(kept)}" if after else "",
        "next_url": f"?{urlencode({**kept, 'after': mark})}" if mark else "",
    }
    return render(request, "registers/public.html", context)
