"""One permission function for every door: `visible_to` for many, `may` for one, and why."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from caojiadu.core.accounts.models import User, Visitor
from caojiadu.core.cases import hooks
from caojiadu.core.cases import query as t
from caojiadu.core.cases.moving import Actor
from caojiadu.core.community.models import Resident
from caojiadu.core.workflow import By, Transition, Who

if TYPE_CHECKING:
    from caojiadu.core.cases.models import Case


def may_open(user: Visitor, case: "Case") -> bool:
    """Say whether a person may open a case: the same arrays that `visible_to` reads."""
    return bool(_openers(user, case))


def may(user: Visitor, permission: str, case: "Case") -> bool:
    """Say whether a person may do something to a case: it is theirs to open, and a post gives the permission."""
    return any(one.has_perm(permission) for one in _openers(user, case))


def may_move(actor: Actor, move: Transition, case: "Case") -> bool:
    """Say whether an actor makes a move on a case as it stands."""
    if move.by != actor.by:
        return False
    return move.by != By.STAFF or acts_as(actor.user, move, case) is not None


def acts_as(user: Visitor, move: Transition, case: "Case") -> Visitor | None:
    """As whom a person makes a staff move: as themselves where they can, else as the colleague they stand in for."""
    for one in _openers(user, case):
        if one.has_perm(move.needs) and _stands(one, move.who, case):
            return one
    return user if Who.WINDOW in move.who and _is_at_window(user, case) else None


def stands_as(user: Visitor, who: Iterable[Who], case: "Case") -> bool:
    """Say whether a person, or somebody they stand in for, stands to a case in one of the ways named."""
    wanted = tuple(who)
    return any(_stands(one, wanted, case) for one in t.persons(user))


def is_outsider(user: Visitor, case: "Case") -> bool:
    """Say whether a person opens a case for a neighbourhood committee only, which is no office of the street."""
    held = set(t.tokens_of(user)) & set(case.readers)
    return bool(held) and min(held) >= t.NEIGHBOURHOOD_BASE


def _openers(user: Visitor, case: "Case") -> list[User]:
    """Those as whom a person may open a case; whoever is barred from it opens it for nobody."""
    if not user.is_authenticated or user.id in case.barred:
        return []
    readers = set(case.readers)
    return [one for one in t.persons(user) if one.id not in case.barred and readers & set(t.own_tokens(one))]


def _stands(user: Visitor, who: Iterable[Who], case: "Case") -> bool:
    return any(_STANDING[one](user, case) for one in who)


def may_reveal(user: Visitor, case: "Case", resident: "Resident | None" = None) -> bool:
    """The handler, the lead office's head and the desk see who wrote; a helping office where that person agreed."""
    resident = resident or case.resident
    if resident is None or not may(user, "cases.reveal_resident", case):
        return False
    # A kind of matter may have a rule of its own: no stands above yes, and both above what follows from posts.
    said = hooks.may_reveal(user, case)
    if False in said or True in said:
        return False not in said
    if stands_as(user, (Who.HANDLER, Who.REGISTRAR), case):
        return True
    return stands_as(user, (Who.CO, Who.COMMITTEE), case) and any(hooks.identity_shared(case, resident))


def reveals_in_one_click(user: Visitor, case: "Case", resident: "Resident | None" = None) -> bool:
    """The handler needs no words of their own: reaching the petitioner is part of the work, and is logged as such."""
    return may_reveal(user, case, resident) and stands_as(user, (Who.HANDLER,), case)


def _holds(user: Visitor, office_id: int | None, code: int) -> bool:
    return office_id is not None and t.office_token(office_id, code) in t.own_tokens(user)


def _is_registrar(user: Visitor, case: "Case") -> bool:
    code = t.ACCUSATIONS if case.workflow.secret else t.LETTERS
    return _holds(user, case.registrar_id, code)


def _is_handler(user: Visitor, case: "Case") -> bool:
    """The person who has it, as long as they work in the office that has it; in their place its head."""
    own = case.handler_id == user.id and _holds(user, case.office_id, t.MEMBER)
    return own or _holds(user, case.office_id, t.HEAD)


def _is_leader(user: Visitor, case: "Case") -> bool:
    return t.office_token(None, t.LEADER) in t.own_tokens(user)


def _is_holder(user: Visitor, case: "Case") -> bool:
    return case.held_by_id == user.id and _is_leader(user, case)


def _is_co(user: User, case: "Case") -> bool:
    return _in_marked(user, case, t.HELPS, t.MEMBER)


def _is_asked(user: User, case: "Case") -> bool:
    return _in_marked(user, case, t.ASKED, t.HEAD)


def _in_marked(user: User, case: "Case", mark: int, code: int) -> bool:
    """Whether somebody has a post in an office that left its mark on the case, as helpers and those asked do."""
    offices = {post.office_id for post in user.posts_today if post.office_id}
    marked = (office for office in offices if t.office_token(office, mark) in case.readers)
    return any(_holds(user, office, code) for office in marked)


def _is_committee(user: User, case: "Case") -> bool:
    areas = {post.neighbourhood_id for post in user.posts_today if post.neighbourhood_id}
    return any(t.neighbourhood_token(area) in case.readers for area in areas)


def _is_at_window(user: Visitor, case: "Case") -> bool:
    """Whether a matter passed through this person's window: those who know of windows answer to "at_window"."""
    return user.is_authenticated and user.id not in case.barred and any(hooks.at_window(user, case))


_STANDING = {
    Who.REGISTRAR: _is_registrar,
    Who.LEAD: lambda user, case: _holds(user, case.office_id, t.MEMBER),
    Who.HEAD: lambda user, case: _holds(user, case.office_id, t.HEAD),
    Who.HANDLER: _is_handler,
    Who.CO: _is_co,
    Who.ASKED: _is_asked,
    Who.COMMITTEE: _is_committee,
    Who.LEADER: _is_leader,
    Who.READER: lambda user, case: True,  # `may` has asked already
    Who.HOLDER: _is_holder,
    Who.WINDOW: _is_at_window,
}


def why_visible(user: Visitor, case: "Case") -> list[str]:
    """The reasons, in words, for which a person may open a case; empty when they may not."""
    if not may_open(user, case):
        return []
    return [reason for one in _openers(user, case) for reason in _reasons(one, user, case)]


def _reasons(one: Visitor, user: Visitor, case: "Case") -> list[str]:
    said = [_reason(token, one, case) for token in sorted(set(t.own_tokens(one)) & set(case.readers))]
    if one is user:
        return said
    return [_("%(reason)s (you stand in for %(name)s)") % {"reason": reason, "name": one} for reason in said]


def _reason(token: int, user: Visitor, case: "Case") -> str:
    if token >= t.NEIGHBOURHOOD_BASE:
        return _("Your neighbourhood committee is asked to help")
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
    if code == t.HEAD and office_id != case.office_id:
        return _("Your office is asked to take it over")
    if code in words:
        return words[code]
    return _("Your office leads it") if office_id == case.office_id else _("Your office helps with it")


def _personal_reason(user: Visitor, case: "Case") -> str:
    if case.handler_id == user.id:
        return _("You handle it")
    if case.opened_by_id == user.id:
        return _("You entered it")
    return _("A grant to you by name")
