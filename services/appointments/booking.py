"""What happens to appointments: booked, moved to another time, cancelled, called off, kept or missed.

Each is one short transaction. The last place goes to whoever's row the database takes first; everybody else is told at
once that it is gone.
"""

import datetime as dt
import secrets
from contextlib import suppress
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from caojiadu.core.audit.trail import record
from caojiadu.core.cases.errors import Refused
from caojiadu.core.community.models import Resident
from caojiadu.core.community.residents import find_or_create_resident
from caojiadu.core.notices.outbox import put
from caojiadu.core.notices.recipients import To
from services.appointments.models import Appointment, BookingRules, Closure
from services.appointments.times import Diary, Slot, midnight
from services.catalogue.items import shown
from services.catalogue.models import Item

State = Appointment.State
REMIND_FROM = dt.time(9)  # the day before
BATCH = 200
AGAIN = dt.timedelta(minutes=10)  # within which the same booking of the same account is the button pressed twice


class Gone(Refused):
    """The time cannot be had: taken, past, or the centre is closed then. Another one can be chosen."""


class Twice(Refused):
    """It was booked a moment ago, by the same account in the same words: `made` is that appointment."""

    def __init__(self, made: Appointment) -> None:
        super().__init__(_("There is an appointment of this person at this time already."))
        self.made = made


class NotOffered(Refused):
    """The service is not to be had by appointment any more."""


def rules_for(item: Item) -> BookingRules | None:
    """How an item can be booked; None where it cannot: not at a window, retired, or its centre has set no hours."""
    if item.channel not in Item.AT_WINDOW or item.retired or not item.published:
        return None
    found = BookingRules.objects.filter(centre=item.centre_id, hours__isnull=False).select_related("centre")
    return found.prefetch_related("hours").first()


@transaction.atomic
def book(
    *,
    item: Item,
    starts_at: dt.datetime,
    name: str,
    phone: str,
    by: Any,
    relation: str = Appointment.Relation.SELF,
    need: str = "",
    channel: str = Appointment.Channel.ONLINE,
    request: Any = None,
) -> Appointment:
    """Give somebody a place at a time. Raises Twice, Gone, NotOffered, and Refused for one appointment too many."""
    item = _offered(item)
    _hold_open(item.centre_id)
    resident = find_or_create_resident(name=name, phone=phone)
    just_now = Appointment.objects.filter(state=State.BOOKED, made_by=by, made_at__gte=timezone.now() - AGAIN)
    said = {"item": item, "starts_at": starts_at, "resident": resident, "relation": relation, "need": need}
    if (same := just_now.filter(**said).first()) is not None:
        raise Twice(same)
    rules, slot = _slot(item, starts_at, need)
    _may_have_one_more(resident, starts_at, rules)
    appointment = _take(
        slot,
        centre_id=item.centre_id,
        item=item,
        resident=resident,
        relation=relation,
        need=need,
        channel=channel,
        made_by=by,
    )
    _tell(appointment, "appointment_booked")
    _note("appointment_booked", appointment, by, request)
    return appointment


@transaction.atomic
def change(*, appointment: Appointment, starts_at: dt.datetime, by: Any, request: Any = None) -> bool:
    """Move to another time; False where it is at that time. Raises Gone, NotOffered, and Refused when it is over."""
    appointment = _locked(appointment)
    if not (appointment.open or appointment.state == State.CLOSED):
        raise Refused(_("This appointment is over. Book another one."))
    if appointment.open and appointment.starts_at == starts_at:
        return False
    _move(appointment, starts_at)
    _tell(appointment, "appointment_changed")
    _note("appointment_changed", appointment, by, request)
    return True


@transaction.atomic
def cancel(*, appointment: Appointment, by: Any, request: Any = None) -> bool:
    """Give the place back; False for a second click, which changes nothing. Raises Refused when its time has come."""
    appointment = _locked(appointment)
    if appointment.state == State.CANCELLED:
        return False
    if not (appointment.open or appointment.state == State.CLOSED):
        raise Refused(_("The time of this appointment has come. It can no longer be cancelled."))
    told = appointment.state == State.CLOSED
    _set(appointment, state=State.CANCELLED)
    if not told:
        _tell(appointment, "appointment_cancelled")
    _note("appointment_cancelled", appointment, by, request)
    return True


@transaction.atomic
def book_again(*, appointment: Appointment, by: Any, request: Any = None) -> bool:
    """Undo a cancellation while the time is still free; False for a second click. Raises as `book` does."""
    appointment = _locked(appointment)
    if appointment.open:
        return False
    if appointment.state != State.CANCELLED:
        raise Refused(_("This appointment is over. Book another one."))
    _move(appointment, appointment.starts_at)
    _tell(appointment, "appointment_booked")
    _note("appointment_booked", appointment, by, request)
    return True


@transaction.atomic
def mark(*, appointment: Appointment, state: str, by: Any, request: Any = None) -> Appointment:
    """Note that somebody came, or did not; what was noted by mistake is noted again. Raises Refused before its time."""
    appointment = _locked(appointment)
    if appointment.state == state:
        return appointment
    if appointment.state not in Appointment.LIVE:
        raise Refused(_("This appointment was given up. There is nothing to note."))
    now = timezone.now()
    too_early = midnight(appointment.day) if state == State.CAME else appointment.starts_at
    if now < too_early:
        raise Refused(_("The time of this appointment has not come yet."))
    _set(appointment, state=state)
    _note(f"appointment_{state}", appointment, by, request)
    return appointment


@transaction.atomic
def call_off(*, closure: Closure, by: Any) -> int:
    """Call off what is booked on the days of a closure; everybody is told once. Returns how many there were."""
    _lock_centre(closure.centre_id, alone=True)
    first, last = midnight(closure.first_on), midnight(closure.last_on + dt.timedelta(days=1))
    booked = Appointment.objects.select_for_update(of=("self",)).select_related("resident")
    found = booked.filter(
        centre=closure.centre_id, state=State.BOOKED, starts_at__gt=max(first, timezone.now()), starts_at__lt=last
    )
    rows = list(found)
    for appointment in rows:
        _set(appointment, state=State.CLOSED)
        _tell(appointment, "appointment_closed")
    if rows:
        numbers = [appointment.number for appointment in rows]
        record(
            action="appointments_called_off",
            actor=by,
            subject_type="services.closure",
            subject_key=closure.key,
            data={"appointments": numbers},
        )
    return len(rows)


def outside_hours(rules: BookingRules) -> list[Appointment]:
    """What is booked at times that are none any more, since hours or rules were changed: somebody has to ring."""
    diary = Diary(rules)
    times = {slot.starts_at for day in diary.days() for slot in day.slots}
    booked = Appointment.objects.filter(centre=rules.centre_id, state=State.BOOKED, starts_at__gt=diary.now)
    ahead = booked.filter(starts_at__lt=midnight(diary.last + dt.timedelta(days=1)))
    return [appointment for appointment in ahead if appointment.starts_at not in times]


def sweep(now: dt.datetime | None = None) -> dict[str, int]:
    """Remind those who come tomorrow, and note who did not come until their day was over. Returns how many of each."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    done = {"reminded": 0, "missed": 0}
    if timezone.localtime(now).time() >= REMIND_FROM:
        tomorrow = (midnight(today + dt.timedelta(days=1)), midnight(today + dt.timedelta(days=2)))
        while reminded := _remind(tomorrow, "appointment_tomorrow", midnight(today), now):
            done["reminded"] += reminded
    # Where nothing ran by itself yesterday, today still helps.
    left, yesterday = (now, midnight(today + dt.timedelta(days=1))), midnight(today - dt.timedelta(days=1))
    while reminded := _remind(left, "appointment_today", yesterday, now):
        done["reminded"] += reminded
    over = Appointment.objects.filter(state=State.BOOKED, starts_at__lt=midnight(today))
    done["missed"] = over.update(state=State.MISSED, changed_at=now)
    return done


@transaction.atomic
def _remind(span: tuple[dt.datetime, dt.datetime], template: str, before: dt.datetime, now: dt.datetime) -> int:
    """Remind some of those who come in a span of time; what was booked or changed since `before` was told then."""
    due = Appointment.objects.select_for_update(skip_locked=True, of=("self",)).select_related("resident")
    due = due.filter(state=State.BOOKED, reminded_at=None, starts_at__gte=span[0], starts_at__lt=span[1])
    rows = list(due.filter(changed_at__lt=before)[:BATCH])
    for appointment in rows:
        _tell(appointment, template)
    Appointment.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_at=now)
    return len(rows)


def _offered(item: Item) -> Item:
    """The item as it stands now. Raises NotOffered."""
    found = shown().filter(pk=item.pk, channel__in=Item.AT_WINDOW).exclude(centre=None).first()
    if found is None:
        raise NotOffered(_("This service is no longer offered by appointment. Look for it among all services."))
    return found


def _slot(item: Item, starts_at: dt.datetime, need: str) -> tuple[BookingRules, Slot]:
    """The time with its free places. Raises Gone, and NotOffered where the centre takes no appointments."""
    rules = rules_for(item)
    if rules is None:
        raise NotOffered(_("The centre takes no appointments at present. You can come without one."))
    diary = Diary(rules)
    slot = diary.slot(starts_at)
    if slot is None:
        if starts_at <= diary.now:
            raise Gone(_("This time has passed. Please choose another one."))
        raise Gone(_("The centre receives nobody at this time. Please choose another one."))
    if not slot.free(need):
        raise _taken()
    return rules, slot


def _taken() -> Gone:
    return Gone(_("Somebody took the last place a moment ago. Please choose another time."))


def _may_have_one_more(
    resident: Resident, starts_at: dt.datetime, rules: BookingRules, besides: Appointment | None = None
) -> None:
    """Raises Refused for one more than the centre allows to a phone, and for two at the same time of one person.

    Finding the resident has locked the phone until the transaction ends, so that two clicks cannot both be the last.
    """
    booked = Appointment.objects.filter(state=State.BOOKED, starts_at__gt=timezone.now())
    mine = booked.filter(resident__phone_digest=resident.phone_digest)
    if besides is not None:
        mine = mine.exclude(pk=besides.pk)
    rows = list(mine.values_list("resident_id", "starts_at", "centre_id"))
    if (resident.pk, starts_at) in {(person, at) for person, at, _centre in rows}:
        raise Refused(_("There is an appointment of this person at this time already."))
    if sum(centre == rules.centre_id for _person, _at, centre in rows) >= rules.most_open:
        said = ngettext(
            "%(n)d appointment of this phone is still to come, and no more is possible. Cancel it first.",
            "%(n)d appointments of this phone are still to come, and no more are possible. Cancel one of them first.",
            rules.most_open,
        )
        raise Refused(said % {"n": rules.most_open})


def _take(slot: Slot, **values: Any) -> Appointment:
    """Insert at the first place that the database gives; it decides. Raises Gone."""
    for place in slot.free(values["need"]):
        row = Appointment(number=_new_number(), starts_at=slot.starts_at, ends_at=slot.ends_at, place=place, **values)
        Appointment.objects.bulk_create([row], ignore_conflicts=True)
        if found := Appointment.objects.select_related("resident").filter(number=row.number).first():
            return found
    raise _taken()


def _move(appointment: Appointment, starts_at: dt.datetime) -> None:
    """Give a live place at another time to a row that is there. Raises as `book` does."""
    item = _offered(appointment.item)
    if item.centre_id != appointment.centre_id:
        raise NotOffered(_("This service is handled elsewhere now. Please book it anew."))
    rules, slot = _slot(item, starts_at, appointment.need)
    _may_have_one_more(appointment.resident, starts_at, rules, besides=appointment)
    for place in slot.free(appointment.need):
        with suppress(IntegrityError), transaction.atomic():
            _set(
                appointment,
                state=State.BOOKED,
                starts_at=slot.starts_at,
                ends_at=slot.ends_at,
                place=place,
                reminded_at=None,
            )
            return
    raise _taken()


def _set(appointment: Appointment, **values: Any) -> None:
    for name, value in {**values, "changed_at": timezone.now()}.items():
        setattr(appointment, name, value)
    appointment.save(update_fields=[*values, "changed_at"])


def _locked(appointment: Appointment) -> Appointment:
    """The row as it stands now, held until the transaction ends: the centre first, then the phone, then the row."""
    _hold_open(appointment.centre_id)
    _lock(appointment.resident.phone_digest)
    rows = Appointment.objects.select_for_update(of=("self",)).select_related("resident", "item", "centre")
    return rows.get(pk=appointment.pk)


def _new_number() -> str:
    """Eight digits that nobody can guess from another appointment's."""
    while True:
        number = f"{secrets.randbelow(10**8):08d}"
        if not Appointment.objects.filter(number=number).exists():
            return number


def _hold_open(centre_id: int | None) -> None:
    """Nobody closes the centre while somebody books there."""
    _lock_centre(centre_id, alone=False)


def _lock_centre(centre_id: int | None, *, alone: bool) -> None:
    _lock(f"appointments:{centre_id}", "" if alone else "_shared")


def _lock(key: str, how: str = "") -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_xact_lock{how}(hashtextextended(%s, 0))", [key])


def _tell(appointment: Appointment, template: str) -> None:
    """Write the message to whoever comes; the same change is never told twice."""
    starts_at = timezone.localtime(appointment.starts_at)
    put(
        template=template,
        to=To.resident(appointment.resident),
        dedup_key=f"{template}-{appointment.pk}-{appointment.changed_at.timestamp()}",
        context={"code": appointment.spoken, "day": str(starts_at.date()), "time": f"{starts_at:%H:%M}"},
    )


def _note(action: str, appointment: Appointment, by: Any, request: Any) -> None:
    record(
        action=action,
        actor=by,
        request=request,
        subject_type="services.appointment",
        subject_key=appointment.number,
        data={"starts_at": appointment.starts_at.isoformat()},
    )
