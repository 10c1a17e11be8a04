"""Appointments at a centre: its opening hours, the rules of booking, closures, and who comes when for what.

Hours, places and rules are what an administrator sets; without hours a centre takes no appointments.
"""

import datetime as dt
from itertools import pairwise
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from caojiadu.core.bilingual import in_language
from caojiadu.core.cases.forms import in_our_time
from caojiadu.core.community.models import Resident
from caojiadu.core.organisation.models import Centre
from services.catalogue.models import Item


def _between(least: int, most: int) -> dict[str, Any]:
    return {"validators": [MinValueValidator(least), MaxValueValidator(most)]}


class Weekday(models.IntegerChoices):
    """The days of a week, as Python counts them."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class BookingRules(models.Model):
    """How a centre takes appointments: how far ahead, how many of one person, what holds on unusual days."""

    centre = models.OneToOneField(Centre, models.PROTECT, related_name="booking", verbose_name=_("centre"))
    days_ahead = models.PositiveSmallIntegerField(
        _("days ahead that can be booked"), default=14, help_text=_("Today counts."), **_between(1, 90)
    )
    most_open = models.PositiveSmallIntegerField(
        _("open appointments of one person, at most"), default=3, **_between(1, 20)
    )
    kept_until_days = models.PositiveSmallIntegerField(
        _("kept places are given to everybody so many days before"),
        default=1,
        help_text=_("Until then older and disabled people alone can book them. 0: on the day itself."),
        **_between(0, 30),
    )
    make_up_weekday = models.PositiveSmallIntegerField(
        _("hours on a make-up working day"),
        choices=Weekday,
        default=Weekday.FRIDAY,
        null=True,
        blank=True,
        help_text=_(
            "The weekday whose hours hold on a Saturday or Sunday that is worked. Empty: those of the day itself."
        ),
    )
    open_on_holidays = models.BooleanField(_("open on public holidays too"), default=False)

    class Meta:
        ordering = ("centre__order", "centre__key")
        verbose_name = _("booking of a centre")
        verbose_name_plural = _("booking of centres")
        default_permissions = ("view", "add", "change")

    def __str__(self) -> str:
        return str(self.centre)

    @property
    def key(self) -> str:
        """What the audit trail calls it."""
        return self.centre.key


class OpeningHours(models.Model):
    """One stretch of a weekday in which people are received: cut into slots, each with so many places."""

    rules = models.ForeignKey(BookingRules, models.CASCADE, related_name="hours", verbose_name=_("booking of a centre"))
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday)
    opens = models.TimeField(_("from"))
    closes = models.TimeField(_("until"))
    minutes = models.PositiveSmallIntegerField(_("minutes of one appointment"), default=30, **_between(5, 240))
    places = models.PositiveSmallIntegerField(_("people at the same time"), default=1, **_between(1, 50))
    kept = models.PositiveSmallIntegerField(
        _("of these, kept for older and disabled people"), default=0, **_between(0, 50)
    )

    class Meta:
        ordering = ("weekday", "opens")
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        constraints = [
            models.UniqueConstraint(fields=["rules", "weekday", "opens"], name="hours_begin_once"),
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")),
                name="hours_end_after_they_begin",
                violation_error_message=_("The end comes before the beginning."),
            ),
            models.CheckConstraint(
                condition=Q(kept__lte=F("places")),
                name="hours_keep_no_more_than_there_is",
                violation_error_message=_("There are fewer places than are to be kept."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}-{self.closes:%H:%M}"

    def clean(self) -> None:
        """One appointment fits in, or no time would ever be offered."""
        if not (self.opens and self.closes and self.minutes) or self.closes <= self.opens:
            return
        there = (self.closes.hour - self.opens.hour) * 60 + self.closes.minute - self.opens.minute
        if self.minutes > there:
            words = gettext("From %(opens)s until %(closes)s is less than one appointment takes.")
            raise ValidationError(
                {"minutes": words % {"opens": f"{self.opens:%H:%M}", "closes": f"{self.closes:%H:%M}"}}
            )


class Closure(models.Model):
    """Days on which a centre receives nobody, and why. Whoever is booked then is told and offered another time."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="closures", verbose_name=_("centre"))
    first_on = models.DateField(_("first day"), validators=(in_our_time,))
    last_on = models.DateField(_("last day"), validators=(in_our_time,))
    reason_zh = models.CharField(_("reason, Chinese"), max_length=100)
    reason_en = models.CharField(_("reason, English"), max_length=200, blank=True)

    class Meta:
        ordering = ("-first_on", "-id")
        verbose_name = pgettext_lazy("of a centre", "closure")
        verbose_name_plural = pgettext_lazy("of a centre", "closures")
        default_permissions = ("view", "add", "change")
        indexes = [models.Index(fields=["centre", "last_on"], name="closure_by_centre")]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")),
                name="closure_ends_after_it_begins",
                violation_error_message=_("The last day comes before the first."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.centre} {self.first_on}"

    def clean(self) -> None:
        """Days that are over close nothing any more."""
        super().clean()
        if self._state.adding and self.last_on and self.last_on < timezone.localdate():
            raise ValidationError({"last_on": gettext("This day has passed.")})

    @property
    def key(self) -> str:
        """What the audit trail calls it."""
        return f"{self.centre.key}-{self.first_on}"

    @property
    def reason(self) -> str:
        """Why, in the reader's language."""
        return in_language(self.reason_zh, self.reason_en)


class Appointment(models.Model):
    """Somebody comes to a centre at a time with one service item. Name and phone stand in the resident's row alone.

    `place` is one of the slot's places; the database gives each of them to one live appointment.
    """

    class State(models.TextChoices):
        """How it stands. CLOSED: the centre called it off, and the person may choose another time."""

        BOOKED = "booked", pgettext_lazy("appointment", "booked")
        CAME = "came", pgettext_lazy("appointment", "came")
        MISSED = "missed", pgettext_lazy("appointment", "did not come")
        CANCELLED = "cancelled", pgettext_lazy("appointment", "cancelled")
        CLOSED = "closed", pgettext_lazy("appointment", "called off by the centre")

    class Need(models.TextChoices):
        """Who may book the places that are kept."""

        OLDER = "older", _("60 or older")
        DISABLED = "disabled", _("disabled")

    class Relation(models.TextChoices):
        """For whom it was booked, seen from the phone it was booked with."""

        SELF = "self", _("for myself")
        PARENT = "parent", _("for my father or mother")
        SPOUSE = "spouse", _("for my husband or wife")
        CHILD = "child", _("for my child")
        OTHER = "other", _("for somebody else in the family")

    class Channel(models.TextChoices):
        ONLINE = "online", _("online")
        PHONE = "phone", _("by phone")
        WINDOW = "window", pgettext_lazy("booking", "at the window")

    LIVE = (State.BOOKED, State.CAME, State.MISSED)

    number = models.CharField(_("appointment number"), max_length=8, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.PROTECT, related_name="appointments", verbose_name=_("centre"))
    item = models.ForeignKey(Item, models.PROTECT, related_name="appointments", verbose_name=_("service item"))
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.PositiveSmallIntegerField(editable=False)
    resident = models.ForeignKey(Resident, models.PROTECT, related_name="+", verbose_name=_("who comes"))
    relation = models.CharField(_("for whom"), max_length=8, choices=Relation, default=Relation.SELF)
    need = models.CharField(_("older or disabled"), max_length=8, choices=Need, blank=True, default="")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.BOOKED)
    channel = models.CharField(_("booked"), max_length=6, choices=Channel, default=Channel.ONLINE)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("account that booked")
    )
    made_at = models.DateTimeField(_("booked at"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now)
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)

    class Meta:
        ordering = ("starts_at", "id")
        verbose_name = pgettext_lazy("at a centre", "appointment")
        verbose_name_plural = pgettext_lazy("at a centre", "appointments")
        default_permissions = ()
        permissions = [("keep_appointment", "Can keep the appointments of the centres of one's office")]
        indexes = [
            models.Index(fields=["centre", "starts_at", "id"], name="appointment_by_day"),
            models.Index(fields=["starts_at"], name="appointment_open", condition=Q(state="booked")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "starts_at", "place"],
                condition=Q(state__in=("booked", "came", "missed")),
                name="one_person_for_each_place",
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="appointment_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def day(self) -> dt.date:
        """The day on which somebody comes."""
        return timezone.localdate(self.starts_at)

    @property
    def spoken(self) -> str:
        """The number as it is read out: 4821 7093."""
        return f"{self.number[:4]} {self.number[4:]}"

    @property
    def open(self) -> bool:
        """Whether it is still to come."""
        return self.state == self.State.BOOKED and self.starts_at > timezone.now()

    @property
    def awaited(self) -> bool:
        """Whether somebody who comes is still received: until the end of the day, however late."""
        today = self.state in (self.State.BOOKED, self.State.MISSED) and self.day == timezone.localdate()
        return self.open or today

    @property
    def may_be_taken_back(self) -> bool:
        """Whether it was cancelled before its time, which has not come yet."""
        return self.state == self.State.CANCELLED and self.starts_at > timezone.now()


def clean_hours(rows: list[OpeningHours]) -> None:
    """Refuse stretches of one weekday that overlap: a time would be given twice. Raises ValidationError."""
    rows = sorted(rows, key=lambda row: (row.weekday, row.opens))
    for first, second in pairwise(rows):
        if first.weekday == second.weekday and second.opens < first.closes:
            raise ValidationError(gettext("%(first)s and %(second)s overlap.") % {"first": first, "second": second})
