"""The doors of papers: each as a page to read and as a PDF to keep or print."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.moves import model_of
from caojiadu.core.documents import hooks
from caojiadu.core.documents.access import Reading, open_paper_or_404, pages_of
from caojiadu.core.documents.models import Paper


def _case_of(paper: Paper) -> Any:
    return model_of(paper.case.workflow).objects.get(pk=paper.case_id)


@require_safe
@never_cache
def pdf(request: HttpRequest, key: uuid.UUID) -> HttpResponseBase:
    """The PDF, shown in the browser, or with ?save kept under its title and number."""
    reading = open_paper_or_404(request, key, action="download")
    try:
        content = reading.pdf(_case_of(reading.paper))
    except Refused as refused:
        return _page(request, reading, refusal=refused.message, status=409)
    response = HttpResponse(content, content_type="application/pdf")
    name = f"{reading.paper.title} {reading.paper.number}".strip()
    response["Content-Disposition"] = content_disposition_header("save" in request.GET, f"{name}.pdf") or "inline"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


@require_safe
@never_cache
def paper(request: HttpRequest, key: uuid.UUID) -> HttpResponseBase:
    """The paper as a page, word for word; staff see beside it who signed it and how it was served."""
    return _page(request, open_paper_or_404(request, key, action="read"))


def _page(request: HttpRequest, reading: Reading, *, refusal: Any = "", status: int = 200) -> HttpResponse:
    context = {"paper": reading.paper, "case": reading.paper.case, "refusal": refusal}
    context["pages"] = pages_of(reading, _case_of(reading.paper))
    if not reading.staff:
        context["back"] = hooks.paper_back(request, reading.paper) or ""
        return render(request, "documents/paper.html", context, status=status)
    context |= hooks.desk_frame(request.user)
    context["services"] = reading.paper.services.select_related("resident", "body", "recorded_by", "proof_file")
    return render(request, "documents/desk_paper.html", context, status=status)
