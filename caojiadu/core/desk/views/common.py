"""What the pages of the desk share."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from caojiadu.core.cases.models import Case
from caojiadu.core.desk.panels import banners_for, rail_links
from caojiadu.core.desk.queues import rail
from caojiadu.core.desk.views.task_count import open_tasks
from caojiadu.core.hooks import provide


def page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page inside the desk's frame, with the rail of queues."""
    return render(request, template, frame(request.user) | context, status=status)


@provide("desk_frame")
def frame(user: Any) -> dict[str, Any]:
    """What `desk/frame.html` needs; lower apps that show staff a page ask for it through the registry."""
    return {
        "rail": rail(user),
        "rail_links": rail_links(user),
        "task_count": open_tasks(user),
        "banners": banners_for(user),
    }


def case_or_404(request: HttpRequest, number: str) -> Case:
    """A case that the person may open; for anybody else it does not exist."""
    case = Case.objects.visible_to(request.user).with_people().filter(number=number).first()
    if case is None:
        raise Http404
    return case
