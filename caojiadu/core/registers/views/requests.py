"""What an office asks others for: rooms, vehicles, the seal; and what became of it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from caojiadu.core.accounts.access import signed_in, staff_required
from caojiadu.core.accounts.models import Visitor
from caojiadu.core.desk.views.common import page
from caojiadu.core.organisation.models import Office
from caojiadu.core.registers.access import may_enter, office_or_404, rows_of, works_in
from caojiadu.core.registers.declaration import Register, asked_by_all
from caojiadu.core.registers.patterns.booking import Booking
from caojiadu.core.registers.providers import address

SHOWN = 10  # of each sort, the newest


@staff_required
def requests(request: HttpRequest, office: str) -> HttpResponse:
    """Everything that any office may ask for, each with what this office asked for last."""
    found = office_or_404(office)
    mine = [one for one in asked_by_all() if may_enter(request.user, one)]
    if not works_in(signed_in(request), found) or not mine:
        raise Http404
    groups = [_group(request.user, one, found) for one in mine]
    return page(request, "registers/requests.html", {"office": found, "groups": groups})


def _group(user: Visitor, register: Register, office: Office) -> dict[str, Any]:
    rows = rows_of(user, register).filter(asked_by=office).order_by("-pk")[:SHOWN]
    at = address(register)
    return {
        "register": register,
        "rows": list(rows),
        "new": f"{at}new/",
        "timetable": f"{at}timetable/" if issubclass(register.model_class, Booking) else "",
    }
