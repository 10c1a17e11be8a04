"""Whose an appointment is: of the account that booked it, the phone of whoever comes, the keepers of the centre."""

import datetime as dt
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from caojiadu.core.accounts.access import is_resident, trusted_since
from caojiadu.core.accounts.models import User, Visitor
from caojiadu.core.community.models import Relative, Resident
from caojiadu.core.community.relatives import besides_relatives, people
from caojiadu.core.doors import Door, Item, Items, Link, RailLink
from caojiadu.core.hooks import provide
from caojiadu.core.keyset import page_after
from caojiadu.core.organisation.models import Centre
from services.appointments.models import Appointment, OpeningHours
from services.appointments.times import midnight, moment
from services.templatetags.appointments import clock, weekday

State = Appointment.State
TONES = {State.BOOKED: "wait", State.CAME: "done", State.MISSED: "late", State.CANCELLED: "plain", State.CLOSED: "soon"}
MOST_NEEDED = 20


def appointments_of(user: Visitor, relative: Relative | None = None) -> QuerySet[Appointment]:
    """What a resident's account may open: of its phone, booked here or at the desk; a number changes hands.

    With a relative, that person's. What was booked for a relative stays that person's, and goes when the consent ends.
    """
    if not is_resident(user):
        return Appointment.objects.none()
    same_phone = Resident.objects.filter(phone_digest=user.phone_digest).exclude(phone_digest="")
    whose = same_phone if relative is None else people(relative)
    rows = Appointment.objects.filter(resident__in=whose.values("pk"), made_at__gte=trusted_since())
    rows = rows.select_related("item", "centre", "resident")
    return besides_relatives(rows, user, "made_at") if relative is None else rows


def open_appointments(user: Visitor, relative: Relative | None = None) -> QuerySet[Appointment]:
    """Those awaited, today's late ones too, the next first, and those called off that nobody has moved yet."""
    now = timezone.now()
    awaited = Q(state__in=(State.BOOKED, State.MISSED), starts_at__gte=moment(timezone.localdate(now), dt.time()))
    rows = appointments_of(user, relative).filter(awaited | Q(state=State.CLOSED, starts_at__gt=now))
    return rows.order_by("starts_at", "id")


@provide("home_doors")
def door_of_booking() -> list[Door]:
    """The way to an appointment, once a centre has set its hours."""
    if not OpeningHours.objects.exists():
        return []
    hint = _("Choose a day and a time, and be received then.")
    url = reverse("services:appointments")
    return [Door(url, _("Book an appointment"), "calendar2-check", hint)]


@provide("my_items")
def items_of(user: Visitor, mark: str) -> Items:
    """A page of a resident's appointments, the newest first."""
    return items_of_relative(user, None, mark)


@provide("items_of_relative")
def items_of_relative(user: Visitor, relative: Relative | None, mark: str) -> Items:
    """The same of somebody for whom the account acts."""
    rows = appointments_of(user, relative)
    found, following = page_after(rows, mark, columns=("made_at", "id"), newest_first=True)
    return [_item(appointment) for appointment in found], bool(following)


@provide("my_needs")
def needs_of(user: Visitor) -> list[Item]:
    """Where the resident is awaited, and what the centre called off."""
    return needs_of_relative(user, None)


@provide("needs_of_relative")
def needs_of_relative(user: Visitor, relative: Relative | None) -> list[Item]:
    """The same of somebody for whom the account acts."""
    return [_item(appointment) for appointment in open_appointments(user, relative)[:MOST_NEEDED]]


def _item(appointment: Appointment) -> Item:
    self, needs = appointment.relation == Appointment.Relation.SELF, _awaited(appointment)
    comes = appointment.state in Appointment.LIVE and not needs
    return Item(
        key=appointment.pk,
        title=_("Appointment: %(what)s") % {"what": appointment.item.name},
        url=reverse("services:appointment", args=[appointment.number]),
        number=appointment.spoken,
        state=appointment.get_state_display(),
        tone=TONES[State(appointment.state)],
        when=appointment.made_at,
        kind="" if self else appointment.get_relation_display(),
        takes_place=f"{weekday(appointment.starts_at)} {clock(appointment.starts_at)}" if comes else "",
        needs_me=needs,
        over=not comes,
    )


def _awaited(appointment: Appointment) -> str:
    when = {"day": weekday(appointment.starts_at), "time": clock(appointment.starts_at)}
    if appointment.open:
        return _("Come on %(day)s at %(time)s") % when
    if appointment.awaited:
        return _("Awaited since %(time)s today: come all the same") % when
    if appointment.state == State.CLOSED and appointment.starts_at > timezone.now():
        return _("The centre is closed on %(day)s. Please choose another time.") % when
    return ""


ROLES = ("window", "handler", "head")
KEEP = "services.keep_appointment"
ONE_DAY = dt.timedelta(days=1)


def centres_of(user: User) -> list[Centre]:
    """The centres that take appointments and are run by the office of a clerk, a handler or its head."""
    offices = {post.office_id for post in user.posts_at_work if post.role in ROLES and post.office_id}
    if not offices or not user.has_perm(KEEP):
        return []
    return list(Centre.objects.filter(office__in=offices, booking__hours__isnull=False).distinct())


def kept_by(user: User) -> QuerySet[Appointment]:
    """The appointments that somebody keeps, each with how often its person was missed. Raises Http404 for strangers."""
    centres = centres_of(user)
    if not centres:
        raise Http404
    missed = Appointment.objects.filter(resident=OuterRef("resident"), state=Appointment.State.MISSED)
    counted = missed.order_by().values("resident").annotate(n=Count("pk")).values("n")
    rows = Appointment.objects.filter(centre__in=centres).select_related("item", "resident", "centre")
    return rows.annotate(times_missed=Coalesce(Subquery(counted), 0))


def figures_of(rows: QuerySet[Appointment], day: Any) -> dict[str, int]:
    """How many of a day are still to come, came, did not come, were given up; and how many were booked online."""
    of_day = rows.filter(starts_at__gte=midnight(day), starts_at__lt=midnight(day + ONE_DAY))
    state = Appointment.State
    return of_day.aggregate(
        booked=Count("pk", filter=Q(state=state.BOOKED)),
        came=Count("pk", filter=Q(state=state.CAME)),
        missed=Count("pk", filter=Q(state=state.MISSED)),
        given_up=Count("pk", filter=Q(state__in=(state.CANCELLED, state.CLOSED))),
        online=Count("pk", filter=Q(channel=Appointment.Channel.ONLINE)),
    )


@provide("desk_links")
def link_to_appointments(user: User) -> list[RailLink]:
    """The day's list, on the desk of those who keep it."""
    return (
        [RailLink(reverse("services_desk:appointments"), _("Appointments"), group="services")]
        if centres_of(user)
        else []
    )


@provide("at_the_window")
def link_to_booking(user: User) -> list[Link]:
    """Where somebody at the window books for others."""
    if not centres_of(user):
        return []
    return [Link(reverse("services_desk:new_appointment"), _("Book for somebody"))]
