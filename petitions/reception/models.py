"""Reception days, who receives, and who keeps the roster."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caojiadu.core.accounts.models import Post, User, Visitor
from caojiadu.core.workdays.deadlines import StoredCalendar

# The holidays with a date of their own, month and day; those of the lunar calendar are known once it is published
# (Regulations on public holidays of 2024, 全国年节及纪念日放假办法, art. 2).
EVERY_YEAR = {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}


class ReceptionDay(models.Model):
    """A day on which a leader receives people, made known beforehand (Regulations on petition work, art. 18)."""

    leader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("leader"))
    day = models.DateField(_("day"))
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("until"))

    class Meta:
        default_permissions = ()
        verbose_name = _("reception day")
        verbose_name_plural = _("reception days")
        ordering = ("day", "starts", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("leader", "day", "starts"),
                name="reception_once",
                violation_error_message=_("This leader receives at this time already."),
            ),
            models.CheckConstraint(
                condition=models.Q(ends__gt=models.F("starts")),
                name="reception_ends_after_it_starts",
                violation_error_message=_("The end comes before the beginning."),
            ),
        )

    holiday = False  # whether it fell on a public holiday that was published after it was entered
    may_move = False  # whether the holidays of its year are not published yet

    def __str__(self) -> str:
        return f"{self.leader} {self.day}"


SHOWN = 100  # days to come that a page shows; a roster is made for some months


def leaders() -> QuerySet[User]:
    """Everybody who is a leader today."""
    held = Post.objects.held_on().filter(role="leader").values("user_id")
    return User.objects.filter(pk__in=held, is_active=True).order_by("display_name", "pk")


def days_ahead(most: int = SHOWN) -> list[ReceptionDay]:
    """The reception days from today on, the next first, each with what the calendar says of it."""
    days = list(ReceptionDay.objects.filter(day__gte=timezone.localdate()).select_related("leader")[:most])
    if days:
        calendar = StoredCalendar(days[0].day, days[-1].day)
        for one in days:
            one.holiday = is_holiday(one.day, calendar)
            one.may_move = not calendar.mark(one.day).known
    return days


def is_holiday(day: dt.date, calendar: StoredCalendar) -> bool:
    """Whether everybody is off, by the published calendar or, of a year without one, by the day itself."""
    mark = calendar.mark(day)
    return calendar.why(day) == "holiday" if mark.known else (day.month, day.day) in EVERY_YEAR


def may_keep_roster(user: Visitor) -> bool:
    """The letters-and-calls desk keeps the roster."""
    return bool(user.has_perm("petitions.register_petition"))
