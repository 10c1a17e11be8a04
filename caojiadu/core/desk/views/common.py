"""What the pages of the desk share."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import model_of
from caojiadu.core.desk.hand_tasks import tasks_of
from caojiadu.core.desk.panels import banners_for, rail_links
from caojiadu.core.desk.queues import rail
from caojiadu.core.hooks import provide
from caojiadu.core.keyset import capped_counts
from caojiadu.core.workflow import find


def page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page inside the desk's frame, with the rail of queues."""
    return render(request, template, frame(request.user) | context, status=status)


@provide("desk_frame")
def frame(user: Any) -> dict[str, Any]:
    """What `desk/frame.html` needs; lower apps that show staff a page ask for it through the registry."""
    queues, links, tasks = rail(user), rail_links(user), {"rows": tasks_of(user)}
    _count([*queues, *links, tasks])
    return {"rail": queues, "rail_links": links, "task_count": tasks["count"], "banners": banners_for(user)}


def _count(lines: list[dict[str, Any]]) -> None:
    """Put a count, exact up to a thousand, in place of the rows of each line, with one statement for all."""
    counted = [line for line in lines if "rows" in line]
    for line, count in zip(counted, capped_counts([line.pop("rows") for line in counted]), strict=True):
        line["count"] = line.get("zero", count) if count == "0" else count


def version_seen(request: HttpRequest) -> int | None:
    """The version that the page showed whose form is sent; a field of the form may be called "seen" too, after it."""
    first = next(iter(request.POST.getlist("seen")), "")[:9]
    return int(first) if first.isdecimal() else None


def case_or_404(request: HttpRequest, number: str) -> Any:
    """A case that the person may open, in its own kind; for anybody else it does not exist."""
    for key, kind in Case.objects.visible_to(request.user).filter(number=number).values_list("pk", "kind"):
        return model_of(find(kind)).objects.with_people().get(pk=key)
    raise Http404
