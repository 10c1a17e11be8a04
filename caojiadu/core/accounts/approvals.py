"""Changes that open something to somebody: asked for by one administrator, in force once another approves."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from caojiadu.core.accounts import factor, hooks
from caojiadu.core.accounts.access import signed_in
from caojiadu.core.accounts.models import Approval, Post, User
from caojiadu.core.accounts.posts import appoint, forget_posts
from caojiadu.core.accounts.roles import SENSITIVE_ROLES, Role
from caojiadu.core.administrators import SECURITY, SYSTEM
from caojiadu.core.audit.trail import record
from caojiadu.core.hooks import provide
from caojiadu.core.organisation.models import DistrictBody, Neighbourhood, Office
from caojiadu.core.personal import mask_phone, phone_digest, unseal

DECIDING = (SYSTEM, SECURITY)


def is_sensitive(user: User) -> bool:
    """Whether somebody holds, today or from a later day, a post that opens reports against people, or is to hold it."""
    held = Post.objects.filter(Q(until=None) | Q(until__gte=timezone.localdate()), user=user)
    if Approval.objects.waiting().filter(user=user, what__in=(Approval.What.POST, Approval.What.LONGER)).exists():
        return True
    of_discipline = Q(body__receives__contains=["accusation"])
    return user.is_superuser or held.filter(Q(role__in=SENSITIVE_ROLES) | of_discipline).exists()


def of_another_kind(asked_as: str, decider: User) -> bool:
    """Whether an administrator may answer for a change that was asked for by one of this kind: the system administrator
    and the security administrator answer for each other; the break-glass account is a kind of its own."""
    return decider.administers != asked_as and (decider.is_superuser or decider.administers in DECIDING)


def may_decide(user: User, approval: Approval) -> bool:
    """Nobody decides what they asked for, or what concerns themselves; and whoever decides holds a post that was itself
    approved, whatever one administrator lets other posts do."""
    return (
        user.is_staff
        and user.has_perm("accounts.decide_approval")
        and user.pk != approval.user_id
        and user.pk != approval.asked_by_id
        and of_another_kind(approval.asked_as, user)
    )


def concerned(approval: Approval) -> str:
    """Whom, or which body of the district, a change is about."""
    return str(approval.user or DistrictBody.objects.get(pk=approval.data["body"]))


def waiting_for(user: User) -> int:
    """How many changes wait for this administrator."""
    waiting = Approval.objects.waiting()
    return sum(may_decide(user, one) for one in waiting)


@transaction.atomic
def ask(
    *,
    what: str,
    data: Mapping[str, Any],
    reason: str,
    by: User,
    user: User | None = None,
    request: HttpRequest | None = None,
) -> Approval:
    """Ask for a change that has no effect until it is approved. Raises ValidationError without a reason."""
    if not reason.strip():
        raise ValidationError(_("Say why: a second administrator must approve this."))
    now = timezone.now()
    made = Approval.objects.create(
        what=what,
        user=user,
        data=dict(data),
        reason=reason.strip()[:300],
        asked_by=by,
        asked_as=by.administers,
        asked_at=now,
        ends_at=now + dt.timedelta(days=settings.APPROVAL_DAYS),
    )
    _written(made, "approval_asked", by, request)
    return made


def ask_for_post(*, post: Post, reason: str, by: User, request: HttpRequest | None = None) -> Approval:
    """Ask for a post that is not saved, or for a later last day of one that is."""
    until = post.until.isoformat() if post.until else None
    if post.pk:
        what, data = Approval.What.LONGER, {"post": post.pk, "until": until}
    else:
        places = {"office": post.office_id, "body": post.body_id, "neighbourhood": post.neighbourhood_id}
        what, data = Approval.What.POST, {**places, "role": post.role, "since": post.since.isoformat(), "until": until}
    return ask(what=what, user=post.user, data=data, reason=reason, by=by, request=request)


@transaction.atomic
def decide(*, approval: Approval, approve: bool, by: User, request: HttpRequest | None = None) -> Approval:
    """Approve a change, which is in force from this moment, or refuse it. Raises ValidationError."""
    approval = Approval.objects.select_for_update().get(pk=approval.pk)
    if not approval.waits:
        raise ValidationError(_("This was decided already, or its days have run out."))
    if not may_decide(by, approval):
        raise ValidationError(
            _("The other administrator decides this: nobody approves what they asked for, or what concerns them.")
        )
    if approve:
        _IN_FORCE[Approval.What(approval.what)](approval)
    approval.decision = Approval.Decision.APPROVED if approve else Approval.Decision.REFUSED
    approval.decided_by, approval.decided_at = by, timezone.now()
    approval.save(update_fields=["decision", "decided_by", "decided_at"])
    _written(approval, f"approval_{approval.decision}", by, request)
    return approval


def _written(approval: Approval, action: str, by: User, request: HttpRequest | None) -> None:
    """In the audit trail, and to everybody who would notice what should not be."""
    record(
        action=action,
        actor=by,
        subject_type="accounts.user" if approval.user_id else "accounts.approval",
        subject_key=approval.user_id or approval.pk,
        reason=approval.reason,
        request=request,
        data={"approval": approval.pk, "what": approval.what, **approval.data},
    )
    hooks.tell_of_approval(approval)


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _give_post(approval: Approval) -> None:
    """From today at the earliest: it was nobody's before it was approved. Whoever has no password yet chooses one
    first: else whoever entered the phone to which the invitation goes could sign in as them."""
    data, user = approval.data, approval.user
    assert user is not None
    if not user.has_usable_password():
        raise ValidationError(_("%(name)s must first sign in and choose a password of their own.") % {"name": user})
    since = _day(data["since"])
    assert since is not None
    appoint(
        user=user,
        role=data["role"],
        office=Office.objects.filter(pk=data["office"]).first(),
        body=DistrictBody.objects.filter(pk=data["body"]).first(),
        neighbourhood=Neighbourhood.objects.filter(pk=data["neighbourhood"]).first(),
        since=max(since, timezone.localdate()),
        until=_day(data["until"]),
    )


def _let_last(approval: Approval) -> None:
    post = Post.objects.select_for_update().get(pk=approval.data["post"])
    post.until = _day(approval.data["until"])
    post.full_clean()
    post.save(update_fields=["until"])
    forget_posts(post.user)


def _set(approval: Approval) -> None:
    assert approval.user_id is not None
    user = User.objects.select_for_update().get(pk=approval.user_id)
    for name, value in approval.data.items():
        setattr(user, name, value)
    user.full_clean()
    user.save(update_fields=list(approval.data))


def _set_phone(approval: Approval) -> None:
    """Two administrators say whose it is: a password can be set anew by a code to it."""
    assert approval.user_id is not None
    user = User.objects.select_for_update().get(pk=approval.user_id)
    phone = unseal(approval.data["phone"])
    user.phone_sealed, user.phone_digest, user.phone_proven_at = phone, phone_digest(phone), timezone.now()
    user.save(update_fields=["phone_sealed", "phone_digest", "phone_proven_at"])


def _take_factor(approval: Approval) -> None:
    assert approval.user is not None
    factor.take_away(approval.user)


def _change_body(approval: Approval) -> None:
    body = DistrictBody.objects.select_for_update().get(pk=approval.data["body"])
    for name, value in approval.data["changed"].items():
        setattr(body, name, value)
    body.full_clean()
    body.save(update_fields=list(approval.data["changed"]))


@provide("ask_to_change_body")
def ask_to_change_body(*, body: DistrictBody, changed: dict[str, Any], reason: str, request: HttpRequest) -> None:
    """Ask for another way of reports against people to the district."""
    data = {"body": body.pk, "changed": changed}
    ask(what=Approval.What.BODY, data=data, reason=reason, by=signed_in(request), request=request)


_IN_FORCE = {
    Approval.What.POST: _give_post,
    Approval.What.LONGER: _let_last,
    Approval.What.ACTIVE: _set,
    Approval.What.NAME: _set,
    Approval.What.PHONE: _set_phone,
    Approval.What.FACTOR: _take_factor,
    Approval.What.BODY: _change_body,
}


def says(approval: Approval) -> list[tuple[str, str]]:
    """What exactly is asked, as lines of a name and a value."""
    data = approval.data
    lines = {
        Approval.What.POST: _post_lines,
        Approval.What.LONGER: _longer_lines,
        Approval.What.ACTIVE: lambda data: [],
        Approval.What.NAME: lambda data: [(_("new name"), data["display_name"])],
        Approval.What.FACTOR: lambda data: [],
        Approval.What.PHONE: lambda data: [(_("new phone"), mask_phone(unseal(data["phone"])))],
        Approval.What.BODY: _body_lines,
    }
    return lines[Approval.What(approval.what)](data)


def _in_words(day: str | None) -> str:
    return date_format(dt.date.fromisoformat(day)) if day else _("no last day")


def _post_lines(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    places = ((Office, "office"), (DistrictBody, "body"), (Neighbourhood, "neighbourhood"))
    place = next((str(model.objects.get(pk=data[name])) for model, name in places if data[name]), "")
    lines = [(_("post"), " · ".join(filter(None, (str(Role(data["role"]).label), place))))]
    return [*lines, (_("first day"), _in_words(data["since"])), (_("last day"), _in_words(data["until"]))]


def _longer_lines(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    post = Post.objects.select_related("office", "body", "neighbourhood").get(pk=data["post"])
    return [
        (_("post"), str(post)),
        (_("last day now"), _in_words(post.until.isoformat() if post.until else None)),
        (_("new last day"), _in_words(data["until"])),
    ]


def _body_lines(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    body = DistrictBody.objects.get(pk=data["body"])
    changed = [
        (str(field.verbose_name), f"{getattr(body, field.name)} → {data['changed'][field.name]}")
        for field in DistrictBody._meta.fields
        if field.name in data["changed"]
    ]
    return [(_("district body"), str(body)), *changed]
