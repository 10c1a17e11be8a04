"""What the desk answers when lower layers call upward."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from caojiadu.core.cases.handwork import open_task
from caojiadu.core.cases.models import Case, Task
from caojiadu.core.hooks import provide


@provide("may_read_file")
def staff_may_read_file(request: HttpRequest, file: Any) -> bool:
    """Staff read the files of the cases they may open."""
    if not request.user.is_authenticated or file.case_id is None:
        return False
    return Case.objects.visible_to(request.user).filter(pk=file.case_id).exists()


@provide("file_refused")
def open_file_task(file: Any) -> None:
    """A file that was held turned out unsafe: somebody asks the resident for another."""
    case = Case.objects.filter(pk=file.case_id).first()
    if case is not None:
        open_task(case=case, kind=Task.Kind.FILE, key=f"file-{file.pk}", now=timezone.now(), days=2)
