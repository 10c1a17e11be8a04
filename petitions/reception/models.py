"""Reception days, who receives, and who keeps the roster."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from caojiadu.core.accounts.models import Post, User


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

    def __str__(self) -> str:
        return f"{self.leader} {self.day}"


SHOWN = 100  # days to come that a page shows; a roster is made for some months


def leaders() -> QuerySet[User]:
    """Everybody who is a leader today."""
    held = Post.objects.held_on().filter(role="leader").values("user_id")
    return User.objects.filter(pk__in=held, is_active=True).order_by("display_name", "pk")


def days_ahead(most: int = SHOWN) -> list[ReceptionDay]:
    """The reception days from today on, the next first."""
    return list(ReceptionDay.objects.filter(day__gte=timezone.localdate()).select_related("leader")[:most])


def may_keep_roster(user: Any) -> bool:
    """The letters-and-calls desk keeps the roster."""
    return bool(user.has_perm("petitions.register_petition"))
