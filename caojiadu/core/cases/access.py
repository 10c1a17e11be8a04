"""One permission function for every door: `visible_to` for many, `may` for one, and why."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from caojiadu.core.cases import tokens as t
from caojiadu.core.cases.actor import Actor
from caojiadu.core.hooks import call_all
from caojiadu.core.workflow import By, Transition, Who

if TYPE_CHECKING:
    from caojiadu.core.cases.models import Case


def may_open(user: Any, case: "Case") -> bool:
    """Say whether a person may open a case: the same arrays that `visible_to` reads."""
    return bool(set(t.tokens_of(user)) & set(case.readers)) and user.id not in case.barred


def may(user: Any, permission: str, case: "Case") -> bool:
    """Say whether a person may do something to a case: it is theirs to open, and a post gives the permission."""
    return may_open(user, case) and user.has_perm(permission)


def may_move(actor: Actor, move: Transition, case: "Case") -> bool:
    """Say whether an actor makes a move on a case as it stands."""
    if move.by != actor.by:
        return False
    if move.by != By.STAFF:
        return True
    return may(actor.user, move.needs, case) and stands_as(actor.user, move.who, case)


def stands_as(user: Any, who: Iterable[Who], case: "Case") -> bool:
    """Say whether a person stands to a case in one of the ways named."""
    return any(_STANDING[one](user, case) for one in who)


def may_reveal(user: Any, case: "Case") -> bool:
    """The handler, the lead office's head and the desk see who wrote; a helping office where the resident agreed."""
    if case.resident_id is None:
        return False
    if not may(user, "cases.reveal_resident", case):
        return False
    # A kind of matter may have a rule of its own: no stands above yes, and both above what follows from posts.
    said = call_all("may_reveal", user, case)
    if False in said or True in said:
        return False not in said
    if stands_as(user, (Who.HANDLER, Who.REGISTRAR), case):
        return True
    return stands_as(user, (Who.CO,), case) and any(call_all("identity_shared", case))


def _holds(user: Any, office_id: int | None, *codes: int) -> bool:
    held = set(t.tokens_of(user))
    return office_id is not None and any(t.office_token(office_id, code) in held for code in codes)


def _is_registrar(user: Any, case: "Case") -> bool:
    code = t.ACCUSATIONS if case.workflow.secret else t.LETTERS
    return _holds(user, case.registrar_id, code)


def _is_handler(user: Any, case: "Case") -> bool:
    """The person who has it, as long as they work in the office that has it; in their place its head."""
    own = case.handler_id == user.id and _holds(user, case.office_id, t.MEMBER)
    return own or _holds(user, case.office_id, t.HEAD)


def _is_leader(user: Any, case: "Case") -> bool:
    return t.office_token(None, t.LEADER) in t.tokens_of(user)


def _is_co(user: Any, case: "Case") -> bool:
    offices = [a.office_id for a in case.assignments.all() if a.role == "co" and a.until is None]
    return any(_holds(user, office_id, t.MEMBER) for office_id in offices)


_STANDING = {
    Who.REGISTRAR: _is_registrar,
    Who.LEAD: lambda user, case: _holds(user, case.office_id, t.MEMBER),
    Who.HEAD: lambda user, case: _holds(user, case.office_id, t.HEAD),
    Who.HANDLER: _is_handler,
    Who.CO: _is_co,
    Who.LEADER: _is_leader,
    Who.READER: lambda user, case: True,  # `may` has asked already
}


def why_visible(user: Any, case: "Case") -> list[str]:
    """The reasons, in words, for which a person may open a case; empty when they may not."""
    if not may_open(user, case):
        return []
    return [_reason(token, user, case) for token in sorted(set(t.tokens_of(user)) & set(case.readers))]


def _reason(token: int, user: Any, case: "Case") -> str:
    if token >= t.GROUP_BASE:
        return _("A grant to a group you are in")
    if token >= t.USER_BASE:
        return _personal_reason(user, case)
    office_id, code = divmod(token, 100)
    words = {
        t.HEAD: _("You head the lead office"),
        t.LETTERS: _("Your desk registered it and follows it"),
        t.ACCUSATIONS: _("You hold one of the two posts named for confidential reports"),
        t.LEADER: _("You are the leader in charge"),
    }
    if code in words:
        return words[code]
    return _("Your office leads it") if office_id == case.office_id else _("Your office helps with it")


def _personal_reason(user: Any, case: "Case") -> str:
    if case.handler_id == user.id:
        return _("You handle it")
    if case.opened_by_id == user.id:
        return _("You entered it")
    return _("A grant to you by name")
