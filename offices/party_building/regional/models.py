"""Regional Party building (B1): units that belong to it, their joint meetings, their joint projects."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from caojiadu.core.registers import rules
from caojiadu.core.registers.models import Record
from caojiadu.core.registers.patterns.meeting import Meeting
from caojiadu.core.registers.patterns.project import Project


class MemberUnit(Record):
    """A unit in the area that takes part: what it can give, what it needs, until when it agreed to."""

    class Kind(models.TextChoices):
        ORGAN = "organ", _("Office of Party or government")
        STATE = "state", _("State enterprise")
        SCHOOL = "school", _("School")
        HOSPITAL = "hospital", _("Hospital")
        ARMY = "army", _("Military unit")
        OTHER = "other", _("Other unit")

    kind = models.CharField(_("kind of unit"), max_length=8, choices=Kind, db_index=True)
    joined_on = models.DateField(pgettext_lazy("member units", "member since"))
    party_members = models.PositiveSmallIntegerField(_("Party members"))
    gives = models.TextField(_("list of resources"), blank=True)
    needs = models.TextField(_("list of needs"), blank=True)
    agreed_until = models.DateField(_("agreement until"), null=True, blank=True)
    visited_on = models.DateField(_("last visit"), null=True, blank=True)

    class Meta:
        verbose_name = _("member unit")
        verbose_name_plural = _("member units")

    def clean(self) -> None:
        days = ("joined_on", "visited_on")
        rules.refuse(
            rules.not_ahead(self, *days), rules.in_order(self, *days), rules.in_order(self, "joined_on", "agreed_until")
        )


class RegionalMeeting(Meeting):
    """A joint meeting of the member units (区域化党建联席会议)."""

    matter = models.TextField(_("agenda"))
    units_invited = models.PositiveSmallIntegerField(_("units invited"))
    units_came = models.PositiveSmallIntegerField(_("units that came"), null=True, blank=True)
    project_list = models.TextField(_("projects agreed on"), blank=True)

    class Meta:
        verbose_name = _("joint meeting of member units")
        verbose_name_plural = _("joint meetings of member units")
        permissions = (
            ("handle_regionalmeeting", _("Hold joint meetings of member units")),
            ("close_regionalmeeting", _("Settle minutes of joint meetings of member units")),
        )

    def clean(self) -> None:
        """No more units come than were invited."""
        super().clean()
        rules.refuse(rules.at_most(self, "units_came", "units_invited"))


class JointProject(Project):
    """A project of the yearly list that units and neighbourhoods do together (共建项目)."""

    class Theme(models.TextChoices):
        CARE = "care", _("Care for people in need")
        ORDER = "order", _("Order and safety")
        YOUTH = "youth", _("Children and young people")
        HEALTH = "health", _("Health")
        CULTURE = "culture", _("Culture and learning")
        SPACE = "space", _("Shared rooms and places")

    year = models.PositiveSmallIntegerField(_("year of the list"))
    unit = models.ForeignKey(MemberUnit, models.PROTECT, related_name="projects", verbose_name=_("member unit"))
    theme = models.CharField(_("theme"), max_length=8, choices=Theme, db_index=True)
    brings = models.CharField(_("what the unit brings"), max_length=200)
    reaches = models.PositiveIntegerField(_("people it reaches"), null=True, blank=True)

    class Meta:
        verbose_name = _("joint project")
        verbose_name_plural = _("joint projects")
        permissions = (
            ("handle_jointproject", _("Work on joint projects")),
            ("close_jointproject", _("Approve and publish joint projects")),
        )

    def clean(self) -> None:
        """A list of this year or one nearby when it is entered."""
        super().clean()
        far = self._state.adding and abs(self.year - timezone.localdate().year) > 1
        odd = {"year": gettext("This year, the one before, or the next.")} if far else {}
        rules.refuse(odd)
