"""Verbs and questions about absence: who is away, who may stand in, and for how long."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from caojiadu.core import memory
from caojiadu.core.accounts.models import Absence, Post, User
from caojiadu.core.accounts.models.people import WORKING
from caojiadu.core.accounts.roles import LENT_ROLES, OFFICE_ROLES, Role
from caojiadu.core.audit.trail import record

LONGEST = 366  # days of one absence


def away_today(user_ids: Iterable[int]) -> dict[int, Absence]:
    """Of these people, who is away today. Absences are kept in memory: nobody may change them."""
    away = memory.kept(("away", timezone.localdate()), lambda: tuple(Absence.objects.on().prefetch_related("deputy")))
    asked = set(user_ids)
    return {row.user_id: row for row in away if row.user_id in asked}


def deputies_for(user: User) -> QuerySet[User]:
    """Who may stand in for somebody: a colleague of the same office or committee, for a leader another leader."""
    posts = [post for post in user.posts_today if post.role in LENT_ROLES]
    same = Q(pk__in=[])
    for post in posts:
        if post.role in OFFICE_ROLES:
            same |= Q(office=post.office_id, role__in=WORKING)
        else:
            same |= Q(role=post.role, neighbourhood=post.neighbourhood_id)
    found = Post.objects.held_on().filter(same).values("user_id")
    return User.objects.filter(pk__in=found, is_active=True).exclude(pk=user.pk).order_by("display_name", "pk")


def may_set_for(actor: User, user: User) -> bool:
    """Say whether somebody enters an absence: the person, their head, or the system administrator."""
    if actor.pk == user.pk:
        return bool(user.posts_today)
    if actor.has_role(Role.SYSTEM):
        return user.kind == User.Kind.STAFF
    return set(_headed(actor)) & {post.office_id for post in user.posts_today if post.office_id} != set()


def people_under(actor: User) -> QuerySet[User]:
    """For whom somebody may enter an absence, oneself included."""
    if actor.has_role(Role.SYSTEM):
        posts = Post.objects.held_on().exclude(role=Role.DISTRICT)
    else:
        posts = Post.objects.held_on().filter(Q(user=actor) | Q(office__in=_headed(actor)))
    return User.objects.filter(pk__in=posts.values("user_id"), is_active=True).order_by("display_name", "pk")


def _headed(actor: User) -> list[int]:
    return [post.office_id for post in actor.posts_today if post.role == Role.HEAD and post.office_id]


@transaction.atomic
def set_absence(
    *, user: User, first: date, last: date, deputy: User | None, by: User, request: HttpRequest | None = None
) -> Absence:
    """Enter an absence. Raises ValidationError, by field, when it cannot be."""
    User.objects.select_for_update().filter(pk__in=sorted({user.pk, *([deputy.pk] if deputy else [])})).count()
    _check(user, first, last, deputy, by)
    made = Absence.objects.create(user=user, first=first, last=last, deputy=deputy, set_by=by)
    _record("add", made, by, request)
    return made


@transaction.atomic
def end_absence(*, absence: Absence, by: User, request: HttpRequest | None = None) -> None:
    """Somebody is back: what had not begun goes, what had begun ended yesterday. Raises ValidationError."""
    absence = Absence.objects.select_for_update().get(pk=absence.pk)
    if not may_set_for(by, absence.user):
        raise ValidationError(_("This is not yours to change."))
    _record("end", absence, by, request)
    today = timezone.localdate()
    if absence.first >= today:
        absence.delete()
    elif absence.last >= today:
        absence.last = today - timedelta(days=1)
        absence.save(update_fields=["last"])


def _check(user: User, first: date, last: date, deputy: User | None, by: User) -> None:
    if not may_set_for(by, user):
        raise ValidationError(_("This is not yours to change."))
    _check_days(user, first, last)
    if deputy is not None:
        _check_deputy(user, first, last, deputy)


def _check_days(user: User, first: date, last: date) -> None:
    if last < first:
        raise ValidationError({"last": _("The last day comes before the first.")})
    if last < timezone.localdate():
        raise ValidationError({"last": _("This day has passed already.")})
    if (last - first).days >= LONGEST:
        raise ValidationError({"last": _("At most a year at a time.")})
    if _meets(user, first, last):
        raise ValidationError({"first": _("%(name)s is away already on some of these days.") % {"name": user}})


def _check_deputy(user: User, first: date, last: date, deputy: User) -> None:
    if not deputies_for(user).filter(pk=deputy.pk).exists():
        raise ValidationError({"deputy": _("A deputy works in the same office; for a leader it is another leader.")})
    if away := _meets(deputy, first, last):
        until = date_format(away.last)
        raise ValidationError(
            {"deputy": _("%(name)s is away too, until %(day)s. Choose somebody else.") % {"name": deputy, "day": until}}
        )


def _meets(user: User, first: date, last: date) -> Absence | None:
    return Absence.objects.filter(user=user, first__lte=last, last__gte=first).first()


def _record(action: str, absence: Absence, by: User, request: HttpRequest | None) -> None:
    record(
        action=f"absence_{action}",
        actor=by,
        subject_type="accounts.user",
        subject_key=absence.user_id,
        request=request,
        data={"first": str(absence.first), "last": str(absence.last), "deputy": absence.deputy_id},
    )
