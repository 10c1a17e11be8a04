"""Who may open and keep a register: posts of the office that has its function; of sensitive ones, their keepers.

For anybody else its pages do not exist.
"""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from caojiadu.core.accounts.access import signed_in
from caojiadu.core.accounts.models import User, Visitor
from caojiadu.core.accounts.roles import Role
from caojiadu.core.organisation.models import Function, Office
from caojiadu.core.registers.declaration import Register, all_registers, find
from caojiadu.core.registers.models import Keeper, Record
from caojiadu.core.types import NamedRow


def works_in(user: User, office: Office) -> bool:
    """Whether somebody holds a post in an office, in person or standing in for a colleague."""
    return office.pk in {post.office_id for post in user.posts_at_work}


def may_see(user: Visitor, register: Register) -> bool:
    """Whether somebody may open a register at all."""
    return _may(user, register, "view")


def may_enter(user: Visitor, register: Register) -> bool:
    """Whether somebody may enter something new."""
    return _may(user, register, "add")


def may_change(user: Visitor, register: Register) -> bool:
    """Whether somebody may correct and end entries."""
    return _may(user, register, "change")


def heads(user: User, register: Register) -> bool:
    """Whether somebody heads the office that keeps a register: they name the keepers of a sensitive one."""
    if not hasattr(user, "_functions_headed"):
        offices = [post.office_id for post in user.posts_at_work if post.role == Role.HEAD]
        headed = Function.objects.filter(office__in=offices).values_list("code", flat=True) if offices else ()
        user._functions_headed = set(headed)
    return register.function in user._functions_headed


def seen_by(user: Visitor) -> list[Register]:
    """The registers that somebody may open, in one query for what was opened to them by name."""
    return [register for register in all_registers() if may_see(user, register)]


def rows_of(user: Visitor, register: Register, office: Office | None = None) -> QuerySet[Any]:
    """The entries that somebody may open: those of matters by the rule for matters, else the whole register.

    Of a register that every office keeps for itself, those of one `office`.
    """
    if register.is_matter:
        assert register.workflow is not None
        rows = register.model_class.objects.visible_to(user).filter(kind=register.workflow.key)
        return rows.filter(office=office) if office is not None and register.everywhere else rows
    rows = register.model_class.objects.filter(register=register.key)
    return rows if may_see(user, register) else rows.none()


def counted_of(user: Visitor, register: Register, office: Office | None = None) -> QuerySet[Any]:
    """The entries of a register that may be seen, to be counted: without the table of their own fields."""
    if register.is_matter:
        return rows_of(user, register, office)
    return Record.objects.filter(register=register.key)


def _may(user: Visitor, register: Register, action: str) -> bool:
    if not user.is_authenticated or user.kind != "staff" or not user.posts_at_work:
        return False
    if not user.has_perm(register.permission(action)):
        return False
    return not register.has_keepers or heads(user, register) or register.keepers_in in _kept_by(user)


def _kept_by(user: User) -> set[str]:
    if not hasattr(user, "_registers_kept"):
        user._registers_kept = set(Keeper.objects.filter(user=user, until=None).values_list("register", flat=True))
    return user._registers_kept


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


def record_or_404(request: HttpRequest, register: Register, pk: int) -> NamedRow:
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
