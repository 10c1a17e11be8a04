"""What is done to entries. Each verb is one transaction, locks the entry, and writes what happened."""

import datetime as dt
from copy import copy
from typing import Any, TypeVar

from django.contrib.postgres.search import SearchVectorField
from django.db import models, transaction
from django.db.models import Value
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _

from caojiadu.core.accounts.models import User, Visitor
from caojiadu.core.audit.sealed import append
from caojiadu.core.cases import search
from caojiadu.core.cases.errors import Refused
from caojiadu.core.cases.forms import in_words
from caojiadu.core.cases.moves import open_case
from caojiadu.core.cases.moving import Actor
from caojiadu.core.community.models import Resident
from caojiadu.core.organisation.models import Function, Office
from caojiadu.core.personal import SealedTextField
from caojiadu.core.registers.dates import set_dates
from caojiadu.core.registers.declaration import Register
from caojiadu.core.registers.models import Record, RecordEvent
from caojiadu.core.types import NamedRow, Values

R = TypeVar("R", bound=Record)
_in_words = in_words(lambda register, *args, **given: register.model_class)


def note(record: Record, action: str, user: Visitor | None, before: Values | None = None, words: str = "") -> None:
    """Append one event. `before` are the old values of what changed; text among them goes where it can be shredded."""
    keys: dict[str, Any] = dict(before or {})
    typed: dict[str, str] = {}
    for name, value in keys.items():
        # Typed in words is what is neither a choice nor a key. That it changed stays known when its words are gone.
        if isinstance(value, str) and not getattr(record._meta.get_field(name), "choices", None):
            keys[name], typed[name] = None, value
    event = RecordEvent(record_id=record.pk, at=timezone.now(), action=action, actor_user_id=getattr(user, "pk", None))
    append(event, keys, typed | ({"reason": words} if words else {}))


@_in_words
@transaction.atomic
def enter(
    register: Register,
    values: Values,
    *,
    user: Visitor | None,
    office: Office | None = None,
    resident: Resident | None = None,
    action: str = "entered",
) -> NamedRow:
    """Enter something: a record, or a matter that its office begins. Raises Refused in a constraint's words.

    `office` says whose it is where every office keeps such a register. Without a `user` the portal itself enters it.
    """
    code = register.function
    if register.everywhere:
        assert office is not None
        code = f"{office.code}0"
    function = Function.objects.select_related("office").get(code=code)
    if register.is_matter:
        return _open(register, dict(values), function, user, resident)
    record = register.model_class(
        register=register.key, office=function.office, entered_by=user, resident=resident, **values
    )
    record.vector = _words(record)
    record.save()
    if register.reminders:
        set_dates(register, record, timezone.localdate())
    note(record, action, user)
    for effect in register.on_change:
        effect(record, user)
    return record


@_in_words
@transaction.atomic
def change(
    register: Register,
    record: R,
    values: Values,
    *,
    user: Visitor | None,
    seen: int | None = None,
    words: str = "",
) -> R:
    """Correct an entry; what stood there before is kept, with `words` if any. Raises Refused when somebody was faster.

    What the public reads was reviewed as it stood: changed, it leaves the public page until somebody reviews it again.
    """
    locked = _locked(register, record)
    if seen is not None and seen != locked.version:
        raise Refused(_("Somebody was faster: the entry has changed. Look at it again before you save."))
    before = {name: getattr(locked, name) for name, value in values.items() if getattr(locked, name) != value}
    if not before:
        return locked
    former = copy(locked)
    for name in before:
        setattr(locked, name, values[name])
    reviewed = bool(locked.published_at or locked.proposed_by_id) and (
        bool(locked.kept_back()) or not {"title", *register.public}.isdisjoint(before)
    )
    if reviewed:
        locked.published_at, locked.proposed_by = None, None
    _save(register, locked, "changed", user, before, words)
    if reviewed:
        note(locked, "withdrawn", user, words=_("Changed after it was proposed."))
    Record.objects.filter(pk=locked.pk).update(vector=_words(locked))
    _follow(register, locked, user)
    if any(isinstance(value, models.Model) for value in before.values()):
        _follow(register, former, user)  # what it belonged to has to know as well
    return locked


@_in_words
@transaction.atomic
def end(register: Register, record: R, *, on: dt.date, reason: str, user: Visitor) -> R:
    """Note since when an entry no longer holds; it stays readable, and leaves the public page."""
    locked = _locked(register, record)
    if not locked.is_current:
        raise Refused(_("This entry has ended already."))
    locked.ended_on, locked.published_at, locked.proposed_by = on, None, None
    _save(register, locked, "ended", user, words=reason)
    _follow(register, locked, user)
    return locked


@_in_words
@transaction.atomic
def reopen(register: Register, record: R, *, reason: str, user: Visitor) -> R:
    """Undo an end."""
    locked = _locked(register, record)
    if locked.is_current:
        raise Refused(_("This entry has not ended."))
    locked.ended_on = None
    _save(register, locked, "reopened", user, words=reason)
    _follow(register, locked, user)
    return locked


@transaction.atomic
def propose(register: Register, record: R, *, user: User) -> R:
    """Propose an entry for the public page; somebody else reviews it first (Regulations on state secrets, art. 42)."""
    locked = _locked(register, record)
    if not register.public or not locked.is_current or locked.published_at or locked.proposed_by_id:
        raise Refused(_("This entry cannot be proposed now."))
    if why := locked.kept_back():
        raise Refused(why)
    locked.proposed_by = user
    return _save(register, locked, "proposed", user)


@transaction.atomic
def publish(register: Register, record: R, *, agreed: bool, reason: str, user: Visitor) -> R:
    """Put a proposed entry on the public page after the secrecy review, or refuse it with the reason."""
    locked = _locked(register, record)
    if not locked.proposed_by_id:
        raise Refused(_("Nobody has proposed this entry."))
    if locked.proposed_by_id == user.pk:
        raise Refused(_("Whoever proposed it does not review it."))
    locked.proposed_by, locked.published_at = None, timezone.now() if agreed else None
    return _save(register, locked, "published" if agreed else "refused", user, words=reason)


@transaction.atomic
def withdraw(register: Register, record: R, *, reason: str, user: Visitor) -> R:
    """Take an entry from the public page."""
    locked = _locked(register, record)
    if not locked.published_at:
        raise Refused(_("This entry is not public."))
    locked.published_at = None
    return _save(register, locked, "withdrawn", user, words=reason)


def _open(
    register: Register, values: dict[str, Any], function: Function, user: Visitor | None, resident: Resident | None
) -> NamedRow:
    flow = register.workflow
    assert flow is not None
    title = values.pop("title")
    return open_case(
        kind=flow.key,
        actor=Actor.staff(user),
        office=function.office,
        title=title,
        search_text=" ".join(str(value) for value in values.values() if isinstance(value, str)),
        function=function,
        channel="staff",
        resident=resident,
        **values,
    )


def _locked(register: Register, record: R) -> R:
    return register.model_class.objects.select_for_update(of=("self",)).get(pk=record.pk)


def _save(
    register: Register,
    record: R,
    action: str,
    user: Visitor | None,
    before: Values | None = None,
    words: str = "",
) -> R:
    record.version += 1
    record.save()
    set_dates(register, record, timezone.localdate())
    note(record, action, user, before, words)
    return record


def _follow(register: Register, record: R, user: Visitor | None) -> None:
    for effect in register.on_change:
        effect(record, user)


def _words(record: Record) -> Cast:
    """The words of an entry, to be stored: its name and initials first, then whatever stands in its open fields."""
    named, texts = [*search.words_of(record.title), *search.initials_of(record.title)], []
    for field in record._meta.local_fields:
        typed = isinstance(field, models.CharField | models.TextField) and not isinstance(field, SealedTextField)
        if typed and not field.choices:
            texts.append(str(getattr(record, field.attname)))
    words = dict.fromkeys([*named, *search.words_of(" ".join(texts))])
    return Cast(Value(search.vector(list(words))), SearchVectorField())
