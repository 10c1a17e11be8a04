"""What the pages of registers share: finding the register and the entry, or no page at all."""

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest

from caojiadu.core.accounts.access import signed_in
from caojiadu.core.accounts.models import User
from caojiadu.core.organisation.models import Function, Office
from caojiadu.core.registers.access import may_enter, may_see, rows_of, works_in
from caojiadu.core.registers.declaration import Register, find


def office_or_404(slug: str) -> Office:
    """The office of an address."""
    office = Office.objects.filter(key=slug.replace("-", "_")).first()
    if office is None:
        raise Http404
    return office


def register_or_404(request: HttpRequest, slug: str, key: str, *, asking: bool = False) -> tuple[Register, Office]:
    """A register that the person may open, at an office that keeps it; for anybody else it does not exist.

    With `asking` it is enough that they may enter something, as any office may in a register that all ask.
    """
    register, office = find(key), office_or_404(slug)
    if register is None or not (may_see(request.user, register) or (asking and may_enter(request.user, register))):
        raise Http404
    if register.everywhere:
        at_home = works_in(signed_in(request), office)
    else:
        at_home = Function.objects.filter(code=register.function, office=office).exists()
    if not at_home:
        raise Http404
    return register, office


def record_or_404(request: HttpRequest, register: Register, pk: int) -> Any:
    """An entry that the person may open."""
    if register.is_matter:
        raise Http404
    names = [name for name in register.fields if register.model_class._meta.get_field(name).is_relation]
    rows = rows_of(request.user, register).select_related("office", "resident", "entered_by", "proposed_by", *names)
    record = rows.filter(pk=pk).first()
    if record is None:
        raise Http404
    return record


def slug_of(user: User) -> str:
    """The address part of the first office in which somebody works."""
    return next(post.office.key.replace("_", "-") for post in user.posts_at_work if post.office)


def is_moment(text: str) -> bool:
    """Whether a text is a day and a time as ISO writes them."""
    try:
        dt.datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
