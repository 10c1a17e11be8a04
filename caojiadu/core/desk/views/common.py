"""What the pages of the desk share."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from caojiadu.core.cases.models import Case
from caojiadu.core.desk.panels import rail_links
from caojiadu.core.desk.queues import rail
from caojiadu.core.desk.views.task_count import open_tasks


def page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page inside the desk's frame, with the rail of queues."""
    frame = {"rail": rail(request.user), "rail_links": rail_links(request.user), "task_count": open_tasks(request.user)}
    return render(request, template, frame | context, status=status)


def case_or_404(request: HttpRequest, number: str) -> Case:
    """A case that the person may open; for anybody else it does not exist."""
    case = Case.objects.visible_to(request.user).with_people().filter(number=number).first()
    if case is None:
        raise Http404
    return case
