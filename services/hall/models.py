"""The reception hall: windows, a day of it, and tickets. Nothing here says who somebody is."""

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from caojiadu.core.bilingual import in_language
from caojiadu.core.organisation.models import Centre
from services.appointments.models import Appointment
from services.catalogue.models import Item


def ticket_key() -> str:
    """What the address of a ticket's page ends with: not to be guessed, so that nobody follows another's ticket."""
    return get_random_string(16)


class HallRules(models.Model):
    """One row of figures for the halls; none of them is confirmed by a source that is known here."""

    grace = models.PositiveSmallIntegerField(
        _("grace for appointments (minutes)"),
        default=15,
        validators=[MaxValueValidator(240)],
        help_text=_(
            "Whoever comes to an appointment late by no more than this goes before those without one; "
            "later, by taking. The centre's own figure is not known: confirm it."
        ),
    )

    class Meta:
        verbose_name = _("rules for reception halls")
        verbose_name_plural = _("rules for reception halls")
        constraints = (models.CheckConstraint(condition=models.Q(pk=1), name="hall_rules_one_row"),)

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @classmethod
    def now(cls) -> "HallRules":
        """The row; its defaults where nobody has loaded the lists yet."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)


class HallWindow(models.Model):
    """A window of a hall. It is open while somebody sits there, and takes every item.

    Which windows there are, the office keeps in its register; see services.hall.windows.
    """

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="hall_windows", verbose_name=_("centre"))
    number = models.PositiveSmallIntegerField(
        _("number"), validators=[MinValueValidator(1), MaxValueValidator(99)], help_text=_("As it stands above it.")
    )
    name_zh = models.CharField(_("Chinese name"), max_length=40, blank=True)
    name_en = models.CharField(_("English name"), max_length=60, blank=True)
    active = models.BooleanField(_("in use"), default=True)
    entry = models.BigIntegerField(
        null=True, unique=True, editable=False
    )  # its entry in the office's register of windows
    clerk = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="hall_window", editable=False
    )
    since = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ("centre", "number")
        verbose_name = _("window of a hall")
        verbose_name_plural = _("windows of halls")
        constraints = (models.UniqueConstraint(fields=("centre", "number"), name="hall_window_number"),)

    def __str__(self) -> str:
        name = in_language(self.name_zh, self.name_en)
        said = _("Window %(number)d") % {"number": self.number}
        return f"{said} · {name}" if name else said


class HallDay(models.Model):
    """A day of a hall: from when it gave out tickets, up to which number, and until when."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="hall_days")
    held_on = models.DateField()
    opened_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()
        permissions = (("work_hall", _("Can work at the windows of a hall")), ("lead_hall", _("Can lead a hall")))
        constraints = (models.UniqueConstraint(fields=("centre", "held_on"), name="hall_day_once"),)

    def __str__(self) -> str:
        return f"{self.centre_id} {self.held_on}"


class TicketQuerySet(models.QuerySet["Ticket"]):
    """Tickets by where they stand."""

    def waiting(self) -> "TicketQuerySet":
        """Whoever waits to be called."""
        return self.filter(state=Ticket.State.WAITING)

    def at_window(self) -> "TicketQuerySet":
        """Whoever was called or is being served."""
        return self.filter(state__in=AT_WINDOW)


class Ticket(models.Model):
    """A place in the line of one day. Its letter says how it was taken; the number counts all of them.

    `due_at` is the time of an appointment that was kept; somebody late has none and may go `first` instead. `called_at`
    is the first call, `rung_at` the last. `served` adds up the time at windows, `back_at` says since when somebody who
    was put aside waits again.
    """

    class State(models.TextChoices):
        """Where somebody stands."""

        WAITING = "waiting", _("waiting")
        CALLED = "called", _("called")
        SERVING = "serving", _("being served")
        PARKED = "parked", _("put aside")
        DONE = "done", _("done at the window")
        ABSENT = "absent", _("did not come")
        CLOSED = "closed", _("closed for the day")

    day = models.ForeignKey(HallDay, models.PROTECT, related_name="tickets")
    number = models.PositiveIntegerField()
    key = models.CharField(max_length=16, unique=True, default=ticket_key)
    asked = models.CharField(max_length=32, blank=True, default="")
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="tickets")
    first = models.BooleanField(default=False)
    booked = models.BooleanField(default=False)
    appointment = models.OneToOneField(Appointment, models.SET_NULL, null=True, blank=True, related_name="ticket")
    due_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    window = models.ForeignKey(HallWindow, models.PROTECT, null=True, blank=True, related_name="tickets")
    for_window = models.ForeignKey(HallWindow, models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(max_length=200, blank=True, default="")
    taken_at = models.DateTimeField()
    back_at = models.DateTimeField(null=True, blank=True)
    called_at = models.DateTimeField(null=True, blank=True)
    rung_at = models.DateTimeField(null=True, blank=True)
    calls = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(null=True, blank=True)
    served = models.DurationField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = TicketQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        verbose_name = _("ticket")
        verbose_name_plural = _("tickets")
        indexes = (
            models.Index(fields=("day", "state"), name="hall_ticket_by_state"),
            models.Index(fields=("day", "-rung_at"), name="hall_ticket_by_call"),
        )
        constraints = (
            models.UniqueConstraint(fields=("day", "number"), name="hall_ticket_number"),
            models.UniqueConstraint(
                fields=("window",),
                condition=models.Q(state__in=("called", "serving")),
                name="hall_one_ticket_at_a_window",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=("called", "serving")) | models.Q(window__isnull=False),
                name="hall_called_to_a_window",
            ),
        )

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The number as it is called: A with no appointment, B with one, C for whoever goes first."""
        return label_of(self.number, first=self.first, booked=self.booked)

    @property
    def what(self) -> Any:
        """What somebody came for."""
        return self.item or _("Something else")


AT_WINDOW = (Ticket.State.CALLED, Ticket.State.SERVING)


def label_of(number: int, *, first: bool, booked: bool) -> str:
    """A ticket's number as it is called."""
    return f"{'B' if booked else 'C' if first else 'A'}{number:03d}"
