"""What the pages of the desk share."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from caojiadu.core import memory
from caojiadu.core.cases import hooks
from caojiadu.core.cases.confidential import ask_again_for
from caojiadu.core.cases.models import Case
from caojiadu.core.cases.moves import model_numbered, model_of
from caojiadu.core.cases.names import with_house
from caojiadu.core.desk.hand_tasks import tasks_of
from caojiadu.core.desk.panels import banners_for, calls_for, rail_links
from caojiadu.core.desk.queues import rail
from caojiadu.core.desk.rail import grouped
from caojiadu.core.desk.saved import pinned
from caojiadu.core.doors import RailLink
from caojiadu.core.hooks import provide
from caojiadu.core.keyset import Counting, counted, counting
from caojiadu.core.notices.queries import unread_for
from caojiadu.core.types import NamedModel
from caojiadu.core.workflow import find


def page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page inside the desk's frame, with the rail of queues."""
    return render(request, template, frame(request.user) | context, status=status)


@provide("desk_frame")
def frame(user: Any) -> dict[str, Any]:
    """What `desk/frame.html` needs; lower apps that show staff a page ask for it through the registry."""
    kept = memory.kept(("rail", user.pk, get_language(), timezone.localdate()), lambda: _rail_of(user), minutely=True)
    lines = [dict(line) for line in kept.lines]
    counts = iter(counted(kept.counts))
    for line, count in zip([line for line in lines if "zero" in line], counts, strict=False):
        line["count"] = line["zero"] if count == "0" else count
    *links, tasks, unread = lines[kept.queues :]
    return {
        "rail": lines[: kept.queues],
        "rail_views": pinned(user),
        "rail_links": links,
        "rail_matters": [link for link in links if link["group"] == "matters"],
        "rail_groups": grouped(links),
        "task_count": tasks["count"],
        "unread_count": unread["count"],
        "banners": banners_for(user) if any(calls != "0" for calls in counts) else [],
    }


@dataclass(frozen=True)
class _Rail:
    """The rail of a person: the lines of its queues, of further pages, of tasks, of unread messages; and what counts
    those with a "zero", then the calls for banners.

    Which lines there are follows from posts, permissions and rules, so from what the house keeps; what they count is
    counted for every page.
    """

    lines: list[dict[str, Any]]
    queues: int
    counts: Counting


def _rail_of(user: Any) -> _Rail:
    queues = rail(user)
    lines = [*queues, *map(_line, rail_links(user)), {"rows": tasks_of(user)}, {"rows": unread_for(user)}]
    rows = []
    for line in lines:
        line["label"] = str(line.get("label", ""))  # in the language of now
        if "rows" in line:
            rows.append(line.pop("rows"))
            line.setdefault("zero", "0")
    return _Rail(lines, len(queues), counting([*rows, *calls_for(user)]))


def _line(link: RailLink) -> dict[str, Any]:
    line: dict[str, Any] = {"url": link.url, "label": link.label, "group": link.group}
    return line if link.rows is None else line | {"rows": link.rows, "zero": link.zero}


def for_drawer(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """The drawer sends its form without leaving the page: it is told where to go, and what to say waits until then."""
    if "X-Drawer" in request.headers and isinstance(answer, HttpResponseRedirect):
        return HttpResponse(status=204, headers={"X-Go": answer.url})
    return answer


def version_seen(request: HttpRequest) -> int | None:
    """The version that the page showed whose form is sent; a field of the form may be called "seen" too, after it."""
    first = next(iter(request.POST.getlist("seen")), "")[:9]
    return int(first) if first.isdecimal() else None


def case_or_404(request: HttpRequest, number: str, *, with_people: bool = True) -> Any:
    """A case that the person may open, in its own kind; for anybody else it does not exist.

    `with_people` reads along whom its page names: not needed where it is handed on to a step.
    """
    model: NamedModel = model_numbered(number[:2]) or Case
    rows = model.objects.visible_to(request.user).filter(number=number)
    for case in rows.with_people() if with_people else rows:
        if model is Case:
            case = model_of(find(case.kind)).objects.get(pk=case.pk)
        ask_again_for(request, case)
        if case.receipt_due:
            hooks.issue_receipt(case)
        return with_house(case)
    raise Http404
