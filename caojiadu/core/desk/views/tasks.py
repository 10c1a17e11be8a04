"""What has to be done by hand: ring people whom no message reaches."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caojiadu.core.accounts.access import staff_required
from caojiadu.core.audit.trail import record
from caojiadu.core.cases.access import may_reveal
from caojiadu.core.cases.hand_tasks import template_of
from caojiadu.core.cases.models import Task
from caojiadu.core.desk.hand_tasks import tasks_of
from caojiadu.core.desk.views.common import page
from caojiadu.core.notices.models import Notice
from caojiadu.core.notices.texts import Text
from caojiadu.core.notices.wording import words

SHOWN = 100


class DoneForm(forms.Form):
    result = forms.CharField(
        label=_("What came of it"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: reached at 14:10, told about the answer."),
    )


@staff_required
def task_list(request: HttpRequest) -> HttpResponse:
    """Open tasks of one's offices, the most urgent first."""
    rows = list(
        tasks_of(request.user).select_related("case", "case__resident", "office").order_by("due_at", "id")[:SHOWN]
    )
    return page(request, "desk/tasks.html", {"rows": rows})


@staff_required
def task(request: HttpRequest, key: int) -> HttpResponse:
    """One task: note what came of it, and it is done. Two at once: the second sees what the first noted."""
    row = get_object_or_404(tasks_of(request.user, done=True).select_related("case", "case__resident"), pk=key)
    form = DoneForm(request.POST if request.method == "POST" else None)
    if row.done_at is None and form.is_bound and form.is_valid() and _finish(row, request, form.cleaned_data["result"]):
        messages.success(request, _("Noted. Thank you."))
        return redirect("desk:tasks")
    row.refresh_from_db()
    too_late = row.done_at is not None and form.is_bound
    reveals = row.case.resident is not None and may_reveal(request.user, row.case)
    context = {"row": row, "form": form, "message": _message(row), "may_reveal": reveals}
    return page(request, "desk/task.html", context, status=409 if too_late else 200)


def _message(row: Task) -> Text | None:
    """The words of the notice that is to be sent by post or told on the phone."""
    template = template_of(row)
    if not template or row.case.resident is None:
        return None
    return words(Notice(template=template, case_number=row.case.number or "", language=row.case.resident.language))


def _finish(row: Task, request: HttpRequest, result: str) -> bool:
    """Note the result, unless somebody was faster."""
    open_row = Task.objects.filter(pk=row.pk, done_at=None)
    if not open_row.update(done_at=timezone.now(), done_by=request.user, result=result):
        return False
    record(action="task_done", subject_type="case", subject_key=row.case.number, request=request)
    return True
