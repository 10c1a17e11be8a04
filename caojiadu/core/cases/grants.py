"""Grants: an exception that lets one person or one office's post read one case, for a reason, until it is taken back.

Reasons lie in the audit trail, which nobody can change. Confidential cases know no exceptions.
"""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from caojiadu.core.accounts.models import Post, User
from caojiadu.core.accounts.roles import OFFICE_ROLES, Role
from caojiadu.core.administrators import ADMINISTRATORS
from caojiadu.core.audit.models import Entry
from caojiadu.core.audit.trail import record
from caojiadu.core.cases.errors import NotAllowed, Refused
from caojiadu.core.cases.models import (
    Case,
    CaseGroupObjectPermission,
    CaseUserObjectPermission,
    Confidentiality,
)
from caojiadu.core.organisation.models import Office

Grant = CaseUserObjectPermission | CaseGroupObjectPermission


def people_to_grant() -> QuerySet[User]:
    """Staff who hold a post today in which matters are worked on; administrators do none of that work."""
    posts = Post.objects.held_on().exclude(role__in=(*ADMINISTRATORS, Role.DISTRICT, Role.COMMITTEE))
    staff = User.objects.filter(kind=User.Kind.STAFF, is_active=True, pk__in=posts.values("user_id"))
    return staff.order_by("display_name", "pk")


def groups_to_grant() -> QuerySet[Group]:
    """The groups of the posts in offices."""
    offices = Office.objects.values_list("key", flat=True)
    names = [f"{office}.{role}" for office in offices for role in OFFICE_ROLES]
    return Group.objects.filter(name__in=names).order_by("name")


def read_permission() -> Permission:
    """The permission that a grant gives."""
    return Permission.objects.get(codename="read_case", content_type__app_label="cases")


@transaction.atomic
def grant_case(
    *, case: Case, to: User | Group, reason: str, by: User, request: HttpRequest | None = None
) -> tuple[Grant, bool]:
    """Let a person or a group read a case. Returns the grant and whether it is new.

    Raises NotAllowed for oneself and for whoever is no staff, Refused for a confidential case or without a reason.
    """
    case = Case.objects.select_for_update(no_key=True).get(pk=case.pk)
    _check(case, to, reason, by)
    grant, new = _keep(case, to)
    if new:
        _record("grant", case, to, reason, by, request)
    return grant, new


@transaction.atomic
def revoke_grant(*, grant: Grant, by: User, reason: str = "", request: HttpRequest | None = None) -> None:
    """Take a grant back; the case closes to them with the next request."""
    case, to = grant.content_object, _holder(grant)
    gone, _rows = type(grant).objects.filter(pk=grant.pk).delete()
    if gone:
        _record("revoke", case, to, reason, by, request)


def grants_of(case: Case | None = None) -> list[Grant]:
    """The grants of one case or of all, people first; those of confidential cases open nothing and are not shown."""
    found: list[Grant] = []
    for model, holder in ((CaseUserObjectPermission, "user"), (CaseGroupObjectPermission, "group")):
        rows = model.objects.select_related(holder, "content_object__office")
        rows = rows.exclude(content_object__confidentiality=Confidentiality.SECRET)
        found += rows.filter(content_object=case).order_by("pk") if case else rows.order_by("-pk")[:500]
    return found


def entry_of(grant: Grant) -> Entry | None:
    """The entry that says when, by whom and why a grant was given; one made by hand in the database has none."""
    given = Entry.objects.filter(action="grant", subject_type="case", subject_key=grant.content_object.number)
    return given.filter(data=_data(_holder(grant))).order_by("-at").first()


def _data(to: User | Group) -> dict[str, int]:
    return {"group" if isinstance(to, Group) else "user": to.pk}


def _check(case: Case, to: User | Group, reason: str, by: User) -> None:
    if case.confidentiality == Confidentiality.SECRET:
        raise Refused(_("Nobody is let into a confidential matter by a grant."))
    if not reason.strip():
        raise Refused(_("Say why: a grant needs a reason."))
    if isinstance(to, Group):
        if not groups_to_grant().filter(pk=to.pk).exists():
            raise NotAllowed(_("Only the posts of an office can be let in."))
        return
    if to.pk == by.pk or not people_to_grant().filter(pk=to.pk).exists():
        raise NotAllowed(_("Only staff who work on matters can be let in, and nobody lets themselves in."))
    if to.pk in case.barred:
        raise Refused(_("%(name)s is kept out of this matter.") % {"name": to})


def _keep(case: Case, to: User | Group) -> tuple[Grant, bool]:
    permission = read_permission()
    if isinstance(to, Group):
        return CaseGroupObjectPermission.objects.get_or_create(group=to, permission=permission, content_object=case)
    return CaseUserObjectPermission.objects.get_or_create(user=to, permission=permission, content_object=case)


def _holder(grant: Grant) -> User | Group:
    return grant.group if isinstance(grant, CaseGroupObjectPermission) else grant.user


def _record(action: str, case: Case, to: User | Group, reason: str, by: User, request: HttpRequest | None) -> None:
    record(
        action=action,
        actor=by,
        subject_type="case",
        subject_key=case.number,
        office_id=case.office_id,
        reason=reason,
        request=request,
        data=_data(to),
    )
