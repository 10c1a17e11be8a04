"""What anybody may read of a register: entries that were reviewed and published."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from caojiadu.core.keyset import page_after
from caojiadu.core.organisation.models import Function
from caojiadu.core.registers.declared import find
from caojiadu.core.registers.lists import cells, with_names


@require_safe
def public_register(request: HttpRequest, key: str) -> HttpResponse:
    """The published entries of a register, newest first."""
    register = find(key)
    if register is None or not register.public:
        raise Http404
    rows = register.model_class.objects.filter(register=key, ended_on=None, published_at__isnull=False)
    found, mark = page_after(
        with_names(register, rows, every=True), request.GET.get("after", ""), columns=("id",), newest_first=True
    )
    context = {
        "register": register,
        "function": Function.objects.select_related("office").get(code=register.function),
        "rows": [{"row": row, "cells": cells(register, row, register.public)} for row in found],
        "first_url": "?" if request.GET.get("after") else "",
        "next_url": f"?after={mark}" if mark else "",
    }
    return render(request, "registers/public.html", context)
