"""Meetings with their agenda and minutes, and the tasks decided."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from caojiadu.core.cases.models import Case


class JointMeeting(Case):
    """One meeting. The offices called to it are its co-offices; from outside come bodies, neighbourhoods, guests."""

    held_at = models.DateTimeField(_("day and time"))
    place = models.CharField(_("place"), max_length=120)
    chair = models.CharField(_("chair"), max_length=60)
    bodies = models.ManyToManyField("organisation.DistrictBody", related_name="+", verbose_name=_("district bodies"))
    areas = models.ManyToManyField("organisation.Neighbourhood", related_name="+", verbose_name=_("neighbourhoods"))
    guests = models.CharField(_("others from outside"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("joint meeting")
        verbose_name_plural = _("joint meetings")
        permissions = (("run_meeting", _("Call joint meetings and keep their minutes")),)
        indexes = (models.Index(fields=("held_at",), name="meeting_day"),)


class AgendaItem(models.Model):
    """One matter for a meeting; without a meeting it waits for one. Never a confidential report."""

    meeting = models.ForeignKey(JointMeeting, models.PROTECT, null=True, related_name="items")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    why = models.TextField(_("what the meeting is to settle"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    minutes = models.TextField(_("minutes"), blank=True)
    minuted_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=("case",), condition=models.Q(meeting=None), name="agenda_item_waits_once"),
            models.UniqueConstraint(fields=("meeting", "case"), name="agenda_item_once"),
        )

    def __str__(self) -> str:
        """The number only: a title is for those who may open the matter."""
        return self.case.number or ""


class JointTask(Case):
    """What a meeting decided that somebody has to do, with a last day; its parent is the meeting."""

    what = models.TextField(_("what is to be done"))
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, related_name="tasks")
    last_day = models.DateField(_("last day"))
    result = models.TextField(_("what came of it"), blank=True)

    class Meta:
        verbose_name = _("task of a joint meeting")
        verbose_name_plural = _("tasks of joint meetings")
