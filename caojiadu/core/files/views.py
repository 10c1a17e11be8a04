"""The one way out for a file."""

import uuid

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from caojiadu.core.audit.trail import read_once
from caojiadu.core.cases.confidential import ask_again_for
from caojiadu.core.files import hooks, storage
from caojiadu.core.files.models import File


@require_safe
@never_cache
def download(request: HttpRequest, key: uuid.UUID) -> HttpResponseBase:
    """Hand out a file to whoever may read it; for everybody else there is none."""
    file = File.objects.attached().select_related("case").filter(key=key).first()
    if file is None or not any(answer is True for answer in hooks.may_read_file(request, file)):
        raise Http404
    if file.case:
        ask_again_for(request, file.case)
    if file.state == File.State.HELD:
        return render(request, "files/held.html", {"file": file})
    if file.state == File.State.REFUSED or not storage.path_of(file.key).is_file():
        return render(request, "files/gone.html", {"file": file}, status=410)
    office_id = file.case.office_id if file.case else None
    read_once(request=request, action="download", subject_type="file", subject_key=file.key, office_id=office_id)
    return _response(file)


def _response(file: File) -> FileResponse:
    response = FileResponse(
        storage.path_of(file.key).open("rb"), as_attachment=True, filename=file.name, content_type=file.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
