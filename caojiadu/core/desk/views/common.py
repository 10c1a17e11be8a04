"""What the pages of the desk share."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from caojiadu.core import memory
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import model_of
from caojiadu.core.desk.hand_tasks import tasks_of
from caojiadu.core.desk.panels import banners_for, rail_links
from caojiadu.core.desk.queues import rail
from caojiadu.core.hooks import provide
from caojiadu.core.keyset import Counting, counted, counting
from caojiadu.core.workflow import find


def page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page inside the desk's frame, with the rail of queues."""
    return render(request, template, frame(request.user) | context, status=status)


@provide("desk_frame")
def frame(user: Any) -> dict[str, Any]:
    """What `desk/frame.html` needs; lower apps that show staff a page ask for it through the registry."""
    kept = memory.kept(("rail", user.pk, get_language()), lambda: _rail_of(user), minutely=True)
    lines = [dict(line) for line in kept.lines]
    for line, count in zip([line for line in lines if "zero" in line], counted(kept.counts), strict=True):
        line["count"] = line["zero"] if count == "0" else count
    *links, tasks = lines[kept.queues :]
    return {
        "rail": lines[: kept.queues],
        "rail_links": links,
        "task_count": tasks["count"],
        "banners": banners_for(user),
    }


@dataclass(frozen=True)
class _Rail:
    """The rail of a person: the lines of its queues, of further pages, of tasks; and what counts those with a "zero".

    Which lines there are follows from posts, permissions and rules, so from what the house keeps; what they count is
    counted for every page.
    """

    lines: list[dict[str, Any]]
    queues: int
    counts: Counting


def _rail_of(user: Any) -> _Rail:
    queues = rail(user)
    lines = [*queues, *rail_links(user), {"rows": tasks_of(user)}]
    rows = []
    for line in lines:
        line["label"] = str(line.get("label", ""))  # in the language of now
        if "rows" in line:
            rows.append(line.pop("rows"))
            line.setdefault("zero", "0")
    return _Rail(lines, len(queues), counting(rows))


def version_seen(request: HttpRequest) -> int | None:
    """The version that the page showed whose form is sent; a field of the form may be called "seen" too, after it."""
    first = next(iter(request.POST.getlist("seen")), "")[:9]
    return int(first) if first.isdecimal() else None


def case_or_404(request: HttpRequest, number: str, *, with_people: bool = True) -> Any:
    """A case that the person may open, in its own kind; for anybody else it does not exist.

    `with_people` reads along whom its page names: not needed where it is handed on to a step.
    """
    for key, kind in Case.objects.visible_to(request.user).filter(number=number).values_list("pk", "kind"):
        rows = model_of(find(kind)).objects
        return (rows.with_people() if with_people else rows).get(pk=key)
    raise Http404
